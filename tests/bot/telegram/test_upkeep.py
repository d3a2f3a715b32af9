from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.journal.inbox import Inbox
from bot.journal.journal import Asked, Journal
from bot.loading.first_use import prepare
from bot.telegram.upkeep import DAY, keep_up, upkeep
from retrieval.records import Answer, Article, Verdict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from bot.configuration.settings import Settings
    from tests.support.clock import Clock


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


class Looks:
    """How a bot rests between looks: before each but the last, another process may do something."""

    def __init__(self, *steps: Callable[[], Awaitable[object]] | None) -> None:
        self._steps = list(steps)

    async def __call__(self, _: float) -> None:
        if not self._steps:
            raise asyncio.CancelledError
        step = self._steps.pop(0)
        if step:
            await step()


def lake(number: int) -> Article:
    return Article(f"lake-{number}", "بحيرة", f"فتحت بلدية الزهراء بحيرتها رقم {number} للزوار في الربيع.")


async def test_what_another_process_loaded_is_answered_from_once_it_stands_still(newsroom: Settings) -> None:
    async with Library.open(newsroom) as library, Library.open(newsroom) as other:
        await prepare(library)
        before = library.indexed
        first, second = (partial(other.add, [lake(number)], "other") for number in (1, 2))
        with pytest.raises(asyncio.CancelledError):
            await keep_up(library, Looks(None, None, first, second))
        assert library.indexed is before
        with pytest.raises(asyncio.CancelledError):
            await keep_up(library, Looks(None, None))
        after = library.indexed
        assert "رقم 2" in (await library.ask("متى فتحت بلدية الزهراء بحيرتها رقم 2؟")).quotes[0].text
        with pytest.raises(asyncio.CancelledError):
            await keep_up(library, Looks(None, None))
        assert library.indexed is after is not before


async def test_an_archive_that_cannot_be_read_is_looked_at_again(
    newsroom: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with Library.open(newsroom) as library:
        await prepare(library)

        async def rename(name: str, to: str) -> None:
            with closing(sqlite3.connect(newsroom.archive, isolation_level=None)) as file:
                file.execute(f"ALTER TABLE {name} RENAME TO {to}")

        away, back = partial(rename, "archive", "gone"), partial(rename, "gone", "archive")
        with pytest.raises(asyncio.CancelledError):
            await keep_up(library, Looks(away, back, None))
        assert "cannot be answered from" in caplog.text
        assert (await library.ask("كم بلغت كلفة جسر الياسمين؟")).quotes
