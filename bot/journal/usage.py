"""How the bot is used: figures of the last days, from the journal."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.records import Verdict

if TYPE_CHECKING:
    from bot.database.database import Database

_HALF_HOUR = 30 * 60
_SUMS = """SELECT count(*) AS questions, count(DISTINCT reader) AS readers, sum(verdict = :answered) AS answered
    FROM questions WHERE asked >= :since"""
_VOTES = """SELECT sum(helpful) AS helpful, sum(NOT helpful) AS unhelpful
    FROM feedback JOIN questions ON questions.id = feedback.question WHERE asked >= :since"""
_MEDIAN = """SELECT milliseconds FROM questions WHERE asked >= :since ORDER BY milliseconds
    LIMIT 1 OFFSET (SELECT count(*) / 2 FROM questions WHERE asked >= :since)"""
# Half hours begin where hours and days do in all but a handful of time zones.
_TIMES = """SELECT asked / :step AS slot, sum(verdict = :answered) AS answered, count(*) AS questions
    FROM questions WHERE asked >= :since GROUP BY slot"""


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of one day."""

    date: datetime.date
    answered: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened from midnight of the first of `days` until now; `hours` has the questions of each hour (0…23).

    `median` is the answering time in milliseconds, None where nothing was asked.
    """

    readers: int
    questions: int
    answered: int
    helpful: int
    unhelpful: int
    median: float | None
    hours: tuple[int, ...]
    days: tuple[Day, ...]

    def busiest(self, most: int) -> list[int]:
        """Return at most so many hours, those with the most questions first."""
        asked = [hour for hour in range(24) if self.hours[hour]]
        return sorted(asked, key=lambda hour: -self.hours[hour])[:most]


async def figures(database: Database, days: int, now: datetime.datetime) -> Figures:
    """Return the figures of the `days` that end with today, in the time zone of `now`."""
    first = now.date() - datetime.timedelta(days=days - 1)
    since = datetime.datetime.combine(first, datetime.time(), now.tzinfo).timestamp()
    where = {"since": int(since), "answered": Verdict.ANSWERED, "step": _HALF_HOUR}
    [sums] = await database.rows(_SUMS, where)
    [votes] = await database.rows(_VOTES, where)
    median = await database.rows(_MEDIAN, where)
    hours, answered, asked = Counter[int](), Counter[datetime.date](), Counter[datetime.date]()
    for row in await database.rows(_TIMES, where):
        at = datetime.datetime.fromtimestamp(row["slot"] * _HALF_HOUR, now.tzinfo)
        hours[at.hour] += row["questions"]
        answered[at.date()] += row["answered"]
        asked[at.date()] += row["questions"]
    dates = [first + datetime.timedelta(days=number) for number in range(days)]
    return Figures(
        sums["readers"],
        sums["questions"],
        sums["answered"] or 0,
        votes["helpful"] or 0,
        votes["unhelpful"] or 0,
        median[0]["milliseconds"] if median else None,
        tuple(hours[hour] for hour in range(24)),
        tuple(Day(date, answered[date], asked[date] - answered[date]) for date in dates),
    )
