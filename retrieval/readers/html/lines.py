"""A line of a web page, judged by its text and by the element it stands in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from retrieval.extraction import lines
from retrieval.extraction.lines import LineKind, PageLine

if TYPE_CHECKING:
    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.readers.html.dom import Block

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FLOWING: Final = frozenset({"p", "li", "blockquote", "dd", "pre"})
_HEADING_WORDS: Final = 14
# Share of a line's letters from which it is a link to somewhere else, and words from which it is prose all the same.
_LINKED: Final = 0.6


def judged(block: Block, boilerplate: Boilerplate, *, is_headline: bool = False) -> PageLine:
    """Judge a line by its text, and by what its mark-up says beyond doubt; an empty one parts its neighbours.

    A line that is a link keeps the role of a heading or a byline.
    """
    if not block.text:
        return PageLine("", "", 0, LineKind.RELATED)
    line = lines.judge(block.text, boilerplate)
    kind, tag = line.kind, block.element.tag
    if is_headline:
        kind = LineKind.SHORT
    elif block.linked >= _LINKED and line.words < lines.LONG:
        kind = kind if kind in _ROLES else LineKind.LINK
    elif tag in HEADINGS and kind in _PLAIN and line.words <= _HEADING_WORDS:
        kind = LineKind.SHORT
    elif tag in _FLOWING and kind in {LineKind.SHORT, LineKind.BULLET}:
        kind = LineKind.LOOSE
    elif tag in _FLOWING and kind is LineKind.TICKER:
        kind = LineKind.PROSE
    return replace(line, kind=kind)


_PLAIN: Final = frozenset({LineKind.SHORT, LineKind.LOOSE, LineKind.PROSE, LineKind.BULLET})
_ROLES: Final = frozenset({
    LineKind.META, LineKind.RELATED, LineKind.CLOSING, LineKind.COMMENTS, LineKind.BOILERPLATE,
})  # fmt: skip


# Words of a line up to which it may be a byline made of named pieces.
_BYLINE_WORDS: Final = 25


def exploded(block: Block, line: PageLine, boilerplate: Boilerplate) -> list[tuple[Block, PageLine]]:
    """Return the line, or its named pieces as lines, if one of them says who or when and the line does not."""
    if (
        line.kind not in {LineKind.SHORT, LineKind.LOOSE, LineKind.BOILERPLATE, LineKind.LINK}
        or not 1 < len(block.parts) <= line.words <= _BYLINE_WORDS
    ):
        return [(block, line)]
    pieces = [lines.judge(part, boilerplate) for part in block.parts]
    if not any(piece.kind is LineKind.META for piece in pieces):
        return [(block, line)]
    return [(replace(block, text=piece.text, parts=()), piece) for piece in pieces]
