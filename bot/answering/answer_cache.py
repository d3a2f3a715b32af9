"""Answers given lately by the archive as it stands: what many ask at once is looked for once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

from bot.answering.inquiries import Asks

if TYPE_CHECKING:
    from bot.catalogue.records import Holdings, Listing
    from retrieval.records import Answer, Article, Scope

    Key = tuple[str, int | None, Scope | None]

MOST = 256
"""Answers remembered; a few megabytes with their articles."""
LONGEST = 100_000
"""Characters of the articles of one; longer ones are looked for again."""


class IndexedAsks(Asks, Protocol):
    """The part of the library that answers, and in which edition."""

    @property
    def stands(self) -> object: ...  # noqa: D102


class AnswerCache:
    """An archive that remembers what it answered until another edition of it is swapped in."""

    def __init__(self, library: IndexedAsks) -> None:
        self._library = library
        self._edition: object = None
        self._answers: OrderedDict[Key, asyncio.Task[Answer]] = OrderedDict()

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        """Return what the library answers; raises what it does."""
        if self._library.stands is not self._edition:
            self._answers.clear()
            self._edition = self._library.stands
        key = (question, limit, scope)
        answering = self._answers.get(key)
        if answering is None:
            answering = self._answers[key] = asyncio.create_task(self._library.ask(question, limit, scope))
            answering.add_done_callback(lambda done: self._keep(key, done))
        self._answers.move_to_end(key)
        return await asyncio.shield(answering)

    async def browse(  # noqa: PLR0913  # what a list is narrowed by
        self,
        subject: str,
        scope: Scope | None,
        section: str | None,
        first: int,
        most: int,
        *,
        oldest: bool = False,
    ) -> Listing:
        """Return what the library lists."""
        return await self._library.browse(subject, scope, section, first, most, oldest=oldest)

    async def nearest(self, text: str, most: int) -> list[Article]:
        """Return the library's articles nearest to a text."""
        return await self._library.nearest(text, most)

    async def oldest(self) -> Article | None:
        """Return the library's oldest article."""
        return await self._library.oldest()

    async def at_url(self, url: str) -> Article | None:
        """Return the library's article of that address."""
        return await self._library.at_url(url)

    def knows(self, word: str) -> bool:
        """Return whether the library holds a word."""
        return self._library.knows(word)

    def spelt(self, word: str) -> str | None:
        """Return the library's word that one in Latin letters sounds like."""
        return self._library.spelt(word)

    async def holdings(self) -> Holdings:
        """Return what the library holds."""
        return await self._library.holdings()

    def _keep(self, key: Key, done: asyncio.Task[Answer]) -> None:
        """Forget what failed or takes too much room, and what was asked longest ago."""
        failed = done.cancelled() or done.exception() is not None
        length = 0 if failed else sum(len(quote.article.text) for quote in done.result().quotes)
        if (failed or length > LONGEST) and self._answers.get(key) is done:
            del self._answers[key]
        while len(self._answers) > MOST:
            self._answers.popitem(last=False)
