"""Reader of web pages, saved or fetched: one page, one article, or a reason why there is none.

What the page says for machines comes first (JSON-LD, OpenGraph, meta elements, microdata). Its lines, each with the
element it stands in, then go the way of plain pages: boilerplate that the mark-up names is left out, lines that are
links count as links, and what remains is cleaned like a scraped page's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.errors import MessageError
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from retrieval.arabic import script
from retrieval.errors import UnreadableSource
from retrieval.extraction import boxes, teasers
from retrieval.extraction.assemble import PageFacts, assemble, without_outlet
from retrieval.extraction.body import find_body
from retrieval.extraction.lines import LineKind
from retrieval.readers import charset
from retrieval.readers.html import addresses, authors, body, dom, facts, headlines, jsonld, meta
from retrieval.readers.html.body import DeclaredBody
from retrieval.readers.html.boilerplate import BoilerplateElements
from retrieval.readers.html.lines import exploded, judged
from retrieval.records import SetAside

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.readers.context import ReadContext
    from retrieval.readers.html.dom import Block, Element
    from retrieval.readers.html.facts import Facts
    from retrieval.records import Article


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read the article of one page; its id is made from its canonical address, without one it is the file's stem."""
    try:
        yield _article(charset.decode_page(data, reading.charset), path, reading)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)


def read_mhtml(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read as `read` does the page that a browser saved as one file (.mhtml), from the address it came from."""
    try:
        parts = list(message_from_bytes(data).walk())
    except (MessageError, ValueError, LookupError):
        parts = []
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        yield SetAside(path, "the saved page is damaged: it holds no page")
        return
    url = reading.url or facts.address(str(page.get("Content-Location")))
    saved = replace(reading, url=url, charset=page.get_content_charset() or reading.charset)
    yield from read(content, path, saved)


def links(data: bytes, base_url: str) -> tuple[str, ...]:
    """List the same-site addresses on a page that look like articles, each once, in the page's order."""
    root = dom.parse(charset.decode_page(data))
    return () if root is None else addresses.articles(root, base_url)


def _article(text: str, path: str, reading: ReadContext) -> Article:
    root = dom.parse(text)
    if root is None:
        raise UnreadableSource("", "the page is empty")
    lists = reading.boilerplate
    stated = jsonld.read(root).or_else(meta.read(root))
    if other := meta.no_article(root, stated):
        raise UnreadableSource("", other)
    heading = headlines.find(root, stated.title)
    title = headlines.title(heading, stated, lists)
    shown = dom.blocks(root)
    marked = [one for one in root.iter() if "articleBody" in (one.get("itemprop") or "").split()]
    beside = BoilerplateElements(shown, marked if heading is None else [heading, *marked])
    lines = _Shown(shown, beside, heading, DeclaredBody(stated.body), stated.published is not None)
    page = _readable(lines, PageFacts(title, reading.known), lists)
    url = addresses.of_page(text, stated.url, reading.url)
    headline = title or page.title or headlines.of_window(root, stated, lists)
    if len(page.text.split()) < _TEASED and _is_paid(shown):
        raise UnreadableSource("", teasers.PAID)
    undated = beside.cards >= _LIST and not (stated.published or page.published)
    if undated and len(page.text.split()) < _FEW and len(headline.split()) <= _NAME:
        raise UnreadableSource("", teasers.REASON)
    told = stated.outlet or page.outlet or reading.outlet
    outlet = told or headlines.site_of_window(root, headline, lists)
    named = headlines.author_of_window(root, headline, (block.text for block in shown), lists)
    signed = authors.signed(root, beside, lists)
    author = authors.author([stated.author, *signed, page.author, named], outlet, lists)
    found = replace(
        page,
        id=addresses.article_id(url) if url else PurePath(path).stem,
        title=headline,
        outlet=outlet,
        author=author,
        published=_published(stated, page.published)
        or meta.shown_day(root)
        or (authors.day_beside(root, author) if author else None)
        or (addresses.day(url) if url else None),
        url=url,
        section=stated.section or page.section,
    )
    return without_outlet(found)


# What a page says to those who have not subscribed, and words of an article's beginning that it shows them.
_PAID: Final = re.compile(
    r"(?:المقال|المادة|المحتوى|التقرير|الخبر) (?:\S+ ){0,2}(?:ل|على )?لمشترك|للمشتركين فقط|subscribers only"
    r"|(?:اشترك|سجل)(?:ي|وا)? (?:\S+ ){0,4}(?:لقراءة|لمتابعة القراءة|لتتمكن من قراءة)"
)
_TEASED: Final = 60


def _is_paid(shown: Sequence[Block]) -> bool:
    return any(_PAID.search(one.text) for one in shown)


# Cards of other stories that make a list, where there is no date, so little text beside them, and so short a headline.
_LIST, _FEW, _NAME = 3, 25, 3


@dataclass(frozen=True, slots=True)
class _Shown:
    """The lines that a page shows, and what is known of them."""

    blocks: list[Block]
    beside: BoilerplateElements
    heading: Element | None
    declared: DeclaredBody
    dated: bool


def _readable(shown: _Shown, known: PageFacts, boilerplate: Boilerplate) -> Article:
    """Return what `_extracted` does; a list, or a page that is to be paid for, is refused as such."""
    try:
        return _extracted(shown, known, boilerplate)
    except UnreadableSource as error:
        if error.reason in script.REASONS:
            raise
        reason = teasers.PAID if _is_paid(shown.blocks) else error.reason
        raise UnreadableSource("", teasers.REASON if shown.beside.cards >= _LIST else reason) from error


def _extracted(shown: _Shown, known: PageFacts, boilerplate: Boilerplate) -> Article:
    own = list(body.parted(shown.blocks, shown.beside, shown.declared))
    lines = [judged(block, boilerplate, is_headline=block.element is shown.heading) for block in own]
    parts = [part for pair in zip(own, lines, strict=True) for part in exploded(*pair, boilerplate)]
    blocks = [block for block, _ in parts]
    parts = [
        (block, replace(line, kind=LineKind.PROSE) if block.element in shown.beside.told else line)
        for block, line in parts
    ]
    lines = body.with_lists(blocks, [line for _, line in parts])
    lines = boxes.with_turns(body.without_names_apart(blocks, lines, shown.heading, boilerplate))
    if reason := boxes.only_notices(lines):
        raise UnreadableSource("", reason)
    if not shown.dated and teasers.are_page(lines, linked=True):
        raise UnreadableSource("", teasers.REASON)
    lines = teasers.with_entries(lines)
    found = shown.declared.body(blocks, lines, body.widened(blocks, lines, find_body(lines)))
    return assemble("\n".join(block.text for block in shown.blocks), lines, found, boilerplate, known)


def _published(stated: Facts, shown: datetime.date | None) -> datetime.date | None:
    """Return the day stated for machines; where that is in UTC, the neighbouring day that readers are shown."""
    if stated.published is None or shown is None or stated.instant is None:
        return stated.published or shown
    return shown if abs((shown - stated.published).days) <= 1 else stated.published
