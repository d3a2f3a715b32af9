"""What an archive says of its articles, wherever they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Mapping, Sequence

    from retrieval.records import Article, Scope, Span

NAMED = 5
"""A citation names no more other outlets that had the same report."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an archive holds: articles in all, outlets and sections by number of articles, first and last date."""

    articles: int
    outlets: tuple[tuple[str, int], ...]
    first: datetime.date | None
    last: datetime.date | None
    sections: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the articles that were looked for, of `total` in all."""

    total: int
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """The group of an article: the number of its first member, and which other outlets had it."""

    first: int
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionDigest:
    """A version of an article as it stood from generation `since` until before generation `until`, without its text."""

    since: int
    until: int | None
    digest: bytes


class Catalogue(Protocol):
    """The articles of an archive as they stand, one by one and in lists, and the versions that they had."""

    async def articles(self, ids: Collection[str], at: int | None = None) -> Mapping[str, Article]:
        """Return the articles among `ids` as they stand, or stood at generation `at`, by id."""

    async def holdings(self) -> Holdings:
        """Return what the archive holds; outlets and sections with most articles first."""

    async def select(self, scope: Scope | None, section: str | None, first: int, most: int) -> Listing:
        """Return at most so many articles of a scope and of a section, newest first, from place `first` (from 0) on."""

    async def of_section(self, ids: Collection[str], section: str) -> Collection[str]:
        """Return those among `ids` whose articles are of a section."""

    async def search(self, words: str, first: int, most: int) -> Listing:
        """Return at most so many articles that have all `words` in headline, outlet or id, in any spelling."""

    async def oldest(self) -> Article | None:
        """Return the article of the earliest known date."""

    async def at_url(self, url: str) -> Article | None:
        """Return the article of that address."""

    async def quoted(self, id_: str, text: str) -> Article | None:
        """Return the article that `text` was quoted from, in its last version that says so.

        None when the archive holds the article no more; where no version says so, the article as it is now.
        """

    async def numbers(self, ids: Collection[str]) -> Mapping[str, int]:
        """Return the numbers of the articles among `ids`, by id; each version of an article has one of its own."""

    async def numbered(self, number: int) -> Article | None:
        """Return the version of an article that has a number; None when the archive holds the article no more."""

    async def digests(self, id_: str) -> Sequence[VersionDigest]:
        """Return the latest versions of an article without their texts, the oldest first."""

    async def passages(self, id_: str, span: Span) -> Sequence[tuple[int, str]]:
        """Return what stands in a place of each of the latest versions of an article, the newest first.

        Each comes with the generation that the version is since.
        """

    async def groups(self, ids: Collection[str]) -> Mapping[str, DuplicateGroup]:
        """Return the groups of near duplicates that articles are in, by article id."""
