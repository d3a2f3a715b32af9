"""What is said to a turn, as values that every surface renders: sentences, answers, lists, excerpts, an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.interpretation.exchanging import bracketed

if TYPE_CHECKING:
    from bot.answering.inquiries import Response
    from retrieval.dialogue.turns import Browse, Turn
    from retrieval.records import Answer, Article, Quote


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
    """Quotes of the last questions, `asked` in one message, beyond those that are shown, numbered from `first`."""

    quotes: tuple[Quote, ...]
    first: int
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
