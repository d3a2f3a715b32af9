"""What tests' own archives have of a library that they do not need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.catalogue.records import Holdings, Listing
from retrieval.records import Answer, Verdict

if TYPE_CHECKING:
    from retrieval.records import Article, Scope


class Unlisted:
    """Answers nothing, lists nothing, is near nothing, knows every word."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        return Answer(question, Verdict.NOT_FOUND, 0.0)

    async def holdings(self) -> Holdings:
        return Holdings(1, (), None, None)

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
