"""The next generation of an archive while it is written, inside one transaction of the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.archive.seen_files import keep
from bot.database.rows import listed, summed, to_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from bot.archive.seen_files import SeenFile
    from bot.database.database import Transaction
    from retrieval.records import Article

_INSERT = """INSERT INTO articles
    (id, since, digest, source, title, outlet, author, published, url, section, dateline, headings, text)
    VALUES (:id, :since, :digest, :source,
        :title, :outlet, :author, :published, :url, :section, :dateline, :headings, :text)
"""
_CURRENT = """SELECT seq, id, digest FROM articles WHERE until IS NULL
    AND id IN (SELECT value FROM json_each(?))"""
_UNSEEN = "SELECT seq, id, digest FROM articles WHERE until IS NULL AND id NOT IN (SELECT id FROM seen)"
_UNSEEN_FROM = """SELECT seq, articles.id, digest FROM articles JOIN sources ON number = source
    WHERE until IS NULL AND articles.id NOT IN (SELECT id FROM seen)
    AND name IN (SELECT value FROM json_each(?))"""
_ATTRIBUTE = """UPDATE articles SET source = :source WHERE until IS NULL AND source <> :source
    AND id IN (SELECT value FROM json_each(:ids))"""
_SINCE = "SELECT seq, id, digest FROM articles WHERE until IS NULL AND since > ? ORDER BY seq"
_THEN = "SELECT seq, id, digest FROM articles WHERE since <= :at AND until > :at ORDER BY seq"
_REVIVE = """INSERT INTO articles
    (id, since, digest, source, title, outlet, author, published, url, section, dateline, headings, text)
    SELECT id, :since, digest, source, title, outlet, author, published, url, section, dateline, headings, text
    FROM articles WHERE seq = :seq"""
_WITHHOLD = """INSERT INTO withheld (id, since) SELECT value, :since FROM json_each(:ids)
    WHERE value NOT IN (SELECT id FROM withheld WHERE until IS NULL)"""
_RELEASE = """UPDATE withheld SET until = :now WHERE until IS NULL
    AND id IN (SELECT value FROM json_each(:ids))"""
_RELEASE_SINCE = "UPDATE withheld SET until = :now WHERE until IS NULL AND since > :at"
_WITHHOLD_AS_THEN = """INSERT INTO withheld (id, since) SELECT id, :now FROM withheld
    WHERE since <= :at AND until > :at"""


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """How many articles a load added, changed, found unchanged, and removed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    def __add__(self, other: ChangeCounts) -> ChangeCounts:
        return ChangeCounts(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles of different ids read from one source: the file or folder that was named.

    `standing` are ids of articles that its unchanged files brought before and that stand as they did; `records` are
    the files that were read to their end.
    """

    source: str
    articles: Sequence[Article] = ()
    standing: Sequence[str] = ()
    records: Sequence[SeenFile] = ()

    def __bool__(self) -> bool:
        """Return whether it holds an article, new or standing."""
        return bool(self.articles or self.standing)


class Revision:
    """The generation being written; `finish` makes it the one that stands, if it changed anything.

    The archive's sum adds up the digests of its articles (see `bot.database.rows.summed`).
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

    async def put(self, batch: Batch) -> ChangeCounts:
        """Add the articles that are new, make a new version of those that differ."""
        await self._transaction.execute(
            "INSERT OR IGNORE INTO sources (name, followed) VALUES (?, 0)", (batch.source,)
        )
        [(source,)] = await self._transaction.rows(
            "SELECT number FROM sources WHERE name = ?", (batch.source,)
        )
        await keep(self._transaction, batch.records)
        changes = await self._put(batch.articles, source)
        await self._see(batch.standing)
        await self._transaction.execute(_ATTRIBUTE, {"ids": listed(batch.standing), "source": source})
        return changes + ChangeCounts(unchanged=len(batch.standing))

    async def _put(self, articles: Sequence[Article], source: int) -> ChangeCounts:
        rows = {article.id: to_row(article) for article in articles}
        await self._see(rows)
        known = {row["id"]: row for row in await self._current(rows)}
        same = {id_: row for id_, row in known.items() if row["digest"] == rows[id_]["digest"]}
        await self._retire([row for id_, row in known.items() if id_ not in same])
        fresh = [row for id_, row in rows.items() if id_ not in same]
        placed = ({**row, "since": self._generation, "source": source} for row in fresh)
        await self._transaction.repeat(_INSERT, placed)
        self._count([row["digest"] for row in fresh])
        await self._transaction.execute(_ATTRIBUTE, {"ids": listed(same), "source": source})
        await self._transaction.execute(_RELEASE, {"ids": listed(rows), "now": self._generation})
        return ChangeCounts(len(rows) - len(known), len(known) - len(same), len(same))

    async def remove(self, ids: Iterable[str]) -> ChangeCounts:
        """Remove the articles of these ids, and withhold them from files that still bring them."""
        rows = await self._current(ids)
        await self._retire(rows)
        removed = listed(row["id"] for row in rows)
        await self._transaction.execute(_WITHHOLD, {"ids": removed, "since": self._generation})
        return ChangeCounts(removed=len(rows))

    async def restore(self, at: int) -> ChangeCounts:
        """Make the archive what it was at generation `at`: what came since goes, what went comes back."""
        came = {(row["id"], row["digest"]): row for row in await self._transaction.rows(_SINCE, [at])}
        went = {(row["id"], row["digest"]): row for row in await self._transaction.rows(_THEN, {"at": at})}
        going = [row for key, row in came.items() if key not in went]
        coming = [row for key, row in went.items() if key not in came]
        await self._retire(going)
        revived = ({"seq": row["seq"], "since": self._generation} for row in coming)
        await self._transaction.repeat(_REVIVE, revived)
        self._count([row["digest"] for row in coming])
        await self._transaction.execute(_RELEASE_SINCE, {"now": self._generation, "at": at})
        await self._transaction.execute(_WITHHOLD_AS_THEN, {"now": self._generation, "at": at})
        gone, come = {row["id"] for row in going}, {row["id"] for row in coming}
        [(held,)] = await self._transaction.rows("SELECT count(*) FROM articles WHERE until IS NULL")
        return ChangeCounts(len(come - gone), len(come & gone), held - len(come), len(gone - come))

    async def remove_unseen(self, sources: Sequence[str] | None) -> ChangeCounts:
        """Remove what no `put` of this revision brought; given `sources`, only what came from them."""
        if sources is None:
            rows = await self._transaction.rows(_UNSEEN)
        else:
            rows = await self._transaction.rows(_UNSEEN_FROM, (listed(sources),))
        await self._retire(rows)
        return ChangeCounts(removed=len(rows))

    async def finish(self) -> None:
        """Make this generation the one that stands."""
        if self._changed:
            total = self._total.to_bytes(32, "big")
            await self._transaction.execute(
                "UPDATE archive SET generation = ?, sum = ?", (self._generation, total)
            )

    async def _current(self, ids: Iterable[str]) -> list[sqlite3.Row]:
        return await self._transaction.rows(_CURRENT, (listed(ids),))

    async def _see(self, ids: Iterable[str]) -> None:
        await self._transaction.repeat("INSERT OR IGNORE INTO seen VALUES (?)", ((id_,) for id_ in ids))

    async def _retire(self, rows: Sequence[sqlite3.Row]) -> None:
        ended = ((self._generation, row["seq"]) for row in rows)
        await self._transaction.repeat("UPDATE articles SET until = ? WHERE seq = ?", ended)
        self._count([row["digest"] for row in rows], sign=-1)

    def _count(self, digests: Sequence[bytes], sign: int = 1) -> None:
        self._total = summed(self._total, digests, sign)
        self._changed = self._changed or bool(digests)


async def follow(transaction: Transaction, sources: Iterable[str], *, only: bool = False) -> None:
    """Remember `sources` for the next reload, and forget all others if these are the `only` ones."""
    if only:
        await transaction.execute("UPDATE sources SET followed = 0")
    await transaction.repeat(
        "INSERT INTO sources (name, followed) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET followed = 1",
        ((source,) for source in sources),
    )


async def follow_again(transaction: Transaction, numbers: Iterable[int]) -> None:
    """Follow the sources of these numbers and no other."""
    await transaction.execute("UPDATE sources SET followed = 0")
    await transaction.repeat(
        "UPDATE sources SET followed = 1 WHERE number = ?", ((number,) for number in numbers)
    )
