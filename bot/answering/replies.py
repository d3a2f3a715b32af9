"""What is said to a turn, as values that every surface renders, and what was said last after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import AND, is_definite, without_conjunction
from retrieval.arabic.text import words
from retrieval.dialogue.turns import AboutAnswer, AboutBot, AnswerPart, Browse, Manner, Manners, Pasted, Topic
from retrieval.interpretation.exchanging import bracketed
from retrieval.passages import excerpts
from retrieval.query.question_words import RELATIVES
from retrieval.query.tokens import tokens
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.telling.responses import Response
    from retrieval.dialogue.turns import Turn
    from retrieval.interpretation.interpreter import Interpretation
    from retrieval.records import Answer, Article, Quote

_THREAD = 8  # articles
_HEADING = 4  # words
_OF_ARTICLE = frozenset({AnswerPart.AUTHOR, AnswerPart.SOURCE, AnswerPart.LINK, AnswerPart.DATE})


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences of Isnad's own; `offered` is a question that they offer to ask.

    `addable` is a text or an address that an editor may add, `author` who they say wrote an article.
    """

    text: str
    offered: str | None = None
    addable: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """An answer under a heading, if there are several."""

    heading: str
    response: Response


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers to one question or several, beneath a note, if there is one."""

    parts: tuple[Part, ...]
    note: str = ""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Return all quotes that are shown, in order."""
        return tuple(quote for part in self.parts for quote in part.response.answer.quotes)


