"""What RSS and Atom feeds offer."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from bot.sources.entries import EntryList, Offers
from bot.sources.pages import understood
from bot.web.responses import NotModified
from retrieval.readers.feeds import rss
from retrieval.readers.html import addresses
from retrieval.records import Article

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from bot.source_list.kinds import FeedSource
    from bot.sources.pages import Pages
    from bot.web.fetcher import Fetcher
    from bot.web.responses import Validators
    from retrieval.readers.feeds.rss import FeedEntry


async def offered(
    feed: FeedSource, fetcher: Fetcher, pages: Pages, known: Validators
) -> AsyncGenerator[Offers]:
    """Yield the entries of a feed, unless nothing is new since `known`; raises Refused."""
    found = await fetcher.get(feed.url, crawling=False, known=known)
    if isinstance(found, NotModified):
        return
    reading = pages.reading(found, feed.outlet)
    document = await understood(partial(rss.read, found.body, found.url, reading), feed.url)
    outlet = feed.outlet or document.title
    offers = (_offer(entry, feed.url, outlet) for entry in document.entries)
    yield Offers(tuple(offer for offer in offers if offer), known=found.known)


def _offer(entry: FeedEntry, feed: str, outlet: str | None) -> EntryList | None:
    """Return the entry, unless it leads nowhere and says nothing."""
    url = entry.url or entry.id or ""
    if not url or not (entry.text or entry.url):
        return None
    said = f"{entry.updated}\n{entry.title}\n{entry.text}".encode(errors="replace")
    mark = hashlib.blake2b(said, digest_size=8).hexdigest()
    return EntryList(url, mark, entry.title, entry.published, _article(entry, feed, outlet))


def _article(entry: FeedEntry, feed: str, outlet: str | None) -> Article | None:
    if not entry.text:
        return None
    return Article(
        id=addresses.article_id(entry.url or f"{feed}#{entry.id}"),
        title=entry.title,
        text=entry.text,
        outlet=outlet,
        author=entry.author,
        published=entry.published,
        url=entry.url,
    )
