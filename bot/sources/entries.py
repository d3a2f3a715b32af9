"""The entries of a source, before anything of them is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.web.responses import UNKNOWN, Validators

if TYPE_CHECKING:
    import datetime

    from retrieval.records import Article, SetAside


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of a source. `mark` changes when the page does; `article` is set where the source gives it whole.

    `day` is the day of publication or, in sitemaps, of the last change.
    """

    url: str
    mark: str = ""
    title: str | None = None
    day: datetime.date | None = None
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class EntryBatch:
    """Some of a source's entries in its order, and what of it could not be read.

    `known` is what to ask with the next time; where `by_change`, those changed last come first, so that behind
    entries that are all known there are no others.
    """

    entries: tuple[Entry, ...]
    set_aside: tuple[SetAside, ...] = ()
    known: Validators = UNKNOWN
    by_change: bool = False
