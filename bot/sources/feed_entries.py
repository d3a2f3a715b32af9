"""What RSS and Atom feeds offer."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from bot.sources.entries import SourceEntries, SourceEntry
from bot.sources.pages import understood
from bot.web.responses import NotModified
from retrieval.readers.feeds import rss

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from bot.source_list.kinds import FeedSource
    from bot.sources.pages import Pages
    from bot.web.fetcher import Fetcher
    from bot.web.responses import Validators
    from retrieval.readers.feeds.rss import FeedEntry


async def offered(
    feed: FeedSource, fetcher: Fetcher, pages: Pages, known: Validators
) -> AsyncGenerator[SourceEntries]:
    """Yield the entries of a feed, unless nothing is new since `known`; raises Refused."""
    found = await fetcher.get(feed.url, crawling=False, known=known)
    if isinstance(found, NotModified):
        return
    reading = pages.reading(found, feed.outlet)
    document = await understood(partial(rss.read, found.body, found.url, reading), feed.url)
    outlet = feed.outlet or document.title
    yield SourceEntries(
        tuple(_offer(entry, outlet) for entry in document.entries if entry.url or entry.text),
        known=found.known,
    )


def _offer(entry: FeedEntry, outlet: str | None) -> SourceEntry:
    said = f"{entry.updated}\n{entry.title}\n{entry.text}".encode(errors="replace")
    mark = hashlib.blake2b(said, digest_size=8).hexdigest()
    article = rss.article(entry, entry.text, outlet) if entry.text else None
    return SourceEntry(entry.address, mark, entry.title, entry.published, article)
