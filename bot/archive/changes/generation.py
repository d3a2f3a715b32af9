"""The next generation of an archive while it is written, inside one transaction of the store."""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003  # msgspec looks for the types of a batch
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.archive.changes.seen_files import SeenFile, keep
from bot.database.rows import listed, summed, to_row
from retrieval.records import Article  # noqa: TC001

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from bot.database.database import Transaction

_INSERT = """INSERT INTO articles
    (id, since, digest, source, title, outlet, author, published, url, section, dateline, headings, text)
    VALUES (:id, :since, :digest, :source,
        :title, :outlet, :author, :published, :url, :section, :dateline, :headings, :text)
"""
_CURRENT = """SELECT seq, id, digest FROM articles WHERE until IS NULL
    AND id IN (SELECT value FROM json_each(?))"""
_UNSEEN = """SELECT seq, articles.id, digest FROM articles JOIN sources ON number = source
    WHERE until IS NULL AND since <= :started AND articles.id NOT IN (SELECT id FROM seen)
    AND (:sources IS NULL OR name IN (SELECT value FROM json_each(:sources)))"""
_ATTRIBUTE = """UPDATE articles SET source = :source WHERE until IS NULL AND source <> :source
    AND id IN (SELECT value FROM json_each(:ids))"""
_MINE = "(SELECT number FROM generations WHERE change = :change)"
_BROUGHT = f"SELECT seq, id, digest FROM articles WHERE until IS NULL AND since IN {_MINE} ORDER BY seq"  # noqa: S608
# What another change brought, or ended, after that one is its own affair.
_ENDED = f"""SELECT seq, id, digest FROM articles AS ended WHERE until IN {_MINE} AND since NOT IN {_MINE}
    AND NOT EXISTS (SELECT 1 FROM articles AS later WHERE later.id = ended.id AND later.since >= ended.until
        AND (later.since NOT IN {_MINE} OR later.until NOT IN {_MINE})) ORDER BY seq"""  # noqa: S608
_REVIVE = """INSERT INTO articles
    (id, since, digest, source, title, outlet, author, published, url, section, dateline, headings, text)
    SELECT id, :since, digest, source, title, outlet, author, published, url, section, dateline, headings, text
    FROM articles WHERE seq = :seq"""
_WITHHOLD = """INSERT INTO withheld (id, since) SELECT value, :since FROM json_each(:ids)
    WHERE value NOT IN (SELECT id FROM withheld WHERE until IS NULL)"""
_RELEASE = """UPDATE withheld SET until = :now WHERE until IS NULL
    AND id IN (SELECT value FROM json_each(:ids))"""
_RELEASE_AGAIN = f"UPDATE withheld SET until = :now WHERE until IS NULL AND since IN {_MINE}"  # noqa: S608
_WITHHOLD_AGAIN = f"""INSERT OR IGNORE INTO withheld (id, since) SELECT DISTINCT id, :now FROM withheld
    WHERE until IN {_MINE} AND since NOT IN {_MINE}"""  # noqa: S608
