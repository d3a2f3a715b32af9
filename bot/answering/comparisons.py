"""A comparison of two sides → the reply to it: what tells of both, or of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.nearby import apart, names
from bot.answering.replies import Answered, Part
from bot.answering.telling.forms import once
from bot.answering.telling.quoted import plain_words
from bot.answering.telling.sides import of_places, of_side, one_of_both, opinion_holders, opinion_subject
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.inquiries import Inquiries
    from bot.answering.telling.responses import Response
    from bot.configuration.messages import Messages
    from retrieval.arabic.language import Language
    from retrieval.interpretation.interpreter import Interpretation

_NAMED = 2  # words of a side that is but named
# Words of who won, as quotes have them.
_WINS = folded(
    "فاز فازت توج توجت تتوج تتويج أحرز أحرزت يحرز هزم هزمت يهزم تغلب تغلبت انتصر انتصرت تأهل تأهلت ظفر كسب حسم"
    " فوز بفوز فوزه لقب"
)
# Words of what compares two things.
_COMPARES = folded(
    "يختلف تختلف يختلفان اختلاف اختلافا اختلافات فرق فروق فارق يفرق تفرق بينما خلافا بخلاف بعكس عكس مقارنة بالمقارنة"
    " أكثر أقل أكبر أصغر أغلى أرخص أقدم أحدث أطول أقصر أسرع أبطأ أثقل أخف أقوى أضعف أفضل أسوأ أعلى أدنى أغنى أفقر"
    " يشبه تشبه يشبهان متشابهان"
)
_CHOICE = 3  # quotes of one side, from which one is taken


class Comparisons:
    """Replies to what asks for two sides, each of which an article may tell of."""

    def __init__(self, inquiries: Inquiries, language: Language) -> None:
        self._inquiries = inquiries
        self._language = language

    async def reply(
        self, sides: tuple[Interpretation, ...], whole: Interpretation, messages: Messages, limit: int | None
    ) -> Answered:
        """Return what tells of both sides, else an answer for each; where neither has one, that of the question."""
        named = [side.question for side in sides]
        if of_both := await self._of_both(named, whole, limit):
            return Answered((Part("", of_both),), messages.conversation.of_both)
        told = [await self._inquiries.answer(side, side.question, _CHOICE) for side in sides]
        understood = self._inquiries.interpreter
        holders = opinion_holders(named, understood.is_place)
        if not any(holders) and (of_both := one_of_both(told, whole)):
            return Answered((Part("", of_both),), messages.conversation.of_both)
        subject = opinion_subject(named, self._language, understood) if any(holders) else []
        inside = [list(map(understood.roots_of_place, understood.asked_places(one)[0])) for one in named]
        sided = [of_side(one, holder, subject) for one, holder in zip(told, holders, strict=True)]
        asked = apart([of_places(one, there) for one, there in zip(sided, inside, strict=True)])
        if all(found.answer.verdict is Verdict.NOT_FOUND for found in asked):
            response = await self._inquiries.answer(whole, whole.question, limit)
            return Answered((Part("", response),))
        if one := once(asked):
            return Answered((Part("", replace(one, meant=whole)),), messages.conversation.of_both)
        parts = tuple(Part(found.meant.question, found) for found in asked)
        texts = messages.conversation
        missing = any(found.answer.verdict is Verdict.NOT_FOUND for found in asked)
        return Answered(parts, texts.compared_in_part if missing else texts.compared)

    async def _of_both(
        self, sides: Sequence[str], whole: Interpretation, limit: int | None
    ) -> Response | None:
        """Return the quotes that name both sides of a comparison, of which each is but named; None without any."""
        is_place = self._inquiries.interpreter.is_place
        if any(len(side.split()) > _NAMED or is_place(fold(side)) for side in sides):
            return None
        named = " ".join(sides)
        response = await self._inquiries.answer(replace(whole, question=named), named, limit)
        quotes = [quote for quote in response.answer.quotes if names(named, quote)]
        first, second = map(frozenset, map(str.split, sides))
        measured = first & second
        if self._inquiries.interpreter.asks_who(whole.question):  # «مين كسب السوبر، الأهلي ولا الزمالك؟»
            wanted = await self._inquiries.answer(whole, whole.question, _CHOICE)
            every = {(one.article.id, one.start): one for one in (*wanted.answer.quotes, *quotes)}
            both = (one for one in every.values() if names(named, one))
            quotes = sorted(both, key=lambda one: _WINS.isdisjoint(plain_words(one.text)))[:_CHOICE]
        elif not measured:  # two names stand in many a list, which compares them to nothing
            quotes = [one for one in quotes if not _COMPARES.isdisjoint(plain_words(one.text))]
        sure = max(response.answer.confidence, HIGH_CONFIDENCE) if measured else FAIR_CONFIDENCE
        answer = replace(response.answer, question=whole.question, confidence=sure, quotes=tuple(quotes))
        return replace(response, meant=whole, answer=answer, completed=False) if quotes else None
