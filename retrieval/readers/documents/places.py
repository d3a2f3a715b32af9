"""Letters where a page shows them: which stand on one line, and which of them bears a vowel mark."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Glyph(NamedTuple):
    """A letter: the edges of its box, where its pen starts and its baseline, in points; `size` is its font's.

    The box holds the space that the font leaves beside the ink; that of a space without a width is empty. Of a letter
    that is drawn `as_mark` it is its vowel mark's, and `shape` then has the edges of its own.
    """

    letter: str
    left: float
    right: float
    start: float
    baseline: float
    size: float
    as_mark: bool = False
    shape: tuple[float, float] | None = None

    @property
    def edges(self) -> tuple[float, float]:
        """Return where the letter begins and ends, from left to right."""
        return self.shape or (self.start, self.right)


ALEFS: Final = frozenset("اأإآ")


class OnBaseline(Protocol):
    """What stands on a baseline: a letter, or a row of them."""

    @property
    def baseline(self) -> float:
        """Return the points from the foot of the page."""

    @property
    def size(self) -> float:
        """Return the height of the letters in points."""


T = TypeVar("T", bound=OnBaseline)
SHAPE: Final = "\0"
"""What is drawn without a letter of its own: a letter whose code a program gave to its vowel mark."""
# Share of a letter's height by which baselines of one row may differ, and those of a letter and its vowel mark.
_SLANT, _FARTHEST = 0.35, 0.75


def levels(shown: Iterable[T], slant: float) -> Iterator[list[T]]:
    """Group what stands on one line, its baselines apart by no more than `slant` heights of a letter.

    It is given from top to bottom.
    """
    level: list[T] = []
    for one in shown:
        if level and level[0].baseline - one.baseline > slant * max(one.size, 1.0):
            yield level
            level = []
        level.append(one)
    if level:
        yield level


def drawn_together(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return letters as a library gives them, those that one pen drew with a vowel mark from right to left.

    It parts their common box among them, from the left as often. Other letters are none that are drawn `as_mark`.
    """
    marked = {_pen(one) for one in glyphs if unicodedata.combining(one.letter)}
    together: dict[tuple[float, float], list[Glyph]] = {}
    for one in glyphs:
        if (pen := _pen(one)) in marked and not one.letter.isspace():
            together.setdefault(pen, []).append(one)
    edges: dict[tuple[float, float], float] = {}
    for pen, group in together.items():
        last = max(group, key=lambda one: one.right).letter
        ends = unicodedata.combining(last) or (last in ALEFS and any(one.letter == "ل" for one in group))
        if len(group) > 1 and ends:
            edges[pen] = min(one.left for one in group) + max(one.right for one in group)
    found: list[Glyph] = []
    for one in glyphs:
        both = edges.get(_pen(one))
        turned = one if both is None else one._replace(left=both - one.right, right=both - one.left)
        bears = _pen(one) in marked and not unicodedata.combining(one.letter) and not one.letter.isspace()
        found.append(turned if bears else turned._replace(as_mark=False))
    return found


def lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group letters by the line they stand on; vowel marks, which may be raised, by the line nearest to them.

    So are letters that a program draws as their mark.
    """
    shown = [
        one for one in glyphs if one.letter != SHAPE and (one.right > one.left or not one.letter.isspace())
    ]
    marks = [one for one in shown if unicodedata.combining(one.letter)]
    bases = sorted((one for one in shown if not unicodedata.combining(one.letter)), key=_depth)
    found = list(levels((one for one in bases if not one.as_mark), _SLANT))
    shapes: dict[int, list[tuple[float, Glyph]]] = {}
    for one in sorted((one for one in glyphs if one.letter == SHAPE), key=_middle):
        shapes.setdefault(round(_depth(one)), []).append((_middle(one), one))
    apart = _join([one for one in bases if one.as_mark], found, shapes)
    found = sorted([*found, *levels(apart, _SLANT)], key=lambda line: _depth(line[0]))
    depths = [_depth(line[0]) for line in found]
    for mark in marks if found else ():
        found[_nearest(depths, _depth(mark))].append(mark)
    return found


def _join(marked: Sequence[Glyph], found: Sequence[list[Glyph]], shapes: _Shapes) -> list[Glyph]:
    """Add letters that are drawn as their mark to the lines `found`; return those that stand on none."""
    depths = [_depth(line[len(line) // 2]) for line in found]
    apart: list[Glyph] = []
    for one in marked:
        at = _nearest(depths, _depth(one))
        if found and abs(depths[at] - _depth(one)) <= _FARTHEST * one.size:
            found[at].append(_shaped(one, shapes.get(round(depths[at]), ())))
        else:
            apart.append(one)
    return apart


_Shapes = Mapping[int, Sequence[tuple[float, Glyph]]]


def _shaped(letter: Glyph, shapes: Sequence[tuple[float, Glyph]]) -> Glyph:
    """Return a letter that is drawn as its mark with the edges of the shape at that place, else with wide ones."""
    place = bisect_left(shapes, _middle(letter), key=itemgetter(0))
    near = min(
        shapes[max(0, place - 1) : place + 1], key=lambda one: abs(one[0] - _middle(letter)), default=None
    )
    if near is not None and abs(near[0] - _middle(letter)) <= letter.size:
        return letter._replace(shape=(min(near[1].start, near[1].left), near[1].right))
    return letter._replace(shape=(letter.start - letter.size / 2, letter.start + letter.size / 2))


def _pen(glyph: Glyph) -> tuple[float, float]:
    return glyph.start, glyph.baseline


def _depth(glyph: Glyph) -> float:
    return -glyph.baseline


def _nearest(depths: Sequence[float], depth: float) -> int:
    """Return the number of the one of the `depths`, which rise, that is nearest to `depth`."""
    below = bisect_left(depths, depth)
    near = range(max(0, below - 1), min(len(depths), below + 1))
    return min(near, key=lambda at: abs(depths[at] - depth), default=0)


def borne(marks: Sequence[Glyph], bases: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return the marks that each of the `bases`, by its number, bears, in the order of Unicode's canonical form.

    It is the letter before it of those that its pen drew with it, else the one whose middle is nearest to its own.
    """
    # Of letters with one middle the first bears the marks: they are one shape.
    first = {_middle(base): at for at, base in reversed(list(enumerate(bases)))}
    middles = sorted(first)
    drawn: dict[tuple[float, float], list[int]] = {}
    for at, base in enumerate(bases):
        drawn.setdefault(_pen(base), []).append(at)
    found: dict[int, list[Glyph]] = {}
    for mark in marks if bases else ():
        if together := drawn.get(_pen(mark)):
            before = (at for at in together if bases[at].left >= mark.left)
            bearer = min(before, key=lambda at: bases[at].left, default=together[0])
        else:
            place = bisect_left(middles, _middle(mark))
            near = middles[max(0, place - 1) : place + 1]
            bearer = first[min(near, key=lambda middle: (abs(middle - _middle(mark)), first[middle]))]
        found.setdefault(bearer, []).append(mark)
    for group in found.values():
        group.sort(key=lambda one: unicodedata.combining(one.letter))
    return found


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2
