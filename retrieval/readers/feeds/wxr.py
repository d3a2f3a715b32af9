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


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read a WXR export: an article a published post, in order. Raises UnreadableSource.

    Pages, drafts, attachments and posts with a password are passed over.
    """
    site: _Site | None = None
    published = 0
    try:
        for item in safexml.each(data, "item"):
            site = site or _site(item.getparent())
            if _is_published(item):
                published += 1
                yield article(_fields(item, site, reading), _number(item, path, published), path, reading)
    except UnreadableSource as error:
        yield SetAside(path, f"{error.reason}; the {published} posts before were read")
        return
    if not published:
        yield SetAside(path, "the export holds no published post")


def _site(channel: Element) -> _Site:
    named = {
        safexml.child(one, "author_login") or "": safexml.child(one, "author_display_name") or ""
        for one in channel
        if safexml.name(one) == "author"
    }
    return _Site(safexml.child(channel, "title"), named)


def _is_published(item: Element) -> bool:
    kind, status = safexml.child(item, "post_type"), safexml.child(item, "status")
    return kind in {"post", None} and status in {"publish", None} and not safexml.child(item, "post_password")


def _number(item: Element, path: str, number: int) -> str:
    return f"{PurePath(path).stem}-{safexml.child(item, 'post_id') or number}"


def _fields(item: Element, site: _Site, reading: ReadContext) -> Fields:
    sections = (one for one in item if safexml.name(one) == "category" and one.get("domain") == "category")
    login = safexml.child(item, "creator") or ""
    return Fields(
        title=safexml.child(item, "title") or "",
        content=next((text for one in item if (text := _content(one))), ""),
        link=safexml.child(item, "link") or "",
        date=safexml.child(item, "post_date") or "",
        author=site.authors.get(login) or login,
        section=next((one.text or "" for one in sections), ""),
        outlet=reading.outlet or site.title,
    )


def _content(element: Element) -> str | None:
    """Give the text of <content:encoded>, which shares its local name with <excerpt:encoded>."""
    body = safexml.name(element) == "encoded" and "/content/" in element.tag
    return "".join(element.itertext()) if body else None
