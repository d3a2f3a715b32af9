"""Parts of years, «صيف 2016» and «أواخر 2015», and times that are counted back from today, «قبل سنتين»."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from retrieval.arabic.language import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Period(NamedTuple):
    """First and last day, both included."""

    first: datetime.date
    last: datetime.date


_WINTER = (12, 2)  # from the year before
_MONTHS: Mapping[str, tuple[int, int]] = {
    word: months
    for words, months in (
        ("شتاء الشتاء شتا", _WINTER),
        ("ربيع الربيع", (3, 5)),
        ("صيف الصيف", (6, 8)),
        ("خريف الخريف", (9, 11)),
        ("بداية بدايات أول أوائل مطلع", (1, 3)),
        ("منتصف نصف أواسط", (5, 8)),
        ("نهاية نهايات آخر أواخر", (10, 12)),
    )
    for word in folded(words)
}
_YEARS = folded("عام العام سنة السنة")


def _units(**words: str) -> dict[str, str]:
    """Return each folded word with the unit of time that it names."""
    return {word: unit for unit, listed in words.items() for word in folded(listed)}


_ONE = _units(year="سنة عام سنه", month="شهر", week="أسبوع اسبوع سيمانة جمعة", day="يوم")
_TWO = _units(year="سنتين عامين", month="شهرين", week="أسبوعين", day="يومين")
_MANY = _units(year="سنوات سنين أعوام سنة عاما", month="أشهر شهور شهرا", week="أسابيع", day="أيام يوما")
_COUNTS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "ثلاث ثلاثة تلات تلت",
            "أربع أربعة",
            "خمس خمسة",
            "ست ستة",
            "سبع سبعة",
            "ثمان ثماني ثمانية تمن",
            "تسع تسعة",
            "عشر عشرة",
        ),
        3,
    )
    for word in folded(words)
}
_DIGITS, _KNOWN = 4, range(1900, 2101)
_LONGEST = 100  # of any unit
_DAYS = {"week": 7, "day": 1}


def month(year: int, number: int) -> Period:
    """Return the month of that number, counted from that year's January on, also beyond it."""
    first, following = (
        datetime.date(year + (n - 1) // 12, (n - 1) % 12 + 1, 1) for n in (number, number + 1)
    )
    return Period(first, following - datetime.timedelta(days=1))


def part_of_year(words: Sequence[str]) -> Period | None:
    """Return the season, beginning, middle or end of a year that folded words name; None where they name none."""
    months = _MONTHS.get(words[0]) if len(words) > 1 else None
    year = int(words[-1]) if months and len(words[-1]) == _DIGITS and words[-1].isdecimal() else 0
    if months is None or year not in _KNOWN or not _YEARS.issuperset(words[1:-1]):
        return None
    first, last = months
    return Period(month(year, first - 12 * (months == _WINTER)).first, month(year, last).last)


def _counted(words: Sequence[str]) -> tuple[int, str] | None:
    """Return how many of what unit folded words name: «سنتين», «ثلاثة أشهر»."""
    if len(words) == 1 and (unit := _ONE.get(words[0])):
        return 1, unit
    if len(words) == 1 and (unit := _TWO.get(words[0])):
        return 2, unit
    if len(words) != 2 or (unit := _MANY.get(words[1])) is None:
        return None
    said = words[0]
    number = int(said) if said.isdecimal() and len(said) < 4 else _COUNTS.get(said, 0)
    return (number, unit) if 0 < number <= _LONGEST else None


def ago(words: Sequence[str], today: datetime.date, turn: int = -1) -> Period | None:
    """Return the year, month, week or day that lies as far back as folded words say, or ahead where `turn` is 1."""
    if (counted := _counted(words)) is None:
        return None
    number, unit = counted[0] * turn, counted[1]
    if unit == "year":
        return Period(datetime.date(today.year + number, 1, 1), datetime.date(today.year + number, 12, 31))
    if unit == "month":
        return month(today.year, today.month + number)
    last = today + datetime.timedelta(days=_DAYS[unit] * number)
    first = last - datetime.timedelta(days=_DAYS[unit] - 1)
    return Period(first, last) if turn < 0 else Period(last, last + (last - first))
