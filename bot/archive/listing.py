"""What the archive holds, in numbers and as a list, searched by words of headline, outlet and id."""

from __future__ import annotations

import asyncio
import datetime
from typing import TYPE_CHECKING

from bot.catalogue.records import Holdings, Listing
from bot.catalogue.search import search_words, searched
from bot.database.rows import from_row, listed, sound
from retrieval.records import Scope

if TYPE_CHECKING:
    import sqlite3

    from bot.database.database import Database
    from retrieval.records import Article

_FOLDED_AT_ONCE = 5_000  # headlines, in one transaction

_UNFOLDED = """SELECT seq, id, title, outlet FROM articles LEFT JOIN headlines USING (seq)
    WHERE until IS NULL AND folded IS NULL LIMIT ?"""
_COUNT = "SELECT count(*) FROM articles WHERE until IS NULL"
_COUNT_FOUND = """SELECT count(*) FROM articles JOIN headlines USING (seq) WHERE until IS NULL
    AND NOT EXISTS (SELECT 1 FROM json_each(:words) WHERE instr(folded, value) = 0)"""
_PAGE = """SELECT * FROM articles WHERE seq IN
    (SELECT seq FROM articles WHERE until IS NULL ORDER BY published DESC, seq DESC LIMIT :most OFFSET :first)
    ORDER BY published DESC, seq DESC"""
_PAGE_FOUND = """SELECT * FROM articles WHERE seq IN
    (SELECT seq FROM articles JOIN headlines USING (seq) WHERE until IS NULL
    AND NOT EXISTS (SELECT 1 FROM json_each(:words) WHERE instr(folded, value) = 0)
    ORDER BY published DESC, seq DESC LIMIT :most OFFSET :first)
    ORDER BY published DESC, seq DESC"""


_OUTLETS = """SELECT outlet, count(*) AS articles FROM articles WHERE until IS NULL AND outlet IS NOT NULL
    GROUP BY outlet ORDER BY articles DESC, outlet"""
_SECTIONS = """SELECT section, count(*) AS articles FROM articles WHERE until IS NULL AND section > ''
    GROUP BY section ORDER BY articles DESC, section"""
_OF = """FROM articles WHERE until IS NULL AND (:section IS NULL OR section = :section)
    AND (:first IS NULL OR published >= :first) AND (:last IS NULL OR published <= :last)
    AND (NOT :narrowed OR outlet IN (SELECT value FROM json_each(:outlets)))
    AND (NOT :chosen OR id IN (SELECT value FROM json_each(:ids)))"""
_COUNT_OF = f"SELECT count(*) {_OF}"
_NEWEST_OF = f"SELECT * {_OF} ORDER BY published DESC, seq DESC LIMIT :most OFFSET :offset"
_IDS_OF_SECTION = "SELECT id FROM articles WHERE until IS NULL AND section = ?"
_OLDEST = (
    "SELECT * FROM articles WHERE until IS NULL AND published IS NOT NULL ORDER BY published, seq LIMIT 1"
)
_AT_URL = "SELECT * FROM articles WHERE until IS NULL AND url = ? LIMIT 1"
_DATES = "SELECT min(published), max(published) FROM articles WHERE until IS NULL"


async def search(database: Database, words: str, first: int, most: int) -> Listing:
    """Return at most so many articles from place `first` (counted from 0) on that have all `words`, in any spelling."""
    wanted = search_words(words)
    if wanted:
        await _fold_headlines(database)
    asked = {"words": listed(wanted), "first": first, "most": most}
    [(total,)] = await database.rows(_COUNT_FOUND if wanted else _COUNT, asked)
    rows = await database.rows(_PAGE_FOUND if wanted else _PAGE, asked)
    return Listing(total, tuple(map(from_row, rows)))


async def select(
    database: Database, scope: Scope | None, section: str | None, offset: int, most: int
) -> Listing:
    """Return at most so many articles of a scope and of a section, newest first, from place `offset` on."""
    within = scope or Scope()
    asked = {
        "section": section,
        "first": within.first and within.first.isoformat(),
        "last": within.last and within.last.isoformat(),
        "narrowed": bool(within.outlets),
        "outlets": listed(within.outlets),
        "chosen": bool(within.articles),
        "ids": listed(within.articles),
        "offset": offset,
        "most": most,
    }
    [(total,)] = await database.rows(_COUNT_OF, asked)
    return Listing(total, tuple(map(from_row, await database.rows(_NEWEST_OF, asked))))


async def of_section(database: Database, section: str) -> frozenset[str]:
    """Return the ids of the articles of a section."""
    return frozenset(row["id"] for row in await database.rows(_IDS_OF_SECTION, [section]))


async def oldest(database: Database) -> Article | None:
    """Return the article of the earliest known date."""
    return next(map(from_row, await database.rows(_OLDEST)), None)


async def at_url(database: Database, url: str) -> Article | None:
    """Return the article of that address."""
    return next(map(sound, await database.rows(_AT_URL, [url])), None)


async def holdings(database: Database) -> Holdings:
    """Return what the archive holds; outlets with most articles first."""
    [(count,)] = await database.rows(_COUNT)
    outlets = tuple((row["outlet"], row["articles"]) for row in await database.rows(_OUTLETS))
    [span] = await database.rows(_DATES)
    first, last = (datetime.date.fromisoformat(day) if day else None for day in span)
    sections = tuple((row["section"], row["articles"]) for row in await database.rows(_SECTIONS))
    return Holdings(count, outlets, first, last, sections)


async def _fold_headlines(database: Database) -> None:
    """Fold the headlines that have not been folded yet, since most archives are never searched in this way."""

    def headline(row: sqlite3.Row) -> tuple[int, str]:
        return row["seq"], searched(row["title"], row["outlet"], row["id"])

    while rows := await database.rows(_UNFOLDED, [_FOLDED_AT_ONCE]):
        folded = await asyncio.to_thread(list, map(headline, rows))
        async with database.transaction() as transaction:
            await transaction.repeat("INSERT OR IGNORE INTO headlines VALUES (?, ?)", folded)
