from __future__ import annotations

import asyncio
import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.changes.generation import Batch, ChangeCounts
from bot.archive.store import Store
from retrieval.records import Article, Span
from tests.support.batches import batches, breaking

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

FULL = Article(
    id="1",
    title="عنوان",
    text="الفقرة الأولى.\nعنوان فرعي\nالفقرة الثانية.",
    outlet="البوابة",
    author="كاتبة",
    published=datetime.date(2014, 9, 28),
    url="https://example.org/1",
    section="أخبار",
    dateline="موسكو",
    headings=(Span(15, 25),),
)
BARE = Article("2", "عنوان آخر", "نص\0 قصير 🙂.")


async def held(store: Store) -> list[Article]:
    return [article async for article in store.stream()]


async def test_an_article_comes_back_as_it_was_put(archive: Path) -> None:
    async with Store.open(archive) as store:
        assert await store.add(["/pages"], batches(FULL, BARE)) == ChangeCounts(added=2)
    async with Store.open(archive) as store:
        assert await held(store) == [FULL, BARE]
        assert await store.articles(["2", "1", "nowhere"]) == {"1": FULL, "2": BARE}
        assert list(store.scan(at=(await store.state()).generation)) == [FULL, BARE]


async def test_adding_counts_new_changed_and_unchanged_articles(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(FULL, BARE))
        changed = replace(BARE, author="كاتب")
        third = replace(BARE, id="3")
        assert await store.add(["/pages"], batches(FULL, changed, third)) == ChangeCounts(1, 1, 1)
        assert await held(store) == [FULL, changed, third]


async def test_many_articles_are_streamed_across_pages_in_the_order_of_loading(archive: Path) -> None:
    articles = [replace(BARE, id=str(number)) for number in range(450)]
    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(*articles[:1]))
        await store.replace(["/pages"], batches(*articles))
        assert await held(store) == articles
        assert await store.count() == 450


async def test_what_broke_off_keeps_every_batch_written_before(archive: Path) -> None:
    async with Store.open(archive) as store:
        with pytest.raises(RuntimeError):
            await store.add(["/pages"], breaking(FULL, BARE))
        assert await held(store) == [FULL, BARE]


async def test_replacing_removes_what_is_not_brought_again(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/old"], batches(FULL, BARE, source="/old"))
        changes = await store.replace(["/new"], batches(FULL, replace(BARE, id="3"), source="/new"))
        assert changes == ChangeCounts(added=1, unchanged=1, removed=1)
        assert [article.id for article in await held(store)] == ["1", "3"]
        assert await store.sources() == ["/new"]


async def test_a_replacement_that_breaks_off_leaves_everything_as_it_was(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/old"], batches(FULL, BARE, source="/old"))
        before = await store.state()
        with pytest.raises(RuntimeError):
            await store.replace(["/new"], breaking(replace(FULL, title="غيره"), replace(BARE, id="3")))
        assert await held(store) == [FULL, BARE]
        assert await store.sources() == ["/old"]
        assert await store.state() == before


async def test_renewing_a_source_removes_only_what_came_from_it(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/a"], batches(FULL, replace(FULL, id="gone"), source="/a"))
        await store.add(["/b"], batches(BARE, source="/b"))
        assert await store.renew(["/a"], batches(FULL, source="/a")) == ChangeCounts(unchanged=1, removed=1)
        assert await held(store) == [FULL, BARE]
        assert await store.sources() == ["/a", "/b"]


async def test_an_article_belongs_to_the_source_that_brought_it_last(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/a"], batches(FULL, BARE, source="/a"))
        await store.add(["/b"], batches(BARE, source="/b"))
        await store.renew(["/a"], batches(FULL, source="/a"))
        assert await held(store) == [FULL, BARE]


async def test_an_older_generation_is_read_as_it_was(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(FULL, BARE))
        then = (await store.state()).generation
        await store.replace(["/pages"], batches(replace(FULL, text="نص جديد."), replace(BARE, id="3")))
        assert await store.articles(["1", "2", "3"], at=then) == {"1": FULL, "2": BARE}
        assert list(store.scan(at=then)) == [FULL, BARE]


async def test_readers_see_nothing_of_a_replacement_until_it_ends(archive: Path) -> None:
    async def watched(store: Store) -> AsyncIterator[Batch]:
        yield Batch("/new", [replace(FULL, title="جديد")])
        assert await held(store) == [FULL]

    async with Store.open(archive) as store:
        await store.add(["/old"], batches(FULL))
        assert await store.replace(["/new"], watched(store)) == ChangeCounts(changed=1)


async def test_the_fingerprint_follows_the_content_and_nothing_else(archive: Path) -> None:
    async with Store.open(archive) as store:
        empty = await store.state()
        await store.add(["/pages"], batches(FULL, BARE))
        full = await store.state()
        await store.add(["/elsewhere"], batches(BARE, FULL, source="/elsewhere"))
        assert await store.state() == full
        await store.add(["/pages"], batches(replace(FULL, headings=())))
        changed = await store.state()
        assert len({empty.fingerprint, full.fingerprint, changed.fingerprint}) == 3


async def test_two_archives_of_different_content_never_share_a_fingerprint(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "a.db") as one, Store.open(tmp_path / "b.db") as other:
        await one.add(["/pages"], batches(FULL))
        await other.add(["/pages"], batches(BARE))
        assert (await one.state()).generation == (await other.state()).generation
        assert (await one.state()).fingerprint != (await other.state()).fingerprint


async def test_removed_articles_are_gone_and_the_rest_stays(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(FULL, BARE))
        assert await store.remove(["1", "nowhere"]) == ChangeCounts(removed=1)
        assert await held(store) == [BARE]


async def test_a_write_waits_its_turn_behind_another_of_the_same_process(archive: Path) -> None:
    async def nested(store: Store) -> AsyncIterator[Batch]:
        waiting.append(asyncio.create_task(store.add(["/b"], batches(BARE, source="/b"))))
        await asyncio.sleep(0)
        yield Batch("/a", [FULL])

    waiting: list[asyncio.Task[ChangeCounts]] = []
    async with Store.open(archive) as store:
        assert await store.replace(["/a"], nested(store)) == ChangeCounts(added=1)
        assert await waiting[0] == ChangeCounts(added=1)
        assert await held(store) == [FULL, BARE]
