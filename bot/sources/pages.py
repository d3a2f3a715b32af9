"""Pages of the web as articles."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from bot.loading import left_out
from bot.loading.preview import Understood
from bot.web.refusals import Refused, Rule
from bot.web.responses import NotModified
from bot.web.sniffing import BodyKind
from retrieval.errors import UnreadableSource
from retrieval.readers import formats
from retrieval.readers.context import ReadContext
from retrieval.readers.html import page
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.web.fetcher import Fetcher
    from bot.web.responses import Fetched
    from retrieval.extraction.boilerplate import Boilerplate

    Item = Article | SetAside

T = TypeVar("T")

MOST_ITEMS = 1000
"""Articles that one address may hold: it may lead to a document with several."""


class PageReader:
    """Fetches pages and reads them with the reader of their kind."""

    def __init__(self, fetcher: Fetcher, boilerplate: Boilerplate) -> None:
        self._fetcher = fetcher
        self._boilerplate = boilerplate

    async def fetch_article(self, url: str) -> list[Item]:
        """Return what is at an address that an editor named; raises Refused."""
        return await self.read(url, crawling=False)

    async def understand(self, url: str) -> Understood:
        """Return what is understood of what is at an address that an editor named; why not, if that is refused."""
        try:
            found = await self._fetcher.get(url, crawling=False)
        except Refused as refusal:
            return Understood(url, (SetAside(refusal.url, refusal.reason),))
        if isinstance(found, NotModified):
            return Understood(url, ())
        return await asyncio.to_thread(_understood, found, self.reading(found, None))

    async def read(self, url: str, *, crawling: bool = True, outlet: str | None = None) -> list[Item]:
        """Return the articles of a page, or why there are none; raises Refused."""
        found = await self._fetcher.get(url, crawling=crawling)
        if isinstance(found, NotModified):
            return []
        return await asyncio.to_thread(_read, found, self.reading(found, outlet))

    def reading(self, found: Fetched, outlet: str | None) -> ReadContext:
        """Return how to read what was fetched."""
        return ReadContext(self._boilerplate, outlet or None, found.url, found.charset)


async def understood(work: Callable[[], T], url: str) -> T:
    """Return what a reader makes of a source's own document, in a thread; raises Refused when it is none."""
    try:
        return await asyncio.to_thread(work)
    except UnreadableSource as error:
        raise Refused(url, Rule.CONTENT, error.reason) from error


def _understood(found: Fetched, reading: ReadContext) -> Understood:
    items = _read(found, reading)
    articles = [item for item in items if isinstance(item, Article)]
    lines = left_out.find(found.body, found.url, articles, reading)
    return Understood(found.url, tuple(items), tuple(lines))


def _read(found: Fetched, reading: ReadContext) -> list[Item]:
    read = page.read if found.content_type is BodyKind.HTML else formats.read
    try:
        return list(islice(read(found.body, found.url, reading), MOST_ITEMS))
    except UnreadableSource as error:
        return [SetAside(found.url, error.reason, error.line)]
