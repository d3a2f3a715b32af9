"""Figures of the last days."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from bot.journal.journal import Journal
from bot.journal.usage import Day, figures
from tests.support.asking import ask

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock

ZONE = datetime.timezone(datetime.timedelta(hours=3))
NOW = datetime.datetime(2026, 3, 14, 21, 30, tzinfo=ZONE)
TODAY = NOW.date()


@pytest.fixture
async def journal(tmp_path: Path, clock: Clock) -> AsyncIterator[Journal]:
    clock.now = NOW.timestamp()
    async with Journal.open(tmp_path / "readers", clock) as journal:
        yield journal


async def test_nothing_asked_is_told_as_nothing(journal: Journal) -> None:
    found = await figures(journal.database, 7, NOW)
    assert (found.readers, found.questions, found.answered, found.median) == (0, 0, 0, None)
    assert found.busiest(3) == [] and len(found.days) == 7


async def test_readers_questions_answers_and_votes_are_counted(journal: Journal) -> None:
    tokens = [
        await ask(journal, "س", reader=reader, answered=answered, milliseconds=milliseconds)
        for reader, answered, milliseconds in (("a", True, 5), ("a", True, 9), ("b", False, 700))
    ]
    await journal.vote(tokens[0], "a", helpful=True)
    await journal.vote(tokens[0], "b", helpful=True)
    await journal.vote(tokens[1], "a", helpful=False)
    found = await figures(journal.database, 7, NOW)
    assert (found.readers, found.questions, found.answered) == (2, 3, 2)
    assert (found.helpful, found.unhelpful, found.median) == (2, 1, 9)
    assert found.days[-1] == Day(TODAY, 2, 1)


async def test_days_and_hours_are_those_of_the_time_zone(journal: Journal, clock: Clock) -> None:
    for hour in (0, 21, 21):
        clock.now = NOW.replace(hour=hour, minute=5).timestamp()
        await ask(journal, "س")
    clock.now = (NOW.replace(hour=23, minute=55) - datetime.timedelta(days=1)).timestamp()
    await ask(journal, "س")
    found = await figures(journal.database, 7, NOW)
    assert found.busiest(9) == [21, 0, 23]
    assert [day.unanswered for day in found.days] == [0, 0, 0, 0, 0, 1, 3]
    assert found.days[0].date == TODAY - datetime.timedelta(days=6)


async def test_what_was_asked_before_the_first_day_does_not_count(journal: Journal, clock: Clock) -> None:
    midnight = datetime.datetime(2026, 3, 8, tzinfo=ZONE).timestamp()
    for clock.now in (midnight - 1, midnight):  # the clock is what is moved
        await journal.vote(await ask(journal, "س"), "a", helpful=True)
    found = await figures(journal.database, 7, NOW)
    assert (found.questions, found.helpful, found.days[0].unanswered) == (1, 1, 1)
