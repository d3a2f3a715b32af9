"""Text whose lines were broken at a width, as mail and old editors do: its paragraphs on one line each again."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Letters that a line is broken at; lines that are full at least, and their share of all that go on below.
_WIDTHS: Final = range(40, 131)
_FEWEST, _SHARE = 3, 0.8
# Share of full lines that end within a sentence: on a page of long lines each ends with a mark.
_BROKEN: Final = 0.6
# Marks of prose for each full line: verses of one length have hardly any.
_MARKED: Final = 0.5
_MARKS: Final = re.compile(r"[.،؛؟!:]")
_ENDS: Final = (".", "؟", "!", ":")
# Letters that a full line may lack beside the word that did not fit.
_SLACK: Final = 2


def whole(page: str) -> str:
    """Return the page with a line for each paragraph, if its lines were broken at a width; else as it is.

    A line was broken where the next one's first word would not have fitted. Linear in the page's length.
    """
    lines = [" ".join(line.split()) for line in page.splitlines()]
    width = max(map(len, lines), default=0)
    if width not in _WIDTHS:
        return page
    going_on = [(line, below) for line, below in pairwise(lines) if line and below]
    full = [line for line, below in going_on if _is_full(line, below, width)]
    ended = sum(line.endswith(_ENDS) for line, below in going_on if not _is_full(line, below, width))
    broken = sum(not line.endswith(_ENDS) for line in full)
    marks = sum(len(_MARKS.findall(line)) for line in lines)
    if (
        marks < _MARKED * len(full)
        or broken < max(_FEWEST, _BROKEN * len(full))
        or len(full) + ended < _SHARE * len(going_on)
    ):
        return page
    return "\n".join(_paragraphs(lines, width))


def _is_full(line: str, below: str, width: int) -> bool:
    return len(line) + 1 + len(below.partition(" ")[0]) > width - _SLACK


def _paragraphs(lines: Sequence[str], width: int) -> Iterator[str]:
    # Without empty lines between paragraphs nothing tells the end of one from a sentence that fills its line.
    apart = "" not in lines
    for blank, block in groupby(lines, key=lambda line: not line):
        if blank:
            yield from block
            continue
        given = list(block)
        paragraph = given[:1]
        for line, below in pairwise(given):
            if _is_full(line, below, width) and not (apart and line.endswith(_ENDS)):
                paragraph.append(below)
            else:
                yield " ".join(paragraph)
                paragraph = [below]
        yield " ".join(paragraph)
