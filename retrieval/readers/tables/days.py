"""What a cell of a table holds, as written, and the day that it says, whatever program wrote it."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates, hijri
from retrieval.readers.html import facts

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | None

# Characters of a date at most.
_DATE: Final = 200
# The day from which spreadsheets count, and the numbers that are days of our time; a stamp's seconds.
_EPOCH: Final = datetime.date(1899, 12, 30)
_SERIAL: Final = range(20_000, 60_000)
_SECONDS: Final = range(10**8, 5 * 10**9)
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_COMPACT: Final = re.compile(r"((?:1[3-5]|19|20)\d\d)(\d\d)(\d\d)")
# Seconds since 1970 with a fraction, and what ASP.NET writes: «/Date(1714557600000)/».
_STAMP: Final = re.compile(r"(\d{9,13})\.\d{1,9}|/Date\((\d{9,13})(?:[+-]\d{4})?\)/")
_FIGURES: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_PAIR: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:19|20)?\d\d(?!\d)")
_MONTHS: Final = 12
_SHORT_YEAR: Final = re.compile(r"(\d{1,2}[-/ ][A-Za-z]{3,9}[-/ ])(\d\d)")
_SHORT_FIGURES: Final = re.compile(r"(\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)(?!\d)")
_CENTURY: Final = 69  # from which on a year of two digits is of the twentieth, as in POSIX


def written(cell: Cell) -> str:
    """Return a cell's lines, trimmed, without empty ones; a whole number without its «.0»."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    lines = ("" if cell is None else str(cell)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def day(cell: Cell, *, month_first: bool = False, short_years: bool = False) -> datetime.date | None:
    """Return the day that a cell says: a date in words or numbers, Gregorian or Islamic, a serial number, a stamp.

    Figures are read day first, and month first where that alone makes a day or the table is `month_first`. Years of
    two figures are read where the table is known to end its days with them.
    """
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    said = _figures(cell)
    whole = said.removesuffix(".0")
    if stamp := _STAMP.fullmatch(whole):
        return _counted(int(stamp[1] or stamp[2]))
    if compact := _COMPACT.fullmatch(whole):
        said = "-".join(compact.groups())
    elif whole.isascii() and whole.isdecimal():
        return _counted(int(whole))
    elif short := (_SHORT_YEAR.fullmatch(said) or (short_years and _SHORT_FIGURES.match(said))):
        said = f"{short[1]}{19 if int(short[2]) >= _CENTURY else 20}{short[2]}"
    if (found := _FIGURES.match(said)) and (month_first or int(found[2]) > _MONTHS >= int(found[1])):
        said = f"{found[3]}-{found[1]}-{found[2]}"
    return facts.day(said) or dates.first(said) or hijri.find(said)


def is_month_first(cells: Iterable[Cell]) -> bool:
    """Return whether the days of a table are written month first, as those tell that can be read in one way alone."""
    found = [(int(one[1]), int(one[2])) for cell in cells if (one := _PAIR.match(_figures(cell)))]
    late = any(second > _MONTHS >= first for first, second in found)
    return late and not any(first > _MONTHS for first, _ in found)


def ends_in_short_years(cells: Iterable[Cell]) -> bool:
    """Return whether the days of a table end in years of two figures: these differ less than the figures before."""
    found = [one[0] for cell in cells if (one := _SHORT_FIGURES.match(_figures(cell)))]
    parts = [tuple(map(int, re.split(r"[/.-]", one))) for one in found]
    firsts, years = {one[0] for one in parts}, {one[2] for one in parts}
    return len(firsts) > 1 and max(years) - min(years) < max(firsts) - min(firsts)


def _figures(cell: Cell) -> str:
    return written(cell)[:_DATE].translate(_DIGITS).strip()


def _counted(number: int) -> datetime.date | None:
    """Return the day of a number: days as spreadsheets count them, or seconds or milliseconds since 1970, in UTC."""
    if number in _SERIAL:
        return _EPOCH + datetime.timedelta(number)
    seconds = number if number in _SECONDS else number // 1000
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date() if seconds in _SECONDS else None
