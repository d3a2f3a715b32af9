from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.inbox import Inbox
from bot.journal import Asked, Journal
from bot.telegram.upkeep import DAY, upkeep
from retrieval.records import Answer, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from support.clock import Clock


async def test_what_was_asked_long_ago_is_erased_while_the_bot_runs(tmp_path: Path, clock: Clock) -> None:
    async with Journal.open(tmp_path / "readers", clock) as journal:
        answer = Answer("من بنى الجسر؟", Verdict.NOT_FOUND, 0.0)
        token = await journal.log(Asked("reader", "private", answer, 1.0))
        kept: list[bool] = []

        async def rest(seconds: float) -> None:
            clock.now += seconds
            kept.append(await journal.question(token) is not None)
            if len(kept) == 5:
                raise asyncio.CancelledError

        with pytest.raises(asyncio.CancelledError):
            await upkeep(journal, Inbox(journal.database, clock), 3, rest)
    assert clock.now == 5 * DAY
    assert kept == [True, True, True, True, False]
