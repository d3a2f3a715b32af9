from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from bot.archive.generation import Batch
from bot.archive.store import Store
from retrieval.records import Article

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

HELD = (
    Article("old", "افتتاح الجسر الأحمر", "نص.", outlet="صحيفة النهر", published=datetime.date(2014, 1, 1)),
    Article("new", "مدرسة جديدة في القرية", "نص.", outlet="البوابة", published=datetime.date(2020, 1, 1)),
    Article("un\0dated", "خبر", "نص.", outlet="البوّابة"),
)


@pytest.fixture
async def store(archive: Path) -> AsyncIterator[Store]:
    async with Store.open(archive) as store:
        await store.take(Batch("/pages", HELD), continuing=False)
        yield store


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["new", "old", "un\0dated"]),
        ("الاحمر", ["old"]),
        ("القريه مدرسه", ["new"]),
        ("البَوّابة", ["new", "un\0dated"]),
        ("النهر الأحمر", ["old"]),
        ("مدرسة الأحمر", []),
        ("NEW", ["new"]),
        ("dated", ["un\0dated"]),
        ("%", []),
    ],
)
async def test_words_are_found_in_headline_outlet_and_id_in_any_spelling(
    store: Store, words: str, found: list[str]
) -> None:
    listing = await store.listing(words, 0, 10)
    assert [article.id for article in listing.articles] == found
    assert listing.total == len(found)


@pytest.mark.parametrize("words", ["", "البوابة"])
async def test_pages_tile_the_list(store: Store, words: str) -> None:
    whole = (await store.listing(words, 0, 10)).articles
    pages = [await store.listing(words, first, 1) for first in range(len(whole) + 1)]
    assert [page.articles for page in pages] == [*((article,) for article in whole), ()]
    assert {page.total for page in pages} == {len(whole)}


async def test_the_list_follows_what_is_added_changed_and_removed(store: Store) -> None:
    assert (await store.listing("الأحمر", 0, 10)).total == 1
    await store.take(Batch("/pages", [Article("old", "افتتاح النفق", "نص.")]), continuing=False)
    await store.remove(["new"])
    assert (await store.listing("الأحمر", 0, 10)).total == 0
    assert [article.id for article in (await store.listing("النفق", 0, 10)).articles] == ["old"]
    assert (await store.listing("مدرسة", 0, 10)).total == 0
