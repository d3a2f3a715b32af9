"""Articles on their way into a store, one a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive.changes.generation import Batch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from retrieval.records import Article


async def batches(*articles: Article, source: str = "/pages") -> AsyncIterator[Batch]:
    for article in articles:
        yield Batch(source, [article])


async def breaking(*articles: Article) -> AsyncIterator[Batch]:
    """Yield the same, from a source that breaks at the end."""
    async for batch in batches(*articles):
        yield batch
    raise RuntimeError("the source broke")
