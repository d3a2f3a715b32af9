"""The entries of sitemaps, index files followed."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.sources.entries import Entry, EntryBatch
from bot.sources.pages import understood
from bot.web.responses import UNKNOWN, Failed, NotModified
from bot.web.transport import joined
from retrieval.readers.feeds import sitemap

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from bot.source_list.kinds import Site
    from bot.web.fetcher import Fetcher
    from bot.web.responses import Validators

MOST_MAPS: Final = 50
"""Maps that are read in one visit."""
_MAP: Final = re.compile(r"sitemap|\.xml(\.gz)?$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(\d{1,18})")


async def fetch(site: Site, fetcher: Fetcher, known: Validators) -> AsyncGenerator[EntryBatch]:
    """Yield the pages of each map of the site, unless it has one alone that is as `known`.

    Raises Refused when no map can be read.
    """
    waiting = [site.url]
    if not is_map(site.url):
        # Those that robots.txt names, or that at the usual place.
        named = (await fetcher.robots(site.url)).sitemaps[:MOST_MAPS]
        waiting = [joined(site.url, url) for url in named or ["/sitemap.xml"]]
    seen = set(waiting)
    for read in range(MOST_MAPS):
        if not waiting:
            return
        url = waiting.pop(0)
        try:
            found = await fetcher.get(url, known=UNKNOWN if read or waiting else known)
        except Failed:
            # Of several maps, one that is gone is no reason to give up the others.
            if not (waiting or read):
                raise
            continue
        if isinstance(found, NotModified):
            return
        map_ = await understood(partial(sitemap.read, found.body, found.url), url)
        # Maps are numbered or dated as the site grows: the latest come first.
        latest = sorted(map_.maps, key=lambda url: list(map(int, _NUMBER.findall(url))), reverse=True)
        further = [link for link in latest if link not in seen]
        seen.update(further)
        alone = not (read or waiting or further)
        waiting = further + waiting
        entries = tuple(
            Entry(link.url, link.day.isoformat() if link.day else "", link.title, link.day)
            for link in map_.pages
            if site.since is None or link.day is None or link.day >= site.since
        )
        yield EntryBatch(entries, known=found.known if alone else UNKNOWN)


def is_map(url: str) -> bool:
    """Return whether an address looks like that of a sitemap, and not of a site."""
    return _MAP.search(urlsplit(url).path) is not None
