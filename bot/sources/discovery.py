"""A site's own address on the list: what it can be read by is found out, and the next is tried where one fails."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.source_list.kinds import FeedSource, Site
from bot.sources import entries, sitemap_entries, wordpress_entries
from bot.web.refusals import Refused, Rule
from bot.web.responses import UNKNOWN, NotModified
from bot.web.transport import joined
from retrieval.readers.html import meta

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from bot.source_list.kinds import Remote
    from bot.sources.entries import EntryBatch
    from bot.sources.pages import PageReader
    from bot.web.fetcher import Fetcher
    from bot.web.responses import Validators

_NOTHING: Final = (
    "neither a sitemap, a feed nor WordPress's interface was found; give the address of one of them"
)
_STOPPING: Final = frozenset({
    Rule.BUSY, Rule.UNKNOWN_HOST, Rule.ADDRESS, Rule.CERTIFICATE, Rule.UNREACHABLE, Rule.TIME,
})  # fmt: skip
"""Refusals that every way of reading a site meets alike."""


async def fetch(
    site: Site, fetcher: Fetcher, pages: PageReader, known: Validators
) -> AsyncGenerator[EntryBatch]:
    """Yield the entries of a site by the first way that has any, each batch saying which that was; raises Refused.

    Nothing is yielded where its sitemap is as `known`.
    """
    async with aclosing(_ways(site, fetcher)) as ways:
        async for way in ways:
            found = False
            try:
                is_map = not isinstance(way, FeedSource) and way.by == "sitemap"
                async with aclosing(by_one_way(way, fetcher, pages, known if is_map else UNKNOWN)) as batches:
                    # What the site was read by, as `isnad sources check` says it.
                    read_by = (
                        f"feed {way.url}" if isinstance(way, FeedSource) else f"site by {way.by} {way.url}"
                    )
                    async for batch in batches:
                        found = found or bool(batch.entries)
                        if found:
                            yield replace(batch, known=batch.known if is_map else UNKNOWN, by=read_by)
                found = found or (is_map and known != UNKNOWN)
            except Refused as refusal:
                if found or refusal.rule in _STOPPING or sitemap_entries.is_map(site.url):
                    raise
            if found:
                return
    raise Refused(site.url, Rule.CONTENT, _NOTHING)


async def _ways(site: Site, fetcher: Fetcher) -> AsyncGenerator[Remote]:
    """Yield what the site may be read by: its sitemap, what its front page names, and the usual addresses."""
    yield replace(site, by="sitemap")
    feeds, wordpress = await _named_by_page(site, fetcher)
    if wordpress:
        yield replace(site, by="wordpress")
    for url in dict.fromkeys(
        [*feeds, joined(site.url, "/feed"), joined(site.url, "/rss"), joined(site.url, "/rss.xml")]
    ):
        yield FeedSource(
            outlet=site.outlet,
            take=site.take,
            leave=site.leave,
            every=site.every,
            internal=site.internal,
            url=url,
        )
    if not wordpress:
        yield replace(site, by="wordpress")


async def _named_by_page(site: Site, fetcher: Fetcher) -> tuple[list[str], bool]:
    """Return the feeds that a site's front page names, and whether it names WordPress's interface."""
    try:
        found = await fetcher.get(site.url)
    except Refused as refusal:
        if refusal.rule in _STOPPING:
            raise
        return [], False
    if isinstance(found, NotModified):
        return [], False
    named = await asyncio.to_thread(meta.interfaces, found.body)
    return [joined(found.url, url) for url in named.feeds], named.wordpress


def by_one_way(
    way: Remote, fetcher: Fetcher, pages: PageReader, known: Validators
) -> AsyncGenerator[EntryBatch]:
    """Return the entries of a feed, or of a site of which it is said what it is read by; raises Refused."""
    if isinstance(way, FeedSource):
        return entries.of_feed(way, fetcher, pages, known)
    if way.by == "wordpress":
        return wordpress_entries.fetch(way, fetcher, pages)
    return sitemap_entries.fetch(way, fetcher, known)
