"""The articles of an archive, with their versions and the sources they came from.

Every transaction that changes an article makes the next *generation*. What a generation held can be read ever
after (`at=`), so that a question is answered from the texts its index was built from while others are loaded.
"""

from __future__ import annotations

import datetime
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import msgspec

from bot.database import Database
from bot.revision import Batch, Changes, Revision, follow
from bot.rows import from_row

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Collection, Generator, Sequence
    from pathlib import Path

    from bot.database import Transaction
    from retrieval.records import Article

__all__ = ["Batch", "Changes", "Holdings", "State", "Store"]

_PAGE = 200  # articles: a few megabytes of text

_BY_ID = """SELECT * FROM articles WHERE id IN (SELECT value FROM json_each(:ids))
    AND since <= :at AND (until IS NULL OR until > :at)"""
_PAGED = """SELECT * FROM articles WHERE seq > :after
    AND since <= :at AND (until IS NULL OR until > :at) ORDER BY seq LIMIT :page"""
_ALL = "SELECT * FROM articles WHERE since <= :at AND (until IS NULL OR until > :at) ORDER BY seq"
_OUTLETS = """SELECT outlet, count(*) AS articles FROM articles WHERE until IS NULL AND outlet IS NOT NULL
    GROUP BY outlet ORDER BY articles DESC, outlet"""
_NEWEST = """SELECT * FROM articles WHERE seq IN
    (SELECT seq FROM articles WHERE until IS NULL ORDER BY published DESC, seq DESC LIMIT ?)
    ORDER BY published DESC, seq DESC"""
_DATES = "SELECT min(published), max(published) FROM articles WHERE until IS NULL"


@dataclass(frozen=True, slots=True)
class State:
    """Which generation stands, and a fingerprint of the ids and contents of its articles."""

    generation: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an archive holds: articles in all, outlets by number of articles, first and last date."""

    articles: int
    outlets: tuple[tuple[str, int], ...]
    first: datetime.date | None
    last: datetime.date | None


class Store:
    """The articles of one open archive file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator[Self]:
        """Open the archive file, creating it where there is none; raises StoreError (see `Database.open`)."""
        async with Database.open(path) as database:
            yield cls(database)

    async def state(self) -> State:
        """The generation that stands now."""
        [row] = await self._database.rows("SELECT generation, sum FROM archive")
        return State(row["generation"], f"{row['generation']}-{row['sum'].hex()}")

    async def articles(self, ids: Collection[str], at: int | None = None) -> dict[str, Article]:
        """The articles among `ids` that the archive holds (or held at generation `at`), by id."""
        where = {"ids": msgspec.json.encode(list(ids)).decode(), "at": await self._generation(at)}
        rows = await self._database.rows(_BY_ID, where)
        return {row["id"]: from_row(row) for row in rows}

    async def stream(self) -> AsyncIterator[Article]:
        """Every article in the order of loading, a page in memory at a time."""
        where = {"at": await self._generation(None), "after": 0, "page": _PAGE}
        while rows := await self._database.rows(_PAGED, where):
            for row in rows:
                yield from_row(row)
            where["after"] = rows[-1]["seq"]

    def scan(self, at: int) -> Generator[Article]:
        """Every article of generation `at`, one in memory at a time.

        It blocks, so it is for a worker thread; close it there if it is not read to its end.
        """
        with closing(self._database.scan(_ALL, {"at": at})) as rows:
            yield from map(from_row, rows)

    async def count(self) -> int:
        """How many articles the archive holds."""
        [(count,)] = await self._database.rows("SELECT count(*) FROM articles WHERE until IS NULL")
        return int(count)

    async def holdings(self) -> Holdings:
        """What the archive holds; outlets with most articles first."""
        outlets = await self._database.rows(_OUTLETS)
        [span] = await self._database.rows(_DATES)
        first, last = (datetime.date.fromisoformat(day) if day else None for day in span)
        return Holdings(
            await self.count(), tuple((row["outlet"], row["articles"]) for row in outlets), first, last
        )

    async def newest(self, most: int) -> list[Article]:
        """At most so many articles, the newest first, those of unknown date last."""
        return list(map(from_row, await self._database.rows(_NEWEST, [most])))

    async def sources(self) -> list[str]:
        """The files and folders the archive follows, in the order they were first named."""
        rows = await self._database.rows("SELECT name FROM sources WHERE followed ORDER BY number")
        return [row["name"] for row in rows]

    async def add(self, sources: Sequence[str], batches: AsyncIterable[Batch]) -> Changes:
        """Add or update articles and follow `sources`, too; each batch is kept once it is written."""
        async with self._database.transaction() as transaction:
            await follow(transaction, sources)
        changes = Changes()
        async for batch in batches:
            changes += await self._put(batch)
        return changes

    async def replace(self, sources: Sequence[str], batches: AsyncIterable[Batch]) -> Changes:
        """Make `batches` the whole archive and follow only `sources`; until it ends nothing has changed."""
        async with self._database.transaction() as transaction:
            await follow(transaction, sources, only=True)
            return await _rewrite(transaction, batches, None)

    async def renew(self, sources: Sequence[str], batches: AsyncIterable[Batch]) -> Changes:
        """Make `batches` all that the archive holds from `sources`; until it ends nothing has changed."""
        async with self._database.transaction() as transaction:
            return await _rewrite(transaction, batches, sources)

    async def remove(self, ids: Collection[str]) -> Changes:
        """Remove the articles among `ids` that the archive holds."""
        async with self._database.transaction() as transaction:
            edit = await Revision.begin(transaction)
            changes = await edit.remove(ids)
            await edit.finish()
            return changes

    async def _put(self, batch: Batch) -> Changes:
        async with self._database.transaction() as transaction:
            edit = await Revision.begin(transaction)
            changes = await edit.put(batch)
            await edit.finish()
            return changes

    async def _generation(self, at: int | None) -> int:
        return (await self.state()).generation if at is None else at


async def _rewrite(
    transaction: Transaction, batches: AsyncIterable[Batch], sources: Sequence[str] | None
) -> Changes:
    edit = await Revision.begin(transaction)
    changes = Changes()
    async for batch in batches:
        changes += await edit.put(batch)
    changes += await edit.remove_unseen(sources)
    await edit.finish()
    return changes
