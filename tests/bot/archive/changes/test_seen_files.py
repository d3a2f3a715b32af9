from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.changes.generation import Batch
from bot.archive.changes.seen_files import Brought, SeenFile, Stamp
from bot.archive.store import Store
from bot.database.rows import digest
from retrieval.records import Article

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

ONE, TWO = Article("1", "جسر", "افتتح الوزير الجسر."), Article("2", "ميناء", "دشنت الشركة الميناء.")


def record(place: str, *articles: Article) -> SeenFile:
    """Return what is remembered of a file that brought these articles."""
    brought = Brought()
    for article in articles:
        brought.add(article.id, digest(article))
    return SeenFile(place, "1", b"content", Stamp(7, 8), b"reading", tuple(brought.ids), brought.digest())


async def put(store: Store, *articles: Article, records: tuple[SeenFile, ...] = ()) -> None:
    await store.take(Batch("/pages", articles, records=records), continuing=False)


@pytest.fixture
async def store(archive: Path) -> AsyncIterator[Store]:
    async with Store.open(archive) as store:
        yield store


async def test_a_record_comes_back_as_it_was_kept(store: Store) -> None:
    first = record("/a/1.txt", ONE)
    second = replace(record("/b/1.txt", TWO), stamp=None)
    await put(store, ONE, TWO, records=(first, second))
    with store.seen_files() as files:
        assert files.records(["/a/1.txt", "/b/1.txt", "/c"]) == {"/a/1.txt": first, "/b/1.txt": second}
        assert files.named(["1", "2"]) == [first, second]


async def test_a_file_that_is_read_again_keeps_its_turn(store: Store) -> None:
    await put(store, ONE, records=(record("/a/1.txt", ONE), record("/b/1.txt", ONE)))
    later = replace(record("/a/1.txt", ONE, TWO), content=b"other")
    await put(store, ONE, TWO, records=(later,))
    with store.seen_files() as files:
        assert [(known.place, known.content) for known in files.named(["1"])] == [
            ("/a/1.txt", b"other"),
            ("/b/1.txt", b"content"),
        ]


@pytest.mark.parametrize("change", ["none", "an article changed", "an article went"])
async def test_a_file_stands_while_the_archive_holds_what_it_brought(store: Store, change: str) -> None:
    kept = record("/a.jsonl", ONE, TWO)
    await put(store, ONE, TWO, records=(kept,))
    if change == "an article changed":
        await put(store, replace(TWO, text="غيره."))
    elif change == "an article went":
        await store.remove(["2"])
    with store.seen_files() as files:
        assert files.stands(kept) is (change == "none")
