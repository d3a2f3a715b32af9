"""Reader of web pages, saved or fetched: one page, one article, or a reason why there is none.

What the page says for machines comes first (JSON-LD, OpenGraph, meta elements, microdata). Its lines, each with the
element it stands in, then go the way of plain pages: furniture that the mark-up names is left out, lines that are
links count as links, and what remains is cleaned like a scraped page's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from retrieval.errors import UnreadableSource
from retrieval.extraction.body import find_body
from retrieval.extraction.extract import PageFacts, assemble
from retrieval.readers import charset
from retrieval.readers.html import authors, container, dom, headlines, identity, jsonld, meta
from retrieval.readers.html import links as addresses
from retrieval.readers.html.article_body import Given
from retrieval.readers.html.boilerplate import Furniture
from retrieval.readers.html.lines import exploded, judged
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.readers.context import ReadContext
    from retrieval.readers.html.dom import Block, Element
    from retrieval.readers.html.facts import Facts


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read the article of one page; its id is made from its canonical address, without one it is the file's stem."""
    try:
        yield _article(charset.decode_page(data, reading.charset), path, reading)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)


def links(data: bytes, base_url: str) -> tuple[str, ...]:
    """List the same-site addresses on a page that look like articles, each once, in the page's order."""
    root = dom.parse(charset.decode_page(data))
    return () if root is None else addresses.articles(root, base_url)


def _article(text: str, path: str, reading: ReadContext) -> Article:
    root = dom.parse(text)
    if root is None:
        raise UnreadableSource("", "the page is empty")
    said = jsonld.read(root).or_else(meta.read(root))
    heading = headlines.find(root, said.title)
    shown = dom.blocks(root)
    furniture = Furniture(shown, [*([] if heading is None else [heading]), *_marked(root)])
    title = headlines.title(heading, said, reading.boilerplate)
    page = _cleaned(
        _HtmlPage(shown, furniture, heading, Given(said.body)),
        PageFacts(title, reading.known),
        reading.boilerplate,
    )
    url = addresses.of_page(text, said.url, reading.url)
    headline = title or page.title or headlines.of_window(root, said, reading.boilerplate)
    named = said.outlet or page.outlet or reading.outlet
    outlet = named or headlines.site_of_window(root, headline, reading.boilerplate)
    signed = authors.signed(root, furniture, reading.boilerplate)
    return Article(
        id=identity.from_url(url) if url else PurePath(path).stem,
        title=headline,
        text=page.text,
        outlet=outlet,
        author=authors.author([said.author, *signed, page.author], outlet, reading.boilerplate),
        published=_published(said, page.published) or (addresses.day(url) if url else None),
        url=url,
        section=said.section or page.section,
        dateline=page.dateline,
        headings=page.headings,
    )


def _marked(root: Element) -> list[Element]:
    """List the elements marked as an article's body."""
    return [one for one in root.iter() if "articleBody" in (one.get("itemprop") or "").split()]


@dataclass(frozen=True, slots=True)
class _HtmlPage:
    """A page's lines, and what is known of them."""

    shown: list[Block]
    furniture: Furniture
    heading: Element | None
    given: Given


def _cleaned(page: _HtmlPage, told: PageFacts, boilerplate: Boilerplate) -> Article:
    own = list(container.parted(page.shown, page.furniture, page.given))
    lines = [judged(block, boilerplate, is_headline=block.element is page.heading) for block in own]
    parts = [part for pair in zip(own, lines, strict=True) for part in exploded(*pair, boilerplate)]
    blocks, lines = [block for block, _ in parts], [line for _, line in parts]
    body = page.given.body(blocks, lines, container.widened(blocks, lines, find_body(lines)))
    return assemble("\n".join(block.text for block in page.shown), lines, body, boilerplate, told)


def _published(said: Facts, shown: datetime.date | None) -> datetime.date | None:
    """Return the day that machines are told; where that was given in UTC, the neighbouring day that readers are shown."""
    if said.published is None or shown is None or said.instant is None:
        return said.published or shown
    return shown if abs((shown - said.published).days) <= 1 else said.published
