"""The articles of an archive, with their versions and the sources they came from.

Every transaction that changes an article makes the next *generation*. What a generation held can be read ever
after (`at=`), so that a question is answered from the texts its index was built from while others are loaded.
"""

from __future__ import annotations

import time
from contextlib import aclosing, asynccontextmanager, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.archive.changes.changelog import Act, Change, ChangeInProgress, last
from bot.archive.changes.difference import difference, scan
from bot.archive.changes.generation import Batch, ChangeCounts, Revision
from bot.archive.changes.reports import TooMuchGoes
from bot.archive.changes.seen_files import SeenFiles
from bot.database.database import Database
from bot.database.erasure import erase_versions
from bot.database.rows import checked, from_row, listed
from bot.database.spool import Spool

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Callable, Collection, Generator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.archive.changes.difference import Difference
    from bot.database.database import Transaction
    from retrieval.records import Article

MOST_GOES = 10
"""A reload asks before it removes more than the tenth part of an archive; of one article it never does."""
_PAGE = 200  # articles: a few megabytes of text

_BY_ID = """SELECT * FROM articles WHERE id IN (SELECT value FROM json_each(:ids))
    AND since <= :at AND (until IS NULL OR until > :at)"""
_PAGED = """SELECT * FROM articles WHERE seq > :after
    AND since <= :at AND (until IS NULL OR until > :at) ORDER BY seq LIMIT :page"""
_ALL = "SELECT * FROM articles WHERE since <= :at AND (until IS NULL OR until > :at) ORDER BY seq"


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """Which generation stands, and a fingerprint of the ids and contents of its articles."""

    generation: int
    fingerprint: str


