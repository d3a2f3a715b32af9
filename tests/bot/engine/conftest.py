from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.configuration.environment import EngineSettings
from tests.support.once import shared
from tests.support.serving import opensearch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.configuration.settings import Settings


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ...]]:
    """The address of the node that all tests of one run share, whichever process they run in."""
    if lacking := opensearch.missing():
        opensearch.say(
            f"SKIPPED: the tests with a real OpenSearch need {', '.join(lacking)}: install a JDK 17 and Maven"
        )
        pytest.skip(f"{', '.join(lacking)} not installed")
    with opensearch.shared(shared(tmp_path_factory) / "opensearch") as addresses:
        yield addresses


@pytest.fixture
def remote(nodes: tuple[str, ...], request: pytest.FixtureRequest) -> Callable[[Settings], Settings]:
    """Makes settings those of an archive of this test's own in the engine."""
    alias = f"test-{abs(hash(request.node.nodeid)):x}"
    return lambda settings: replace(settings, engine=EngineSettings(url=nodes, alias=alias))
