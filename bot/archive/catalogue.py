"""What is asked of the archive in the store beside questions; see `bot.catalogue`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive import listing, versions
from bot.archive.duplicates import duplicate_groups

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from bot.archive.store import Store
    from bot.catalogue.records import Catalogue, DuplicateGroup, Holdings, Listing, VersionDigest
    from retrieval.records import Article, Scope, Span


class StoredCatalogue:
    """See `Catalogue`; `answered` tells the generation that questions are answered from."""

    def __init__(self, store: Store, answered: Callable[[], Awaitable[int]]) -> None:
        self._store, self._database = store, store.database
        self._answered = answered

    async def articles(self, ids: Collection[str], at: int | None = None) -> dict[str, Article]:
        """Return the articles among `ids` as they stand, or stood at generation `at`, by id."""
        return await self._store.articles(ids, at=at)

    async def holdings(self) -> Holdings:
        """Return what the archive holds; outlets and sections with most articles first."""
        return await listing.holdings(self._database)

    async def select(self, scope: Scope | None, section: str | None, first: int, most: int) -> Listing:
        """Return at most so many articles of a scope and of a section, newest first, from place `first` (from 0) on."""
        return await listing.select(self._database, scope, section, first, most)

    async def of_section(self, ids: Collection[str], section: str) -> Collection[str]:
        """Return those among `ids` whose articles are of a section."""
        return await listing.of_section(self._database, section) & set(ids)

    async def search(self, words: str, first: int, most: int) -> Listing:
        """Return at most so many articles that have all `words` in headline, outlet or id, in any spelling."""
        return await listing.search(self._database, words, first, most)

    async def oldest(self) -> Article | None:
        """Return the article of the earliest known date."""
        return await listing.oldest(self._database)

    async def at_url(self, url: str) -> Article | None:
        """Return the article of that address."""
        return await listing.at_url(self._database, url)

    async def quoted(self, id_: str, text: str) -> Article | None:
        """Return the article that `text` was quoted from, in its last version that says so; see `Catalogue`."""
        return await versions.quoted(self._database, id_, text)

    async def numbers(self, ids: Collection[str]) -> dict[str, int]:
        """Return the numbers of the articles among `ids`, by id; each version of an article has one of its own."""
        return await versions.numbers(self._database, ids, await self._answered())

    async def numbered(self, number: int) -> Article | None:
        """Return the version of an article that has a number; None when the archive holds the article no more."""
        return await versions.numbered(self._database, number)

    async def digests(self, id_: str) -> list[VersionDigest]:
        """Return the latest versions of an article without their texts, the oldest first."""
        return await versions.digests(self._database, id_)

    async def passages(self, id_: str, span: Span) -> list[tuple[int, str]]:
        """Return what stands in a place of each of the latest versions of an article; see `Catalogue`."""
        return await versions.passages(self._database, id_, span)

    async def groups(self, ids: Collection[str]) -> dict[str, DuplicateGroup]:
        """Return the groups of near duplicates that articles are in, by article id."""
        return await duplicate_groups(self._database, ids, await self._answered())


if TYPE_CHECKING:

    def _fulfils(catalogue: StoredCatalogue) -> Catalogue:
        return catalogue