class Store:
    """The articles of one open archive file."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, clock: Callable[[], float] = time.time) -> AsyncIterator[Self]:
        """Open the archive file, creating it where there is none; raises StoreError (see `Database.open`)."""
        async with Database.open(path) as database:
            yield cls(database, clock)

    @property
    def database(self) -> Database:
        """Return the file, for what is kept in it beside the articles."""
        return self._database

    async def state(self) -> ArchiveState:
        """Return the generation that stands now."""
        [row] = await self._database.rows("SELECT generation, sum FROM archive")
        return ArchiveState(row["generation"], f"{row['generation']}-{row['sum'].hex()}")

    async def difference(self, before: str, now: ArchiveState, most: int) -> Difference | None:
        """Return what came and went since the state with the fingerprint `before`; None where that is unknown."""
        return await difference(self._database, before, now.fingerprint, most)

    async def articles(self, ids: Collection[str], at: int | None = None) -> dict[str, Article]:
        """Return the articles among `ids` that the archive holds (or held at generation `at`), by id.

        One that is damaged is left out, and the log says so: nothing is quoted that is not as it was written.
        """
        where = {"ids": listed(ids), "at": await self._generation(at)}
        rows = await self._database.rows(_BY_ID, where)
        return {row["id"]: article for row in rows if (article := checked(row))}

    async def stream(self) -> AsyncIterator[Article]:
        """Yield every article in the order of loading, a page in memory at a time."""
        where = {"at": await self._generation(None), "after": 0, "page": _PAGE}
        while rows := await self._database.rows(_PAGED, where):
            for row in rows:
                yield from_row(row)
            where["after"] = rows[-1]["seq"]

    def scan(self, at: int) -> Generator[Article]:
        """Yield every article of generation `at`, one in memory at a time.

        It blocks, so it is for a worker thread; close it there if it is not read to its end.
        """
        with closing(self._database.scan(_ALL, {"at": at})) as rows:
            yield from map(from_row, rows)

    def scan_changes(self, changes: Difference) -> Generator[Article]:
        """Yield the articles that came with `changes`, in order; see `scan`."""
        return scan(self._database, changes)

    async def count(self) -> int:
        """Return how many articles the archive holds."""
        [(count,)] = await self._database.rows("SELECT count(*) FROM articles WHERE until IS NULL")
        return int(count)

    async def sources(self) -> list[str]:
        """Return the files and folders the archive follows, in the order they were first named."""
        rows = await self._database.rows("SELECT name FROM sources WHERE followed ORDER BY number")
        return [row["name"] for row in rows]

    async def previous(self) -> Change | None:
        """Return the change that `rollback` would undo."""
        return await last(self._database)

    def seen_files(self) -> AbstractContextManager[SeenFiles]:
        """Return what is remembered of the files that were loaded; it blocks, so it is for a worker thread."""
        return SeenFiles.open(self._database)

    async def withheld(self) -> frozenset[str]:
        """Return the ids of the articles that were removed by hand: files that still bring them are not believed."""
        rows = await self._database.rows("SELECT id FROM withheld WHERE until IS NULL")
        return frozenset(row["id"] for row in rows)

    async def add(self, sources: Sequence[str], batches: AsyncIterable[Batch]) -> ChangeCounts:
        """Add or update articles and follow `sources`, too; each batch is kept once it is written."""
        started = await self._generation(None)
        async with self._database.transaction() as transaction:
            change = await self._begin(transaction, Act.LOAD)
            await change.follow(transaction, sources)
        async for batch in batches:
            async with self._database.transaction() as transaction:
                await _put(transaction, batch, change, started)
        return change.changes

    async def take(self, batch: Batch, *, continuing: bool, started: int | None = None) -> ChangeCounts:
        """Add or update the articles of one batch; `continuing`, as one change with those its source brought before.

        What was removed after the generation `started` stays away.
        """
        async with self._database.transaction() as transaction:
            at, source = int(self._clock()), batch.source if continuing else None
            change = await ChangeInProgress.begin(transaction, Act.ADD, at, source)
            return await _put(transaction, batch, change, started)

    async def replace(
        self, sources: Sequence[str], batches: AsyncIterable[Batch], what: Act | None = Act.LOAD
    ) -> ChangeCounts:
        """Make `batches` the whole archive and follow only `sources`; until it ends nothing has changed.

        What others add or remove while the batches are made stands.
        """
        started = await self._generation(None)
        async with self._spooled(batches) as waiting, self._database.transaction() as transaction:
            change = await self._begin(transaction, what)
            await change.follow(transaction, sources, only=True)
            return await _rewrite(transaction, waiting, None, change, started)

    async def renew(
        self, sources: Sequence[str], batches: AsyncIterable[Batch], may_go: int | None = None
    ) -> ChangeCounts:
        """Make `batches` all that the archive holds from `sources`; until it ends nothing has changed.

        What others add or remove while the batches are made stands. Raises TooMuchGoes, having changed nothing, where
        more than a tenth of the archive would go, and more than `may_go` articles.
        """
        started = await self._generation(None)
        async with self._spooled(batches) as waiting, self._database.transaction() as transaction:
            change = await self._begin(transaction, Act.RELOAD)
            [(held,)] = await transaction.rows("SELECT count(*) FROM articles WHERE until IS NULL")
            changes = await _rewrite(transaction, waiting, sources, change, started)
            if may_go is not None and changes.removed > max(held // MOST_GOES, may_go, 1):
                raise TooMuchGoes(changes.removed, held)
            return changes

    async def remove(self, ids: Collection[str]) -> ChangeCounts:
        """Remove the articles among `ids` that the archive holds, and withhold them (see `withheld`)."""
        async with self._database.transaction() as transaction:
            change = await self._begin(transaction, Act.REMOVE)
            edit = await Revision.begin(transaction)
            changes = await edit.remove(ids)
            await change.note(transaction, changes, await edit.finish())
            return changes

    async def limit_versions(self, keep: int) -> int:
        """Erase all but the last `keep` versions of every article, and return how many went; with 0 none.

        What the last change ended stays, so that it can be undone.
        """
        if not keep:
            return 0
        async with self._database.transaction() as transaction:
            return await erase_versions(transaction, keep)

    async def rollback(self) -> ChangeCounts | None:
        """Undo the last change and no other; None when there was none. Twice is as if never."""
        async with self._database.transaction() as transaction:
            undone = await last(transaction)
            if undone is None or undone.number is None:
                return None
            change = await self._begin(transaction, Act.ROLLBACK)
            edit = await Revision.begin(transaction)
            changes = await edit.undo(undone.number)
            await change.refollow(transaction, undone)
            await change.note(transaction, changes, await edit.finish())
            return changes

    @asynccontextmanager
    async def _spooled(self, batches: AsyncIterable[Batch]) -> AsyncIterator[AsyncIterator[Batch]]:
        """Yield the batches once all of them are made: nobody waits for a transaction in which files are read."""
        async with Spool.open(self._database.path.parent, Batch) as spool:
            async for batch in batches:
                await spool.put(batch)
            async with aclosing(spool.taken()) as waiting:
                yield waiting

    async def _begin(self, transaction: Transaction, what: Act | None) -> ChangeInProgress:
        return await ChangeInProgress.begin(transaction, what, int(self._clock()))

    async def _generation(self, at: int | None) -> int:
        return (await self.state()).generation if at is None else at


async def _put(
    transaction: Transaction, batch: Batch, change: ChangeInProgress, started: int | None
) -> ChangeCounts:
    edit = await Revision.begin(transaction, started)
    changes = await edit.put(batch)
    await change.note(transaction, changes, await edit.finish())
    return changes


async def _rewrite(
    transaction: Transaction,
    batches: AsyncIterable[Batch],
    sources: Sequence[str] | None,
    change: ChangeInProgress,
    started: int,
) -> ChangeCounts:
    edit = await Revision.begin(transaction, started)
    changes = ChangeCounts()
    async for batch in batches:
        changes += await edit.put(batch)
    changes += await edit.remove_unseen(sources)
    await change.note(transaction, changes, await edit.finish())
    return changes
