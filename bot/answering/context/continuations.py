"""How an answer is best told after the quotes before it, and what comes after them or before."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.context.last_article import beside_in_place, placed, told_before
from bot.answering.inquiries import is_completed
from bot.answering.telling.choosing import best_first, newest_numbers
from bot.answering.telling.forms import in_form, in_form_of
from bot.answering.telling.quoted import goes_on, is_from, names_all, plain_words
from bot.answering.telling.responses import Response
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.arabic.clitics import without_conjunction, without_joined_article
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold
from retrieval.passages.numbers import counts
from retrieval.records import Scope, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.answering.inquiries import Inquiries
    from retrieval.interpretation.interpreter import Interpretation
    from retrieval.query.tokens import Cues
    from retrieval.records import Quote

_REGIONS = folded("الشرق الأوسط أوروبا آسيا أفريقيا إفريقيا أمريكا الخليج العالم")  # in which nobody meets
_THROUGHOUT = 2  # times that an article names a place, beyond which that is what it is about
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_USUAL = 3  # quotes


class Continuations:
    """Tells answers as they go on from the quotes that were shown before them."""

    def __init__(self, inquiries: Inquiries) -> None:
        self._inquiries = inquiries
        self._library = inquiries.library

    def settled(
        self,
        meant: Interpretation,
        response: Response,
        said: str,
        shown: Collection[str],
        last: Sequence[Quote],
    ) -> Response:
        """Return an answer to what may go on from the `last` quotes as it is best told after them.

        Beside a sure one of the article that was quoted first, none but articles that were `shown` are quoted.
        """
        understood = self._inquiries.interpreter
        if not (response.completed or meant.may_lean or meant.goes_on):
            return response
        if not last:  # after a list
            return in_form(response) if understood.asks_how_many(said) else response
        if meant.leans or meant.may_lean:
            response = told_before(response, said, last, understood)
        asked_of = understood.named(response.meant.question)
        best, quoted = (
            [sum(names_all(noun, quote.text) for noun in asked_of) for quote in each[:1]]
            for each in (response.answer.quotes, last)
        )
        speaks = response.completed and understood.asks_of_speech(response.meant.question)
        if speaks and asked_of and best < quoted == [len(asked_of)]:  # whoever was quoted says it there
            told = (last[0], *response.answer.quotes)[:_USUAL]
            response = replace(response, answer=replace(response.answer, quotes=told))
        named = understood.named(said)
        bare = (without_joined_article(without_conjunction(noun, _AND)) for noun in named)
        things = frozenset(map(without_joined_article, understood.cues.things))  # «وقتاش صارت الحكاية هاذي؟»
        nouns = [noun for noun in bare if noun not in things] or [""]
        response = in_form_of(response, nouns)
        response = placed(response, said, last, understood)
        quotes = best_first(response.answer.quotes, said, last, understood, self.places_it)
        # How many died may be known better later.
        toll = understood.asks_how_many(said) and any(is_side(noun, understood.cues) for noun in named)
        if response.answer.confidence >= FAIR_CONFIDENCE and is_from(response, {last[0].article.id}):
            first = last[0].article
            quotes = tuple(
                one for one in quotes if one.article.id in shown or (toll and goes_on(first, one.article))
            )
        quotes = newest_numbers(quotes) if toll else quotes
        return replace(response, answer=replace(response.answer, quotes=quotes))

    async def more(self, response: Response, said: str, last: Sequence[Quote]) -> Response | None:
        """Return an answer that only repeats the `last` quotes with more of their article before it; None without any.

        That has to name all that is asked of what was spoken of: «وقال ايه عن تركيا؟».
        """
        understood = self._inquiries.interpreter
        known = [(quote.start, quote.end) for quote in last if is_from(response, {quote.article.id})]
        if understood.asks_where(said) and any(map(self.places_it, response.answer.quotes[:1])):
            return None
        if understood.asks_how_many(said) and any(counts(one, said) for one in response.answer.quotes[:1]):
            return None
        if elsewhere := beside_in_place(response, said, last, understood):
            return elsewhere
        named = plain_words(said) & frozenset(map(fold, understood.named(response.meant.asked)))
        quotes = response.answer.quotes
        if not (quotes and named):
            return None
        more = await self._inquiries.among(said, _USUAL + len(known), {quotes[0].article.id})
        fresh = (
            quote
            for quote in more.quotes
            if named <= plain_words(quote.text)
            and all(quote.end <= start or quote.start >= end for start, end in known)
        )
        first = next(fresh, None)
        return replace(response, answer=replace(response.answer, quotes=(first, *quotes))) if first else None

    def places_it(self, quote: Quote) -> bool:
        """Return whether something was inside a place by a quote, of which its article does not tell throughout."""
        told = fold(quote.article.text)
        inside, _ = self._inquiries.interpreter.asked_places(quote.text)
        return any(told.count(place) <= _THROUGHOUT for place in inside if place not in _REGIONS)

    async def turned(
        self, meant: Interpretation, said: str, limit: int | None, shown: Sequence[Quote]
    ) -> Response | None:
        """Return what was reported of the same after what was shown, or before it, where that is asked and found."""
        leant, day = meant.in_context, next((quote.article.published for quote in shown), None)
        if not meant.turned or leant is None or day is None:
            return None
        scope = Scope(first=day) if meant.turned > 0 else Scope(last=day - datetime.timedelta(days=1))
        answer = await self._library.ask(meant.about, (limit or _USUAL) + len(shown), scope)
        known = {(quote.article.id, quote.start, quote.end) for quote in shown}
        old = {quote.article.id for quote in shown}
        fresh = [
            q
            for q in answer.quotes
            if (q.article.id, q.start, q.end) not in known
            and (q.article.id in old or goes_on(shown[0].article, q.article))
        ]
        quotes = sorted(fresh, key=lambda quote: quote.article.id in old)[: limit or _USUAL]
        if answer.verdict is not Verdict.ANSWERED or not quotes:
            return None
        told = replace(answer, question=leant.question, quotes=tuple(quotes))
        return Response(leant, told, is_completed(leant.question, said))


def is_side(noun: str, cues: Cues) -> bool:
    """Return whether a noun is of something that happened: «المتورطين» are not those of whatever else has them."""
    return not cues.sides.isdisjoint({noun, f"ال{noun}"})
