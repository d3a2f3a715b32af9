"""Reader of WordPress's export files (WXR): an article a published post."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from retrieval.errors import UnreadableSource
from retrieval.readers import safexml
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

    Pages, drafts, attachments and posts with a password are passed over.
    """
    site: _Site | None = None
    published = 0
    try:
        for item in safexml.each(data, "item"):
            site = site or _Site.of(item.getparent())
            kind, status = safexml.child(item, "post_type"), safexml.child(item, "status")
            locked = safexml.child(item, "post_password")
            if kind in {"post", None} and status in {"publish", None} and not locked:
                published += 1
                number = f"{PurePath(path).stem}-{safexml.child(item, 'post_id') or published}"
                yield article(_fields(item, site, reading), number, path, reading)
    except UnreadableSource as error:
        yield SetAside(path, f"{error.reason}; the {published} posts before were read")
        return
    if not published:
        yield SetAside(path, "the export holds no published post")


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
