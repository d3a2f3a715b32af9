"""A short piece of what `make soak` does at length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.trust.soak import __main__ as soak
from tests.trust.soak.report import Load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
async def test_chats_are_answered_once_each_while_the_archive_is_reloaded(tmp_path: Path) -> None:
    load = Load(chats=20, questions=60, rate=30, reloads=1, requests=70, presses=20, bombs=False)
    report = await soak.run(load, tmp_path)
    assert (report.lost, report.doubled, report.reloads, report.news) == (0, 0, 1, True)
    assert report.requests.total() == load.requests and report.requests[200] >= 3 * load.requests // 7
    assert report.pressed == load.presses and report.beside_presses
    assert len(report.searching) >= load.questions
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")
