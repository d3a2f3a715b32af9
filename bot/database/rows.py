"""Article ↔ the columns of its row, the digest that tells two versions of it apart, and lists as SQL takes them."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any

import msgspec

from retrieval.records import Article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_log = logging.getLogger(__name__)

_SUMS = 2**256

ArticleRow = dict[str, Any]
"""One row of articles by column, but for those that only the store knows."""


def to_row(article: Article) -> ArticleRow:
    """Return the article's columns by name: its fields, the headings as JSON, and its digest."""
    fields: ArticleRow = msgspec.to_builtins(article)
    headings = msgspec.json.encode(article.headings).decode()
    return {**fields, "headings": headings, "digest": digest(article)}


def from_row(row: sqlite3.Row) -> Article:
    """Return the article of a row of articles; its columns are the article's fields, others are passed over."""
    return msgspec.convert({**row, "headings": msgspec.json.decode(row["headings"])}, Article)


def sound(row: sqlite3.Row) -> Article | None:
    """Return the article of a row of articles; None where a bit of it is not as it was written."""
    try:
        article = from_row(row)
    except (ValueError, msgspec.MsgspecError):
        return None
    return article if digest(article) == row["digest"] else None


def checked(row: sqlite3.Row) -> Article | None:
    """Return what `sound` does, and have the log say which article is damaged."""
    article = sound(row)
    if article is None:
        _log.error("the article %s is damaged; restore a backup, or load it again", row["id"])
    return article


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
