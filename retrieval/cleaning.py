"""A scraped page's text → the article on it: headline, outlet, author, date, section and body.

The method is general and knows no site. Every line is judged by itself (length, end marks, small words, known phrases);
the heaviest run of prose is the article; blocks apart from it belong to it if they share its words; the headline is the
line above that shares most of them. What the page does not say stays None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval import header
from retrieval.body import find_body, paragraphs
from retrieval.chrome import Chrome
from retrieval.errors import UnreadableSource
from retrieval.lines import LONG, Kind, split
from retrieval.records import Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from retrieval.body import Paragraph
    from retrieval.lines import Line

__all__ = ["Chrome", "CleanPage", "clean"]


@dataclass(frozen=True, slots=True)
class CleanPage:
    """The article of a page; `text` is its body, a paragraph or heading a line, `headings` are spans of that text.

    Every line of `text` stands on the page to the character; `title` is empty where the page shows no headline.
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
    """The article on `page` (the text of a scraped page); raises UnreadableSource, with an empty path, if it holds none."""
    lines = split(page, chrome)
    body = find_body(lines)
    if not body:
        raise UnreadableSource("", _reason(lines))
    around = header.Page(lines, _first_certain(lines, body), body[-1] + 1)
    number = header.headline(around, chrome)
    title, suffix = header.title(around, number, chrome) if number is not None else ("", None)
    kept = paragraphs([lines[at] for at in body if number is None or at > number], title)
    return CleanPage(
        title=title,
        text="\n".join(paragraph.text for paragraph in kept),
        outlet=header.outlet(around, chrome) or suffix,
        author=header.author(around, number, chrome),
        published=header.published(around, number, chrome),
        section=header.section(around, number, chrome),
        dateline=header.dateline(around, number, chrome),
        headings=_headings(kept),
    )


def _reason(lines: Sequence[Line]) -> str:
    if not lines:
        return "the page is empty"
    return (
        f"no Arabic article among its {len(lines)} lines: only menus, headlines, notices or another language"
    )


def _first_certain(lines: Sequence[Line], body: Sequence[int]) -> int:
    """The first line that can be no headline, from which on everything is the article."""
    certain = (at for at in body if lines[at].kind is Kind.PROSE or lines[at].words >= LONG)
    return next(certain, body[0])


def _headings(kept: Sequence[Paragraph]) -> tuple[Span, ...]:
    spans, start = [], 0
    for paragraph in kept:
        if paragraph.heading:
            spans.append(Span(start, start + len(paragraph.text)))
        start += len(paragraph.text) + 1
    return tuple(spans)
