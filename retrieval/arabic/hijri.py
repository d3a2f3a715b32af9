"""Dates of the Islamic calendar, as Arabic pages write them, in the one that most of the world counts in."""

from __future__ import annotations

import datetime
import re
from typing import Final

from retrieval.arabic.text import fold

_NAMES: Final = (
    ("محرم", "المحرم", "محرم الحرام"),
    ("صفر", "صفر الخير"),
    ("ربيع الأول", "ربيع أول"),
    ("ربيع الآخر", "ربيع الثاني", "ربيع ثاني", "ربيع ثان"),
    ("جمادى الأولى", "جمادى الأول", "جمادى أولى"),
    ("جمادى الآخرة", "جمادى الثانية", "جمادى الآخر", "جمادى الثاني"),
    ("رجب",),
    ("شعبان",),
    ("رمضان", "رمضان المبارك"),
    ("شوال",),
    ("ذو القعدة", "ذي القعدة", "ذو قعدة"),
    ("ذو الحجة", "ذي الحجة", "ذو حجة"),
)
_MONTHS: Final = {fold(name): month for month, names in enumerate(_NAMES, start=1) for name in names}
_NAME: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR: Final = r"(?P<year>1[345]\d\d)(?![\d/.-])"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d/.-])(?P<day>\d\d?) ?[-/]? ?(?:من )?(?:شهر )?(?P<name>{_NAME})(?!\w)"
        rf" ?[،,]? ?[-/]? ?(?:من )?(?:عام |سنه )?{_YEAR}",
        rf"(?<![\d/.-])(?P<day>\d\d?) ?(?P<mark>[-/]) ?(?P<month>\d\d?) ?(?P=mark) ?{_YEAR}",
        r"(?<![\d/.-])(?P<year>1[345]\d\d) ?(?P<mark>[-/]) ?(?P<month>\d\d?) ?(?P=mark) ?(?P<day>\d\d?)(?![\d/.-])",
    )
)
_MONTH_ALONE: Final = re.compile(rf"(?:شهر )?(?P<name>{_NAME}) (?:من )?(?:عام |سنه )?{_YEAR}(?: ?ه| هجري)?")

_OF_OUR_YEAR: Final = re.compile(rf"(?:شهر )?(?P<name>{_NAME}) (?:من )?(?:عام |سنه )?(?P<year>(?:19|20)\d\d)")


def month(text: str) -> tuple[datetime.date, datetime.date] | None:
    """Return first and last day of the Islamic month that `text` consists of, as Gregorian days; None if it is none.

    Of «رمضان 2016» it is the one that begins in that year.
    """
    from hijridate import Gregorian, Hijri  # noqa: PLC0415  as below

    plain = " ".join(fold(text).split())
    match = _MONTH_ALONE.fullmatch(plain) or _OF_OUR_YEAR.fullmatch(plain)
    if match is None:
        return None
    try:
        number, year = _MONTHS[match["name"]], int(match["year"])
        if match.re is _OF_OUR_YEAR:
            begun = Gregorian(year, 1, 1).to_hijri()
            year = begun.year + (number <= begun.month)
        first = Hijri(year, number, 1)
        days = first.to_gregorian(), Hijri(first.year, first.month, first.month_length()).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return datetime.date(*days[0].datetuple()), datetime.date(*days[1].datetuple())


def find(text: str) -> datetime.date | None:
    """Return the first Islamic date of `text` with day, month and year, as a Gregorian day; None if there is none.

    Counted by the Umm al-Qura calendar, from 1343 to 1500; days that it does not have are no dates. Where months begin
    by sighting the moon, a day may differ by one.
    """
    plain = " ".join(fold(text).split())
    for pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            day = _gregorian(match)
            if day is not None:
                return day
    return None


def _gregorian(match: re.Match[str]) -> datetime.date | None:
    from hijridate import Hijri  # noqa: PLC0415  a table of months, for pages that need it

    parts = match.groupdict()
    month = _MONTHS[parts["name"]] if parts.get("name") else int(parts["month"])
    try:
        day = Hijri(int(parts["year"]), month, int(parts["day"])).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return datetime.date(day.year, day.month, day.day)
