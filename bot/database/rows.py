"""Article ↔ the columns of its row, the digest that tells two versions of it apart, and lists as SQL takes them."""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING, TypedDict

import msgspec

from retrieval.records import Article, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


_SUMS = 2**256


class ArticleRow(TypedDict):
    """One row of articles, but for the columns that only the store knows."""

    id: str
    title: str
    text: str
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    section: str | None
    dateline: str | None
    headings: str
    digest: bytes


def to_row(article: Article) -> ArticleRow:
    """Return the article's columns by name, its digest among them."""
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "section": article.section,
        "dateline": article.dateline,
        "headings": msgspec.json.encode(article.headings).decode(),
        "digest": digest(article),
    }


def from_row(row: sqlite3.Row) -> Article:
    """Return the article of a row of articles."""
    published = row["published"]
    return Article(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        outlet=row["outlet"],
        author=row["author"],
        published=datetime.date.fromisoformat(published) if published else None,
        url=row["url"],
        section=row["section"],
        dateline=row["dateline"],
        headings=tuple(Span(*span) for span in msgspec.json.decode(row["headings"])),
    )


def digest(article: Article) -> bytes:
    """Return 32 bytes that differ when anything in the article does."""
    return hashlib.blake2b(msgspec.json.encode(article), digest_size=32).digest()


def summed(total: int, digests: Iterable[bytes], sign: int = 1) -> int:
    """Return the sum of digests that names the contents of an archive, when articles of these come (or, -1, go).

    It follows each change without reading the rest; see Clarke et al., "Incremental multiset hash functions" (2003).
    """
    return (total + sign * sum(int.from_bytes(one, "big") for one in digests)) % _SUMS


def listed(values: Iterable[object]) -> str:
    """Return the values as one parameter, which `json_each` takes apart again."""
    return msgspec.json.encode(list(values)).decode()
