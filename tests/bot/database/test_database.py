from __future__ import annotations

import asyncio
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.database.archive_migrations import ARCHIVE
from bot.database.database import Database, explained
from bot.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_new_archive_file_is_private_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "made" / "archive.db"
    async with Database.open(path):
        assert modes(path.parent) == {"archive.db": 0o600, "archive.db-shm": 0o600, "archive.db-wal": 0o600}
    assert modes(path.parent) == {"archive.db": 0o600}


def modes(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


async def test_a_new_archive_is_marked_as_isnads_and_with_its_schema(archive: Path) -> None:
    async with Database.open(archive):
        pass
    with closing(sqlite3.connect(archive)) as file:
        assert file.execute("PRAGMA application_id").fetchone() == (ARCHIVE.application_id,)
        assert file.execute("PRAGMA user_version").fetchone() == (len(ARCHIVE.steps),)
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_of_many_who_make_a_file_at_once_none_is_refused(tmp_path: Path) -> None:
    async def opened(path: Path) -> None:
        async with Database.open(path):
            pass

    for number in range(12):
        await asyncio.gather(*(opened(tmp_path / f"{number}.db") for _ in range(6)))


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


async def refused(path: Path) -> str:
    """Why opening `path` is refused; the file is left as it was."""
    before = content(path)
    with pytest.raises(StoreError) as refusal:
        async with Database.open(path):
            pass
    assert content(path) == before
    return str(refusal.value)


async def test_an_archive_of_a_newer_isnad_is_refused_and_left_alone(archive: Path) -> None:
    async with Database.open(archive):
        pass
    with closing(sqlite3.connect(archive)) as file:
        file.execute(f"PRAGMA user_version = {len(ARCHIVE.steps) + 1}")
    assert "newer Isnad" in await refused(archive)


async def test_another_programs_database_is_refused_and_left_alone(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as file:
        file.execute("CREATE TABLE theirs (x)")
    assert "another program's" in await refused(archive)


async def test_a_file_that_is_no_database_is_refused_and_left_alone(archive: Path) -> None:
    write(archive, "هذا ليس أرشيفا\n".encode() * 100)
    assert "not an Isnad archive" in await refused(archive)


async def test_a_folder_and_an_unreachable_place_are_refused(tmp_path: Path) -> None:
    assert "this is a folder" in await refused(tmp_path)
    write(tmp_path / "file", b"")
    assert "cannot be opened" in await refused(tmp_path / "file" / "archive.db")


async def test_a_damaged_page_is_reported_as_such(archive: Path) -> None:
    async with Database.open(archive) as database, database.transaction() as transaction:
        await transaction.repeat(
            "INSERT INTO sources (name) VALUES (?)", ((f"{n}" * 99,) for n in range(999))
        )
    data = content(archive) or b""
    write(archive, data[:4096].ljust(len(data), b"\xff"))
    with pytest.raises(StoreError, match="damaged"):
        async with Database.open(archive) as database:
            await database.rows("SELECT * FROM sources")


async def test_a_cancelled_transaction_leaves_nothing_behind(archive: Path) -> None:
    async with Database.open(archive) as database:
        entered = asyncio.Event()

        async def write() -> None:
            async with database.transaction() as transaction:
                await transaction.execute("INSERT INTO sources (name, followed) VALUES ('/a', 1)")
                entered.set()
                await asyncio.Event().wait()

        writing = asyncio.create_task(write())
        await entered.wait()
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
        async with database.transaction() as transaction:
            assert await transaction.rows("SELECT * FROM sources") == []


def test_an_archive_that_another_process_writes_to_is_reported_as_busy(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as theirs, closing(sqlite3.connect(archive, timeout=0)) as ours:
        theirs.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process is writing"), explained(archive):
            ours.execute("BEGIN IMMEDIATE")


def test_an_archive_that_may_not_be_written_is_reported_as_such(archive: Path) -> None:
    sqlite3.connect(archive).close()
    read_only = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    with closing(read_only), pytest.raises(StoreError, match="cannot be written"), explained(archive):
        read_only.execute("CREATE TABLE t (x)")
