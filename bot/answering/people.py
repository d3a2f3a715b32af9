"""People: who holds an office, and who somebody is, is told by the quote that names it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.telling.forms import unanswered
from bot.answering.telling.quoted import names_or_slips
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.arabic.language import QuestionKind
from retrieval.arabic.text import fold
from retrieval.passages.descriptions import Descriptions
from retrieval.passages.holders import Holders
from retrieval.query.question_words import PREPOSITIONS
from retrieval.records import Answer, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.inquiries import Inquiries
    from bot.answering.telling.responses import Response
    from retrieval.arabic.language import Language
    from retrieval.dialogue.lists import ConversationLists

_REPUBLIC = fold("جمهورية")
_DOUBTFUL = 0.45
_HOME = 5  # a place of which one article in so many tells
_HELD = 60  # articles of an office, among which some name who holds it
_NEAR = 8  # quotes among which one may tell who somebody is
_BESIDE = 2  # quotes that are shown behind who holds an office
_MUCH_LATER = datetime.timedelta(days=60)  # behind which somebody else may hold an office
_PLACED = 2  # words of an office with its place: «رئيس تونس»


class People:
    """Puts first, in answers about people, the quote that names whom an office is held by or what somebody is."""

    def __init__(self, inquiries: Inquiries, lists: ConversationLists, language: Language) -> None:
        self._library = inquiries.library
        self._interpreter = interpreter = inquiries.interpreter
        cues, saying = interpreter.cues, language.cues.get(QuestionKind.QUOTATION, frozenset())
        no_names = language.stop_words | saying | cues.verbs | cues.events | cues.adverbs | cues.attributes
        given = lists.given_names - PREPOSITIONS  # «على» is folded as «علي»

        def is_name(word: str) -> bool:
            return word in given or interpreter.is_name(word)

        self.holders = Holders(no_names, is_name, interpreter.country)
        self._descriptions = tuple(Descriptions(roles, is_name) for roles in (language.offices, lists.roles))

    async def with_holder(self, response: Response) -> Response:
        """Return the answer to who holds an office with the newest sentence first that names somebody behind it.

        It is as it was where its first quote names somebody there, and doubtful where no article does. «رئيس الحكومة
        التونسية» is mostly called less where the archive is from there.
        """
        answer, meant = response.answer, response.meant
        asked, points = self._interpreter.asked_office(meant.question)
        office = tuple(word for word in asked if word not in PREPOSITIONS)  # «وزير التربية في تونس»
        if not office or points:
            return response
        if any(self.holders.names(one, office) for one in answer.quotes[:1]):
            return await self._with_successor(response, office)
        for words in [*self._interpreter.called_otherwise(office), *await self._at_home(office)]:
            held = await self._library.browse(" ".join(words), meant.scope, None, 0, _HELD)
            if told := self.holders.newest(held.articles, words):
                sure = max(answer.confidence, FAIR_CONFIDENCE)
                found = Answer(answer.question, Verdict.ANSWERED, sure, (told, *answer.quotes[:_BESIDE]))
                return replace(response, answer=found)
        # Nobody is named there: «للرئيس بشار الأسد وطرد تركيا» is no president of Turkey.
        own_first = tuple(sorted(answer.quotes, key=lambda one: self.holders.are_others(one, office)))
        sure = min(answer.confidence, _DOUBTFUL)
        return replace(response, answer=replace(answer, confidence=sure, quotes=own_first))

    async def _with_successor(self, response: Response, office: Sequence[str]) -> Response:
        """Return an answer that names who holds an office with whom a much later article names there first, if any."""
        answer = response.answer
        since = answer.quotes[0].article.published
        if since is None:
            return response
        held = await self._library.browse(" ".join(office), response.meant.scope, None, 0, _HELD)
        later = [one for one in held.articles if one.published and one.published - since > _MUCH_LATER]
        told = self.holders.newest(later, office)
        if told is None:
            return response
        return replace(response, answer=replace(answer, quotes=(told, *answer.quotes[:_BESIDE])))

    async def with_description(self, response: Response) -> Response:
        """Return the answer to who somebody is with the quote first that tells it: «الرئيس الروسي فلاديمير بوتين».

        What holders of offices are called comes before what only other roles tell. Quotes of which none has the whole
        name are of others: «أمين محفوظ» is not «نجيب محفوظ».
        """
        answer, meant = response.answer, response.meant
        name = self._interpreter.only_person(meant.question)
        if not name or answer.verdict is not Verdict.ANSWERED:
            return response
        texts = [f"{one.article.title}\n{one.text}" for one in answer.quotes]
        named = any(names_or_slips(name, text) for text in texts)
        if not named:
            return unanswered(response)
        more = await self._library.ask(meant.asked, _NEAR, meant.scope)
        every = (by.marked(one, name) for by in self._descriptions for one in (*answer.quotes, *more.quotes))
        told = next(filter(None, every), None)
        if told is None:
            return response
        others = [one for one in answer.quotes if (one.article, one.start) != (told.article, told.start)]
        return replace(response, answer=replace(answer, quotes=(told, *others)[: len(answer.quotes)]))

    async def _at_home(self, office: Sequence[str]) -> list[tuple[str, ...]]:
        """Return an office without the place at its end, if much of the archive tells of that place.

        «رئيس تونس» is that of the republic there.
        """
        place = self._interpreter.country(office[-1])
        if len(office) < _PLACED or not place:
            return []
        total = (await self._library.holdings()).articles
        told = (await self._library.browse(place, None, None, 0, 1)).total
        rest = tuple(office[:-1]) if len(office) > _PLACED else (*office[:-1], _REPUBLIC)
        return [rest] if told * _HOME > total else []
