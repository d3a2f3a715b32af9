"""Boxes inside an article that are not it: between landmarks for screen readers, newsletters, ads; and captions."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold
from retrieval.extraction.lines import LineKind, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.extraction.lines import PageLine

# Lines that a box has at most, and a form to subscribe: what is longer is the article between two of them.
_BOX, _FORM = 40, 5
# Words of a landmark, of what a form says of a newsletter, and of its button at most.
_LANDMARK, _BLURB, _BUTTON = 10, 30, 3
_END: Final = fold(" نهاية")
_LIST, _LIST_END = re.compile(r"list of \d+ items?"), "end of list"


def mark(lines: Sequence[PageLine], boilerplate: Boilerplate) -> list[PageLine]:
    """Return the lines, those in a box beside the article as asides; linear in their number.

    A label of an advertisement is a box of its own, wherever it stands among the paragraphs. Captions are those
    that a label of their own announces («التعليق على الصورة»).
    """
    boxes = chain(_landmarks(lines), _forms(lines, boilerplate))
    inside = {number for box in boxes for number in box}
    inside |= {
        number for number, line in enumerate(lines) if _is_button(line) and _ADVERTISED.search(line.key)
    }
    captions = {
        number
        for number, (label, line) in enumerate(pairwise(lines), start=1)
        if label.kind is LineKind.CAPTION
        and label.key in boilerplate.captions.whole
        and line.kind in {LineKind.SHORT, LineKind.LOOSE}
        and not ends_sentence(line.text)
    }
    kinds = dict.fromkeys(captions, LineKind.CAPTION) | dict.fromkeys(inside, LineKind.ASIDE)
    return [
        replace(line, kind=kinds[number]) if number in kinds else line for number, line in enumerate(lines)
    ]


_ADVERTISED: Final = re.compile(r"\b(?:ال)?اعلان|\badvert|\bsponsored\b")


def _is_button(line: PageLine) -> bool:
    return line.kind is LineKind.BOILERPLATE and line.words <= _BUTTON


def _landmarks(lines: Sequence[PageLine]) -> Iterator[range]:
    """Find the boxes that say where they end («قصص مقترحة» … «قصص مقترحة نهاية»), for those who hear a page."""
    begun: dict[str, int] = {}
    for number, line in enumerate(lines):
        if line.words > _LANDMARK:
            continue
        listed, ends = line.key == _LIST_END, line.key.endswith(_END)
        start = begun.get(_LIST_END if listed else line.key.removesuffix(_END))
        if start is not None and (listed or ends) and number - start <= _BOX:
            yield range(start, number + 1)
        begun[_LIST_END if _LIST.fullmatch(line.key) else line.key] = number


def _forms(lines: Sequence[PageLine], boilerplate: Boilerplate) -> Iterator[range]:
    """Find what stands between two invitations to subscribe, such as a newsletter's name and its button."""
    asked = [
        number
        for number, line in enumerate(lines)
        if line.kind is LineKind.BOILERPLATE and line.key in boilerplate.subscribe
    ]
    for before, after in pairwise(asked):
        words = sum(line.words for line in lines[before + 1 : min(after, before + _FORM)])
        if after - before <= _FORM and words <= _BLURB and _is_button(lines[after]):
            yield range(before, after + 1)
