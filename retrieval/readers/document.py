"""A document that is nothing but its article: paragraphs and headings as its author set them → an Article."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates, script
from retrieval.errors import UnreadableSource
from retrieval.extraction import header
from retrieval.extraction.boilerplate import folded
from retrieval.extraction.lines import LineKind, judge
from retrieval.records import Article, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.extraction.lines import PageLine
    from retrieval.readers.context import ReadContext


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document, a row of its tables, or a heading."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a document says of itself outside of its text; None where it says nothing."""

    id: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None


# Lines at a document's head among which its byline and date stand.
_HEAD: Final = 8
_TITLE_WORDS: Final = 32


def article(
    paragraphs: Sequence[Paragraph], path: str, reading: ReadContext, known: DocumentFacts | None = None
) -> Article:
    """Make an article of a document: its title, a byline and a date at its head, and all the rest as its text.

    The title is the one `known`, else the first heading, else a first line that can be one. Raises
    UnreadableSource, its path empty, if there is no text, or none in Arabic.
    """
    stated = known or DocumentFacts()
    single = (Paragraph(script.mended(" ".join(one.text.split())), one.heading) for one in paragraphs)
    own = [one for one in single if any(map(str.isalnum, one.text))]
    if stated.title and folded(stated.title) not in {folded(paragraph.text) for paragraph in own[:_HEAD]}:
        own.insert(0, Paragraph(stated.title, heading=True))
    lines = [judge(paragraph.text, reading.boilerplate) for paragraph in own]
    place = _title(own, lines, stated.title)
    title = stated.title or ("" if place is None else own[place].text)
    start = 0 if place is None else place + 1
    head = range(start, min(len(lines), start + _HEAD))
    first = next((at for at in head if lines[at].kind is LineKind.PROSE), min(start, len(lines)))
    around = header.Page(lines, first, len(lines))
    kept = [
        p for at, p in enumerate(own) if at != place and not (at < first and lines[at].kind is LineKind.META)
    ]
    text, headings = _joined(kept)
    if reason := script.unreadable(text) if text else "the document has no text":
        raise UnreadableSource("", reason)
    return Article(
        id=stated.id or PurePath(path).stem,
        title=title,
        text=text,
        outlet=reading.outlet,
        author=stated.author or header.author(around, place, reading.boilerplate),
        published=dates.first(stated.published or "") or header.published(around, place, reading.boilerplate),
        url=reading.url,
        headings=headings,
    )


def _title(paragraphs: Sequence[Paragraph], lines: Sequence[PageLine], known: str | None) -> int | None:
    """Find the number of the paragraph that is the title, among those at the head."""
    if known:
        return next((at for at, line in enumerate(lines[:_HEAD]) if line.key == folded(known)), None)
    heads = (at for at, paragraph in enumerate(paragraphs[:_HEAD]) if paragraph.heading)
    alike = (
        at
        for at, line in enumerate(lines[:_HEAD])
        if line.kind in {LineKind.SHORT, LineKind.LOOSE} and 2 <= line.words <= _TITLE_WORDS
    )
    return next(heads, next(alike, None) if len(paragraphs) > 1 else None)


def _joined(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Span, ...]]:
    """Return the paragraphs as one text, a line each, and the spans of the headings."""
    spans: list[Span] = []
    length = 0
    for paragraph in paragraphs:
        spans.append(Span(length, length + len(paragraph.text)))
        length += len(paragraph.text) + 1
    headings = (span for span, paragraph in zip(spans, paragraphs, strict=True) if paragraph.heading)
    return "\n".join(paragraph.text for paragraph in paragraphs), tuple(headings)
