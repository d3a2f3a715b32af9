"""Replies from the article that was just quoted alone: why something was, on what condition, and how it goes on."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.answering.replies import Answered, Part, Said
from bot.answering.telling.quoted import dates, goes_on, is_among, names_all, plain_words, sentences_around
from bot.answering.telling.responses import Response
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.arabic.clitics import is_definite, without_joined_article, without_pronoun
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.patterns import simple
from retrieval.arabic.text import fold, sentences, words
from retrieval.passages import attribution, excerpts, reasons
from retrieval.query.question_words import WHICH
from retrieval.query.tokens import tokens
from retrieval.records import Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.answering.replies import Exchange
    from bot.configuration.messages import Messages
    from retrieval.arabic.language import Language
    from retrieval.dialogue.lists import ConversationLists
    from retrieval.interpretation.interpreter import Interpretation, Interpreter
    from retrieval.passages.holders import Holders
    from retrieval.records import Answer, Quote

CAUSE, CONDITION, PLAN = "cause", "condition", "plan"
_TOLD, _USUAL = 2, 3  # quotes
_EXPLAINING = 20  # words of what was quoted, among which there may be a reason that no list of words tells
_NAME, _MANY = range(1, 6), ("ون", "ين")  # words of a name, and how many people end
_NOBODY = ("ية", "ات", "ها", "هم")
_ASKS = "asks_"
_AND = "و"
_NUMBER = re.compile(r"\d")
_DAYS = folded(
    "أمس الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الماضي الماضية الفائت الفائتة المقبل المقبلة"
)
_ARTICLE, _PUBLISHED = folded("مقال مقالا مقالة المقال المقالة مقاله مقالها مقالته مقالتها"), "نشر"
_LASTS = re.compile(
    r"(?<!\w)(?:لمدّ?ة|طيلة|[إا]لى غاية|حتى يوم|حتى نهاية|حتى موفى|حتى شهر|حتى سنة|حتى عام|[إا]لى نهاية|[إا]لى موفى)"
    r"(?: [^\s.،,()]{1,20}){1,2}"
)
_CONDITIONS = folded("شرط شروط شروطه شروطها شرطه شرطها اشتراط اشتراطات")


class LastArticle:
    """Replies to what asks no more of the last answer than its reason, its condition or what comes after it."""

    def __init__(
        self, lists: ConversationLists, language: Language, interpreter: Interpreter, holders: Holders
    ) -> None:
        self._reasons = lists.groups["reasons"]
        self._stop_words = language.stop_words
        self._offices = language.offices
        self._persons = language.offices | lists.roles | interpreter.cues.sides
        self._interpreter = interpreter
        self._saying = language.cues.get(QuestionKind.QUOTATION, frozenset())
        self._holders = holders

    def wanted(self, said: str) -> str:
        """Return which of these a turn asks for, and nothing else: «ليه؟», «وايه شروطه؟»; empty for any other."""
        plainly = [simple(token.surface) for token in tokens(said)]
        joined = [[plainly[0].removeprefix(_AND), *plainly[1:]]] if plainly else []
        found = next(filter(None, map(self._reasons.whole, [plainly, *joined])), None)
        return found.label.removeprefix(_ASKS) if found and found.label.startswith(_ASKS) else ""

    def telling(
        self, wanted: str, meant: Interpretation, exchange: Exchange, messages: Messages
    ) -> Answered | None:
        """Return the sentence of the articles just quoted that tells what is wanted; None where none does."""
        quote = self._telling(wanted, last_quotes(exchange), exchange)
        if exchange.answer is None or quote is None:
            return None
        texts = messages.conversation.last
        head = {CAUSE: texts.cause, PLAN: texts.plan}.get(wanted, texts.condition)
        return _answered(exchange.answer, (quote,), meant, head, FAIR_CONFIDENCE)

    def holder(
        self, said: str, meant: Interpretation, exchange: Exchange, messages: Messages
    ) -> Answered | Said | None:
        """Return who holds an office that a turn asks for, «الوزير ده مين؟», where the articles just quoted name it.

        What only points there is told that they do not.
        """
        office, points = self._interpreter.asked_office(said)
        quotes = last_quotes(exchange)
        if not office or exchange.answer is None or not quotes:
            return None
        found = self._holders.find(quotes, office)
        texts = messages.conversation.last
        thing = self._holders.called(quotes, office[0]) if len(office) == 1 else None
        if thing and not (found and found.named):
            return _answered(exchange.answer, (thing,), meant, texts.holder, FAIR_CONFIDENCE)
        # «الكلب لاذ بالفرار» names no dog.
        persons = not self._persons.isdisjoint(office[:1])
        if found and found.named and (persons or self._holders.names(found.quote, office)):
            return _answered(exchange.answer, (found.quote,), meant, texts.holder, FAIR_CONFIDENCE)
        return Said(texts.no_holder) if points or (found and len(office) == 1) else None

    def speaker(self, quote: Quote) -> str:
        """Return by name who speaks in a quote; empty where nobody is named."""
        named = attribution.speaker(quote, self._saying)
        words = named.text[named.highlights[0].start : named.highlights[0].end].split() if named else []
        roles = self._interpreter.cues.attributes | self._offices
        end = next((n for n, word in enumerate(words) if n and fold(word) in roles), len(words))
        many = [word for word in words[:1] if is_definite(fold(word)) and word.endswith(_MANY)]  # «المسؤولون»
        return "" if many else " ".join(words[:end])  # «فيودور لوكيانوف | رئيس تحرير مطبوعة روسيا»

    def person(self, said: str, exchange: Exchange) -> str:
        """Return who was named in the answer before a turn that asks of his life: «وين ولد؟»; empty for any other.

        It is who did what was asked, or who speaks there where the question was of nobody.
        """
        # Of several questions the last one is of him.
        quotes = exchange.quotes[-1:] if exchange.asked else exchange.quotes[:1]
        asked = exchange.question or ""
        if not quotes or exchange.listed or not self._interpreter.asks_of_life(said):
            return ""
        if not self._interpreter.is_of_person(asked, said):
            speaker = self.speaker(quotes[0])
            return speaker if self._may_be_person(speaker) else ""
        marked = quotes[0].highlights[:1] if self._interpreter.asks_who_did(asked) else ()
        names = [quotes[0].text[mark.start : mark.end] for mark in marked]
        known = [
            name
            for name in names
            if len(name.split()) in _NAME and not plain_words(name) & plain_words(asked)
        ]
        return "".join(filter(self._may_be_person, known))

    def _may_be_person(self, name: str) -> bool:
        """Return whether words may name a person: no number is in them, nor what ends as only other nouns do.

        Those are «مصادر أمنية», «سفارتها» and «العمر 22 عاما».
        """
        others = (word for word in name.split() if not self._interpreter.is_name(fold(word)))
        return not _NUMBER.search(name) and not any(word.endswith(_NOBODY) for word in others)

    def unexplained(self, said: str, quotes: Sequence[Quote], exchange: Exchange) -> bool:
        """Return whether a turn asks for no more than the reason of what was shown, and none of some quotes tells it.

        Those of another story do not.
        """
        shown = last_quotes(exchange)
        if not shown or self.wanted(said) != CAUSE:
            return False
        story = [
            one for one in quotes if one.article == shown[0].article or goes_on(shown[0].article, one.article)
        ]
        return self._telling(CAUSE, story, exchange) is None

    def may_explain(self, meant: Interpretation, exchange: Exchange, messages: Messages) -> Answered | None:
        """Return what was quoted first, as what is nearest to why; None where it is short."""
        first = last_quotes(exchange)[:1]
        quotes = tuple(one for one in exchange.quotes if one.article == first[0].article)
        if exchange.answer is None or sum(len(one.text.split()) for one in quotes) < _EXPLAINING:
            return None
        return _answered(exchange.answer, quotes, meant, messages.conversation.last.same, FAIR_CONFIDENCE)

    def with_reason(self, response: Response, named: Collection[str]) -> Response:
        """Return an answer to why, or on what condition, with the sentence of its article first that tells it.

        Why something was may be told of no more than one thing that was `named`.
        """
        answer, asked = response.answer, plain_words(response.answer.question)
        wanted = (
            CONDITION if _CONDITIONS & asked else CAUSE if self._interpreter.asks_why(answer.question) else ""
        )
        if not wanted or answer.verdict is not Verdict.ANSWERED:
            return response
        first, topic = answer.quotes[:1], frozenset(named) if wanted == CAUSE else asked - self._stop_words
        has = any(reasons.tells(quote, wanted, self._reasons, clearly=True) for quote in first)
        may = any(reasons.tells(quote, wanted, self._reasons) for quote in first)
        told = None if has else reasons.telling(first, topic, wanted, self._reasons, clearly=True)
        # Beside «في إطار», which may be why, comes «وأرجع … إلى», which surely is.
        if told is None or (may and not reasons.tells(told, f"{wanted}{reasons.SURELY}", self._reasons)):
            return response
        # A quote that has it already is only moved.
        has_it = [one for one in answer.quotes if is_among(told, [one])]
        told = has_it[0] if has_it else told
        others = [one for one in answer.quotes if one is not told]
        about = not topic.isdisjoint(plain_words(told.text))
        quotes = (told, *others) if about or not others else (others[0], told, *others[1:])
        sure = max(answer.confidence, FAIR_CONFIDENCE)
        answer = replace(answer, confidence=sure, quotes=quotes[: max(len(answer.quotes), _TOLD)])
        return replace(response, answer=answer)

    def _telling(self, wanted: str, quotes: Sequence[Quote], exchange: Exchange) -> Quote | None:
        topic = plain_words(exchange.whole_question or "") - self._stop_words
        return reasons.telling(quotes, topic, wanted, self._reasons)

    def rest(self, meant: Interpretation, exchange: Exchange, messages: Messages) -> Answered | None:
        """Return how the article quoted first goes on behind what was quoted; None at its end."""
        quotes = last_quotes(exchange)
        quote = excerpts.rest(quotes) if quotes else None
        if exchange.answer is None or exchange.question is None or quote is None:
            return None
        same = replace(meant, question=exchange.question)
        return _answered(exchange.answer, (quote,), same, messages.conversation.last.rest, HIGH_CONFIDENCE)


def last_quotes(exchange: Exchange) -> tuple[Quote, ...]:
    """Return the quotes that were shown last, or behind questions that found nothing what was spoken of before."""
    if exchange.listed and exchange.listed.total != 1:
        return ()
    return exchange.quotes or tuple(filter(None, [exchange.earlier]))


def dated_sentence(quotes: Sequence[Quote]) -> Quote | None:
    """Return the sentence alone in which a day is marked, else the best one if it tells a day by its name: «الخميس»."""
    if marked := next(filter(dates, quotes), None):
        days = tuple(one for one in marked.highlights if _NUMBER.search(marked.text[one.start : one.end]))
        return excerpts.briefest(replace(marked, highlights=days))
    best = [excerpts.briefest(quote) for quote in quotes[:1] if quote.highlights]
    return next((one for one in best if not _DAYS.isdisjoint(plain_words(one.text))), None)


def lasting_sentence(quotes: Sequence[Quote]) -> Quote | None:
    """Return the sentence of the article quoted first that tells how long something lasts: «لمدة عام»."""
    every = (excerpts.part(one.article, span) for one in quotes[:1] for span in sentences(one.article.text))
    found = ((one, _LASTS.search(one.text)) for one in every)
    return next(
        (replace(one, highlights=(Span(*told.span()),)) for one, told in found if told),
        None,
    )


def published_sentence(quotes: Sequence[Quote]) -> Quote | None:
    """Return the sentence of the article quoted first that tells where another was published: «في مقال نشره موقع …»."""
    every = (excerpts.part(one.article, span) for one in quotes[:1] for span in sentences(one.article.text))
    told = ((one, plain_words(one.text)) for one in every)
    return next(
        (
            one
            for one, said in told
            if not _ARTICLE.isdisjoint(said) and any(word.startswith(_PUBLISHED) for word in said)
        ),
        None,
    )


def told_before(response: Response, said: str, last: Sequence[Quote], understood: Interpreter) -> Response:
    """Return an answer behind what was just quoted, or stands beside that, where this alone has what is asked of.

    «بأي طائرة ألقتها؟» is told where a plane is named.
    """
    which = [noun.word for one, noun in pairwise(tokens(said)) if one.word in WHICH]
    named = which or understood.named(said)
    sure = response.answer.verdict is Verdict.ANSWERED and response.answer.confidence >= FAIR_CONFIDENCE
    if not named or sure or any(_names_its(named, quote) for quote in response.answer.quotes[:1]):
        return response
    beside = (one for quote in last for one in (quote, *sentences_around(quote)))
    quoted = [one for one in beside if _names_its(named, one)]
    if not quoted:
        return response
    rest = response.answer.quotes if response.answer.verdict is Verdict.ANSWERED else ()
    quotes = (
        replace(quoted[0], highlights=()),
        *(one for one in rest if one.article == quoted[0].article),
    )
    answer = replace(response.answer, verdict=Verdict.ANSWERED, quotes=quotes[:_USUAL], silent="", absent="")
    return replace(response, answer=replace(answer, confidence=max(answer.confidence, FAIR_CONFIDENCE)))


def _names_its(nouns: Sequence[str], quote: Quote) -> bool:
    """Return whether a quote has a word of each of some nouns, without the pronouns that these may end in: «جثته»."""
    stems = [(noun, without_pronoun(noun) or noun) for noun in nouns]
    return all(
        any(
            names_all(one, quote.text)
            for one in (noun, stem, f"{stem[:-1]}ة" if stem.endswith("ت") else stem)
        )
        for noun, stem in stems
    )


def placed(response: Response, said: str, last: Sequence[Quote], understood: Interpreter) -> Response:
    """Return as a likely answer to where what is nearest to it in the article quoted first, where it tells a place."""
    answer, first = response.answer, [quote.article.id for quote in last[:1]]
    sure = answer.verdict is Verdict.ANSWERED and answer.confidence >= FAIR_CONFIDENCE
    if sure or answer.silent or not understood.asks_where(said):
        return response
    there = tuple(
        quote for quote in answer.quotes if quote.article.id in first and understood.tells_where(quote.text)
    )
    likely = replace(answer, verdict=Verdict.ANSWERED, confidence=FAIR_CONFIDENCE, quotes=there[:_TOLD])
    return replace(response, answer=likely) if there else response


def beside_in_place(
    response: Response, said: str, last: Sequence[Quote], understood: Interpreter
) -> Response | None:
    """Return an answer to where with the sentence first, beside the `last` quotes, that is of another place.

    It is no more than likely.
    """
    answer = response.answer
    if not understood.asks_where(said):
        return None
    best = answer.quotes[0]
    shown = [quote for quote in last if quote.article.id == best.article.id]
    known = {fold(place) for quote in shown for place in understood.places(quote.text)}
    near = (one for quote in shown for one in sentences_around(quote) if not is_among(one, shown))
    inside = (one for one in near if not known.issuperset(understood.asked_places(one.text)[0]))
    beside = next(inside, None)
    if beside is None:
        return None
    quotes = (beside, *answer.quotes)[:_USUAL]
    sure = min(answer.confidence, FAIR_CONFIDENCE)
    return replace(response, answer=replace(answer, confidence=sure, quotes=quotes))


def _answered(
    last: Answer, quotes: tuple[Quote, ...], meant: Interpretation, head: str, sure: float
) -> Answered:
    """Return some quotes as the answer to what was meant, beneath a sentence that says what it is."""
    answer = replace(
        last,
        question=meant.question,
        verdict=Verdict.ANSWERED,
        confidence=sure,
        quotes=quotes,
        absent="",
        silent="",
        declined=None,
    )
    return Answered((Part("", Response(meant, answer)),), head)


def names_some(about: str, quotes: Sequence[Quote]) -> bool:
    """Return whether the first quote has one of the words that name what is asked about, if any does."""
    nouns = [word for word in about.split() if not without_pronoun(word)]
    return not nouns or any(names_all(noun, quote.text) for noun in nouns for quote in quotes[:1])


def names_whole(noun: str, question: str, quote: Quote) -> bool:
    """Return whether a question names a noun by the word before it as a quote does, too: «قوات حفظ السلام»."""
    asked, told = ([fold(text[a:b]) for a, b in words(text)] for text in (question, quote.text))
    place = next((n for n, word in enumerate(asked) if without_joined_article(word) == noun), 0)
    pair = asked[place - 1 : place + 1]
    return place > 1 and is_definite(pair[-1]) and any(list(one) == pair for one in pairwise(told))
