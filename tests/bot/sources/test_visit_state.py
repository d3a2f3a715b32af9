"""What is remembered of a source between visits."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from bot.database.database import Database
from bot.sources.entries import Entry
from bot.sources.visit_state import TRIES, Logbook, VisitState
from bot.web.refusals import Rule
from bot.web.responses import Validators

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock

FEED = "https://news.example/feed"
A, B = Entry("https://news.example/a", "1"), Entry("https://news.example/b", "1")


@pytest.fixture
async def logbook(archive: Path, clock: Clock) -> AsyncIterator[Logbook]:
    async with Database.open(archive) as database:
        yield Logbook(database, clock)


async def test_a_source_that_was_never_visited_is_due(logbook: Logbook) -> None:
    assert await logbook.state(FEED) == VisitState()


async def test_how_a_visit_ended_is_remembered_whole(logbook: Logbook) -> None:
    day = datetime.date(2026, 11, 3)
    state = VisitState(Validators('"1"', "then"), True, 5, 95, False, 2, Rule.BUSY, "later", 20, 3, 1, 4, day)
    await logbook.end(FEED, state)
    assert await logbook.state(FEED) == state


async def test_a_source_stays_paused_whatever_visits_say(logbook: Logbook) -> None:
    await logbook.pause(FEED, paused=True)
    await logbook.end(FEED, VisitState(visited=5, due=95))
    assert (await logbook.state(FEED)).paused
    await logbook.set_due(FEED, 3)
    await logbook.pause(FEED, paused=False)
    assert await logbook.state(FEED) == VisitState(visited=5, due=3)


async def test_an_entry_is_fresh_until_it_is_taken_and_again_when_it_changes(logbook: Logbook) -> None:
    assert await logbook.fresh(FEED, [A, B, A]) == [A, B]
    await logbook.take(FEED, [A])
    changed = Entry(A.url, "2")
    assert await logbook.fresh(FEED, [A, B]) == [B]
    assert await logbook.fresh(FEED, [changed]) == [changed]
    assert await logbook.fresh("another", [A]) == [A]


async def test_a_page_that_cannot_be_had_is_tried_a_few_times(logbook: Logbook) -> None:
    for _ in range(TRIES):
        assert await logbook.fresh(FEED, [A]) == [A]
        await logbook.miss(FEED, A)
    assert await logbook.fresh(FEED, [A]) == []
    changed = Entry(A.url, "2")
    await logbook.miss(FEED, changed)
    assert await logbook.fresh(FEED, [changed]) == [changed]
