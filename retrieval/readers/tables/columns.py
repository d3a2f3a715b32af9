"""Which column of a table is what, guessed from the names at its head, Arabic or English."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from html import unescape
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates, hijri, script
from retrieval.extraction.boilerplate import folded
from retrieval.readers.context import Note
from retrieval.readers.feeds import wordpress
from retrieval.readers.html import addresses, facts, fragment
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from retrieval.readers.context import ReadContext

_NAMES: Final = {
    "id": "id article_id post_id guid uuid معرف المعرف رقم_المقال رقم_الخبر",
    "title": "title headline post_title subject name عنوان العنوان عنوان_المقال عنوان_الخبر عنوان_المادة الموضوع",
    "text": "text body content article article_text post_content full_text story description نص النص المتن المحتوى"
    " المضمون نص_المقال نص_الخبر المقال الخبر محتوى متن التفاصيل",
    "outlet": "outlet source publisher newspaper site website publication المصدر مصدر الصحيفة الجريدة الموقع"
    " الناشر جهة_النشر الوسيلة المجلة",
    "author": "author writer byline creator by reporter كاتب الكاتب المؤلف المحرر بقلم اسم_الكاتب الصحفي",
    "published": "date published date_published publish_date published_at pub_date pubdate post_date"
    " datetime created created_at timestamp publication_date تاريخ التاريخ تاريخ_النشر تاريخ_المقال تاريخ_الخبر اليوم",
    "url": "url link permalink address href رابط الرابط العنوان_الالكتروني رابط_المقال رابط_الخبر",
    "section": "section category topic desk القسم قسم التصنيف الباب تصنيف الفئة",
}
# Words that say nothing of a field when they stand beside its name: of what it is, and in which form.
_BESIDE: Final = frozenset(map(folded, (
    "article", "articles", "post", "posts", "news", "story", "item", "page", "entry", "main", "full", "raw", "clean",
    "time", "at", "on", "of", "the", "المقال", "المقالة", "الخبر", "المادة", "الموضوع", "المنشور", "الصفحة", "اسم",
    "نشر", "كامل", "الكامل",
)))  # fmt: skip
# The folded name of a column → the field of an article that it holds, and how well it says so, best first.
_FIELDS: Final[Mapping[str, tuple[str, int]]] = MappingProxyType(
    {
        folded(name.replace("_", " ")): (field, rank)
        for field, names in _NAMES.items()
        for rank, name in enumerate(names.split())
    }
)
_PARTS: Final = re.compile(r"[\s_.:/-]+|(?<=[a-z])(?=[A-Z])")
_WIDE_NAME: Final = 100
EMPTY: Final = "the table is empty"
_UNKNOWN: Final = (
    "no column holds the text: the first row is {}; name it «النص» or 'text', and the others «العنوان»,"
    " «التاريخ»…"
)
# Rows at a table's head among which its header is looked for, and characters of a date at most.
_HEAD, _DATE = 10, 200

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | None


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where each field stands in a row, by number; and the columns' names as written."""

    places: Mapping[str, int]
    names: tuple[str, ...]

    def description(self) -> str:
        """Say which column is taken for what, and which for nothing."""
        taken = ", ".join(f"{field} = {self.names[place]!r}" for field, place in self.places.items())
        left = [name for at, name in enumerate(self.names) if name and at not in self.places.values()]
        return f"columns read: {taken}" + (f"; not read: {', '.join(map(repr, left))}" if left else "")


def guess(header: Sequence[Cell]) -> ColumnMap:
    """Tell the columns of a header; of several that could be the same field it is the one whose name says it best.

    «article_title» says the same as «title», and less surely.
    """
    names = tuple("" if cell is None else str(cell).strip() for cell in header)
    best: dict[str, tuple[int, int]] = {}
    for place, name in enumerate(names):
        known = _known(name)
        if known:
            field, rank = known
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    places = sorted((place, field) for field, (_, place) in best.items())
    return ColumnMap(MappingProxyType({field: place for place, field in places}), names)


def _known(name: str) -> tuple[str, int] | None:
    """Return the field that a column's name says, and how well: as it stands, or without words that say nothing."""
    words = [folded(word) for word in _PARTS.split(name[:_WIDE_NAME]) if word]
    exact = _FIELDS.get(" ".join(words))
    if exact or not words:
        return exact
    bare = _FIELDS.get(" ".join(word for word in words if word not in _BESIDE))
    return (bare[0], bare[1] + _WIDE_NAME) if bare else None


