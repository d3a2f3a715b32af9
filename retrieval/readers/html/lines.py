"""A line of a web page, judged by its text and by the element it stands in."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from retrieval.extraction import lines
from retrieval.extraction.lines import LineKind, PageLine

if TYPE_CHECKING:
    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.readers.html.dom import Block, Element

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
    kind = LineKind.SHORT if is_headline else _kind(block, line)
    label, mark, _ = line.key.partition(":")
    # A row of headlines may say that it is one: «آخر الأخبار: …».
    labelled = mark and any(label.strip() in one.whole for one in (boilerplate.related, boilerplate.sections))
    if line.kind is LineKind.TICKER and kind is LineKind.PROSE and labelled:
        kind = LineKind.TICKER
    return replace(line, kind=kind)


def _kind(block: Block, line: PageLine) -> LineKind:
    kind, tag = line.kind, block.element.tag
    if block.linked >= _ALL_LINKED and len(block.parts) >= _ROW and line.words >= lines.LONG:
        return LineKind.TICKER
    if block.linked >= _LINKED and line.words < lines.LONG:
        return kind if kind in _ROLES else LineKind.LINK
    if tag in HEADINGS and kind in _PLAIN and line.words <= _HEADING_WORDS:
        return LineKind.SHORT
    if kind in _LABELS and not lines.ends_sentence(line.text) and _is_caption(block):
        return LineKind.CAPTION
    if tag == "p" and kind is LineKind.SHORT and line.words > 1 and line.text.endswith("."):
        return LineKind.PROSE
    return _FLOWS.get(kind, kind) if tag in _FLOWING else kind


_FLOWS: Final = {
    LineKind.SHORT: LineKind.LOOSE,
    LineKind.BULLET: LineKind.LOOSE,
    LineKind.TICKER: LineKind.PROSE,
}
# Share of the letters of a line that is nothing but links, and links of one that is a row of headlines.
_ALL_LINKED, _ROW = 0.95, 3
_LABELS: Final = frozenset({LineKind.SHORT, LineKind.LOOSE})
# Levels up to the box that a caption shares with its picture, and elements that such a box has at most.
_LEVELS, _STEPS = 3, 30


def _is_caption(block: Block) -> bool:
    """Return whether a line stands in a box with a picture and nothing else to read; headings are none."""
    own = len("".join(block.text.split()))
    # Whether a paragraph is slanted or small as a whole.
    below = list(block.element)
    whole = len(below) == 1 and not (block.element.text or "").strip() and not (below[0].tail or "").strip()
    is_small_print = whole and below[0].tag in {"em", "i", "small"}
    if is_small_print and _is_picture(block.element.getprevious()):
        return True
    for box in islice((block.element, *block.element.iterancestors()), _LEVELS):
        if box.tag in HEADINGS or box.tag in _WHOLE_PAGE:
            return False
        inside = list(islice(box.iter(), _STEPS + 1))
        read = sum(len("".join(text.split())) for text in islice(box.itertext(), _STEPS))
        if len(inside) > _STEPS or read > own:
            return False
        if any(one.tag in _PICTURES for one in inside):
            return True
    return False


def _is_picture(element: Element | None) -> bool:
    """Return whether an element is a picture, or holds one and nothing to read."""
    if element is None:
        return False
    inside = list(islice(element.iter(), _STEPS))
    return any(one.tag in _PICTURES for one in inside) and not any(
        text.strip() for text in islice(element.itertext(), _STEPS)
    )


_PICTURES: Final = frozenset({"img", "picture", "amp-img"})
_WHOLE_PAGE: Final = frozenset({"body", "html", "main", "article"})
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
