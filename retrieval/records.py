"""The frozen values that flow through Isnad: Article → Quote → Answer.

`Article.text` is the coordinate system of everything: every span below is half-open and counts the code points of
that text, so that a quotation is a slice of it and nothing else.
"""

from __future__ import annotations

import datetime  # noqa: TC003  what decodes these values reads it
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

CUT = "\n\n\n"
"""Stands in an article's text where something of its page was left out: no quote runs across it."""


class Span(NamedTuple):
    """Half-open code-point range of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the archive; what its source does not say is None, never guessed.

    `text` is the cleaned body, one paragraph or heading a line; `headings` are the spans of the lines of it that are
    section headings.
    """

    id: str
    title: str
    text: str
    outlet: str | None = None
    author: str | None = None
    published: datetime.date | None = None
    url: str | None = None
    section: str | None = None
    dateline: str | None = None
    headings: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A source that yielded no article: where (`line` counts from 1) and why, in words for an editor."""

    path: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim slice of an article: `text == article.text[start:end]`; `highlights` are spans inside `text`.

    `also` are other outlets that published near duplicates of its article. `opens_inside` and `closes_inside` say that
    its sentence begins before it, or goes on behind it: whoever shows it says so («…»).
    """

    article: Article
    start: int
    end: int
    text: str
    highlights: tuple[Span, ...]
    score: float
    also: tuple[str, ...] = ()
    opens_inside: bool = False
    closes_inside: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles a question is asked of: those of some outlets, published from `first` to `last`, both included.

    Empty `outlets` are all of them, and so are empty `articles`, which are ids. An article of unknown date is in no
    span of time, one of unknown outlet in none.
    """

    first: datetime.date | None = None
    last: datetime.date | None = None
    outlets: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    def holds(self, article: Article) -> bool:
        """Return whether an article is of these outlets and of this time."""
        day = article.published
        if self.outlets and article.outlet not in self.outlets:
            return False
        if (self.first or self.last) and day is None:
            return False
        return not (day and ((self.first and day < self.first) or (self.last and day > self.last)))


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage to be read by an encoder: its key, the id of its article, and the spans of its sentences there."""

    key: int
    article: str
    sentences: tuple[Span, ...]


class Verdict(StrEnum):
    """Whether the archive holds an answer."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


class Refusal(StrEnum):
    """What is asked of an archive that no article answers.

    A view, amusement, advice, a piece of work, the future, this very day, or what to do when ill or in trouble.
    """

    OPINION = "opinion"
    AMUSEMENT = "amusement"
    ADVICE = "advice"
    ILLNESS = "illness"
    TROUBLE = "trouble"
    REQUEST = "request"
    PREDICTION = "prediction"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Declined:
    """Something asked that no archive answers, and in the reader's words what about, empty where that is not said."""

    refusal: Refusal
    subject: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive has to say to a question: at most a few quotes, best first, and none when not found.

    Some articles alone that do not answer have one quote all the same, which is nearest to what was asked of them.

    `confidence` is the calibrated probability (0…1) that the first quote holds the answer. `absent` is a word of
    the question, as it was written, that no article has: what it names is not told of. `declined` is what was asked
    where no article could answer, `silent` whoever is asked for and has said nothing of it, as the question names them.
    """

    question: str
    verdict: Verdict
    confidence: float
    quotes: tuple[Quote, ...] = ()
    absent: str = ""
    declined: Declined | None = None
    silent: str = ""
