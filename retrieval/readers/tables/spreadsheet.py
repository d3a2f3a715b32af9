"""Readers of tables: CSV in any encoding and with any mark between the columns, and Excel workbooks (.xlsx)."""

from __future__ import annotations

import csv
import io
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from retrieval.errors import UnreadableSource
from retrieval.readers import charset, unpack
from retrieval.readers.documents.docx import check
from retrieval.readers.tables import rows
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.readers.context import ReadContext
    from retrieval.readers.tables.days import Cell
    from retrieval.records import Article

_MARKS: Final = ",;\t|؛"
_SAMPLE: Final = 64_000
# Letters of one cell at most; the standard library's limit is shorter than a long article.
_LONGEST: Final = 16 * 2**20
# A sheet can claim a million rows of sixteen thousand columns in a few bytes, and a workbook thousands of sheets.
_MOST_ROWS, _MOST_COLUMNS = 200_000, 64


def read_csv(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read an article a row; says first which column it takes for what."""
    try:
        text = charset.decode(data)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)
        return
    csv.field_size_limit(_LONGEST)
    # The mark between columns is the one that the first line has most of.
    first = next((line for line in text[:_SAMPLE].splitlines() if line.strip()), "")
    mark = max(_MARKS, key=first.count)
    # Data sets with tabs are written without quoting, and an odd number of quotation marks closes no cell.
    bare = mark == "\t" and text.count('"') % 2 == 1
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=mark,
        strict=False,
        quoting=csv.QUOTE_NONE if bare else csv.QUOTE_MINIMAL,
    )
    broken: list[Exception] = []
    yield from rows.articles(_until_broken(reader, (csv.Error,), broken), path, reading)
    for why in broken:
        yield SetAside(path, f"reading stopped here: {why}; the rows before were read", reader.line_num)


def _until_broken(
    given: Iterable[Sequence[Cell]], kinds: tuple[type[Exception], ...], broken: list[Exception]
) -> Iterator[Sequence[Cell]]:
    """Yield the rows up to one that cannot be read: the error, of one of the `kinds`, is added to `broken`."""
    try:
        yield from given
    except kinds as error:
        broken.append(error)


def read_xlsx(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read an article a row from each sheet that is not empty; says first which column it takes for what."""
    import openpyxl  # noqa: PLC0415  a fifth of a second, for workbooks only

    filled = False
    try:
        check(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for item in _of_sheets(book.worksheets, path, reading):
            filled = True
            yield item
    except UnreadableSource as error:
        yield SetAside(path, error.reason)
    except unpack.BROKEN as error:
        yield SetAside(path, f"damaged workbook: {error}; the rows before were read")
    else:
        if not filled:
            yield SetAside(path, rows.EMPTY)


def _of_sheets(sheets: Sequence[Any], path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read the sheets that are not empty, until they have had all the rows that a workbook may have."""
    left = iter(range(_MOST_ROWS))
    for sheet in sheets:
        # A sheet is reported by the file's name where there is a single one.
        place = path if len(sheets) == 1 else f"{path}/{PurePath(path).stem}-{sheet.title}"
        each = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
        given = (row for _, row in zip(left, each, strict=False))
        for item in rows.articles(given, place, reading):
            if not isinstance(item, SetAside) or item.reason != rows.EMPTY:
                yield item
    if next(left, None) is None:
        yield SetAside(path, f"only the first {_MOST_ROWS} were read; split it")
