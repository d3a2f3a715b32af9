"""A scraped page's text → the article on it: headline, outlet, author, date, section and body.

The method is general and knows no site. Every line is judged by itself (length, end marks, small words,
known phrases); the heaviest run of prose is the article, and blocks beside it may go on with it; the
headline is the line above that shares most of its words. What the page does not say stays None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval import header
from retrieval.body import find_body, paragraphs
from retrieval.chrome import Chrome
from retrieval.errors import UnreadableSource
from retrieval.lines import LONG, Kind, split
from retrieval.records import CUT, Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from retrieval.lines import Line

__all__ = ["Chrome", "CleanPage", "clean"]


@dataclass(frozen=True, slots=True)
class CleanPage:
    """The article of a page: `text` is its body, a paragraph or heading a line, `headings` are spans of it.

    Between paragraphs that do not follow one another on the page stands `records.CUT`.

    Every line of `text` stands on the page to the character; `title` is empty if the page shows no
    headline.
    """

    title: str
    text: str
    outlet: str | None = None
    author: str | None = None
    published: datetime.date | None = None
    section: str | None = None
    dateline: str | None = None
    headings: tuple[Span, ...] = ()


def clean(page: str, chrome: Chrome) -> CleanPage:
    """Find the article on `page`, a scraped page's text.

    Raises UnreadableSource, its path empty, if the page holds no article. Linear in the page's length.
    """
    lines = split(page, chrome)
    body = find_body(lines)
    if not body:
        raise UnreadableSource("", _reason(lines))
    around = header.Page(lines, _first_certain(lines, body), body[-1] + 1)
    number = header.headline(around, chrome)
    title, suffix = header.title(around, number, chrome) if number is not None else ("", None)
    kept = paragraphs([lines[at] for at in body if number is None or at > number], title)
    text, spans = _joined(page, [paragraph.text for paragraph in kept])
    return CleanPage(
        title=title,
        text=text,
        outlet=header.outlet(around, number, chrome) or suffix,
        author=header.author(around, number, chrome),
        published=header.published(around, number, chrome),
        section=header.section(around, number, chrome),
        dateline=header.dateline(around, number, chrome),
        headings=tuple(span for span, paragraph in zip(spans, kept, strict=True) if paragraph.heading),
    )


def _reason(lines: Sequence[Line]) -> str:
    if not lines:
        return "the page is empty"
    return (
        f"no Arabic article among its {len(lines)} lines: only menus, headlines, notices or another language"
    )


def _first_certain(lines: Sequence[Line], body: Sequence[int]) -> int:
    """Find the first line that can be no headline, from which on everything is the article."""
    certain = (at for at in body if lines[at].kind is Kind.PROSE or lines[at].words >= LONG)
    return next(certain, max(body, key=lambda at: lines[at].words))


def _joined(page: str, kept: Sequence[str]) -> tuple[str, list[Span]]:
    """The paragraphs as one text with the span of each, and a cut wherever the page has more between two."""
    parts: list[str] = []
    spans: list[Span] = []
    length = place = 0
    for paragraph in kept:
        start = page.find(paragraph, place)
        if parts:
            parts.append(CUT if page[place:start].strip() else "\n")
            length += len(parts[-1])
        parts.append(paragraph)
        spans.append(Span(length, length + len(paragraph)))
        length += len(paragraph)
        place = start + len(paragraph)
    return "".join(parts), spans
