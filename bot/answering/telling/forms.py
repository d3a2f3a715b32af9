"""How an answer is put: the form that it has, what its question was taken for, and answers made one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.answering.telling.quoted import names_all, plain_words
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.passages.numbers import counts
from retrieval.records import Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.answering.telling.responses import Response
    from retrieval.interpretation.echoes import Echoes
    from retrieval.records import Quote

LEAST = 0.15
"""Confidence below which nothing is shown as an answer."""
_LITTLE = 0.1  # below what is fair


def as_said(response: Response, echoes: Echoes) -> Response:
    """Return an answer with what its question was taken for as one would say it, or without it.

    What is nearest to a question without an answer is said to be of what was spoken of, and that is enough.
    """
    meant = response.meant
    if not (response.completed and response.echoed):
        return response
    if response.answer.verdict is Verdict.NOT_FOUND and response.answer.quotes:
        return replace(response, echoed=False)
    if not meant.after:
        return replace(response, echoed=echoes.reads_well(meant.question))
    topic = echoes.topic(meant.after)
    return replace(response, meant=replace(meant, after=topic or meant.after), echoed=bool(topic))


def in_form(response: Response) -> Response:
    """Return as an answer, though none to be sure of, what is nearest to a question and has the form of what that asks.

    It is marked in it, and none of the words that were asked: «وزير الدفاع» for who it was. A number with what is
    counted, «48 ساعة», is likely to be the answer.
    """
    answer = response.answer
    if answer.silent or answer.absent or not answer.quotes:
        return response
    first, asked = answer.quotes[0], plain_words(answer.question)
    if answer.verdict is Verdict.ANSWERED:
        sure = (
            max(answer.confidence, FAIR_CONFIDENCE) if counts(first, answer.question) else answer.confidence
        )
        return replace(response, answer=replace(answer, confidence=sure))
    marked = [plain_words(first.text[mark.start : mark.end]) for mark in first.highlights]
    counted = counts(first, answer.question)
    if not marked or not (counted or all(words.isdisjoint(asked) for words in marked)):
        return response
    if not counted and answer.confidence < LEAST:
        return response  # it stays what is nearest
    most = FAIR_CONFIDENCE if counted else min(answer.confidence, FAIR_CONFIDENCE - _LITTLE)
    return replace(response, answer=replace(answer, verdict=Verdict.ANSWERED, confidence=most))


def in_form_of(response: Response, nouns: Collection[str]) -> Response:
    """Return `in_form` what names one of some nouns, or has a number of what is counted; any other as it is.

    «وكم سعر البنزين؟» is told of by no other number.
    """
    told = (
        counts(quote, response.meant.question) or any(names_all(noun, quote.text) for noun in nouns)
        for quote in response.answer.quotes[:1]
    )
    return in_form(response) if any(told) else response


def unanswered(response: Response) -> Response:
    """Return the same without an answer."""
    nothing = replace(response.answer, verdict=Verdict.NOT_FOUND, quotes=())
    return replace(response, answer=nothing, editorial=None)


def joined(first: Response, second: Response, most: int) -> Response:
    """Return an answer with the best quotes of another among its own, behind its first."""
    mine, others = first.answer.quotes, second.answer.quotes
    quotes = {(q.article.id, q.start, q.end): q for q in (*mine[:1], *others[:1], *mine[1:], *others[1:])}
    return replace(first, answer=replace(first.answer, quotes=tuple(quotes.values())[:most]))


def once(asked: Sequence[Response]) -> Response | None:
    """Return the answer to several questions that one quote answers; None where they have others."""
    quoted = [quote for found in asked for quote in found.answer.quotes]
    widest = max(quoted, key=lambda one: one.end - one.start, default=None)
    apart = widest is None or any(
        one.article.id != widest.article.id or one.start < widest.start or one.end > widest.end
        for one in quoted
    )
    if widest is None or apart or not all(found.answer.quotes for found in asked):
        return None
    least = min(asked, key=lambda one: (one.answer.verdict is Verdict.ANSWERED, one.answer.confidence))
    return replace(least, completed=False, answer=replace(least.answer, quotes=(_marked(widest, quoted),)))


def _marked(quote: Quote, inside: Sequence[Quote]) -> Quote:
    """Return a quote with what is marked in those `inside` it, too, where that does not overlap."""
    places = ((one.start - quote.start, mark) for one in inside for mark in one.highlights)
    marks = sorted(Span(at + start, at + end) for at, (start, end) in places)
    parted = (mark for before, mark in pairwise([Span(0, 0), *marks]) if mark.start >= before.end)
    return replace(quote, highlights=tuple(parted))
