"""Posts of channels on their way into the archive."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.changes.generation import Batch
from bot.archive.store import Store
from bot.database.database import Database
from bot.errors import StoreError
from bot.sources import channel_posts as module
from bot.sources.channel_posts import HeardChannel, Posts
from retrieval.records import Article
from tests.support.web.memory_archive import MemoryArchive

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from bot.archive.changes.generation import ChangeCounts

CHAT = -1001234
POST = Article("post-1", "عنوان", "نص المنشور الأول في القناة")


class Kept(MemoryArchive):
    """An archive that can be out of order, and notes when it was reached."""

    def __init__(self) -> None:
        super().__init__()
        self.broken = False
        self.reached = asyncio.Event()
        self.done = asyncio.Event()

    async def __call__(self, articles: Sequence[Article], source: str) -> ChangeCounts:
        self.reached.set()
        if self.broken:
            raise StoreError("archive", "out of order")
        changes = await super().__call__(articles, source)
        self.done.set()
        return changes


@pytest.fixture
async def database(archive: Path) -> AsyncIterator[Database]:
    async with Database.open(archive) as database:
        yield database


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def posts(database: Database, kept: Kept) -> Posts:
    return Posts(database, kept)


async def test_a_channel_is_known_by_its_latest_title_and_off_until_it_is_switched_on(posts: Posts) -> None:
    await posts.meet(CHAT, "قديم", None, 1)
    assert await posts.meet(CHAT, "أخبار", "news", 2) == HeardChannel(CHAT, "أخبار", "news", None)
    assert (await posts.hear(CHAT, heard=True)) == HeardChannel(CHAT, "أخبار", "news", heard=True)
    assert (await posts.meet(CHAT, "أخبار", "news", 2)).heard
    assert await posts.hear(-1, heard=True) is None
    assert [channel.chat for channel in await posts.channels()] == [CHAT]


async def test_posts_that_wait_are_added_together_and_once(posts: Posts, kept: Kept) -> None:
    await posts.meet(CHAT, "أخبار", None, 1)
    for number in range(5):
        await posts.put(CHAT, replace(POST, id=f"post-{number}"), 100 + number)
    assert await posts.flush() == 5
    assert await posts.flush() == 0
    assert (kept.batches, kept.sources) == ([5], {f"telegram:{CHAT}"})
    [channel] = await posts.channels()
    assert channel.last == 104


async def test_an_edit_takes_the_place_of_what_waits(posts: Posts, kept: Kept) -> None:
    await posts.meet(CHAT, "أخبار", None, 1)
    await posts.put(CHAT, POST, 1)
    await posts.put(CHAT, replace(POST, text="نص آخر"), 2)
    await posts.flush()
    assert kept.articles[POST.id].text == "نص آخر"


async def test_what_waits_survives_the_process(database: Database, kept: Kept) -> None:
    await Posts(database, kept).put(CHAT, POST, 1)
    await Posts(database, kept).flush()
    assert kept.articles == {POST.id: POST}


async def test_posts_are_added_as_they_come(posts: Posts, kept: Kept) -> None:
    running = asyncio.create_task(posts.run())
    await asyncio.sleep(0)
    await posts.put(CHAT, POST, 1)
    await kept.done.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_what_could_not_be_added_is_tried_again(
    posts: Posts, kept: Kept, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "_AGAIN_SECONDS", 0)
    kept.broken = True
    await posts.put(CHAT, POST, 1)
    running = asyncio.create_task(posts.run())
    await kept.reached.wait()
    kept.broken = False
    await kept.done.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert "out of order" in caplog.text


async def test_the_posts_of_a_channel_are_counted_as_they_stand_in_the_archive(archive: Path) -> None:
    async with Store.open(archive) as store:

        async def keep(articles: Sequence[Article], source: str) -> ChangeCounts:
            return await store.take(Batch(source, articles), continuing=True)

        posts = Posts(store.database, keep)
        await posts.meet(CHAT, "أخبار", None, 1)
        assert await posts.kept() == {}
        for text in ("نص أول", "نص ثان"):
            await posts.put(CHAT, replace(POST, text=text), 1)
            await posts.flush()
        await posts.put(CHAT, replace(POST, id="post-2"), 1)
        await posts.flush()
        assert await posts.kept() == {CHAT: 2}


async def test_strangers_cannot_fill_the_archive_with_channels(
    posts: Posts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CHANNELS", 2)
    await posts.meet(-1, "قناتنا", None, 1)
    await posts.hear(-1, heard=True)
    for chat in (-2, -3, -4):
        assert (await posts.meet(chat, f"قناة {chat}", None, -chat)).heard is None
    await posts.meet(-1, "اسمها الجديد", None, 1)
    assert [(channel.chat, channel.title) for channel in await posts.channels()] == [
        (-1, "اسمها الجديد"),
        (-3, "قناة -3"),
        (-4, "قناة -4"),
    ]
