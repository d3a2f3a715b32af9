"""The SQLite file of an archive: opened, checked, migrated, read, written (the one importer of aiosqlite).

One connection reads and one writes, so that questions never see half a transaction.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from contextlib import asynccontextmanager, closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Self

import aiosqlite

from bot.database.archive_migrations import ARCHIVE
from bot.database.group_commit import GroupCommit
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.database.group_commit import Statement
    from bot.database.schema import Schema

    Parameters = Sequence[object] | Mapping[str, object]
    Select = Callable[[str, Parameters], list[sqlite3.Row]]

COMPACT_SECONDS = 5.0
"""How long those may go on reading who keep the log from being emptied."""
BUSY_SECONDS = 180.0
"""How long to wait for another process that writes; the longest transaction puts a whole archive in another's place."""
_AGAIN_SECONDS = 0.02

PATIENCE_MS = 1000
"""How long to wait for who reads what is to be erased."""

# What is erased is overwritten, too; and what one large load made the log grow to is given back.
_WRITING = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    f"PRAGMA journal_size_limit = {64 * 2**20}",
)
_REASONS = {
    sqlite3.SQLITE_BUSY: "another process is writing to the archive; try again when it has finished",
    sqlite3.SQLITE_READONLY: "the archive cannot be written; check the rights of the file and of its folder",
    sqlite3.SQLITE_CANTOPEN: "the archive cannot be opened; check that the folder exists and may be written",
    sqlite3.SQLITE_NOTADB: "this is not an Isnad archive; name another file with --archive",
    sqlite3.SQLITE_CORRUPT: "the archive is damaged; restore a backup or load it anew into another file",
    sqlite3.SQLITE_FULL: "the disk is full; nothing of the last step was kept, free some space and try again",
    sqlite3.SQLITE_IOERR: "the disk failed, or is full, while the archive was read or written; check it and try again",
}


class Transaction:
    """What may be done inside `Database.transaction`."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """Return what one SELECT finds, this transaction's own changes included."""
        return list(await self._connection.execute_fetchall(sql, parameters))

    async def execute(self, sql: str, parameters: Parameters = ()) -> None:
        """Carry out one statement."""
        await self._connection.execute_fetchall(sql, parameters)

    async def repeat(self, sql: str, each: Iterable[Parameters]) -> None:
        """Carry out one statement for each set of parameters."""
        await (await self._connection.executemany(sql, each)).close()


