"""How much may come and go before an index is built anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.archive import index_builder
from bot.archive.changes.generation import Batch
from bot.archive.index_builder import IndexBuilder
from bot.archive.store import Store
from bot.progress import silent
from tests.support.corpora import answering, article, word_lists

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from retrieval.records import Article

HELD = [article(f"rain-{number}", f"هطل المطر على القرية رقم {number}.") for number in range(40)]
LATER = [article(f"late-{number}", f"نزل الثلج على الجبل رقم {number}.") for number in range(8)]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(tmp_path / "archive.db") as store:
        yield store


@pytest.fixture
def builder(tmp_path: Path) -> IndexBuilder:
    return IndexBuilder(tmp_path / "index", word_lists(), answering())


async def batches(articles: list[Article]) -> AsyncIterator[Batch]:
    yield Batch("news", articles)


async def changes(builder: IndexBuilder, store: Store, *additions: int) -> list[int]:
    """Return how many changes the index carries beside it after each addition of so many articles."""
    await store.add([], batches(HELD))
    indexed = await builder.latest(store, silent)
    found = []
    for first, number in zip(
        (sum(additions[:place]) for place in range(len(additions))), additions, strict=True
    ):
        await store.add([], batches(LATER[first : first + number]))
        indexed = await builder.latest(store, silent, indexed)
        found.append(indexed.archive.changes)
    return found


async def test_what_came_piece_by_piece_is_counted_together_up_to_a_tenth_of_the_archive(
    builder: IndexBuilder, store: Store
) -> None:
    assert await changes(builder, store, 2, 2, 1, 1) == [2, 4, 0, 1]


@pytest.mark.parametrize(("number", "carried"), [(4, 4), (5, 0)])
async def test_what_came_at_once_may_be_a_tenth_of_the_archive_and_no_more(
    builder: IndexBuilder, store: Store, number: int, carried: int
) -> None:
    assert await changes(builder, store, number) == [carried]


async def test_of_a_large_archive_no_more_may_come_than_is_indexed_quickly_at_a_start(
    builder: IndexBuilder, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_builder, "CHANGES", 2)
    assert await changes(builder, store, 2, 1) == [2, 0]