@dataclass(frozen=True, slots=True)
class Listed:
    """Headlines, newest first, from place `first` (from 0) of `total` in all.

    They may be what is near to a question that was `unanswered`.
    """

    head: str
    browse: Browse
    articles: tuple[Article, ...]
    first: int
    total: int
    unanswered: Response | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """Parts of articles beneath a sentence of Isnad's own.

    `addable` is a text that an editor may add, `author` who said what was quoted.
    """

    head: str
    quotes: tuple[Quote, ...]
    addable: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The article of a quote, to be opened there."""

    quote: Quote


@dataclass(frozen=True, slots=True)
class Further:
    """Quotes of the last questions, `asked` in one message, beyond those that are shown, numbered from `first`.

    They stand beneath a sentence that says what they are.
    """

    quotes: tuple[Quote, ...]
    first: int
    head: str
    asked: tuple[str, ...] = ()


Reply = Said | Answered | Listed | Shown | Opened | Further


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was said last: the question with its answer, the list, the article that was spoken of, what was offered.

    `asked` are the questions of a message that asked several; `earlier` is what was spoken of before a question that
    found nothing, `older` the question before the last, and `about` what the last one was of, if it named nothing.
    `thread` are the ids of the articles that were quoted since a question that leans on nothing, the last ones first.
    `told` says whether the last reply told by whom an article is, or where it is from. `author` is who it told to have
    written or said something, and `place` the place that was spoken of last.
    """

    question: str | None = None
    answer: Answer | None = None
    listed: Listed | None = None
    article: Quote | None = None
    offered: str | None = None
    asked: tuple[str, ...] = ()
    earlier: Quote | None = None
    older: str | None = None
    about: str = ""
    thread: tuple[str, ...] = ()
    told: bool = False
    author: str = ""
    place: str = ""

    @property
    def whole_question(self) -> str | None:
        """Return the last question, with what it was of in brackets where it named nothing."""
        return bracketed(self.question, self.about) if self.question and self.about else self.question

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Return the quotes that are shown."""
        return self.answer.quotes if self.answer else ()

    @property
    def refused(self) -> bool:
        """Return whether the last reply quoted nothing, for there was no answer, nor what was to be listed."""
        missed = (
            self.answer.verdict is Verdict.NOT_FOUND if self.answer else bool(self.question and self.earlier)
        )
        if self.listed:
            return self.listed.unanswered is not None and self.article is None
        return missed and not self.quotes and self.article is None

    @property
    def articles(self) -> tuple[Article, ...]:
        """Return the articles that are shown: quoted, opened, or listed."""
        shown = [*self.quotes, *filter(None, [self.article])]
        return (*(quote.article for quote in shown), *(self.listed.articles if self.listed else ()))

    @property
    def spoken_of(self) -> frozenset[str]:
        """Return the ids of the articles that may be spoken of."""
        return frozenset((*(article.id for article in self.articles), *self.thread))


@dataclass(frozen=True, slots=True)
class TurnResult:
    """A turn, the reply to it, and what was said last after it."""

    turn: Turn
    reply: Reply
    exchange: Exchange


def last_quote(exchange: Exchange) -> Quote | None:
    """Return what was spoken of last: the open article, the first of the list, the first quote, or what was before."""
    if exchange.article:
        return exchange.article
    if exchange.listed and exchange.listed.articles:
        return excerpts.whole(exchange.listed.articles[0])
    return exchange.quotes[0] if exchange.quotes else exchange.earlier


def is_of_before(meant: Interpretation, *, completed: bool) -> bool:
    """Return whether a question is of what was spoken of before it, and forgotten where nothing answers it.

    «كيف ألعب الشطرنج؟» names something else.
    """
    said = [without_conjunction(one.word, AND) for one in tokens(meant.question)]
    nouns = any(map(is_definite, set(said) - RELATIVES))
    leant = meant.leans or meant.may_lean or not nouns or said[0] in RELATIVES  # «واللي يودع في البنك؟»
    return completed or (leant and meant.goes_on and not meant.names_itself)


def gone_on_from(exchange: Exchange) -> Exchange:
    """Return what a question goes on from: what was spoken of before one that nothing answers and that is forgotten."""
    missed, earlier, question = exchange.answer, exchange.earlier, exchange.question
    if missed is None or earlier is None or question is None:
        return exchange
    near = exchange.listed.unanswered if exchange.listed else None
    if near and is_of_before(near.meant, completed=False):
        exchange = replace(exchange, listed=None)
    if exchange.listed or missed.quotes or missed.question == question:
        return exchange
    answer = replace(missed, question=question, verdict=Verdict.ANSWERED, quotes=(earlier,))
    return replace(exchange, answer=answer)


def is_spoken_of(quotes: Sequence[Quote], exchange: Exchange) -> bool:
    """Return whether the first quote is from an article that is spoken of."""
    return any(quote.article.id in exchange.spoken_of for quote in quotes[:1])


def is_shown(found: Sequence[Quote], exchange: Exchange) -> bool:
    """Return whether all that was found is what the last answer shows, but for a heading above it."""
    known = [(one.article.id, one.start, one.end) for one in exchange.quotes]
    added = [
        [
            a
            for a, _ in words(quote.text)
            if not any(quote.article.id == of and start <= quote.start + a < end for of, start, end in known)
        ]
        for quote in found
    ]
    return bool(found) and all(len(fresh) <= _HEADING for fresh in added)


def _thread(last: Response, quotes: Sequence[Quote], before: Exchange) -> tuple[str, ...]:
    """Return the articles that are spoken of after an answer: those before it, too, where its question goes on."""
    shown = [quote.article.id for quote in quotes]
    goes_on = last.completed or last.meant.may_lean or not before.spoken_of.isdisjoint(shown[:1])
    kept = (*(quote.article.id for quote in before.quotes), *before.thread) if goes_on else ()
    return tuple(dict.fromkeys([*shown, *kept]))[:_THREAD]


def _answered_last(parts: Sequence[Part], quotes: tuple[Quote, ...], before: Exchange) -> Exchange:
    """Return what was said last once questions are answered, the last of which another may go on from."""
    last = parts[-1].response
    asked = tuple(part.response.meant.question for part in parts) if len(parts) > 1 else ()
    earlier = quotes[0] if quotes else last_quote(before)
    answer = replace(last.answer, quotes=quotes)
    older = asked[0] if asked else before.question
    goes_on = (last.meant.may_lean or last.meant.goes_on) and not last.meant.names_itself
    of_before = goes_on and is_spoken_of(quotes, before)
    itself = last.meant.common and not (last.completed or last.meant.leans)  # «شو أهداف الاتفاق؟»
    about = last.meant.about if (last.meant.leans or of_before) and not itself else ""
    thread = _thread(last, quotes, before)
    question = last.meant.question
    if before.question and not quotes and is_of_before(last.meant, completed=last.completed):
        question, older, about = before.question, before.older, before.about
    return Exchange(question, answer, None, None, None, asked, earlier, older, about, thread)


def said_last(  # noqa: C901, PLR0911  # one line for each kind of reply
    turn: Turn, reply: Reply, before: Exchange
) -> Exchange:
    """Return what was said last once `reply` is given; courtesy changes nothing of it."""
    told = isinstance(turn, AboutAnswer) and turn.part in _OF_ARTICLE
    author = reply.author if isinstance(reply, Said | Shown) else ""
    before = replace(before, told=told, author=author)
    match reply:
        case Answered(parts):
            return _answered_last(parts, reply.quotes, before)
        case Further(quotes):
            shown = (*before.quotes, *quotes)
            more = replace(before.answer, quotes=shown) if before.answer and before.quotes else None
            # Behind a question that found nothing it is of what was spoken of before.
            return replace(before, answer=more) if more else replace(before, earlier=quotes[-1])
        case Listed(browse=Browse(subject="")) if isinstance(turn, Browse) and turn.subject:
            # The newest, since nothing is about what was asked for, which stays in play.
            asked = replace(before, question=turn.subject, answer=None, about="", older=before.question)
            return replace(asked, listed=reply, article=None, offered=None)
        case Listed():
            return replace(before, listed=reply, article=None, offered=None)
        case Opened(quote):
            return replace(before, article=quote, offered=None)
        case Shown(quotes=quotes) if quotes and isinstance(turn, Pasted):
            return Exchange(article=quotes[0], author=author)  # what was asked before is not of it
        case Shown(quotes=quotes) if quotes and not isinstance(turn, AboutAnswer | Manners):
            return replace(before, article=quotes[0], listed=None, offered=None)
        case Said(offered=None) if (
            isinstance(turn, Browse) and turn.subject
        ):  # what was not found stays in play
            earlier = next(iter(before.quotes), before.earlier)
            asked = replace(before, question=turn.subject, answer=None, about="", older=before.question)
            return replace(asked, earlier=earlier, listed=None, offered=None)
        case Said(offered=offered) if offered:
            return replace(before, offered=offered)
        case _ if isinstance(turn, AboutBot) and turn.topic is Topic.BEGIN:
            return Exchange()
        case _ if isinstance(turn, Manners) and turn.kinds[0] is not Manner.NO:
            return before
        case _:
            return replace(before, offered=None)
