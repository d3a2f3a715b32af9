from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.changes.generation import Batch
from bot.archive.listing import holdings, search, select
from bot.archive.store import Store
from retrieval.records import Article, Scope
from tests.support.batches import batches

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

HELD = (
    Article("old", "افتتاح الجسر الأحمر", "نص.", outlet="صحيفة النهر", published=datetime.date(2014, 1, 1)),
    Article("new", "مدرسة جديدة في القرية", "نص.", outlet="البوابة", published=datetime.date(2020, 1, 1)),
    Article("un\0dated", "خبر", "نص.", outlet="البوّابة"),
)

DATED = Article("1", "عنوان", "نص.", outlet="البوابة", published=datetime.date(2014, 9, 28))
BARE = Article("2", "عنوان آخر", "نص قصير.")


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
    listing = await search(store.database, words, 0, 10)
    assert [article.id for article in listing.articles] == found
    assert listing.total == len(found)


@pytest.mark.parametrize("words", ["", "البوابة"])
async def test_pages_tile_the_list(store: Store, words: str) -> None:
    whole = (await search(store.database, words, 0, 10)).articles
    pages = [await search(store.database, words, first, 1) for first in range(len(whole) + 1)]
    assert [page.articles for page in pages] == [*((article,) for article in whole), ()]
    assert {page.total for page in pages} == {len(whole)}


async def test_the_list_follows_what_is_added_changed_and_removed(store: Store) -> None:
    assert (await search(store.database, "الأحمر", 0, 10)).total == 1
    await store.take(Batch("/pages", [Article("old", "افتتاح النفق", "نص.")]), continuing=False)
    await store.remove(["new"])
    assert (await search(store.database, "الأحمر", 0, 10)).total == 0
    assert [article.id for article in (await search(store.database, "النفق", 0, 10)).articles] == ["old"]
    assert (await search(store.database, "مدرسة", 0, 10)).total == 0


async def test_holdings_count_articles_outlets_and_dates(archive: Path) -> None:
    async with Store.open(archive) as store:
        nothing = await holdings(store.database)
        assert (nothing.articles, nothing.outlets, nothing.first, nothing.last) == (0, (), None, None)
        later = replace(DATED, id="3", published=datetime.date(2020, 1, 2))
        await store.add(["/pages"], batches(DATED, BARE, later, replace(later, id="4", outlet="أخرى")))
        held = await holdings(store.database)
        assert held.articles == 4
        assert held.outlets == (("البوابة", 2), ("أخرى", 1))
        assert (held.first, held.last) == (datetime.date(2014, 9, 28), datetime.date(2020, 1, 2))


async def test_the_newest_come_first_and_those_of_unknown_date_last(archive: Path) -> None:
    newer = replace(DATED, id="3", published=datetime.date(2020, 1, 1))
    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(BARE, DATED, newer))
        assert [article.id for article in (await select(store.database, None, None, 0, 3)).articles] == [
            "3",
            "1",
            "2",
        ]
        assert [article.id for article in (await select(store.database, None, None, 0, 1)).articles] == ["3"]


async def test_single_articles_are_listed_as_any_others_are(store: Store) -> None:
    chosen = await select(store.database, Scope(articles=("new", "old", "nobody")), None, 0, 5)
    assert [article.id for article in chosen.articles] == ["new", "old"]
    assert chosen.total == len(chosen.articles)
