"""Which quotes of an answer are shown, and in which order."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.answering.telling.forms import unanswered
from bot.answering.telling.quoted import dates, is_among, names_all, plain_words
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.arabic.clitics import is_definite, without_conjunction, without_joined_article, without_pronoun
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold, words
from retrieval.passages.numbers import counts, values
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.answering.telling.responses import Response
    from retrieval.interpretation.interpreter import Interpreter
    from retrieval.records import Quote, Span

_AGAINST = folded(
    "مقابل إزاء أمام يعادل تعادل يساوي تساوي صرف الصرف بالنسبة لكل لليورو للدولار للدينار للجنيه للريال للدرهم لليرة"
)
_MONEY, _COINS = re.compile("[$€£]"), ("مليم", "ملاليم", "دنانير", "ليرات", "قروش", "فلوس")
_SHORT = 3  # letters of «ين» and «سوم», which begin other words
_LITTLE = 0.1  # below what is fair
_WHOM = folded("الذي التي اللي")
_NAMED = 2  # nouns that a question names at the least whose quotes may stray
_SHARED = 2  # words that two articles of one story share


def without_strays(response: Response, named: Collection[str]) -> Response:
    """Return an answer without the quotes of other articles than its first that name nothing of what was `named`.

    That is where the first one names some of it; one name alone may have others, as «موسكو» is «روسيا». Beside an
    unsure one those of others stay that name as much of it as that does.
    """
    first, *others = response.answer.quotes or (None,)
    strangers = [one for one in others if first and one and one.article != first.article]
    if first is None or not strangers or len(named) < _NAMED or not _nouns_in(named, first):
        return response
    least = 1 if response.answer.confidence >= HIGH_CONFIDENCE else _nouns_in(named, first)
    kept = [one for one in others if one and (one.article == first.article or _nouns_in(named, one) >= least)]
    return replace(response, answer=replace(response.answer, quotes=(first, *kept)))


def _nouns_in(named: Collection[str], quote: Quote) -> int:
    """Return how many of some nouns a quote or its headline has."""
    return sum(names_all(noun, f"{quote.article.title}\n{quote.text}") for noun in named)


def without_object(response: Response, understood: Interpreter) -> Response:
    """Return an answer to who did something to somebody without the marks on what that one is called.

    That is a word right before the first name in the question, «المهندس محمد الزواري», unless a verb stands before it:
    «قتل الجندي محمدا». Where the first quote marks nothing else, others that do come before it, and those that tell
    what was done to whom: «الذي اغتاله الاحتلال».
    """
    question, verbs = response.meant.question, understood.cues.verbs
    named = understood.named(question)[:1] if understood.asks_who_did(question) else ()

    def said(text: str) -> list[str]:
        return [fold(text[start:end]) for start, end in words(text)]

    def calls(text: str, mark: Span) -> bool:
        before, behind = said(text[: mark.start])[-1:], said(text[mark.end :])[:1]
        does = {one for word in before for one in (word, without_pronoun(word))} & verbs
        return not does and tuple(map(without_joined_article, behind)) == named

    def tells(quote: Quote) -> bool:
        pairs = pairwise(said(quote.text))
        return any(one in _WHOM and without_pronoun(two) in verbs for one, two in pairs)

    quotes = [
        replace(quote, highlights=tuple(mark for mark in quote.highlights if not calls(quote.text, mark)))
        for quote in response.answer.quotes
    ]
    if not (named and quotes):
        return response
    if response.answer.quotes[0].highlights and not quotes[0].highlights:
        quotes.sort(key=lambda quote: (not quote.highlights, not tells(quote)))
    return replace(response, answer=replace(response.answer, quotes=tuple(quotes)))


def newest_first(response: Response, named: Collection[str]) -> Response:
    """Return an answer of how many with the newest quote first of those that tell the same number of one story.

    Such quotes name as much of what was `named` as the first, and have a number marked as it has.
    """
    first, *others = response.answer.quotes or (None,)
    if first is None or not dates(first) or response.answer.verdict is not Verdict.ANSWERED:
        return response
    same = [
        one
        for one in others
        if dates(one)
        and one.article != first.article
        and _nouns_in(named, one) >= _nouns_in(named, first)
        and _are_alike(first.article.title, one.article.title)
    ]
    newest = max((first, *same), key=lambda one: (one.article.published or datetime.date.min, one is first))
    quotes = (newest, *(one for one in response.answer.quotes if one is not newest))
    return replace(response, answer=replace(response.answer, quotes=quotes))


def newest_value(
    response: Response, beside: Sequence[Quote], named: Collection[str], currencies: Collection[str]
) -> Response:
    """Return the answer to how much something is with the newest of the quotes `beside` first that tell its value.

    Such quotes name all that was `named`, and have a number marked as the first has: bare, or of one of `currencies`.
    """
    quotes = response.answer.quotes
    units = values(quotes[0], currencies) if quotes else frozenset()
    rate = len(named) > 1 and set(named) <= set(currencies)  # of two currencies any value is one
    told = [one for one in beside if _nouns_in(named, one) == len(named)]
    said = [(one, plain_words(f"{one.article.title} {one.text}")) for one in told]
    # «باللون الذهبي» is not the price of gold, where another quote has the very word.
    told = [one for one, every in said if all(map(every.__contains__, named))] or told
    valued = [(one, values(one, currencies)) for one in told]
    # A first quote that tells no value is none of «كم كلفت الكسوة؟».
    alike = [one for one, of in valued if of and ("" in units | of or units & of or not units)]
    if response.answer.verdict is not Verdict.ANSWERED or not alike:
        return response
    among = (quotes[0], *alike) if units or rate else alike
    newest = max(among, key=lambda one: one.article.published or datetime.date.min)
    others = [one for one in quotes if (one.article.id, one.start) != (newest.article.id, newest.start)]
    kept = (newest, *others)[: max(len(quotes), _NAMED)]
    return replace(response, answer=replace(response.answer, quotes=kept))


def unless_priced(response: Response, currencies: Collection[str]) -> Response:
    """Return an answer to what something costs as a doubtful one where no quote names money: «عشرين قرنا»."""
    texts = [quote.text for quote in response.answer.quotes]
    named = (*_COINS, *(fold(one) for one in currencies if len(one) > _SHORT))
    coins = any(word.startswith(named) for text in texts for word in plain_words(text))
    money = coins or any(map(_MONEY.search, texts))
    sure = min(response.answer.confidence, FAIR_CONFIDENCE - _LITTLE)
    return response if money else replace(response, answer=replace(response.answer, confidence=sure))


def with_rate(response: Response, beside: Sequence[Quote], currencies: Sequence[str]) -> Response:
    """Return an answer to what one of some currencies is in another less the quotes that do not tell of that.

    Where none of it does, those `beside` that do are shown.

    They name each and hold one against another: «بلغ الدينار 2.4 مقابل اليورو» is no rate of the pound.
    """

    def tells(quote: Quote) -> bool:
        named = (names_all(one, f"{quote.article.title}\n{quote.text}") for one in currencies)
        said = {without_conjunction(fold(quote.text[a:b])) for a, b in words(quote.text)}
        return all(named) and not said.isdisjoint(_AGAINST)

    if response.answer.verdict is not Verdict.ANSWERED:
        return response
    kept = tuple(filter(tells, response.answer.quotes)) or tuple(filter(tells, beside))[:_NAMED]
    return replace(response, answer=replace(response.answer, quotes=kept)) if kept else unanswered(response)


def with_office(response: Response, office: Sequence[str]) -> Response:
    """Return an answer to who holds an office less the quotes without it: «وزارة الآثار» names no minister."""
    kept = tuple(
        quote
        for quote in response.answer.quotes
        if not office or names_all(office[0], f"{quote.article.title}\n{quote.text}")
    )
    if kept == response.answer.quotes or response.answer.verdict is not Verdict.ANSWERED:
        return response
    return replace(response, answer=replace(response.answer, quotes=kept)) if kept else unanswered(response)


def _are_alike(one: str, other: str) -> bool:
    """Return whether two headlines share half of their words."""
    words_of = plain_words(one)
    return len(words_of & plain_words(other)) >= max(_SHARED, len(words_of) // 2)


def without_homographs(response: Response, noun: str) -> Response:
    """Return an answer without quotes that have a noun only as what describes another: «الرئيس المنتخب» is no team."""

    def describes(quote: Quote) -> bool:
        said = [fold(quote.text[a:b]) for a, b in words(quote.text)]
        places = [n for n, word in enumerate(said) if without_joined_article(word) == noun]
        behind = (n > 0 and is_definite(said[n]) and is_definite(said[n - 1]) for n in places)
        return bool(places) and all(behind) and not names_all(noun, quote.article.title)

    kept = tuple(quote for quote in response.answer.quotes if not noun or not describes(quote))
    if kept == response.answer.quotes:
        return response
    return replace(response, answer=replace(response.answer, quotes=kept)) if kept else unanswered(response)


def best_first(
    quotes: Sequence[Quote],
    said: str,
    last: Sequence[Quote],
    understood: Interpreter,
    places_it: Callable[[Quote], bool],
) -> tuple[Quote, ...]:
    """Return quotes, those first that have the form of what is asked, and are of the `last` quotes.

    A day just quoted comes before how long anything took, and any day before none.
    """
    if understood.asks_when(said):
        return tuple(
            sorted(quotes, key=lambda one: (not (dates(one) and is_among(one, last)), not dates(one)))
        )
    if understood.asks_how_many(said):
        return tuple(sorted(quotes, key=lambda one: not counts(one, said)))
    if understood.asks_where(said):
        return tuple(sorted(quotes, key=lambda one: not (places_it(one) and is_among(one, last))))
    return tuple(quotes)


def newest_numbers(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return quotes, those first that have a number marked, the newest of these before the others."""
    newest = sorted(quotes, key=lambda one: one.article.published or datetime.date.min, reverse=True)
    told = [one for one in newest if dates(one)]
    return (*told, *(one for one in quotes if one not in told))
