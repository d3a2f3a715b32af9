"""What is remembered of a source between visits."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from bot.database import Database
from bot.sources.ledger import TRIES, Ledger, State
from bot.sources.offers import Offer
from bot.web.answers import Known
from bot.web.refusals import Rule

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from support.clock import Clock

FEED = "https://news.example/feed"
A, B = Offer("https://news.example/a", "1"), Offer("https://news.example/b", "1")


@pytest.fixture
async def ledger(archive: Path, clock: Clock) -> AsyncIterator[Ledger]:
    async with Database.open(archive) as database:
        yield Ledger(database, clock)


async def test_a_source_that_was_never_visited_is_due(ledger: Ledger) -> None:
    assert await ledger.state(FEED) == State()


async def test_how_a_visit_ended_is_remembered_whole(ledger: Ledger) -> None:
    day = datetime.date(2026, 11, 3)
    state = State(Known('"1"', "then"), True, 5, 95, False, 2, Rule.BUSY, "later", 20, 3, 1, 4, day)
    await ledger.end(FEED, state)
    assert await ledger.state(FEED) == state


async def test_a_source_stays_paused_whatever_visits_say(ledger: Ledger) -> None:
    await ledger.pause(FEED, paused=True)
    await ledger.end(FEED, State(visited=5, due=95))
    assert (await ledger.state(FEED)).paused
    await ledger.set_due(FEED, 3)
    await ledger.pause(FEED, paused=False)
    assert await ledger.state(FEED) == State(visited=5, due=3)


async def test_an_offer_is_fresh_until_it_is_taken_and_again_when_it_changes(ledger: Ledger) -> None:
    assert await ledger.fresh(FEED, [A, B, A]) == [A, B]
    await ledger.take(FEED, [A])
    changed = Offer(A.url, "2")
    assert await ledger.fresh(FEED, [A, B]) == [B]
    assert await ledger.fresh(FEED, [changed]) == [changed]
    assert await ledger.fresh("another", [A]) == [A]


async def test_a_page_that_cannot_be_had_is_tried_a_few_times(ledger: Ledger) -> None:
    for _ in range(TRIES):
        assert await ledger.fresh(FEED, [A]) == [A]
        await ledger.miss(FEED, A)
    assert await ledger.fresh(FEED, [A]) == []
    changed = Offer(A.url, "2")
    await ledger.miss(FEED, changed)
    assert await ledger.fresh(FEED, [changed]) == [changed]
