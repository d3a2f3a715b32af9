"""The versions of an article: as it was in each generation, what each is called, and which of them a quote is from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.catalogue.records import VersionDigest
from bot.database.rows import checked, listed, sound

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.database.database import Database
    from retrieval.records import Article, Span

_VERSIONS = "SELECT * FROM articles WHERE id = ? ORDER BY seq DESC LIMIT ?"
_NUMBERS = """SELECT id, seq FROM articles WHERE id IN (SELECT value FROM json_each(:ids))
    AND since <= :at AND (until IS NULL OR until > :at)"""
_NUMBERED = """SELECT * FROM articles WHERE seq = ?
    AND EXISTS (SELECT 1 FROM articles AS now WHERE now.id = articles.id AND now.until IS NULL)"""
_DIGESTS = "SELECT since, until, digest FROM articles WHERE id = ? ORDER BY seq DESC LIMIT ?"
_PASSAGES = "SELECT since, substr(text, ?, ?) AS words FROM articles WHERE id = ? ORDER BY seq DESC LIMIT ?"
_MOST, _MOST_DIGESTS, _MOST_PASSAGES = 200, 1_000, 50


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was from generation `since` until before generation `until`, which the current one lacks."""

    since: int
    until: int | None
    article: Article


async def latest(database: Database, id_: str, most: int = _MOST) -> list[Version]:
    """Return at most so many of the latest versions of an article, the newest first; damaged ones are left out."""
    rows = await database.rows(_VERSIONS, [id_, most])
    read = ((row, checked(row)) for row in rows)
    return [Version(row["since"], row["until"], article) for row, article in read if article]


async def quoted(database: Database, id_: str, text: str) -> Article | None:
    """Return the article that `text` was quoted from, in its last version that says so.

    None when the archive holds the article no more; where no version says so, the article as it is now.
    """
    newest = await latest(database, id_, 1)
    if not newest or newest[0].until is not None:
        return None
    current = newest[0].article
    if text in current.text:
        return current
    return next((old.article for old in await latest(database, id_) if text in old.article.text), current)


async def numbers(database: Database, ids: Collection[str], at: int) -> dict[str, int]:
    """Return the numbers of the articles among `ids` in their versions of generation `at`, by id."""
    rows = await database.rows(_NUMBERS, {"ids": listed(ids), "at": at})
    return {row["id"]: int(row["seq"]) for row in rows}


async def numbered(database: Database, number: int) -> Article | None:
    """Return the version of an article that has a number; None when the archive holds the article no more."""
    rows = await database.rows(_NUMBERED, [number])
    return sound(rows[0]) if rows else None


async def digests(database: Database, id_: str) -> list[VersionDigest]:
    """Return the latest versions of an article without their texts, the oldest first."""
    rows = await database.rows(_DIGESTS, [id_, _MOST_DIGESTS])
    return [VersionDigest(row["since"], row["until"], row["digest"]) for row in reversed(rows)]


async def passages(database: Database, id_: str, span: Span) -> list[tuple[int, str]]:
    """Return what stands in a place of each of the latest versions of an article, the newest first.

    Each comes with the generation that the version is since.
    """
    asked = [span.start + 1, span.end - span.start, id_, _MOST_PASSAGES]
    return [(row["since"], row["words"]) for row in await database.rows(_PASSAGES, asked)]
