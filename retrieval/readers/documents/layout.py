"""Rows of a document's pages → its paragraphs: columns in order, running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold
from retrieval.readers.documents.places import levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.readers.documents.glyphs import Row


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A paragraph, and the height of its letters in points."""

    text: str
    size: float


# Rows from which two columns are columns and no table, and words a row of them has on average.
_COLUMN_ROWS: Final = 4
_COLUMN_WORDS: Final = 5.0
# Share of a page's rows that may run across its columns: headlines, summaries.
_ACROSS: Final = 0.34
# Rows and columns that a page of text has at most: each place where a row ends is tried, among all rows.
_MOST_ROWS, _MOST_COLUMNS = 1000, 12
# Rows stand beside one another if their baselines differ by less, in heights of a letter.
_BESIDE: Final = 0.6
# How far a row may end from its column's edge and still be full, in heights of a letter.
_RAGGED: Final = 5.0
# Share of the column that a row may leave empty at its end where its sentence goes on: set by hand, or by long words.
_OPEN: Final = 0.2
# Letters of one paragraph differ in height by no more; rows of one are no farther apart than so many heights.
_ALIKE: Final = 1.08
_LEADING: Final = 1.25
_USUAL, _FARTHEST = 1.5, 4.0
_INDENT: Final = 1.0
_ENDINGS: Final = (".", "!", "؟", "?", ":", "…")
# Rows at a page's head and foot among which running heads and page numbers stand.
_MARGIN: Final = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, and the edges of the column it stands in."""

    row: Row
    left: float
    right: float


def ordered(rows: Sequence[Row], columns: int = _MOST_COLUMNS) -> list[Placed]:
    """Put the rows of a page in reading order: of columns side by side, up to so many, the right one first."""
    if not rows:
        return []
    gutter = _gutter(rows) if columns > 1 and len(rows) <= _MOST_ROWS else None
    if gutter is None:
        edges = min(row.left for row in rows), max(row.right for row in rows)
        return [
            Placed(replace(cells[0], text=" ".join(one.text for one in cells), left=cells[-1].left), *edges)
            for level in levels(rows, _BESIDE)
            for cells in [sorted(level, key=lambda one: -one.right)]
        ]
    return [
        placed
        for band in _bands(rows, gutter)
        for is_right in (True, False)
        for placed in ordered([row for row in band if (row.right > gutter) is is_right], columns - 1)
    ]


def _gutter(rows: Sequence[Row]) -> float | None:
    """Find where, left of the rightmost column, a strip is empty but for a few rows that run across the page.

    Beside it are columns of text, side by side, and no table or verse.
    """
    found: list[tuple[int, float]] = []
    for place in {round(row.right) + 1.0 for row in rows}:
        right = [row for row in rows if row.left >= place]
        rest = [row for row in rows if row.right <= place]
        across = len(rows) - len(right) - len(rest)
        if across > _ACROSS * len(rows) or min(len(right), len(rest)) < _COLUMN_ROWS:
            continue
        words = sum(len(row.text.split()) for row in (*right, *rest)) / (len(right) + len(rest))
        beside = min(right[0].baseline, rest[0].baseline) - max(right[-1].baseline, rest[-1].baseline)
        lower = min(side[0].baseline - side[-1].baseline for side in (right, rest))
        if words >= _COLUMN_WORDS and 2 * beside >= lower:
            found.append((across, -place))
    return -min(found)[1] if found else None


def _bands(rows: Sequence[Row], gutter: float) -> Iterator[list[Row]]:
    """Part a page at the rows that run across its gutter."""
    band: list[Row] = []
    for row in rows:
        if row.left < gutter < row.right:
            if band:
                yield band
            yield [row]
            band = []
        else:
            band.append(row)
    if band:
        yield band


def paragraphs(pages: Sequence[Sequence[Placed]]) -> list[LayoutLine]:
    """Join the rows of all pages to paragraphs: a row that is full, and near the next, goes on in it."""
    # What stands at the head or foot of half the pages, numbers aside, is no text.
    seen = Counter(
        key for page in pages for key in {_key(one.row) for one in (*page[:_MARGIN], *page[-_MARGIN:])}
    )
    running = {key for key, count in seen.items() if count > 1 and 2 * count >= len(pages)}
    rows = [
        one
        for page in pages
        for at, one in enumerate(page)
        if _MARGIN <= at < len(page) - _MARGIN or _key(one.row) not in running
    ]
    # The usual distance of rows in a paragraph: that of a full row to the next, in heights of a letter.
    distances = sorted(
        distance
        for last, one in pairwise(rows)
        if last.row.left - last.left + last.right - last.row.right <= _RAGGED * last.row.size
        and 0 < (distance := _distance(last, one)) < _FARTHEST
    )
    leading = distances[len(distances) // 4] if distances else _USUAL
    result: list[LayoutLine] = []
    group: list[Placed] = []
    for one in rows:
        if group and not _goes_on(group[-1], one, leading):
            result.append(_line(group))
            group = []
        group.append(one)
    return [*result, _line(group)] if group else result


def _line(group: Sequence[Placed]) -> LayoutLine:
    return LayoutLine(" ".join(one.row.text for one in group), group[0].row.size)


def _goes_on(last: Placed, one: Placed, leading: float) -> bool:
    """Return whether a row goes on with the paragraph: as high as the last row, near it, and that one is full."""
    alike = max(last.row.size, one.row.size) <= _ALIKE * min(last.row.size, one.row.size)
    left = (last.right - last.left) - (last.row.right - last.row.left)
    ended = last.row.text.endswith(_ENDINGS)
    full = left <= max(_RAGGED * last.row.size, 0 if ended else _OPEN * (last.right - last.left))
    indented = (
        one.right - one.row.right > _INDENT * one.row.size and last.right - last.row.right < one.row.size
    )
    distance = _distance(last, one)
    near = distance <= _LEADING * leading if distance > 0 else not last.row.text.endswith(_ENDINGS)
    return alike and full and near and not indented


def _distance(last: Placed, one: Placed) -> float:
    """Return how far a row is below the last, in heights of its letters; below zero in the next column or page."""
    return (last.row.baseline - one.row.baseline) / one.row.size


_DIGITS: Final = re.compile(r"\d+")


def _key(row: Row) -> str:
    return _DIGITS.sub("0", fold(row.text)).strip(" -–—|/.")
