"""The entries of WordPress, by its own interface: posts with their whole text, those changed last first.

See https://developer.wordpress.org/rest-api/reference/posts/.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import msgspec

from bot.sources.entries import Entry, EntryBatch
from bot.sources.pages import understood
from bot.web.refusals import Refused, Rule
from bot.web.responses import NotModified
from retrieval.readers.feeds import wordpress
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from bot.source_list.kinds import Site
    from bot.sources.pages import PageReader
    from bot.web.fetcher import Fetcher
    from bot.web.responses import Fetched
    from retrieval.readers.context import ReadContext

PER_PAGE: Final = 50
MOST_PAGES: Final = 2000
"""Pages of the interface in one visit: 100,000 posts."""


class _Post(msgspec.Struct):
    """What the visitor has to know of a post besides its article."""

    link: str = ""
    modified_gmt: str | None = None
    modified: str | None = None


async def fetch(site: Site, fetcher: Fetcher, pages: PageReader) -> AsyncGenerator[EntryBatch]:
    """Yield the posts of a site, page after page; raises Refused."""
    for number in range(1, MOST_PAGES + 1):
        parameters = {
            "per_page": PER_PAGE,
            "page": number,
            "orderby": "modified",
            "order": "desc",
            "_embed": "author,wp:term",
        }
        if site.since:
            parameters["after"] = f"{site.since.isoformat()}T00:00:00"
        url = f"{site.url.rstrip('/')}/wp-json/wp/v2/posts?{urlencode(parameters)}"
        found = await fetcher.get(url)
        if isinstance(found, NotModified):
            return
        reading = pages.reading(found, site.outlet)
        yield await understood(partial(_read, found, reading), url)
        total = found.header("x-wp-totalpages") or ""
        if not (total.isdecimal() and len(total) < 9) or number >= int(total):
            return


def _read(found: Fetched, reading: ReadContext) -> EntryBatch:
    try:
        posts = msgspec.json.decode(found.body, type=list[_Post])
    except (msgspec.DecodeError, RecursionError) as error:
        reason = "this is not what WordPress answers; is it WordPress, and is its interface open?"
        raise Refused(found.url, Rule.CONTENT, reason) from error
    changed = {post.link: post.modified_gmt or post.modified or "" for post in posts}
    items = list(wordpress.read_posts(found.body, found.url, reading))
    entries = tuple(
        Entry(item.url or item.id, changed.get(item.url or "", ""), item.title, item.published, item)
        for item in items
        if isinstance(item, Article)
    )
    return EntryBatch(entries, tuple(item for item in items if isinstance(item, SetAside)), by_change=True)
