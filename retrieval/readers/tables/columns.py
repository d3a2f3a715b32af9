"""Which column of a table is what, guessed from the names at its head, Arabic or English."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates
from retrieval.extraction.boilerplate import folded
from retrieval.readers.context import Note
from retrieval.readers.html import addresses, facts
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from retrieval.readers.context import ReadContext

_NAMES: Final = {
    "id": "id article_id post_id guid uuid معرف المعرف الرقم رقم رقم_المقال رقم_الخبر م",
    "title": "title headline post_title subject name عنوان العنوان عنوان_المقال عنوان_الخبر عنوان_المادة الموضوع",
    "text": "text body content article article_text post_content full_text story description نص النص المتن المحتوى"
    " المضمون نص_المقال نص_الخبر المقال الخبر محتوى متن التفاصيل",
    "outlet": "outlet source publisher newspaper site website publication المصدر مصدر الصحيفة الجريدة الموقع"
    " الناشر جهة_النشر الوسيلة المجلة",
    "author": "author writer byline creator by reporter كاتب الكاتب المؤلف المحرر بقلم اسم_الكاتب الصحفي",
    "published": "date published publish_date published_at pub_date pubdate post_date datetime created created_at"
    " timestamp publication_date تاريخ التاريخ تاريخ_النشر تاريخ_المقال تاريخ_الخبر اليوم",
    "url": "url link permalink address href رابط الرابط العنوان_الالكتروني رابط_المقال رابط_الخبر",
    "section": "section category topic desk القسم قسم التصنيف الباب تصنيف الفئة",
}
# The folded name of a column → the field of an article that it holds.
_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {folded(name.replace("_", " ")): field for field, names in _NAMES.items() for name in names.split()}
)
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
    """Tell the columns of a header; the first of several that could be the same field is it."""
    names = tuple("" if cell is None else str(cell).strip() for cell in header)
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        field = _FIELDS.get(folded(name.replace("_", " ").replace("-", " ")))
        if field:
            places.setdefault(field, place)
    return ColumnMap(MappingProxyType(places), names)


def articles(rows: Iterable[Sequence[Cell]], path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read a table: a note on its columns, then an article a row below the header; a row without text is set aside."""
    table: _Table | None = None
    first: ColumnMap | None = None
    for number, row in enumerate(rows, start=1):
        if table is not None:
            yield from table.read(row, number)
        elif any(cell is not None and str(cell).strip() for cell in row):
            guessed = guess(row)
            first = first or guessed
            if "text" in guessed.places:
                table = _Table(guessed, path, reading)
                yield Note(path, guessed.description(), number)
            elif number >= _HEAD:
                break
    if table is None:
        named = ", ".join(repr(name) for name in first.names if name)[:300] if first else ""
        yield SetAside(path, _UNKNOWN.format(named) if first else EMPTY)


class _Table:
    """Reads the rows of one table, every id once."""

    def __init__(self, columns: ColumnMap, path: str, reading: ReadContext) -> None:
        self._columns = columns
        self._path = path
        self._reading = reading
        self._seen: set[str] = set()

    def read(self, row: Sequence[Cell], number: int) -> Iterator[Article | SetAside]:
        fields = {field: _written(row[at]) for field, at in self._columns.places.items() if at < len(row)}
        if not any(fields.values()):
            return
        url = facts.address(fields.get("url"))
        given = fields.get("id") or (
            addresses.article_id(url) if url else f"{PurePath(self._path).stem}-{number}"
        )
        if not fields.get("text"):
            yield SetAside(self._path, "the row has no text", number)
        elif given in self._seen:
            yield SetAside(
                self._path, f"the id {given!r} stands in an earlier row too; give each its own", number
            )
        else:
            self._seen.add(given)
            yield Article(
                id=given,
                title=fields.get("title") or "",
                text=fields["text"],
                outlet=fields.get("outlet") or self._reading.outlet,
                author=fields.get("author") or None,
                published=_day(row[self._columns.places["published"]]) if fields.get("published") else None,
                url=url,
                section=fields.get("section") or None,
            )


def _written(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    lines = ("" if cell is None else str(cell)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _day(cell: Cell) -> datetime.date | None:
    """Return the day that a cell says; a spreadsheet's own dates are days already."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    written = str(cell)
    return facts.day(written) or dates.first(written[:_DATE])
