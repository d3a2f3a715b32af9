"""What admins did, written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.database.database import Database
from bot.database.journal_migrations import JOURNAL
from bot.journal.audit import BEGUN, Audit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.clock import Clock


async def test_actions_are_listed_latest_first(tmp_path: Path, clock: Clock) -> None:
    async with Database.open(tmp_path / "readers", JOURNAL) as database:
        audit = Audit(database, clock)
        for number in range(5):
            clock.now = 100.0 * number
            await audit.record(7, f"/action {number}", "done")
        entries = await audit.latest(3)
    assert [entry.what for entry in entries] == ["/action 4", "/action 3", "/action 2"]
    assert (entries[0].admin, entries[0].at.timestamp(), entries[0].outcome) == (7, 400, "done")


async def test_a_deed_is_there_from_its_beginning_and_ends_as_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "readers"
    async with Database.open(path, JOURNAL) as database:
        number = await Audit(database).record(7, "/reload", BEGUN)
        await Audit(database).record(8, "/ban 9", "done")
    async with Database.open(path, JOURNAL) as database:
        assert [entry.outcome for entry in await Audit(database).latest(9)] == ["done", BEGUN]
        await Audit(database).conclude(number, "failed: " + "x" * 9999)
        outcome = (await Audit(database).latest(9))[1].outcome
    assert outcome.startswith("failed: x") and len(outcome) == 300
