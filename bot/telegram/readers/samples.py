"""Questions to begin with: of people whom the newest articles tell of, each asked first, so that it has an answer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.rendering.texts import HIGH_CONFIDENCE, one_line
from retrieval.dialogue import samples
from retrieval.interpretation.grammar.names import KnownNames
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.telegram.context import BotContext
    from retrieval.records import Article

SHOWN = 2
_LOOKED_AT = 30
_PEOPLE = 3  # of one article that are asked for
_FRESH_SECONDS = 600.0


class Samples:
    """Two questions that the archive does answer, thought of anew every ten minutes, and when it has changed."""

    def __init__(self, context: BotContext, clock: Callable[[], float] = time.monotonic) -> None:
        self._context = context
        self._clock = clock
        self._found: list[tuple[str, str]] = []
        self._until = 0.0
        self._edition: object = None

    async def questions(self) -> list[tuple[str, str]]:
        """Return each question with the token for its button."""
        now, edition = self._clock(), self._context.library.stands
        if not self._found or now >= self._until or edition is not self._edition:
            self._edition = edition
            self._found = [
                (await self._context.journal.offer(question), question) for question in await self._think()
            ]
            self._until = now + _FRESH_SECONDS
        return self._found

    async def _think(self) -> list[str]:
        """Return the questions about people that are answered surely; where there are too few, news of a place."""
        articles = (await self._context.library.catalogue.select(None, None, 0, _LOOKED_AT)).articles
        good: list[str] = []
        for article in articles:
            async for question in self._about(article):
                if question not in good:
                    good.append(question)
                    break
            if len(good) == SHOWN:
                return good
        texts = self._context.messages["ar"].telegram
        names = KnownNames.of(self._context.library.language)
        known = dict.fromkeys(place for article in articles for place in samples.places(article, names))
        return [*good, *(texts.sample_news.format(place=one_line(place)) for place in known)][:SHOWN]

    async def _about(self, article: Article) -> AsyncIterator[str]:
        """Yield what can be asked of an article with high confidence, its answer naming who is asked for."""
        texts, language = self._context.messages["ar"].telegram, self._context.library.language
        given = self._context.responder.given_names
        for number, person in enumerate(samples.people(article, given, language)):
            if number == _PEOPLE:
                return
            template = texts.sample_said if person.quoted else texts.sample_who
            question = template.format(name=one_line(person.name))
            answer = await self._context.library.ask(question, 1)
            sure = answer.verdict is Verdict.ANSWERED and answer.confidence >= HIGH_CONFIDENCE
            if sure and person.name.split()[-1] in answer.quotes[0].text:
                yield question
