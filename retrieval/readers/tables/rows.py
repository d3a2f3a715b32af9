"""The rows of a table → articles: its header is found, and each row below it is one."""

from __future__ import annotations

import ast
import json
import re
from contextlib import suppress
from html import unescape
from itertools import chain, islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from retrieval.arabic import script
from retrieval.readers.context import Note
from retrieval.readers.feeds import wordpress
from retrieval.readers.html import addresses, facts, fragment
from retrieval.readers.tables import columns
from retrieval.readers.tables.days import day, ends_in_short_years, is_month_first, written
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.readers.context import ReadContext
    from retrieval.readers.tables.columns import ColumnMap
    from retrieval.readers.tables.days import Cell

EMPTY: Final = "the table is empty"
_UNKNOWN: Final = (
    "no column holds the text: the first row is {}; name it «النص» or 'text', and the others «العنوان»,"
    " «التاريخ»…"
)
# Rows at a table's head among which its header is looked for, and by which its columns are known.
_HEAD, _SAMPLE = 10, 50
# Words of a cell that is no column's name.
_NO_NAME: Final = 10

Numbered = tuple[int, "Sequence[Cell]"]


def articles(
    rows: Iterable[Sequence[Cell]], path: str, reading: ReadContext, first_row: int = 1
) -> Iterator[Article | SetAside]:
    """Read a table: a note on its columns, then an article a row below the header; a row without text is set aside.

    Rows are counted from `first_row`. A day that cannot be read is said in a note, of the first rows each by itself.
    """
    numbered = enumerate(rows, start=first_row)
    filled = ((number, row) for number, row in numbered if any(map(written, row)))
    head = list(islice(filled, _SAMPLE))
    if not head:
        yield SetAside(path, EMPTY)
        return
    found = _header(head)
    if found is None:
        names = ", ".join(repr(name) for cell in head[0][1] if (name := written(cell)))[:300]
        yield SetAside(path, _UNKNOWN.format(names))
        return
    number, known, start = found
    table = Table(known, path, reading, [row for _, row in head[start:]])
    yield Note(path, known.description(), number or None)
    for at, row in chain(head[start:], filled):
        yield from table.read(row, at)
    yield from table.undated()


def _header(head: Sequence[Numbered]) -> tuple[int, ColumnMap, int] | None:
    """Return the number of the row of names, what they say, and how many rows to skip; None where nothing is known.

    Names that say nothing, and a table without a row of them, are known by what stands in the columns.
    """
    for at, (number, row) in enumerate(head[:_HEAD]):
        known = columns.guess(row)
        if "text" in known.places and _are_names(row):
            return number, known, at + 1
    number, row = head[0]
    start = 1 if _are_names(row) and len(head) > 1 else 0
    by_content = columns.by_content(row if start else (), [below for _, below in head[start:]])
    if by_content is None:
        return None
    names = by_content.names or ("",) * max(len(below) for _, below in head)
    return number, columns.ColumnMap(by_content.places, names, by_content.parts), start


def _are_names(row: Sequence[Cell]) -> bool:
    return all(len(written(cell).split()) < _NO_NAME for cell in row)