class Database:
    """An open archive file; get one from `open`."""

    def __init__(
        self,
        path: Path,
        reader: aiosqlite.Connection,
        writer: aiosqlite.Connection,
        group_commit: GroupCommit,
        writing: asyncio.Lock,
    ) -> None:
        self.path = path
        self._reader = reader
        self._writer = writer
        self._group_commit = group_commit
        self._writing = writing

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, schema: Schema = ARCHIVE) -> AsyncIterator[Self]:
        """Open the file, creating it (private to its owner) and bringing its schema up to date.

        Raises StoreError when the file is damaged, foreign, of a newer Isnad, busy, or out of reach.
        """
        _create(path)
        writing = asyncio.Lock()
        with explained(path):
            # The reader closes first: the last connection to close writes the log back into the file.
            async with _connect(path) as writer, _connect(path) as reader:
                await _prepare(writer, path, schema)
                await reader.execute("PRAGMA query_only = ON")
                async with GroupCommit.open(partial(_connected, path), writing) as group_commit:
                    yield cls(path, reader, writer, group_commit, writing)

    async def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """Return what one SELECT finds among everything committed."""
        with explained(self.path):
            return list(await self._reader.execute_fetchall(sql, parameters))

    async def write(self, *statements: Statement) -> list[int]:
        """Return how many rows each statement changed, in one transaction with others who write at the same time."""
        with explained(self.path):
            return await self._group_commit.write(statements)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Yield one writing transaction, kept whole or, when its body raises or is cancelled, not at all."""
        async with self._writing:
            with explained(self.path):
                try:
                    await self._writer.execute("BEGIN IMMEDIATE")
                    yield Transaction(self._writer)
                    await self._writer.commit()
                finally:
                    if self._writer.in_transaction:
                        await self._writer.rollback()

    @contextmanager
    def selecting(self) -> Iterator[Select]:
        """Yield what carries out SELECTs in one worker thread, on a connection of its own."""
        with self._blocking() as connection:
            yield lambda sql, parameters: connection.execute(sql, parameters).fetchall()

    async def checkpoint(self) -> bool:
        """Write the log back into the file and empty it, so that nothing erased stands in either.

        False where that must wait, as another process is reading what stood before; this waits a moment for it.
        """
        async with self._writing:
            with explained(self.path):
                await self._writer.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
                try:
                    [(busy, *_)] = await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    await self._writer.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        return not busy

    async def compact(self) -> bool:
        """Write the file anew, without what was erased between the rows, and empty its log.

        Return whether that is done: as long as another process reads an older state, the log keeps it.
        """
        async with self._writing:
            with explained(self.path):
                await self._writer.execute_fetchall("VACUUM")
                await self._writer.execute_fetchall(f"PRAGMA busy_timeout = {COMPACT_SECONDS * 1000:.0f}")
                [(busy, *_)] = await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
                await self._writer.execute_fetchall(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
        return not busy

    def scan(self, sql: str, parameters: Parameters = ()) -> Generator[sqlite3.Row]:
        """Yield what one SELECT finds, a row at a time, on a connection of its own, which belongs to one thread."""
        with self._blocking() as connection:
            yield from connection.execute(sql, parameters)

    @contextmanager
    def _blocking(self) -> Iterator[sqlite3.Connection]:
        with explained(self.path), closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS)) as connection:
            connection.row_factory = sqlite3.Row
            yield connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as StoreErrors that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None) or 0
        raise StoreError(str(path), _REASONS.get(code & 0xFF, f"SQLite says: {error}")) from error


def _create(path: Path) -> None:
    """Make an empty private file where there is none: SQLite gives its log files the same rights."""
    if path.is_dir():
        raise StoreError(str(path), "this is a folder; name a file with --archive")
    if path.exists() and not path.is_file():
        raise StoreError(str(path), "this is a pipe, a device or the like; name a file with --archive")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(str(path), f"cannot be opened: {error.strerror}") from error


@asynccontextmanager
async def _connect(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    async with aiosqlite.connect(path, timeout=BUSY_SECONDS, isolation_level=None) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def _connected(path: Path) -> sqlite3.Connection:
    """Return a connection that writes as the writer does."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    for pragma in _WRITING:
        connection.execute(pragma)
    return connection


async def _prepare(db: aiosqlite.Connection, path: Path, schema: Schema) -> None:
    """Refuse what is no archive of ours before a byte of it is changed, then migrate."""
    # In one transaction: another process may be making the file just now.
    await db.execute("BEGIN")
    version = await _version(db, path, schema)
    await db.rollback()
    await _log_ahead(db)
    for pragma in _WRITING:
        await db.execute(pragma)
    if version == len(schema.steps):
        return
    # All steps that the file lacks, or none; another process may have taken them meanwhile.
    await db.execute("BEGIN IMMEDIATE")
    for step in schema.steps[await _version(db, path, schema) :]:
        for statement in step:
            await db.execute(statement)
    await db.execute(f"PRAGMA application_id = {schema.application_id}")
    await db.execute(f"PRAGMA user_version = {len(schema.steps)}")
    await db.commit()


async def _log_ahead(db: aiosqlite.Connection) -> None:
    """Have the file written by way of a log; who finds another process doing the same is not kept waiting by SQLite."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            await db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if (error.sqlite_errorcode & 0xFF) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            await asyncio.sleep(_AGAIN_SECONDS)
        else:
            return


async def _version(db: aiosqlite.Connection, path: Path, schema: Schema) -> int:
    """Return how many steps of the schema the file has been through; 0 for an empty one."""
    application = await _number(db, "PRAGMA application_id")
    version = await _number(db, "PRAGMA user_version")
    tables = await _number(db, "SELECT count(*) FROM sqlite_master")
    if application != schema.application_id and (application or version or tables):
        raise StoreError(str(path), "this is another program's database; name another file with --archive")
    if version > len(schema.steps):
        raise StoreError(str(path), "this archive was written by a newer Isnad; upgrade Isnad to use it")
    return version


async def _number(db: aiosqlite.Connection, sql: str) -> int:
    [(number,)] = await db.execute_fetchall(sql)
    return int(number)
