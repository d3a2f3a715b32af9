"""Words of a question that say when: «منذ مارس 2023», «في 2014», «أمس» → the days they leave.

When it was published and when it happened are two questions. What happened after a day is published after it, so that
«منذ» and «بعد» hold for whatever is asked; what happened before a day, or within a year, may be reported long after, so
that the others hold only for what was said or written.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates, hijri
from retrieval.arabic.language import folded
from retrieval.query import times
from retrieval.query.times import Period
from retrieval.records import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.query.tokens import Token

DAY = datetime.timedelta(days=1)
_UNITS = folded("عام العام عامي سنة السنة سنتي شهر يوم")
_AFTER_DATE = folded("م ميلادي ميلادية")
_SINCE, _AFTER, _BEFORE, _UNTIL = map(folded, ("منذ", "بعد", "قبل", "حتى"))
_WITHIN = folded("في فى ف خلال سنة عام طوال شهر بشهر فشهر بسنة فسنة بعام بيوم يوم")
_BETWEEN = folded("بين من")
_JOINED = ("و", "ل")
TO = folded("إلى حتى و ل لحد لغاية لين")
"""What stands between the two ends of a period."""
_INSIDE = folded("في فى ف خلال")
_PERIOD = folded("الفترة المدة الممتدة الواقعة فترة بالفترة")
_DASH = re.compile(r"\s?[-–—]\s?")
_AGO = folded("قبل من")
LEADS: Final = _SINCE | _AFTER | _BEFORE | _UNTIL | _WITHIN | _BETWEEN | _INSIDE | _PERIOD | _AGO
"""What a time begins with that narrows a question; a list may be narrowed by «مارس 2015» alone."""


_NO_MONTH = folded("آب ماي")  # alone they are a father and a prime minister
_DIGITS = 2  # of a day
MONTH, _TWO_YEARS = 31 * DAY, 731 * DAY
_REPORTED_WITHIN = 2 * DAY
"""How long after a day what happened on it is reported."""


@dataclass(frozen=True, slots=True)
class Today:
    """The day on which a question is asked, None if unknown; `called` are folded phrases → the time they name."""

    day: datetime.date | None
    called: Mapping[str, str]

    def period(self, said: Sequence[str]) -> Period | None:
        """Return the days that folded words name; a week is seven days, the present one ends today."""
        name, day = self.called.get(" ".join(said)), self.day
        if day is None or name is None:
            return times.ago(said[1:], day) if day and said[0] in _AGO else None
        months = _days(day.year, day.month)
        before = months.first - DAY
        return {
            "today": Period(day, day),
            "yesterday": Period(day - DAY, day - DAY),
            "before_yesterday": Period(day - 2 * DAY, day - 2 * DAY),
            "this_week": Period(day - 6 * DAY, day),
            "last_week": Period(day - 13 * DAY, day - 7 * DAY),
            "this_month": Period(months.first, day),
            "last_month": _days(before.year, before.month),
            "this_year": Period(datetime.date(day.year, 1, 1), day),
            "last_year": _days(day.year - 1),
        }[name]


PERIODS = (
    "today",
    "yesterday",
    "before_yesterday",
    "this_week",
    "last_week",
    "this_month",
    "last_month",
    "this_year",
    "last_year",
)
"""The times that are counted from today."""


class Calendar:
    """The dates in one question, by the places where they begin and end; the archive is from `oldest` to `newest`."""

    def __init__(
        self,
        question: str,
        oldest: datetime.date | None,
        today: Today,
        newest: datetime.date | None = None,
    ) -> None:
        self._question = question
        self._newest = newest
        self._today = today if oldest else Today(None, {})
        self._oldest = oldest if any(map(str.isdecimal, question)) else None
        found = dates.find(question) if self._oldest else []
        self._dates = {(date.span.start, date.span.end): date for date in found if date.year}

    def scope(  # noqa: C901, PLR0911  # one for each preposition
        self, tokens: Sequence[Token], *, reported: bool, happened: bool = False, listing: bool = False
    ) -> Scope | None:
        """Return what is left by the words as a whole; None when they say no time, or leave every dated article.

        `reported` is whether the question is about what was said or written, `happened` about what was done. What asks
        for a `listing` may name a month or a season alone.
        """
        if reported or happened:
            period = self._today.period([token.word for token in tokens])
            if period:
                return Scope(period.first, period.last)
        words = [token.word for token in tokens]
        if listing and reported and words[0] in _WITHIN and (days := month_alone(words, self._newest)):
            return Scope(days.first, days.last)
        if self._oldest is None or len(tokens) < 2:
            return None
        if (
            words[0] in _INSIDE | _PERIOD and words[1] in _PERIOD | _BETWEEN
        ):  # «في الفترة من مارس إلى ماي 2015»
            return self.scope(tokens[1:], reported=reported, happened=happened, listing=listing)
        if happened and not reported:
            within = self._period(tokens[1:]) if tokens[0].word in _WITHIN else None
            if within and within.last - within.first <= MONTH and within.last >= self._oldest:
                return Scope(within.first, within.last + _REPORTED_WITHIN)
        first, rest = tokens[0].word, tokens[1:]
        period = self._range(rest) if first in _BETWEEN else self._period(rest)
        if period and first in _SINCE | _AFTER:
            since = period.first if first in _SINCE else period.last + DAY
            return Scope(first=since) if since > self._oldest else None
        if listing and reported and (named := self._period(tokens)):
            return Scope(named.first, named.last)
        alone = listing and (period is None or first.isdecimal())
        both = self._range(rest if first in _WITHIN else tokens) if alone else None
        if both and both.last - both.first <= _TWO_YEARS:  # «في 2014 و2015», «2014-2015»
            period, first = both, next(iter(_BETWEEN))
        if not reported or period is None or first not in _BEFORE | _UNTIL | _WITHIN | _BETWEEN:
            return None
        if first in _BEFORE:
            return Scope(last=period.first - DAY)
        return Scope(None if first in _UNTIL else period.first, period.last)

    def _range(self, tokens: Sequence[Token]) -> Period | None:
        """Return the period from one date to another, «2014 و2016», «مارس 2014 إلى مايو 2016»; None without one."""
        for place, token in enumerate(tokens):
            rest = tokens[place + 1 :]
            if place and token.word.startswith(_JOINED) and token.word not in TO:  # «بين يناير ويونيو 2016»
                rest = (replace(token, word=token.word[1:], start=token.start + 1), *rest)
            elif place and _DASH.fullmatch(self._question[tokens[place - 1].end : token.start]):
                rest = tokens[place:]
            elif token.word not in TO:
                continue
            last = self._period(rest)
            if last and (
                self._oldest is None or last.last >= self._oldest
            ):  # what ended before is told of otherwise
                first = self._period(tokens[:place]) or self._month(tokens[:place], last.last.year)
                if first and first.first <= last.last:
                    return Period(first.first, last.last)
        return None

    def _month(self, tokens: Sequence[Token], year: int) -> Period | None:
        """Return the month that the words name, or the day in it, of a year that they leave out."""
        said = self._question[tokens[0].start : tokens[-1].end] if tokens else ""
        found = dates.find(f"{said} {year}") if said and self._oldest else []
        whole = [one for one in found if one.span.start == 0 and one.year]
        return (
            _days(whole[0].year or year, whole[0].month, whole[0].day) if whole and whole[0].month else None
        )

    def _period(self, tokens: Sequence[Token]) -> Period | None:
        """Return the year, month or day that the words name; None where they name none."""
        tokens = [token for token in tokens if token.word not in _AFTER_DATE]
        units = next((n for n, token in enumerate(tokens) if token.word not in _UNITS), len(tokens))
        for start in range(min(units, len(tokens) - 1) + 1):
            date = self._dates.get((tokens[start].start, tokens[-1].end)) if tokens else None
            if date and date.year:
                return _days(date.year, date.month, date.day)
        if tokens and (days := hijri.month(self._question[tokens[0].start : tokens[-1].end])):
            return Period(*days)
        if part := times.part_of_year([token.word for token in tokens]):
            return part
        last = tokens[-1].word if units == len(tokens) - 1 else ""
        is_year = len(last) == 4 and last.isdecimal() and 1900 <= int(last) <= 2100
        return _days(int(last)) if is_year else None


def month_alone(words: Sequence[str], newest: datetime.date | None) -> Period | None:
    """Return the last month, or day in it, that folded words name without a year: «في شهر مارس», «11 نوفمبر».

    It is the last one that an archive has articles of, whose newest is of `newest`.
    """
    lead = next((n for n, word in enumerate(words) if word not in _WITHIN), len(words))
    said = words[lead:]
    day = int(said[0]) if len(said) > 1 and said[0].isdecimal() and len(said[0]) <= _DIGITS else None
    number = dates.MONTHS.get(" ".join(said[1:] if day else said)) if said else None
    if newest is None or number is None or (said[-1] in _NO_MONTH and not lead and not day):
        return None
    later = (number, day or 0) > (newest.month, newest.day if day else 0)
    try:
        return _days(newest.year - int(later), number, day)
    except ValueError:  # «31 نوفمبر»
        return None


def _days(year: int, month: int | None = None, day: int | None = None) -> Period:
    first = datetime.date(year, month or 1, day or 1)
    if month and day:
        return Period(first, first)
    following = datetime.date(year + 1, 1, 1) if month in {None, 12} else first.replace(month=first.month + 1)
    return Period(first, following - DAY)
