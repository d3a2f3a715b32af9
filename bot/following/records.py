"""Who follows what, and what there is to tell them, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.records import Article


class Kind(StrEnum):
    """What is followed: a subject, a section or outlet of the archive, or a question, until it has an answer."""

    SUBJECT = "subject"
    SECTION = "section"
    OUTLET = "outlet"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Followable:
    """What can be followed; a subject in all outlets, or in one."""

    kind: Kind
    subject: str
    outlet: str = ""

    def admits(self, article: Article) -> bool:
        """Return whether an article is of the outlet in which a subject is followed."""
        return self.outlet in {"", article.outlet}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a follower is told: at once, or daily at an hour (0…23) of a time zone; never within the quiet hours.

    The zone is an IANA name, "" for that of the machine; quiet hours are from the first until the second.
    """

    hour: int | None = None
    zone: str = ""
    quiet: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Follower:
    """A reader, group or channel that follows something: known by a keyed hash, written to in `chat`.

    `message` is the newest message that is known to have stood in the chat before.
    """

    reader: str
    chat: int
    language: str
    rhythm: Rhythm
    message: int = 0

    @property
    def private(self) -> bool:
        """Return whether it is one reader: Telegram's numbers of groups and channels are negative."""
        return self.chat > 0


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that somebody follows; `after` is the newest article, by number, that it is too late for."""

    id: int
    reader: str
    topic: Followable
    after: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell a follower: which story, and its words in an article; or an answer of the editors, by number.

    `made` is in Unix seconds. Stories have the number of an article; an answer of the editors is one of its own.
    """

    id: int
    followed: Followed
    story: int
    article: str
    start: int
    text: str
    made: int
    answer: int | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What a new article, or an answer of the editors, tells of something that is followed; as in a `Notice`."""

    followed: Followed
    story: int
    article: str = ""
    start: int = 0
    text: str = ""
    answer: int | None = None


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message on its way: HTML, buttons as JSON or "", and the newest message known in its chat before it left."""

    id: int
    follower: Follower
    html: str
    buttons: str
    since: int
