"""Letters where a page shows them → rows of text in reading order, right to left or left to right.

A PDF keeps letters in any order, Arabic ones often as they look from left to right, in the shapes they take in a
word. Their places alone are certain: so rows are put together from these.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import compress, pairwise
from typing import TYPE_CHECKING, Final

from retrieval.readers.documents.places import ALEFS, borne, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.readers.documents.places import Glyph


FILLER: Final = "\u0640"
"""What stretches a word (tatweel): it takes room on the page and is no letter of the text."""


@dataclass(frozen=True, slots=True)
class Row:
    """Text that stands together on one line: its place, in points, and the height of its letters."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


_ARABIC: Final = re.compile(r"[\u0620-\u06d3\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Runs that are written left to right inside Arabic: words of Latin letters, numbers with their marks. Their length
# is bounded, as every beginning of one is tried.
_LEFT_TO_RIGHT: Final = re.compile(
    r"[A-Za-z\u00c0-\u024f0-9](?:[A-Za-z\u00c0-\u024f0-9 '&@_./:+%#-]{0,500}[A-Za-z\u00c0-\u024f])[0-9]*"
    r"|[0-9٠-٩]+(?:[.,:/٫٬][0-9٠-٩]+)*"
)
_SHAPES: Final = re.compile(r"[\ufb50-\ufdf2\ufe70-\ufefc]")
_MIRRORED: Final = str.maketrans("()[]{}«»<>", ")(][}{»«><")
# A space inside brackets or before a mark, where the letters of the font stand apart.
_LOOSE: Final = re.compile(r"([(\[«]) | ([)\]»،؛.:؟!])(?=\W|$)")
_BRACKETS, _CLOSING = re.compile(r"[(\[{«)\]}»]"), ")]}»"
# Space between letters, in heights of one, that parts words, and that parts columns.
_WORD_GAP, _COLUMN_GAP = 0.14, 1.8


def rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """Put the letters of a page together into rows, from top to bottom; one row a column where there are several."""
    page = _reads_leftwards("".join(one.letter for one in glyphs), other=False)
    found = [_row(part, page=page) for level in lines(glyphs) for part in _parts(level)]
    shown = [row for row in found if row.text]
    arabic = [_ARABIC.search(row.text) is not None for row in shown]
    # Where more brackets close before they open than the other way, they are kept as they look.
    first = [mark.group() for row in compress(shown, arabic) if (mark := _BRACKETS.search(row.text))]
    turned: Mapping[int, int] = _MIRRORED if 2 * sum(mark in _CLOSING for mark in first) > len(first) else {}
    return [
        replace(row, text=_bracketed(row.text, turned)) if is_arabic else row
        for row, is_arabic in zip(shown, arabic, strict=True)
    ]


def _bracketed(text: str, turned: Mapping[int, int]) -> str:
    """Return a row with its brackets turned as those of its page are, unless more of them then stand alone.

    Round runs of Latin letters and numbers they open and close, and no space stands inside them.
    """
    found = text.translate(turned)
    kept = text if _alone(text) < _alone(found) else found
    paired = _SAME.sub(lambda run: f"[{run[4]}]" if run[3] else f"({run[2] or run[5]})", kept)
    return _LOOSE.sub(r"\1\2", paired)


def _alone(text: str) -> int:
    """Count the brackets of a row that have no other half in it."""
    opened: list[str] = []
    alone = 0
    for mark in _BRACKETS.findall(text):
        if mark not in _CLOSING:
            opened.append(mark)
        elif opened and opened[-1].translate(_MIRRORED) == mark:
            opened.pop()
        else:
            alone += 1
    return alone + len(opened)


# What stands in brackets that look the same on both sides, or away from it, round letters and numbers that are read
# from left to right: there Word draws each bracket as the run it belongs to has it.
_INSIDE: Final = r"(?=\S)([^()\[\]\u0600-\u06ff]{0,200}[^\s()\[\]\u0600-\u06ff])"
_SAME: Final = re.compile(rf"(?<!\w)([()]){_INSIDE}\1|(?<!\w)([\[\]]){_INSIDE}\3|(?<!\S)\){_INSIDE}\((?!\S)")


def _parts(level: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Part a level where it has a gap as between columns, from right to left."""
    part: list[Glyph] = []
    left = 0.0
    spaces = sorted((one for one in level if one.letter.isspace()), key=_start)
    for glyph in sorted((one for one in level if not one.letter.isspace()), key=lambda one: -one.right):
        if part and left - glyph.right > _COLUMN_GAP * glyph.size:
            yield [*part, *_within(spaces, part)]
            part = []
        left = min(left, glyph.left) if part else glyph.left
        part.append(glyph)
    if part:
        yield [*part, *_within(spaces, part)]


def _within(spaces: Sequence[Glyph], part: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return those of the `spaces`, which stand in the order of their starts, that `part` has between its edges."""
    left, right = min(one.left for one in part), max(one.right for one in part)
    return spaces[bisect_left(spaces, left, key=_start) : bisect_right(spaces, right, key=_start)]


def _start(glyph: Glyph) -> float:
    return glyph.start


def _reads_leftwards(text: str, *, other: bool) -> bool:
    """Return whether a row is read from right to left: as the page is, where it has letters of that direction too."""
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    return (arabic > 0 or not latin) if other else arabic > 0 and arabic >= latin


def _row(part: Sequence[Glyph], *, page: bool) -> Row:
    letters = [one for one in part if not one.letter.isspace()]
    baseline = next(
        (one.baseline for one in letters if not (one.as_mark or unicodedata.combining(one.letter))),
        letters[0].baseline,
    )
    arabic = _reads_leftwards("".join(one.letter for one in part), other=page)
    ordered = _spaced(_in_order(part if arabic else letters, arabic=arabic))
    sizes = sorted(one.size for one in letters)
    text = _LEFT_TO_RIGHT.sub(lambda run: run.group()[::-1], ordered) if arabic else ordered
    # The shapes that letters take in a word (U+FB50 and after) are undone, the ligature of لا among them.
    plain = _SHAPES.sub(lambda shape: unicodedata.normalize("NFKC", shape.group()), text)
    return Row(
        text=" ".join(plain.replace(FILLER, "").split()),
        left=min(one.left for one in letters),
        right=max(one.edges[1] for one in letters),
        baseline=baseline,
        size=sizes[len(sizes) // 2],
    )


def _in_order(part: Sequence[Glyph], *, arabic: bool) -> list[Glyph]:
    """Return the letters in the order they are read in; vowel marks right after the letter that bears them."""
    direction = -1 if arabic else 1
    bases = sorted(
        (one for one in _closing(part) if not unicodedata.combining(one.letter)),
        key=lambda one: (direction * one.start, not one.letter.isspace(), direction * one.left),
    )
    for at, (one, after) in enumerate(pairwise(bases)):
        if arabic and one.letter in ALEFS and after.letter == "ل" and _is_one_shape(one, after):
            bases[at : at + 2] = [after, one]
    marks = borne([one for one in part if unicodedata.combining(one.letter)], bases)
    return [one for at, base in enumerate(bases) for one in (base, *marks.get(at, ()))]


def _is_one_shape(one: Glyph, other: Glyph) -> bool:
    """Return whether two letters are drawn as one (لا): they start at one point, or over one another."""
    over = min(one.right, other.right) - max(one.left, other.left)
    return one.start == other.start or 2 * over > min(one.right - one.left, other.right - other.left)


# How far a space may start right of a letter that it is drawn over, in heights of a letter.
_OVER: Final = 0.15


def _closing(part: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the letters of a row, and its spaces where they belong: one drawn over a letter stands after it.

    Word draws the space that closes a line over the last letter of it.
    """
    letters = sorted(
        (one for one in part if not one.letter.isspace() and not unicodedata.combining(one.letter)),
        key=_start,
    )
    for one in part:
        place = bisect_right(letters, one.start, key=_start) - 1
        under = letters[place] if one.letter.isspace() and place >= 0 else None
        near = under is not None and one.start - under.start <= _OVER * one.size
        if under is not None and near and 2 * (min(one.right, under.right) - one.left) > one.right - one.left:
            yield one._replace(start=under.start - _OVER / 100)
        else:
            yield one


def _spaced(ordered: Sequence[Glyph]) -> str:
    """Join letters to words: spaces count where they have a width, or where letters stand apart."""
    pieces: list[str] = []
    before: Glyph | None = None
    for glyph in ordered:
        if glyph.letter.isspace():
            pieces.append(" " if glyph.right > glyph.left else "")
            continue
        if unicodedata.combining(glyph.letter):
            pieces.append(glyph.letter)
            continue
        gap = 0.0
        if before:
            (left, right), (other_left, other_right) = before.edges, glyph.edges
            gap = max(left - other_right, other_left - right)
        if gap > _WORD_GAP * glyph.size:
            pieces.append(" ")
        pieces.append(glyph.letter)
        before = glyph
    return " ".join("".join(pieces).split())
