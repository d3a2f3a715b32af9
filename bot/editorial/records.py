"""What editors answer, as values."""

from __future__ import annotations

import datetime  # noqa: TC003  what decodes these values reads it
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.records import Article, Quote


class AnswerKind(StrEnum):
    """An answer in the editors' own words, a passage that they point to, or that a question is not the archive's."""

    WRITTEN = "written"
    PASSAGE = "passage"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Written:
    """What an editor gives to keep: the question it answers, and their words, or a passage's, with its place.

    `sources` are ids of articles and addresses of the web.
    """

    question: str
    kind: AnswerKind
    text: str = ""
    article: str | None = None
    start: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditorsAnswer:
    """An answer that stands under a number; by whom (Telegram id and name), and when, in UTC."""

    number: int
    written: Written
    author: int
    name: str
    at: datetime.datetime
    edited: datetime.datetime | None = None
    withdrawn: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class ResolvedAnswer:
    """An answer as readers see it: its passage as the archive holds it, and its sources, articles or addresses."""

    answer: EditorsAnswer
    passage: Quote | None = None
    sources: tuple[Article | str, ...] = ()
