"""The next generation of an archive while it is written, inside one transaction of the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import msgspec

from bot.rows import to_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from bot.database import Transaction
    from bot.rows import Columns
    from retrieval.records import Article

_INSERT = """INSERT INTO articles
    (id, since, digest, source, title, outlet, author, published, url, section, dateline, headings, text)
    VALUES (:id, :since, :digest, :source,
        :title, :outlet, :author, :published, :url, :section, :dateline, :headings, :text)
"""
_CURRENT = """SELECT seq, id, digest, source FROM articles WHERE until IS NULL
    AND id IN (SELECT value FROM json_each(?))"""
_UNSEEN = (
    "SELECT seq, id, digest, source FROM articles WHERE until IS NULL AND id NOT IN (SELECT id FROM seen)"
)
_UNSEEN_FROM = """SELECT seq, articles.id, digest, source FROM articles JOIN sources ON number = source
    WHERE until IS NULL AND articles.id NOT IN (SELECT id FROM seen)
    AND name IN (SELECT value FROM json_each(?))"""
_SUMS = 2**256


@dataclass(frozen=True, slots=True)
class Changes:
    """How many articles a load added, changed, found unchanged, and removed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles of different ids read from one source: the file or folder that was named."""

    source: str
    articles: Sequence[Article]


class Revision:
    """The generation being written; `finish` makes it the one that stands, if it changed anything.

    The archive's sum adds up the digests of its articles, so that it follows each change without reading the
    rest; see Clarke et al., "Incremental multiset hash functions" (2003).
    """

    def __init__(self, transaction: Transaction, generation: int, total: int) -> None:
        self._transaction = transaction
        self._generation = generation
        self._total = total
        self._changed = False

    @classmethod
    async def begin(cls, transaction: Transaction) -> Self:
        """Start the generation after the one that stands."""
        await transaction.execute("CREATE TEMP TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID")
        await transaction.execute("DELETE FROM seen")
        [row] = await transaction.rows("SELECT generation, sum FROM archive")
        return cls(transaction, row["generation"] + 1, int.from_bytes(row["sum"], "big"))

    async def put(self, batch: Batch) -> Changes:
        """Add the articles that are new, make a new version of those that differ."""
        source = await _number(self._transaction, batch.source)
        rows = {article.id: to_row(article) for article in batch.articles}
        await self._transaction.repeat("INSERT OR IGNORE INTO seen VALUES (?)", ((id_,) for id_ in rows))
        known = {row["id"]: row for row in await self._current(rows)}
        same = {id_: row for id_, row in known.items() if row["digest"] == rows[id_]["digest"]}
        await self._retire([row for id_, row in known.items() if id_ not in same])
        await self._insert([row for id_, row in rows.items() if id_ not in same], source)
        await self._attribute([row for row in same.values() if row["source"] != source], source)
        return Changes(len(rows) - len(known), len(known) - len(same), len(same))

    async def remove(self, ids: Iterable[str]) -> Changes:
        """Remove the articles of these ids."""
        rows = await self._current(ids)
        await self._retire(rows)
        return Changes(removed=len(rows))

    async def remove_unseen(self, sources: Sequence[str] | None) -> Changes:
        """Remove what no `put` of this revision brought; given `sources`, only what came from them."""
        if sources is None:
            rows = await self._transaction.rows(_UNSEEN)
        else:
            rows = await self._transaction.rows(_UNSEEN_FROM, (_json(sources),))
        await self._retire(rows)
        return Changes(removed=len(rows))

    async def finish(self) -> None:
        """Make this generation the one that stands."""
        if self._changed:
            total = self._total.to_bytes(32, "big")
            await self._transaction.execute(
                "UPDATE archive SET generation = ?, sum = ?", (self._generation, total)
            )

    async def _current(self, ids: Iterable[str]) -> list[sqlite3.Row]:
        return await self._transaction.rows(_CURRENT, (_json(ids),))

    async def _insert(self, rows: Sequence[Columns], source: int) -> None:
        placed = ({**row, "since": self._generation, "source": source} for row in rows)
        await self._transaction.repeat(_INSERT, placed)
        self._count(row["digest"] for row in rows)

    async def _retire(self, rows: Sequence[sqlite3.Row]) -> None:
        ended = ((self._generation, row["seq"]) for row in rows)
        await self._transaction.repeat("UPDATE articles SET until = ? WHERE seq = ?", ended)
        self._count((row["digest"] for row in rows), sign=-1)

    async def _attribute(self, rows: Sequence[sqlite3.Row], source: int) -> None:
        moved = ((source, row["seq"]) for row in rows)
        await self._transaction.repeat("UPDATE articles SET source = ? WHERE seq = ?", moved)

    def _count(self, digests: Iterable[bytes], sign: int = 1) -> None:
        for digest in digests:
            self._total = (self._total + sign * int.from_bytes(digest, "big")) % _SUMS
            self._changed = True


async def follow(transaction: Transaction, sources: Iterable[str], *, only: bool = False) -> None:
    """Remember `sources` for the next reload, and forget all others if these are the `only` ones."""
    if only:
        await transaction.execute("UPDATE sources SET followed = 0")
    await transaction.repeat(
        "INSERT INTO sources (name, followed) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET followed = 1",
        ((source,) for source in sources),
    )


async def _number(transaction: Transaction, source: str) -> int:
    await transaction.execute("INSERT OR IGNORE INTO sources (name, followed) VALUES (?, 0)", (source,))
    [(number,)] = await transaction.rows("SELECT number FROM sources WHERE name = ?", (source,))
    return int(number)


def _json(values: Iterable[str]) -> str:
    return msgspec.json.encode(list(values)).decode()