_WITHHELD_SINCE = """SELECT id FROM withheld WHERE until IS NULL AND since > :started
    AND id IN (SELECT value FROM json_each(:ids))"""


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

    `standing` are ids of articles that its unchanged files brought before and that stand as they did; `left` are those
    of articles from what cannot be read now, which are not gone; `records` are the files that were read to their end.
    """

    source: str
    articles: Sequence[Article] = ()
    standing: Sequence[str] = ()
    records: Sequence[SeenFile] = ()
    left: Sequence[str] = ()

    def __bool__(self) -> bool:
        """Return whether it holds an article, new or standing."""
        return bool(self.articles or self.standing)


class Revision:
    """The generation being written; `finish` makes it the one that stands, if it changed anything.

    The archive's sum adds up the digests of its articles (see `bot.database.rows.summed`). What others did after the
    generation `started`, in which the reading began, stands: they may have removed what is brought, and brought what
    is not.
    """

    def __init__(self, transaction: Transaction, generation: int, total: int, started: int) -> None:
        self._transaction = transaction
        self._generation = generation
        self._total = total
        self._started = started
        self._changed = False

    @classmethod
    async def begin(cls, transaction: Transaction, started: int | None = None) -> Self:
        """Start the generation after the one that stands."""
        await transaction.execute("CREATE TEMP TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID")
        await transaction.execute("DELETE FROM seen")
        [row] = await transaction.rows("SELECT generation, sum FROM archive")
        stands = row["generation"]
        total = int.from_bytes(row["sum"], "big")
        return cls(transaction, stands + 1, total, stands if started is None else started)

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
        await self._see(batch.left)
        await self._transaction.execute(_ATTRIBUTE, {"ids": listed(batch.standing), "source": source})
        return changes + ChangeCounts(unchanged=len(batch.standing))

    async def _put(self, articles: Sequence[Article], source: int) -> ChangeCounts:
        rows = {article.id: to_row(article) for article in articles}
        await self._see(rows)
        where = {"ids": listed(rows), "started": self._started}
        for (id_,) in await self._transaction.rows(_WITHHELD_SINCE, where):
            del rows[id_]
        known = {row["id"]: row for row in await self._current(rows)}
        same = {id_: row for id_, row in known.items() if row["digest"] == rows[id_]["digest"]}
        await self.retire([row for id_, row in known.items() if id_ not in same])
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
        await self.retire(rows)
        removed = listed(row["id"] for row in rows)
        await self._transaction.execute(_WITHHOLD, {"ids": removed, "since": self._generation})
        return ChangeCounts(removed=len(rows))

    async def undo(self, change: int) -> ChangeCounts:
        """Undo one change: what it brought goes, what it ended comes back, unless another changed that since."""
        mine = {"change": change, "now": self._generation}
        came = {(row["id"], row["digest"]): row for row in await self._transaction.rows(_BROUGHT, mine)}
        went = {(row["id"], row["digest"]): row for row in await self._transaction.rows(_ENDED, mine)}
        going = [row for key, row in came.items() if key not in went]
        coming = [row for key, row in went.items() if key not in came]
        await self.retire(going)
        revived = ({"seq": row["seq"], "since": self._generation} for row in coming)
        await self._transaction.repeat(_REVIVE, revived)
        self._count([row["digest"] for row in coming])
        await self._transaction.execute(_RELEASE_AGAIN, mine)
        await self._transaction.execute(_WITHHOLD_AGAIN, mine)
        gone, come = {row["id"] for row in going}, {row["id"] for row in coming}
        [(held,)] = await self._transaction.rows("SELECT count(*) FROM articles WHERE until IS NULL")
        return ChangeCounts(len(come - gone), len(come & gone), held - len(come), len(gone - come))

    async def remove_unseen(self, sources: Sequence[str] | None) -> ChangeCounts:
        """Remove what no `put` of this revision brought; given `sources`, only what came from them."""
        where = {"sources": None if sources is None else listed(sources), "started": self._started}
        rows = await self._transaction.rows(_UNSEEN, where)
        await self.retire(rows)
        return ChangeCounts(removed=len(rows))

    async def finish(self) -> int | None:
        """Make this generation the one that stands and return its number; None where nothing changed."""
        if not self._changed:
            return None
        total = self._total.to_bytes(32, "big")
        await self._transaction.execute(
            "UPDATE archive SET generation = ?, sum = ?", (self._generation, total)
        )
        return self._generation

    async def _current(self, ids: Iterable[str]) -> list[sqlite3.Row]:
        return await self._transaction.rows(_CURRENT, (listed(ids),))

    async def _see(self, ids: Iterable[str]) -> None:
        await self._transaction.repeat("INSERT OR IGNORE INTO seen VALUES (?)", ((id_,) for id_ in ids))

    async def retire(self, rows: Sequence[sqlite3.Row]) -> None:
        """Let the articles of these rows (number, id, digest) stand no more."""
        ended = ((self._generation, row["seq"]) for row in rows)
        await self._transaction.repeat("UPDATE articles SET until = ? WHERE seq = ?", ended)
        self._count([row["digest"] for row in rows], sign=-1)

    def _count(self, digests: Sequence[bytes], sign: int = 1) -> None:
        self._total = summed(self._total, digests, sign)
        self._changed = self._changed or bool(digests)
