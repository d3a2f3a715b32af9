"""Reader of WordPress's export files (WXR): an article a published post."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource
from retrieval.readers import safexml
from retrieval.readers.context import Note
from retrieval.readers.feeds.wordpress import Fields, article
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.readers.context import ReadContext
    from retrieval.readers.safexml import Element
    from retrieval.records import Article


@dataclass(slots=True)
class _Site:
    """What an export says of the site before its first post."""

    title: str | None = None
    authors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, channel: Element) -> _Site:
        """Return the site of a channel whose posts follow."""
        named = {
            safexml.child(one, "author_login") or "": safexml.child(one, "author_display_name") or ""
            for one in channel
            if safexml.name(one) == "author"
        }
        return cls(safexml.child(channel, "title"), named)


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read a WXR export: an article a published post, in order. Raises UnreadableSource.

    Pages, drafts, attachments and posts with a password are passed over; posts of a theme's own type are read where
    its name says that they are articles, and counted in a note where it does not.
    """
    site: _Site | None = None
    published = 0
    others: Counter[str] = Counter()
    try:
        for item in safexml.each(data, "item"):
            site = site or _Site.of(item.getparent())
            kind, status = safexml.child(item, "post_type") or "post", safexml.child(item, "status")
            if status not in {"publish", None} or safexml.child(item, "post_password"):
                continue
            if not _OF_ARTICLES.search(kind):
                others[kind] += not _OF_SYSTEMS.search(kind)
            else:
                published += 1
                number = f"{PurePath(path).stem}-{safexml.child(item, 'post_id') or published}"
                yield article(_fields(item, site, reading), number, path, reading)
    except UnreadableSource as error:
        yield SetAside(path, f"{error.reason}; the {published} posts before were read")
        return
    if passed := ", ".join(f"{kind}: {count}" for kind, count in others.items() if count):
        yield Note(path, f"posts of other types were passed over ({passed})")
    if not published:
        yield SetAside(path, "the export holds no published post")


# Types of posts that are articles in a theme's words; and those of WordPress and of its plugins that nobody reads.
_OF_ARTICLES: Final = re.compile(
    r"^(?:posts?|.*(?:news|article|story|stories|opinion|interview|report|column|analysis|press|blog|akhbar|maqal|خبر"
    r"|أخبار|مقال).*)$",
    re.IGNORECASE,
)
_OF_SYSTEMS: Final = re.compile(
    r"^(?:pages?|attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request|wp_.*"
    r"|elementor.*|acf-.*|wpcf7.*)$"
)


def _fields(item: Element, site: _Site, reading: ReadContext) -> Fields:
    sections = (one for one in item if safexml.name(one) == "category" and one.get("domain") == "category")
    login = safexml.child(item, "creator") or ""
    # <content:encoded> shares its local name with <excerpt:encoded>.
    encoded = (one for one in item if safexml.name(one) == "encoded" and "/content/" in one.tag)
    contents = ("".join(one.itertext()) for one in encoded)
    return Fields(
        title=safexml.child(item, "title") or "",
        content=next(filter(None, contents), ""),
        link=safexml.child(item, "link") or "",
        date=safexml.child(item, "post_date") or "",
        author=site.authors.get(login) or login,
        section=next((one.text or "" for one in sections), ""),
        outlet=reading.outlet or site.title,
    )
