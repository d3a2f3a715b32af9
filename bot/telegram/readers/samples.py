"""Questions to begin with, made from the headlines of the newest articles."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.rendering.bidi import is_arabic
from bot.rendering.texts import one_line
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.context import BotContext

SHOWN = 2
_LOOKED_AT = 12
_FRESH_SECONDS = 600.0
_LONGEST_TITLE = 90


class Samples:
    """Two questions that the archive does answer, thought of anew every ten minutes."""

    def __init__(self, context: BotContext, clock: Callable[[], float] = time.monotonic) -> None:
        self._context = context
        self._clock = clock
        self._found: list[tuple[str, str]] = []
        self._until = 0.0

    async def questions(self) -> list[tuple[str, str]]:
        """Return each question with the token for its button."""
        now = self._clock()
        if not self._found or now >= self._until:
            self._found = [
                (await self._context.journal.offer(question), question) for question in await self._think()
            ]
            self._until = now + _FRESH_SECONDS
        return self._found

    async def _think(self) -> list[str]:
        """Return the questions about the newest articles whose answer comes from just that article."""
        good: list[str] = []
        for article in await self._context.library.newest(_LOOKED_AT):
            if len(good) == SHOWN:
                break
            title = one_line(article.title).strip(" .؟?!:…")
            if not is_arabic(title) or len(title) > _LONGEST_TITLE:
                continue
            question = self._context.messages["ar"].telegram.sample.format(title=title)
            answer = await self._context.library.ask(question, 1)
            if answer.verdict is Verdict.ANSWERED and answer.quotes[0].article.id == article.id:
                good.append(question)
        return good
