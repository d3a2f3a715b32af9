"""Short handles for long texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.database.database import Database
from bot.database.journal_migrations import JOURNAL
from bot.journal.callback_handles import KEPT_SECONDS, Handles

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.clock import Clock


async def test_a_handle_finds_its_text_after_a_restart(tmp_path: Path) -> None:
    texts = ["كلمات طويلة " * 20, "001", "a" * 255]
    async with Database.open(tmp_path / "readers", JOURNAL) as database:
        handles = [await Handles(database).of(text) for text in texts]
        assert await Handles(database).of(texts[0]) == handles[0]
    async with Database.open(tmp_path / "readers", JOURNAL) as database:
        assert [await Handles(database).text(handle) for handle in handles] == texts
        assert await Handles(database).text("0" * 16) is None
    assert all(len(handle) == 16 and handle.isalnum() for handle in handles)


async def test_a_handle_that_nobody_asked_for_in_a_month_is_forgotten(tmp_path: Path, clock: Clock) -> None:
    async with Database.open(tmp_path / "readers", JOURNAL) as database:
        handles = Handles(database, clock)
        old, used = await handles.of("old"), await handles.of("used")
        clock.now = KEPT_SECONDS
        await handles.of("used")
        clock.now += 1
        await handles.of("new")
        assert await handles.text(old) is None
        assert await handles.text(used) == "used"
