"""Dates as Arabic pages write them: month names of every Arab country, of English and French, numbers in any digits."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold, fold_text
from retrieval.records import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final = (
    ("يناير", "كانون الثاني", "كانون ثاني", "جانفي", "january"),
    ("فبراير", "شباط", "فيفري", "february"),
    ("مارس", "آذار", "march"),
    ("أبريل", "إبريل", "نيسان", "أفريل", "april"),
    ("مايو", "أيار", "ماي", "may"),
    ("يونيو", "يونيه", "حزيران", "جوان", "june"),
    ("يوليو", "يوليه", "تموز", "جويلية", "يوليوز", "july"),
    ("أغسطس", "آب", "أوت", "غشت", "أغشت", "august"),
    ("سبتمبر", "أيلول", "شتنبر", "شتمبر", "september"),
    ("أكتوبر", "تشرين الأول", "تشرين أول", "october"),
    ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "نونبر", "november"),
    ("ديسمبر", "كانون الأول", "كانون أول", "دجنبر", "دجمبر", "december"),
)
MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {fold(name): month for month, names in enumerate(_NAMES, start=1) for name in names}
)
"""Folded month name → 1…12. Beware of "اب", also the folded word for father: ask for a number beside it."""

# Libya's names of 1969-2011 are everyday words, and months only between a day and a year.
_LIBYAN: Final = (
    "أي النار", "النوار", "الربيع", "الطير", "الماء", "الصيف",
    "ناصر", "هانيبال", "الفاتح", "التمور", "الحرث", "الكانون",
)  # fmt: skip
_SHORT_LATIN: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# French names stand on pages of the Maghreb.
_FRENCH: Final = (
    ("janvier",), ("février", "fevrier"), ("mars",), ("avril",), ("mai",), ("juin",),
    ("juillet",), ("août", "aout"), ("septembre",), ("octobre",), ("novembre",), ("décembre", "decembre"),
)  # fmt: skip
_ALL_MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {fold(name): month for month, names in enumerate(_FRENCH, start=1) for name in names}
    | {name: month for month, name in enumerate(_SHORT_LATIN, start=1)}
    | {fold(name): month for month, name in enumerate(_LIBYAN, start=1)}
    | dict(MONTHS)
)

_YEAR = r"(?P<year>(?:1[89]|20|21)\d\d)"
_DAY = r"(?P<day>\d\d?)"
# Numbers may carry a letter (و28), never another number; names no letter but و ف ب ل.
_BEFORE = r"(?:(?<![0-9a-z/])(?<![0-9][.,-])(?=\d)|(?<!\w)(?=\D)|(?<=\b[وفبل])(?=\D))"
_AFTER = r"(?:(?![\w/])|(?=م(?!\w)))(?![.,-]\d)"
# No «آخر تحديث»: when a page was changed says nothing of when it was published.
_LEAD: Final = r"(?:(?:نشر|نشرت|نشر في|تم النشر|كتب)\s?:?\s)?"
_TODAY: Final = re.compile(
    rf"{_LEAD}(?:اليوم|الان|(?:منذ|قبل) (?:لحظات|قليل|ثوان"
    r"|(?:\d\d? )?(?:دقيقه|دقيقتين|دقايق|ساعه|ساعتين|ساعات)(?: واحده)?))"
)
_YESTERDAY: Final = re.compile(rf"{_LEAD}(?:امس|يوم امس|البارحه|(?:منذ|قبل) يوم(?: واحد)?)")
_TWO_DAYS: Final = re.compile(rf"{_LEAD}(?:اول امس|امس الاول|(?:منذ|قبل) يومين)")
_DAYS: Final = re.compile(rf"{_LEAD}(?:منذ|قبل) (\d\d?) (?:ايام|يوما|يوم)")
_LONGEST: Final = 60


def _either(names: Mapping[str, int] | tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_CLOCK = r"(?:t\d\d:\d\d[\d:.]*(?:z|[+-]\d\d:?\d\d)?)?"
_NAME = rf"(?P<name>{_either(MONTHS)})"
_OTHER_NAME = rf"(?: ?[/-] ?| ?\( ?| )(?P<other>{_either(MONTHS)}) ?\)?"  # «أيلول/سبتمبر»
_LATIN = rf"(?P<name>{_either(tuple(name for name in _ALL_MONTHS if name[0].isascii()))})\.?"
_LIBYAN_NAME = rf"(?P<name>{_either(tuple(map(fold, _LIBYAN)))})"
_PATTERNS: Final = (
    rf"{_YEAR} ?(?P<mark>[-/.]) ?(?P<month>\d\d?) ?(?P=mark) ?{_DAY}{_CLOCK}",
    rf"{_DAY} ?(?P<mark>[-/.\\]) ?(?P<month>\d\d?) ?(?P=mark) ?{_YEAR}",
    rf"{_DAY}(?P<mark>[-/])(?P<month>\d\d?)(?P=mark)\d\d",
    rf"{_YEAR} {_NAME} {_DAY}",
    # «فاتح» is the first of a month in the Maghreb.
    rf"(?:{_DAY}|(?P<opening>فاتح)) ?[-/]? ?(?:من )?(?:شهر )?{_NAME}(?:{_OTHER_NAME})?"
    rf"(?:,? ?[-/]? ?(?:من )?(?:عام |سنه )?{_YEAR})?",
    rf"{_NAME}(?:{_OTHER_NAME})? {_DAY}, ?{_YEAR}",
    rf"{_NAME}(?:{_OTHER_NAME})?,? ?[-/]? ?(?:من )?(?:عام |سنه )?{_YEAR}",
    rf"{_DAY}(?:st|nd|rd|th|er)? ?[-/]? ?{_LATIN},? ?[-/]? ?{_YEAR}",
    rf"{_LATIN} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
    rf"{_DAY} {_LIBYAN_NAME} {_YEAR}",
    rf"{_NAME}{_OTHER_NAME}",
    rf"(?:(?:ال)?عام|(?:ال)?سنه) {_YEAR}",
)

_COMMA = str.maketrans("،٫٬", ",,,")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date written at `span`; what it does not say is None. A two-digit year is not said clearly enough."""

    span: Span
    year: int | None
    month: int | None
    day: int | None

    def full(self) -> datetime.date | None:
        """Return the calendar day, if year, month and day are all known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return datetime.date(self.year, self.month, self.day)


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    # Who asks one question pays for no patterns of dates.
    return tuple(re.compile(_BEFORE + pattern + _AFTER) for pattern in _PATTERNS)


def find(text: str) -> list[FoundDate]:
    """Return the dates of `text` in order, none overlapping; impossible ones (31 فبراير) are left out.

    Numeric dates are read day first unless a four-digit year leads. Years are 1800-2199, so that a Hijri
    year is never taken for one of these. Linear in the text's length.
    """
    return list(_known(text) if len(text) <= _ASKED_AGAIN else _found(text))


# Letters of a line, of which several ask in turn what day it names.
_ASKED_AGAIN: Final = 200


@lru_cache(maxsize=256)
def _known(text: str) -> tuple[FoundDate, ...]:
    return tuple(_found(text))


def _found(text: str) -> list[FoundDate]:
    folded = fold_text(text)
    # One character for one, so that places stay true.
    plain = re.sub(r"\s", " ", folded.text).translate(_COMMA)
    found: list[FoundDate] = []
    taken = bytearray(len(plain))
    # Patterns stand in order of what they say: a later one never takes characters of an earlier one.
    for match in (match for pattern in _compiled() for match in pattern.finditer(plain)):
        start, end = match.span()
        if any(taken[start:end]):
            continue
        if parts := _parts(match):
            found.append(FoundDate(folded.original(Span(start, end)), *parts))
        taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda date: date.span)


def first(text: str) -> datetime.date | None:
    """Return the first full date of `text`; None if there is none."""
    return next((day for date in find(text) if (day := date.full())), None) if _DIGIT.search(text) else None


_DIGIT: Final = re.compile(r"\d")


def _parts(match: re.Match[str]) -> tuple[int | None, int | None, int | None] | None:
    """Return (year, month, day), or None if there is no such day, or if two names for the month disagree."""
    parts = match.groupdict()
    month = (
        _ALL_MONTHS[parts["name"]]
        if parts.get("name")
        else int(parts["month"])
        if parts.get("month")
        else None
    )
    if parts.get("other") and _ALL_MONTHS[parts["other"]] != month:
        return None
    year, day = (int(parts[part]) if parts.get(part) else None for part in ("year", "day"))
    day = 1 if parts.get("opening") else day
    try:
        # Without a year, 29 February is given the benefit of the doubt.
        datetime.date(year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    return None if day == 0 or month == 0 else (year, month, day)


def counted_back(text: str, known: datetime.date) -> datetime.date | None:
    """Return the day that `text` names relative to the day `known`, «قبل يومين», if it says nothing else.

    Minutes and hours ago are `known` itself; weeks, months and years ago are no one day: None.
    """
    if len(text) > _LONGEST:
        return None
    plain = " ".join(fold(text).split()).strip(" .،-|")
    for back, pattern in enumerate((_TODAY, _YESTERDAY, _TWO_DAYS)):
        if pattern.fullmatch(plain):
            return known - datetime.timedelta(back)
    found = _DAYS.fullmatch(plain)
    return known - datetime.timedelta(int(found.group(1))) if found else None
