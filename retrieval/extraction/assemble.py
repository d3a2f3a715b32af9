"""A page's judged lines → the article on it: headline, outlet, author, date, section and body.

The method is general and knows no site. Every line is judged by itself (length, end marks, small words,
known phrases); the heaviest run of prose is the article, and blocks beside it may go on with it; the
headline is the line above that shares most of its words. What the page does not say stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from retrieval.arabic import script
from retrieval.errors import UnreadableSource
from retrieval.extraction import header, titles
from retrieval.extraction.lines import LONG, LineKind
from retrieval.extraction.paragraphs import paragraphs, without_links
from retrieval.records import CUT, Article, Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.extraction.lines import PageLine


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page besides its lines: its headline, and a day to count «أمس» from."""

    headline: str | None = None
    day: datetime.date | None = None


def assemble(
    page: str, lines: Sequence[PageLine], body: Sequence[int], boilerplate: Boilerplate, known: PageFacts
) -> Article:
    """Make the article of the lines numbered in `body` and of what the others say of it.

    Each line stands in `page`, in this order. Between paragraphs that do not follow one another there stands
    `records.CUT`. Raises UnreadableSource, its path empty, if no text is left of `body`.
    """
    reason = script.unreadable(page)
    if reason or not body:
        raise UnreadableSource("", reason or _reason(lines))
    # From the first line on that can be no headline, everything is the article.
    certain = (at for at in body if lines[at].kind is LineKind.PROSE or lines[at].words >= LONG)
    first = next(certain, max(body, key=lambda at: lines[at].words))
    around = header.Page(lines, first, body[-1] + 1)
    number = header.place(around, known.headline) if known.headline else None
    if number is None:
        number = header.headline(around, boilerplate)
    keys = {line.key for line in lines}
    title, suffix = ("", None) if number is None else titles.parted(lines[number].text, keys, boilerplate)
    own = [lines[at] for at in body if number is None or at > number]
    text, headings = compose(page, without_links(own, lines[around.end :]), title)
    if reason := script.unreadable(text) if text else _reason(lines):
        raise UnreadableSource("", reason)
    published = header.published(around, number, boilerplate)
    if published is None and known.day is not None:
        published = header.ago(around, number, known.day)
    return Article(
        id="",
        title=title,
        text=text,
        outlet=header.outlet(around, number, boilerplate) or suffix,
        author=header.author(around, number, boilerplate),
        published=published,
        section=header.section(around, number, boilerplate),
        dateline=header.dateline(around, number, boilerplate),
        headings=headings,
    )


_DASHES: Final = re.compile(r"\s{0,3}(?:[:|–—ـ-]\s{0,3}){1,4}")


def without_outlet(article: Article) -> Article:
    """Return the article without its outlet's name before the first word («الميدان نيوز :- أعلنت …»)."""
    if not article.outlet or not article.text.startswith(article.outlet):
        return article
    mark = _DASHES.match(article.text, len(article.outlet))
    start = mark.end() if mark else 0
    if not start or not article.text[start : start + 1].isalpha():
        return article
    headings = tuple(Span(begin - start, end - start) for begin, end in article.headings if begin >= start)
    return replace(article, text=article.text[start:], headings=headings)


def compose(page: str, lines: Sequence[PageLine], title: str) -> tuple[str, tuple[Span, ...]]:
    """Make an article's text of its `lines`, in the order of `page`, and say where its headings stand.

    There is a cut wherever the page has more between two paragraphs.
    """
    parts: list[str] = []
    headings: list[Span] = []
    length = place = 0
    for paragraph in paragraphs(lines, title):
        start = page.find(paragraph.text, place)
        if parts:
            parts.append(CUT if page[place:start].strip() else "\n")
            length += len(parts[-1])
        parts.append(paragraph.text)
        if paragraph.heading:
            headings.append(Span(length, length + len(paragraph.text)))
        length += len(paragraph.text)
        place = start + len(paragraph.text)
    return "".join(parts), tuple(headings)


def _reason(lines: Sequence[PageLine]) -> str:
    if not lines:
        return "the page is empty"
    return (
        f"no Arabic article among its {len(lines)} lines: only menus, headlines, notices or another language"
    )
