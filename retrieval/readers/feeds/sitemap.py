"""Sitemaps, news sitemaps and their index files → links with dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource
from retrieval.readers import safexml, unpack
from retrieval.readers.html import facts

if TYPE_CHECKING:
    import datetime

    from retrieval.readers.safexml import Element


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """A page of the site: the day it was published or last changed, and its headline, where the map says them."""

    url: str
    day: datetime.date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Pages, and further maps to read, in the order given."""

    pages: tuple[SitemapPage, ...]
    maps: tuple[str, ...]


def read(data: bytes, path: str) -> Sitemap:
    """Read a sitemap or an index of sitemaps, plain or gzipped. Raises UnreadableSource."""
    try:
        root = safexml.parse(unpack.gunzip(data) if data.startswith(_GZIP) else data, recover=True)
    except UnreadableSource as error:
        raise UnreadableSource(path, error.reason) from error
    kind = safexml.name(root)
    if kind not in {"urlset", "sitemapindex"}:
        raise UnreadableSource(
            path, f"not a sitemap: its root is <{kind}>, neither <urlset> nor <sitemapindex>"
        )
    maps = (_address(element) for element in root if safexml.name(element) == "sitemap")
    pages: list[SitemapPage] = []
    for element in root:
        address = _address(element) if safexml.name(element) == "url" else None
        if address:
            news = next((below for below in element if safexml.name(below) == "news"), ())
            written = safexml.child(news, "publication_date") or safexml.child(element, "lastmod")
            day = facts.day(written) if written else None
            pages.append(SitemapPage(address, day, safexml.child(news, "title")))
    return Sitemap(tuple(pages), tuple(address for address in maps if address))


_GZIP: Final = b"\x1f\x8b"


def _address(element: Element) -> str | None:
    return facts.address(safexml.child(element, "loc"))
