from __future__ import annotations

import asyncio
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.changes.generation import Batch
from bot.archive.library import Library
from bot.archive.store import Store
from bot.configuration.settings import journal_of
from bot.database.lock import held, unloaded
from bot.errors import CommandError, StoreError
from bot.journal.journal import Journal
from bot.operations.backup import back_up, restore
from retrieval.records import Article

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.configuration.settings import Settings


def article(number: int) -> Article:
    return Article(f"{number}", "عنوان", f"نص الخبر رقم {number}.")


async def put(store: Store, *articles: Article) -> None:
    async def batches() -> AsyncIterator[Batch]:
        yield Batch("/pages", articles)

    await store.add([], batches())


async def ids(file: Path) -> list[str]:
    async with Store.open(file) as store:
        return [held.id async for held in store.stream()]


@pytest.fixture
async def kept(settings: Settings) -> Settings:
    """Settings whose archive holds two articles, and a journal."""
    async with Store.open(settings.archive) as store, Journal.open(settings.journal):
        await put(store, article(1), article(2))
    return settings


async def test_a_backup_holds_archive_and_journal_and_is_private(kept: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy.db"
    assert back_up(kept, copy) == [copy, journal_of(copy)]
    assert await ids(copy) == ["1", "2"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in (copy, journal_of(copy))} == {0o600}
    assert sorted(file.name for file in copy.parent.iterdir() if "new" in file.name) == []


async def test_a_backup_made_while_articles_are_written_holds_whole_transactions(
    kept: Settings, tmp_path: Path
) -> None:
    async with Store.open(kept.archive) as store:

        async def write() -> None:
            for number in range(3, 60):
                await put(store, article(number), article(number + 1000))

        writing = asyncio.create_task(write())
        copies = [tmp_path / f"{number}.db" for number in range(4)]
        for copy in copies:
            await asyncio.to_thread(back_up, kept, copy)
        await writing
    for copy in copies:
        found = await ids(copy)
        assert len(found) % 2 == 0
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        numbers = {int(id_) for id_ in found}
        assert {number + 1000 for number in numbers if 2 < number < 1000} == {n for n in numbers if n > 1000}


async def test_a_backup_comes_back(kept: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(kept, copy)
    async with Library.open(kept) as library:
        await library.add([Article("later", "عنوان", "نص آخر.")], "feed")
    assert restore(kept, copy, force=True) == [kept.archive, kept.journal]
    assert await ids(kept.archive) == ["1", "2"]
    async with Library.open(kept) as library:
        assert (await library.ask("الخبر رقم 1")).question


async def test_a_damaged_archive_is_replaced_with_its_logs(kept: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(kept, copy)
    kept.archive.write_bytes(b"damaged")
    kept.archive.with_name(f"{kept.archive.name}-wal").write_bytes(b"damaged, too")
    restore(kept, copy, force=True)
    assert await ids(kept.archive) == ["1", "2"]


def test_a_file_that_exists_is_not_replaced_unless_forced(kept: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    journal_of(copy).write_text("mine")
    with pytest.raises(CommandError, match=r"copy\.db\.readers: this file exists already; --force"):
        back_up(kept, copy)
    assert (copy.exists(), journal_of(copy).read_text()) == (False, "mine")
    back_up(kept, copy, force=True)
    assert copy.exists()


def test_an_archive_without_a_journal_is_copied_alone(kept: Settings, tmp_path: Path) -> None:
    kept.journal.unlink()
    assert back_up(kept, tmp_path / "copy.db") == [tmp_path / "copy.db"]


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\0"])
def test_what_is_no_archive_is_not_copied(kept: Settings, tmp_path: Path, content: bytes | None) -> None:
    source = tmp_path / "other.db"
    if content is not None:
        source.write_bytes(content)
    before = kept.archive.read_bytes()
    with pytest.raises((CommandError, StoreError), match=r"other\.db: "):
        restore(kept, source, force=True)
    assert kept.archive.read_bytes() == before


def test_an_archive_is_not_copied_onto_itself(kept: Settings) -> None:
    with pytest.raises(CommandError, match="this is the file to copy"):
        back_up(kept, kept.archive, force=True)


def test_nothing_is_put_under_a_running_bot(kept: Settings, tmp_path: Path) -> None:
    back_up(kept, tmp_path / "copy.db")
    with held(kept.archive), pytest.raises(StoreError, match="another Isnad serves this archive"):
        restore(kept, tmp_path / "copy.db", force=True)


def test_a_folder_that_cannot_be_written_is_named(kept: Settings) -> None:
    target = replace(kept).archive / "copy.db"
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(kept, target)


async def test_who_has_the_archive_open_sees_what_came_back_and_writes_to_it(
    kept: Settings, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    back_up(kept, copy)
    async with Store.open(kept.archive) as store:
        await put(store, article(3))
        await asyncio.to_thread(restore, kept, copy, force=True)
        assert [held.id async for held in store.stream()] == ["1", "2"]
        await put(store, article(4))
    assert await ids(kept.archive) == ["1", "2", "4"]


def test_nothing_is_put_under_a_load(kept: Settings, tmp_path: Path) -> None:
    back_up(kept, tmp_path / "copy.db")
    with unloaded(kept.archive), pytest.raises(StoreError, match="is loading into this archive"):
        restore(kept, tmp_path / "copy.db", force=True)


async def test_a_damaged_copy_is_not_put_back(kept: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with Store.open(kept.archive) as store:
        await put(store, *map(article, range(10, 500)))
    back_up(kept, copy)
    content = bytearray(copy.read_bytes())
    content[8192:40960] = bytes(32768)
    copy.write_bytes(content)
    before = await ids(kept.archive)
    with pytest.raises(StoreError, match="damaged"):
        restore(kept, copy, force=True)
    assert await ids(kept.archive) == before


async def test_a_damaged_archive_can_be_replaced_by_its_copy(kept: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(kept, copy)
    kept.archive.write_bytes(b"no archive at all")
    kept.archive.with_name(f"{kept.archive.name}-journal").write_bytes(b"nor its journal")
    restore(kept, copy, force=True)
    assert await ids(kept.archive) == ["1", "2"]
    assert not kept.archive.with_name(f"{kept.archive.name}-journal").exists()
