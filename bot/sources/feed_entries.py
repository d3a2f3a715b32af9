"""The entries of RSS and Atom feeds."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from bot.sources.entries import Entry, EntryBatch
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


async def fetch(
    feed: FeedSource, fetcher: Fetcher, pages: Pages, known: Validators
) -> AsyncGenerator[EntryBatch]:
    """Yield the entries of a feed, unless nothing is new since `known`; raises Refused."""
    found = await fetcher.get(feed.url, crawling=False, known=known)
    if isinstance(found, NotModified):
        return
    reading = pages.reading(found, feed.outlet)
    document = await understood(partial(rss.read, found.body, found.url, reading), feed.url)
    outlet = feed.outlet or document.title
    yield EntryBatch(
        tuple(_entry(said, outlet) for said in document.entries if said.url or said.text),
        document.set_aside,
        known=found.known,
    )


def _entry(said: FeedEntry, outlet: str | None) -> Entry:
    content = f"{said.updated}\n{said.title}\n{said.text}".encode(errors="replace")
    mark = hashlib.blake2b(content, digest_size=8).hexdigest()
    article = rss.article(said, said.text, outlet) if said.text else None
    return Entry(said.address, mark, said.title, said.published, article)
