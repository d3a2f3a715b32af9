"""Two processes, or two people, at one archive: writers queue, and what each was told is true."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
import time
from asyncio.subprocess import PIPE
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.archive.changes.changelog import Act
from bot.archive.changes.generation import Batch, ChangeCounts
from bot.archive.library import BY_HAND, Library
from bot.archive.store import Store
from bot.database.lock import turn, unloaded
from bot.errors import StoreError
from bot.loading.load import load
from bot.operations.backup import back_up
from bot.progress import Stage
from retrieval.records import Article
from tests.support.batches import batches
from tests.support.processes import start

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.configuration.settings import Settings
    from bot.progress import Step
    from tests.support.processes import Started

ROOT = Path(__file__).parents[2]


def article(number: int, text: str = "نص") -> Article:
    return Article(f"{number}", f"خبر {number}", f"{text} الخبر رقم {number} من الأرشيف.")


def folder_of(place: Path, first: int, last: int) -> Path:
    """A file of articles from number `first` until before `last`."""
    rows = ({"id": f"{n}", "title": f"خبر {n}", "text": f"نص الخبر رقم {n}."} for n in range(first, last))
    place.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return place


def begun(archive: Path) -> None:
    """Wait until a load is under way."""
    with suppress(StoreError):
        while True:
            with unloaded(archive):
                pass
            time.sleep(0.05)


async def ids(store: Store) -> set[str]:
    return {held.id async for held in store.stream()}


async def isnad(settings: Settings, *words: object) -> Started:
    return await start("bot", "--archive", settings.archive, *words, stdout=PIPE, stderr=PIPE)


async def test_of_two_changes_whose_batches_take_turns_each_is_undone_alone(archive: Path) -> None:
    async def first() -> AsyncIterator[Batch]:
        yield Batch("/first", [article(1), article(2)])
        await store.take(Batch(BY_HAND, [article(10), article(2, "غيره")]), continuing=False)
        yield Batch("/first", [article(3)])

    async with Store.open(archive) as store:
        await store.add(["/old"], batches(article(0), source="/old"))
        assert await store.add(["/first"], first()) == ChangeCounts(added=3)
        undone = await store.previous()
        assert undone
        assert (undone.what, undone.changes) == (Act.LOAD, ChangeCounts(added=3))
        # What the editor changed since stays as the editor left it.
        await store.rollback()
        assert await ids(store) == {"0", "2", "10"}
        assert (await store.articles(["2"]))["2"] == article(2, "غيره")
        assert await store.sources() == ["/old"]
        await store.rollback()
        assert await ids(store) == {"0", "1", "2", "3", "10"}
        assert await store.sources() == ["/old", "/first"]


async def test_what_is_removed_while_a_load_reads_stays_away(archive: Path) -> None:
    async def reading() -> AsyncIterator[Batch]:
        yield Batch("/pages", [article(2)])
        await store.remove(["1"])
        yield Batch("/pages", [article(1), article(3)])

    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(article(1)))
        for write in (store.add, store.renew, store.replace):
            await write(["/pages"], reading())
            assert await ids(store) == {"2", "3"}
            assert await store.withheld() == {"1"}
            await store.add([], batches(article(1)))


@pytest.mark.parametrize("way", ["replace", "renew"])
async def test_while_the_whole_archive_is_read_anew_everybody_writes(archive: Path, way: str) -> None:
    async def reading() -> AsyncIterator[Batch]:
        yield Batch("/pages", [article(1, "جديد")])
        async with Store.open(archive) as other:
            await other.take(Batch(BY_HAND, [article(5)]), continuing=False)
            await other.remove(["2"])
        await store.database.write(("UPDATE channels SET seen = 1", []))
        assert (await store.articles(["1"]))["1"] == article(1)

    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(article(1), article(2), article(3)))
        changes = await getattr(store, way)(["/pages"], reading())
        assert changes == ChangeCounts(changed=1, removed=1)
        assert await ids(store) == {"1", "5"}
        await store.rollback()
        assert await ids(store) == {"1", "3", "5"}


async def test_additions_by_hand_do_not_wait_for_a_reload_that_reads(
    settings: Settings, tmp_path: Path
) -> None:
    reads, added = threading.Event(), threading.Event()

    def progress(step: Step) -> None:
        if step.stage is Stage.READING:
            reads.set()
            added.wait(60)

    async with Library.open(settings) as library:
        listed = folder_of(tmp_path / "slow.jsonl", 1, 2)
        loading = asyncio.create_task(load(library, [listed], replace=True, progress=progress))
        await asyncio.to_thread(reads.wait, 60)
        assert await library.add([article(7)], BY_HAND) == ChangeCounts(added=1)
        added.set()
        await loading
        assert await ids(library.store) == {"1", "7"}


async def test_two_loads_at_once_queue_and_each_is_undone_alone(settings: Settings, tmp_path: Path) -> None:
    files = [folder_of(tmp_path / "a.jsonl", 0, 700), folder_of(tmp_path / "b.jsonl", 600, 1400)]
    loads = [await isnad(settings, "load", "--json", file) for file in files]
    said = [await running.communicate() for running in loads]
    assert [running.returncode for running in loads] == [0, 0], said
    added = [json.loads(out)["added"] for out, _ in said]
    assert sum(added) == 1400
    async with Store.open(settings.archive) as store:
        for left in (1400 - (await _undone(store)), 1400):
            assert await store.count() == left
            await store.rollback()


async def _undone(store: Store) -> int:
    """Undo the last change; return how many articles it had added."""
    change = await store.previous()
    await store.rollback()
    assert change
    return change.changes.added


async def test_nothing_is_restored_under_a_load_of_another_process(
    settings: Settings, tmp_path: Path
) -> None:
    async with Library.open(settings) as library:
        await library.add([article(1)], BY_HAND)
    back_up(settings, tmp_path / "copy.db")
    # While something else is written, the load waits, and has its turn.
    with closing(sqlite3.connect(settings.archive, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        loading = await isnad(settings, "load", "--json", folder_of(tmp_path / "more.jsonl", 2, 3))
        await asyncio.to_thread(begun, settings.archive)
        refused = await isnad(settings, "restore", "--force", tmp_path / "copy.db")
        assert "يجري الآن تحميل إلى هذا الأرشيف" in (await refused.communicate())[1].decode()
        assert refused.returncode == 1
    assert json.loads((await loading.communicate())[0])["added"] == 1
    async with Store.open(settings.archive) as store:
        assert await ids(store) == {"1", "2"}


async def test_who_waits_for_another_load_is_told(settings: Settings, tmp_path: Path) -> None:
    async with turn(settings.archive, lambda: None):
        waiting = await isnad(settings, "load", "--json", folder_of(tmp_path / "a.jsonl", 0, 3))
        assert waiting.stderr
        assert (await waiting.stderr.readline()).decode() == "انتظار نهاية تحميل آخر\n"
    assert json.loads((await waiting.communicate())[0])["added"] == 3


async def test_a_question_is_answered_from_an_archive_that_was_put_back(
    settings: Settings, tmp_path: Path
) -> None:
    async with Library.open(settings) as library:
        await library.add(
            [Article("1", "جسر", "افتتح الوزير جسر الميناء الجديد في البصرة صباح الخميس.")], BY_HAND
        )
        back_up(settings, tmp_path / "copy.db")
        harbour = Article("2", "مطار", "دشنت الشركة مطار النجف الدولي أمام المسافرين يوم الأحد.")
        await library.add([harbour], BY_HAND)
        assert (await library.ask("ماذا دشنت الشركة في النجف؟")).quotes
        restoring = await isnad(settings, "restore", "--force", tmp_path / "copy.db")
        assert await restoring.wait() == 0
        assert not (await library.ask("ماذا دشنت الشركة في النجف؟")).quotes
        assert (await library.ask("ماذا افتتح الوزير في البصرة؟")).quotes
