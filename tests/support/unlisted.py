"""What tests' own archives have of a library that they do not need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.catalogue.records import Listing

if TYPE_CHECKING:
    from retrieval.records import Article, Scope


class Unlisted:
    """Lists nothing, is near nothing, knows every word."""

    async def browse(  # what a list is narrowed by
        self,
        subject: str,
        scope: Scope | None,
        section: str | None,
        first: int,
        most: int,
        *,
        oldest: bool = False,
    ) -> Listing:
        return Listing(0, ())

    async def nearest(self, text: str, most: int) -> list[Article]:
        return []

    async def oldest(self) -> Article | None:
        return None

    async def at_url(self, url: str) -> Article | None:
        return None

    def knows(self, word: str) -> bool:
        return True

    def spelt(self, word: str) -> str | None:
        return None
