"""Articles kept in memory, for tests of what finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive.changes.generation import ChangeCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.records import Article


class MemoryArchive:
    """Call it as `Library.add` is called."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.batches: list[int] = []
        self.sources: set[str] = set()

    async def __call__(self, articles: Sequence[Article], source: str) -> ChangeCounts:
        """Keep articles."""
        self.batches.append(len(articles))
        self.sources.add(source)
        added = sum(article.id not in self.articles for article in articles)
        changed = sum(self.articles.get(article.id, article) != article for article in articles)
        self.articles |= {article.id: article for article in articles}
        return ChangeCounts(added, changed, len(articles) - added - changed)

    def titles(self) -> list[str]:
        """Return the headlines, in order."""
        return sorted(article.title for article in self.articles.values())

    def numbers(self) -> list[int]:
        """Return the numbers of the stories, in order."""
        return sorted(int(title.split("رقم ")[1].split()[0]) for title in self.titles())
