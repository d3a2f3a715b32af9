"""What readers say, as values: every turn of a conversation is taken for one of these."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.interpretation.narrowing.filters import narrowed
from retrieval.records import Declined, Scope

if TYPE_CHECKING:
    import datetime

    from retrieval.interpretation.interpreter import Interpretation


class Manner(StrEnum):
    """What is said out of courtesy, or of feeling."""

    SALAM = "salam"
    PEACE = "peace"
    HELLO = "hello"
    MORNING = "morning"
    EVENING = "evening"
    NIGHT = "night"
    HOW_ARE_YOU = "how_are_you"
    WELL = "well"
    MOOD = "mood"
    THANKS = "thanks"
    FAREWELL = "farewell"
    SORRY = "sorry"
    PRAISE = "praise"
    COMPLAINT = "complaint"
    YES = "yes"
    NO = "no"
    OK = "ok"
    LAUGHTER = "laughter"
    BLESSING = "blessing"
    CONDOLENCE = "condolence"
    INTRODUCTION = "introduction"
    EMOJI = "emoji"


class Topic(StrEnum):
    """What is asked of the bot itself."""

    WHO = "who"
    ABLE = "able"
    HOW = "how"
    MAKER = "maker"
    AI = "ai"
    COUNT = "count"
    SOURCES = "sources"
    DATES = "dates"
    TOPICS = "topics"
    ERASE = "erase"
    LANGUAGE = "language"
    GROUP = "group"
    CHECK = "check"
    COST = "cost"
    PICTURES = "pictures"
    CITE = "cite"
    NAME = "name"
    CONTACT = "contact"
    ADD = "add"
    FOLLOWING = "following"
    BEGIN = "begin"


class AnswerPart(StrEnum):
    """What is asked of the last answer."""

    MORE = "more"
    SOURCE = "source"
    LINK = "link"
    SPEAKER = "speaker"
    AUTHOR = "author"
    DATE = "date"
    READ = "read"
    SHORTER = "shorter"
    SUMMARY = "summary"
    EXPLAIN = "explain"
    SURE = "sure"
    BACK = "back"
    WRITTEN = "written"


class Oddity(StrEnum):
    """What is no question, and nothing else either."""

    NUMBERS = "numbers"
    MARKS = "marks"
    LETTER = "letter"
    GIBBERISH = "gibberish"
    INSULT = "insult"
    VAGUE = "vague"
    LATIN = "latin"


@dataclass(frozen=True, slots=True)
class Manners:
    """Courtesy and nothing else; `latin` for what is said in a language of Latin letters.

    It is `reasoned` where it is a complaint with what is held against the last answer.
    """

    kinds: tuple[Manner, ...]
    latin: bool = False
    reasoned: bool = False


@dataclass(frozen=True, slots=True)
class AboutBot:
    """A question about the bot; `also` for what else was asked of it in the same message."""

    topic: Topic
    latin: bool = False
    also: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a list, in the reader's words, and to which articles."""

    label: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Browse:
    """A list of headlines: about `subject` in the reader's words, in a `section`, within `narrowings`, if any.

    The newest come first, or the `oldest`.
    """

    subject: str = ""
    section: str | None = None
    narrowings: tuple[Narrowing, ...] = ()
    oldest: bool = False

    @property
    def scope(self) -> Scope | None:
        """Return which articles are listed; None for all."""
        return narrowed(self.narrowings)


@dataclass(frozen=True, slots=True)
class Context:
    """What was said before: the last question, and how many quotes and headlines are shown.

    `offered` is a question that the reader was asked whether to ask; `first` headlines are on pages before. `listed` is
    the list that was shown last, if nothing came after it; `older` the question before the last.
    `opened` says whether an article was spoken of, with or without a question; `told` whether the last reply told of it
    by whom it is, or where it is from. The best quote that is shown is of `day`, None if that is not known.
    """

    question: str | None = None
    quotes: int = 0
    headlines: int = 0
    offered: str | None = None
    first: int = 0
    listed: Browse | None = None
    older: str | None = None
    opened: bool = False
    told: bool = False
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of the archive."""


@dataclass(frozen=True, slots=True)
class AboutAnswer:
    """A question about the last answer, or an article that is named (`of`); `number` of what is shown, 0 for any.

    `ranks` are the places that are named where nothing else is, «والثاني؟», which may be those of a ranking. It is
    `disputed` where the message complains of the answer, too, `his` where it speaks of an article of whoever was
    quoted, «مقاله», and `whole` where an article is to be read from its beginning: «المقال كامل».
    """

    part: AnswerPart
    number: int = 0
    of: str = ""
    ranks: tuple[int, ...] = field(default=(), compare=False)
    disputed: bool = False
    his: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """One question or several, each whole and with its filters; `translated` when the reader wrote them otherwise.

    `unread` where they could be read only in part, so that no answer may mean that they were not understood; then
    there may be names in them (`named`). `latin` for what is said in a language of Latin letters. `parts` are several
    as they were said, one by one.
    """

    asked: tuple[Interpretation, ...]
    said: str
    translated: bool = False
    unread: bool = False
    latin: bool = False
    named: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same asked of two sides, each a question; `whole` asks of both at once."""

    sides: tuple[Interpretation, ...]
    whole: Interpretation


class FollowRequest(StrEnum):
    """What is wished of what is followed."""

    BEGIN = "begin"
    END = "end"
    END_ALL = "end_all"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Follow:
    """A wish to follow something, what is new of which is told from then on, or to follow it no longer."""

    act: FollowRequest
    browse: Browse = Browse()


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text that is no question."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address of the web."""

    url: str


@dataclass(frozen=True, slots=True)
class Odd:
    """What is no question."""

    kind: Oddity


Turn = (
    Manners
    | AboutBot
    | Browse
    | Sections
    | AboutAnswer
    | Follow
    | Declined
    | Questions
    | Comparison
    | Pasted
    | Link
    | Odd
)
