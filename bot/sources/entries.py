"""The entries of a source, before anything of them is kept; and those of RSS and Atom feeds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.sources.pages import understood
from bot.web.responses import UNKNOWN, NotModified, Validators
from retrieval.readers.feeds import rss

if TYPE_CHECKING:
    import datetime
    from collections.abc import AsyncGenerator

    from bot.source_list.kinds import FeedSource
    from bot.sources.pages import PageReader
    from bot.web.fetcher import Fetcher
    from retrieval.records import Article, SetAside


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of a source. `mark` changes when the page does; `article` is set where the source gives it whole.

    `day` is the day of publication or, in sitemaps, of the last change.
    """

    url: str
    mark: str = ""
    title: str | None = None
    day: datetime.date | None = None
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class EntryBatch:
    """Some of a source's entries in its order, and what of it could not be read.

    `known` is what to ask with the next time; where `by_change`, those changed last come first, so that behind
    entries that are all known there are no others. `by` says what a site was read by, where that was found out.
    """

    entries: tuple[Entry, ...]
    set_aside: tuple[SetAside, ...] = ()
    known: Validators = UNKNOWN
    by_change: bool = False
    by: str = ""


async def of_feed(
    feed: FeedSource, fetcher: Fetcher, pages: PageReader, known: Validators
) -> AsyncGenerator[EntryBatch]:
    """Yield the entries of a feed, unless nothing is new since `known`; raises Refused."""
    found = await fetcher.get(feed.url, crawling=False, known=known)
    if isinstance(found, NotModified):
        return
    reading = pages.reading(found, feed.outlet)
    document = await understood(partial(rss.read, found.body, found.url, reading), feed.url)
    outlet = feed.outlet or document.title
    entries: list[Entry] = []
    for said in document.entries:
        if said.url or said.text:
            content = f"{said.updated}\n{said.title}\n{said.text}".encode(errors="replace")
            mark = hashlib.blake2b(content, digest_size=8).hexdigest()
            article = rss.article(said, said.text, outlet) if said.text else None
            entries.append(Entry(said.address, mark, said.title, said.published, article))
    yield EntryBatch(tuple(entries), document.set_aside, known=found.known)