class Table:
    """Reads the rows of one table, every id once."""

    def __init__(
        self, known: ColumnMap, path: str, reading: ReadContext, sample: Iterable[Sequence[Cell]]
    ) -> None:
        """Take what is `known` of the columns, and a `sample` of the rows to tell days from months by."""
        self._columns = known
        self._path = path
        self._reading = reading
        self._seen: set[str] = set()
        self._undated = 0
        place = known.places.get("published")
        dated = [] if place is None else [row[place] for row in sample if place < len(row)]
        self._month_first = is_month_first(dated)
        self._short_years = ends_in_short_years(dated)

    def read(self, row: Sequence[Cell], number: int) -> Iterator[Article | SetAside]:
        """Read the row of this `number`: its article, or why there is none, and a note on a date that is unclear."""
        fields = {field: written(row[at]) for field, at in self._columns.places.items() if at < len(row)}
        if self._columns.parts:
            fields["text"] = "\n".join(written(row[at]) for at in self._columns.parts if at < len(row))
        if not any(fields.values()):
            return
        url = facts.address(fields.get("url")) or facts.address(fields.get("outlet"))
        given = fields.get("id") or (
            addresses.article_id(url) if url else f"{PurePath(self._path).stem}-{number}"
        )
        text = _text(fields.get("text") or "")
        if reason := script.unreadable(text) if text else "the row has no text":
            yield SetAside(self._path, reason, number)
        elif given in self._seen:
            yield SetAside(
                self._path, f"the id {given!r} stands in an earlier row too; give each its own", number
            )
        else:
            self._seen.add(given)
            published, unread = self._day(row, fields)
            self._undated += bool(unread)
            if unread and self._undated <= _NOTES:
                yield Note(self._path, f"the date {unread[:40]!r} cannot be read; write YYYY-MM-DD", number)
            outlet = fields.get("outlet")
            yield Article(
                id=given,
                title=" ".join(_plain(fields.get("title") or "").split()),
                text=text,
                outlet=self._reading.outlet if facts.address(outlet) else outlet or self._reading.outlet,
                author=_names(fields.get("author") or ""),
                published=published,
                url=url,
                section=_plain(fields.get("section") or "").partition("\n")[0] or None,
            )

    def _day(self, row: Sequence[Cell], fields: dict[str, str]) -> tuple[datetime.date | None, str]:
        """Return the day of a row, and what is written of it where that cannot be read."""
        said = fields.get("published")
        if said:
            given = row[self._columns.places["published"]]
            found = day(given, month_first=self._month_first, short_years=self._short_years)
        else:
            parts = [part for name in ("day", "month", "year") if (part := fields.get(name))]
            said = ("/" if all(map(str.isdecimal, parts)) else " ").join(parts)
            found = day(said) if said else None
        return found, said if found is None else ""

    def undated(self) -> Iterator[Note]:
        """Say how many more days cannot be read than had a note of their own."""
        if self._undated > _NOTES:
            yield Note(self._path, f"{self._undated - _NOTES} more dates cannot be read; write YYYY-MM-DD")


# Notes on single rows of a table at most.
_NOTES: Final = 20
_MARKUP: Final = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|img|table|tr|td|blockquote|figure|font|center|script|style|iframe)"
    r"(?:\s[^<>]{0,2000})?/?>|<!--",
    re.IGNORECASE,
)
_BLOCKS: Final = re.compile(r"<(?:p|br|div|li|td|h[1-6])\b", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"&lt;/?(?:p|br|div|span)\b", re.IGNORECASE)


def _text(cell: str) -> str:
    """Return the paragraphs of a cell, its mark-up and the names of characters (&quot;) resolved."""
    cell = "\n".join(_listed(cell)) or cell
    if not _MARKUP.search(cell):
        if not _ESCAPED.search(cell):
            return unescape(cell)
        cell = unescape(cell)
    markup = wordpress.without_codes(cell)
    lines = fragment.paragraphs(markup if _BLOCKS.search(markup) else markup.replace("\n", "<br>\n"))
    return "\n".join(line.text for line in lines if line.text)


def _plain(cell: str) -> str:
    return fragment.plain(cell) if _MARKUP.search(cell) else unescape(cell)


# Several names or paragraphs as a list of Python or JSON is written into a cell: «['سامي النجار', 'ليلى العطار']».
_LIST: Final = re.compile(r"\[\s*['\"].*['\"]\s*\]", re.DOTALL)


def _listed(cell: str) -> list[str]:
    """Return the strings of a list that a cell is; none where it is no list of strings."""
    if not _LIST.fullmatch(cell) or len(cell) > _LONGEST_LIST:
        return []
    for read in (json.loads, ast.literal_eval):
        with suppress(ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            found = read(cell)
            if isinstance(found, list) and all(isinstance(one, str) for one in found):
                return found
    return []


# Characters of a list in a cell at most: Python's reader of literals takes a hundred times their room.
_LONGEST_LIST: Final = 200_000


def _names(cell: str) -> str | None:
    """Return the names of those who wrote an article, one or several; None where there is none."""
    if cell == "[]":
        return None
    named = _listed(cell) or cell.split("\n")
    return "، ".join(plain for name in named if (plain := _plain(name).strip())) or None
