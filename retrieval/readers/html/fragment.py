"""A piece of mark-up that is an article's body or title already (from a feed, an export, a book) → its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING, Final

from retrieval.extraction.assemble import compose
from retrieval.extraction.lines import LineKind
from retrieval.readers.document import Paragraph
from retrieval.readers.html import dom
from retrieval.readers.html.boilerplate import BoilerplateElements
from retrieval.readers.html.lines import HEADINGS, judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.extraction.lines import PageLine
    from retrieval.readers.html.dom import Block
    from retrieval.records import Span


@dataclass(frozen=True, slots=True)
class Body:
    """A body's text, a paragraph or heading a line, and the spans of its headings; empty if it has no words."""

    text: str
    headings: tuple[Span, ...] = ()


def read(markup: str, title: str, boilerplate: Boilerplate) -> Body:
    """Read a body without its links to other stories, captions and buttons; plain text is taken as it stands.

    Without block-level mark-up each end of a line ends a paragraph, as in WordPress.
    """
    marked_up = any(tag in markup.lower() for tag in ("<p", "<br", "<div", "<li", "<td"))
    root = dom.parse(markup if marked_up else markup.replace("\r\n", "\n").replace("\n", "<br>\n"))
    if root is None:
        return Body("")
    shown = dom.blocks(root)
    beside = BoilerplateElements(shown, [])
    own = _kept([(block, judged(block, boilerplate)) for block in shown if not beside.holds(block)])
    text, headings = compose("\n".join(block.text for block in shown), own, title)
    return Body(text, headings) if text else Body("\n".join(block.text for block in shown))


_LINES: Final = {LineKind.SHORT, LineKind.BULLET, LineKind.META}


def _kept(lines: Sequence[tuple[Block, PageLine]]) -> list[PageLine]:
    """Return the lines, short ones as paragraphs: what an author wrote below the first one is no page's furniture.

    Verses, lists of names and sources are of short lines. Headings in mark-up stay headings.
    """
    begun = False
    kept: list[PageLine] = []
    for block, line in lines:
        begun = begun or line.kind in {LineKind.PROSE, LineKind.LOOSE}
        plain = begun and line.kind in _LINES and block.element.tag not in HEADINGS
        kept.append(replace(line, kind=LineKind.LOOSE) if plain else line)
    return kept


def paragraphs(markup: str) -> list[Paragraph]:
    """List the paragraphs and headings of a document whose mark-up is nothing but its article."""
    root = dom.parse(markup)
    shown = dom.blocks(root) if root is not None else []
    return [
        Paragraph(block.text, heading=block.element.tag in HEADINGS)
        for block in shown
        if block.element.tag != "title"
    ]


_TAGS: Final = re.compile(r"<[^<>]{0,500}>")


def plain(markup: str) -> str:
    """Return the words of a title or a name, in single spaces."""
    return " ".join(unescape(_TAGS.sub(" ", markup)).split())
