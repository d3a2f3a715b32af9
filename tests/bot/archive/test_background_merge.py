from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, ClassVar

import pytest

from bot.archive.background_merge import BackgroundMerge
from bot.archive.changes.generation import Batch
from bot.archive.index_builder import IndexBuilder, IndexedArchive
from bot.archive.library import Library
from bot.archive.store import Store
from bot.progress import silent
from retrieval.archive import Archive
from tests.support.corpora import answering, article, word_lists

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator
    from pathlib import Path

    from bot.archive.changes.difference import Difference
    from bot.configuration.settings import Settings
    from retrieval.records import Article

BRIDGE = "افتتح الوزير جسر الشهداء في مدينة الموصل يوم الأحد."
HARBOUR = "دشنت الشركة ميناء الفاو الكبير في محافظة البصرة أمس."
MANY = [article(f"rain-{number}", f"هطل المطر على القرية رقم {number}.") for number in range(40)]
LATER = [article(f"late-{number}", f"نزل الثلج على الجبل رقم {number}.") for number in range(3)]


class HeldStore(Store):
    """A store that hands over no article to the first who asks for what came since until it may."""

    reached: ClassVar[threading.Event]
    further: ClassVar[threading.Event]

    def scan_changes(self, changes: Difference) -> Generator[Article]:
        if not self.reached.is_set():
            self.reached.set()
            self.further.wait(timeout=30)
        yield from super().scan_changes(changes)


@pytest.fixture
def held() -> type[HeldStore]:
    HeldStore.reached, HeldStore.further = threading.Event(), threading.Event()
    HeldStore.further.set()
    return HeldStore


async def brought(*articles: Article) -> AsyncIterator[Batch]:
    yield Batch("news", articles)


def index_builder(tmp_path: Path) -> IndexBuilder:
    return IndexBuilder(tmp_path / "index", word_lists(), answering())


async def changed(store: Store, builder: IndexBuilder) -> IndexedArchive:
    """The indexed archive of a store to which enough came since its index was built."""
    await store.add([], brought(*MANY))
    first = await builder.latest(store, silent)
    await store.add([], brought(*LATER))
    return await builder.latest(store, silent, first)


async def test_enough_that_came_is_merged_into_the_index_of_a_program_that_stays(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await library.add(MANY, "news")
        await library.stay()
        await library.add([article("bridge", BRIDGE)], "news")
        await library.add([article("harbour", HARBOUR)], "news")
        few = library.indexed
        await library.add([LATER[0]], "news")
        await library.index.merging.finished()
        assert few is not None
        assert library.indexed is not None
        assert (few.archive.changes, library.indexed.archive.changes) == (2, 0)
        assert len(library.indexed.archive) == 43
        answer = await library.ask("ماذا افتتح الوزير في الموصل؟")
        assert [quote.text for quote in answer.quotes][:1] == [BRIDGE]
        standing = library.indexed.archive.fingerprint
    saved = Archive.open(settings.index, library.language, settings.retrieval)
    assert saved.fingerprint == standing


async def test_a_program_that_only_asks_merges_nothing(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await library.add(MANY, "news")
        await library.add(LATER, "news")
        await library.index.merging.finished()
        assert library.indexed is not None
        assert library.indexed.archive.changes == 3


async def test_what_comes_while_the_index_is_merged_is_searchable_before_and_after(
    tmp_path: Path, held: type[HeldStore]
) -> None:
    builder, adopted = index_builder(tmp_path), list[IndexedArchive]()

    async def adopt(merged: IndexedArchive) -> None:
        adopted.append(await builder.latest(store, silent, merged))

    async with held.open(tmp_path / "archive.db") as store:
        indexed = await changed(store, builder)
        held.further.clear()
        held.reached.clear()
        merging = BackgroundMerge(builder, store)
        merging.consider(indexed, adopt)
        await asyncio.to_thread(held.reached.wait, 30)
        await store.add([], brought(article("bridge", BRIDGE)))
        meanwhile = await builder.latest(store, silent, indexed)
        found = meanwhile.archive.find("ماذا افتتح الوزير في الموصل؟").articles
        held.further.set()
        await merging.finished()
        now = (await store.state()).fingerprint

    assert found == ("bridge",)
    assert [(merged.archive.changes, merged.archive.fingerprint) for merged in adopted] == [(1, now)]
    assert adopted[0].archive.find("ماذا افتتح الوزير في الموصل؟").articles == ("bridge",)


async def test_one_merge_runs_at_a_time_and_one_broken_off_leaves_the_index_as_it_was(
    tmp_path: Path, held: type[HeldStore]
) -> None:
    builder, adopted = index_builder(tmp_path), list[IndexedArchive]()

    async def adopt(merged: IndexedArchive) -> None:
        adopted.append(merged)

    async with held.open(tmp_path / "archive.db") as store:
        indexed = await changed(store, builder)
        before = Archive.open(builder.folder, builder.language, builder.tuning).fingerprint
        held.further.clear()
        held.reached.clear()
        merging = BackgroundMerge(builder, store)
        merging.consider(indexed, adopt)
        await asyncio.to_thread(held.reached.wait, 30)
        held.reached.clear()
        merging.consider(indexed, adopt)
        asyncio.get_running_loop().call_soon(held.further.set)  # breaking off waits for the thread
        await merging.break_off()

        assert (held.reached.is_set(), adopted) == (False, [])
        assert Archive.open(builder.folder, builder.language, builder.tuning).fingerprint == before
        assert (await builder.latest(store, silent)).archive.changes == len(LATER)


async def test_a_merge_that_cannot_be_saved_is_logged_and_the_old_index_stays(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    builder = index_builder(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    unwritable = IndexBuilder(tmp_path / "file" / "index", builder.language, builder.tuning)

    async def adopt(merged: IndexedArchive) -> None:
        raise AssertionError(merged)

    async with Store.open(tmp_path / "archive.db") as store:
        indexed = await changed(store, builder)
        merging = BackgroundMerge(unwritable, store)
        merging.consider(indexed, adopt)
        await merging.finished()

    assert "could not be merged into the index" in caplog.text
    assert "cannot be saved" in caplog.text


async def test_little_that_came_is_left_as_it_is(tmp_path: Path) -> None:
    builder = index_builder(tmp_path)
    async with Store.open(tmp_path / "archive.db") as store:
        await store.add([], brought(*MANY))
        first = await builder.latest(store, silent)
        await store.add([], brought(*LATER[:2]))
        assert not builder.is_due((await builder.latest(store, silent, first)).archive)