def articles(
    rows: Iterable[Sequence[Cell]], path: str, reading: ReadContext, first_row: int = 1
) -> Iterator[Article | SetAside]:
    """Read a table: a note on its columns, then an article a row below the header; a row without text is set aside.

    Rows are counted from `first_row`. A day that cannot be read is said in a note, of the first rows each by itself.
    """
    table: Table | None = None
    first: ColumnMap | None = None
    for number, row in enumerate(rows, start=first_row):
        if table is not None:
            yield from table.read(row, number)
        elif any(cell is not None and str(cell).strip() for cell in row):
            guessed = guess(row)
            first = first or guessed
            if "text" in guessed.places:
                table = Table(guessed, path, reading)
                yield Note(path, guessed.description(), number or None)
            elif number >= _HEAD:
                break
    if table is not None:
        yield from table.undated()
    else:
        named = ", ".join(repr(name) for name in first.names if name)[:300] if first else ""
        yield SetAside(path, _UNKNOWN.format(named) if first else EMPTY)


class Table:
    """Reads the rows of one table, every id once."""

    def __init__(self, columns: ColumnMap, path: str, reading: ReadContext) -> None:
        self._columns = columns
        self._path = path
        self._reading = reading
        self._seen: set[str] = set()
        self._undated = 0

    def read(self, row: Sequence[Cell], number: int) -> Iterator[Article | SetAside]:
        """Read the row of this `number`: its article, or why there is none, and a note on a date that is unclear."""
        fields = {field: _written(row[at]) for field, at in self._columns.places.items() if at < len(row)}
        if not any(fields.values()):
            return
        url = facts.address(fields.get("url"))
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
            published = None
            if fields.get("published"):
                published = day(row[self._columns.places["published"]])
                yield from self._note_on(fields["published"], number) if published is None else ()
            yield Article(
                id=given,
                title=_plain(fields.get("title") or ""),
                text=text,
                outlet=fields.get("outlet") or self._reading.outlet,
                author=_plain(fields.get("author") or "") or None,
                published=published,
                url=url,
                section=_plain(fields.get("section") or "") or None,
            )

    def _note_on(self, written: str, number: int) -> Iterator[Note]:
        self._undated += 1
        if self._undated <= _NOTES:
            yield Note(self._path, f"the date {written[:40]!r} cannot be read; write YYYY-MM-DD", number)

    def undated(self) -> Iterator[Note]:
        """Say how many more days cannot be read than had a note of their own."""
        if self._undated > _NOTES:
            yield Note(self._path, f"{self._undated - _NOTES} more dates cannot be read; write YYYY-MM-DD")


# Notes on single rows of a table at most.
_NOTES: Final = 20


def _written(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    lines = ("" if cell is None else str(cell)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


_MARKUP: Final = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|img|table|tr|td|blockquote|figure|font|center|script|style|iframe)"
    r"(?:\s[^<>]{0,2000})?/?>|<!--",
    re.IGNORECASE,
)
_BLOCKS: Final = re.compile(r"<(?:p|br|div|li|td|h[1-6])\b", re.IGNORECASE)


def _text(cell: str) -> str:
    """Return the paragraphs of a cell, its mark-up and the names of characters (&quot;) resolved."""
    if not _MARKUP.search(cell):
        return unescape(cell)
    markup = wordpress.without_codes(cell)
    lines = fragment.paragraphs(markup if _BLOCKS.search(markup) else markup.replace("\n", "<br>\n"))
    return "\n".join(line.text for line in lines if line.text)


def _plain(cell: str) -> str:
    return fragment.plain(cell) if _MARKUP.search(cell) else unescape(cell)


# The day from which spreadsheets count, and the numbers that are days of our time; a stamp's seconds.
_EPOCH: Final = datetime.date(1899, 12, 30)
_SERIAL: Final = range(20_000, 60_000)
_SECONDS: Final = range(10**8, 5 * 10**9)
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_COMPACT: Final = re.compile(r"((?:1[3-5]|19|20)\d\d)(\d\d)(\d\d)")
_SHORT_YEAR: Final = re.compile(r"(\d{1,2}[-/ ][A-Za-z]{3,9}[-/ ])(\d\d)")
_CENTURY: Final = 69  # from which on a year of two digits is of the twentieth, as in POSIX


def day(cell: Cell) -> datetime.date | None:
    """Return the day that a cell says: a date in words or numbers, Gregorian or Islamic, a serial number, a stamp."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    written = _written(cell)[:_DATE].translate(_DIGITS).strip()
    whole = written.removesuffix(".0")
    if compact := _COMPACT.fullmatch(whole):
        written = "-".join(compact.groups())
    elif whole.isascii() and whole.isdecimal():
        return _counted(int(whole))
    elif short := _SHORT_YEAR.fullmatch(written):
        written = f"{short[1]}{19 if int(short[2]) >= _CENTURY else 20}{short[2]}"
    return facts.day(written) or dates.first(written) or hijri.find(written)


def _counted(number: int) -> datetime.date | None:
    """Return the day of a number: days as spreadsheets count them, or seconds or milliseconds since 1970, in UTC."""
    if number in _SERIAL:
        return _EPOCH + datetime.timedelta(number)
    seconds = number if number in _SECONDS else number // 1000
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date() if seconds in _SECONDS else None
