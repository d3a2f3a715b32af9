"""What a page can say of itself for machines, and how its strings, days and addresses are read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final

from retrieval.arabic import dates


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page says; None where it says nothing. `published` is the day in the page's own time zone.

    `instant` is the time it was written as, if that was UTC: near midnight a reader's day is another. `body` is the
    article's text without its paragraphs.
    """

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: datetime.date | None = None
    url: str | None = None
    section: str | None = None
    instant: datetime.datetime | None = None
    body: str | None = None

    def or_else(self, other: Facts) -> Facts:
        """Return these facts, and those of `other` where these say nothing; a day and its instant go together."""
        dated = self if self.published else other
        return Facts(
            title=self.title or other.title,
            outlet=self.outlet or other.outlet,
            author=self.author or other.author,
            published=dated.published,
            url=self.url or other.url,
            section=self.section or other.section,
            instant=dated.instant,
            body=self.body or other.body,
        )


def day(written: str) -> datetime.date | None:
    """Return the day that an ISO date or date-time begins with, or that words tell («١١ يناير ٢٠٢١»); else None.

    Seconds and milliseconds since 1970 are of UTC. Figures with strokes tell none unless the year leads: for machines
    they are written day first and month first.
    """
    bare = written.strip()
    if stamp := _STAMP.fullmatch(bare):
        return datetime.datetime.fromtimestamp(int(stamp[1]), datetime.UTC).date()
    found = _ISO.match(bare) or _COMPACT.match(bare)
    try:
        if found:
            return datetime.date(*(int(found[at]) for at in (1, 3, 4)))
    except ValueError:
        return None
    dated = len(written) <= _LONGEST_DAY and any(map(str.isalpha, written)) and not _STROKES.search(written)
    days = {day for date in dates.find(written) if (day := date.full())} if dated else set()
    return days.pop() if len(days) == 1 else None


_ISO: Final = re.compile(r"((?:19|20)\d\d)(?P<mark>[-/.])(\d{1,2})(?P=mark)(\d{1,2})(?!\d)")
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)()([01]\d)([0-3]\d)(?:T\d|\d{6}$|$)")
_STAMP: Final = re.compile(r"([1-4]\d{9}|[5-9]\d{8})(?:\d{3})?")
# Characters of a day in words and an hour beside it.
_LONGEST_DAY: Final = 80
_STROKES: Final = re.compile(r"\d[/.]\d{1,2}[/.]\d{4}")
_LONGEST: Final = 300


def short_text(value: object) -> str | None:
    """Return a string in single spaces, its entities resolved; None for what is empty, too long or no string."""
    if not isinstance(value, str):
        return None
    text = plain(value)
    return text if 0 < len(text) <= _LONGEST else None


def plain(written: str) -> str:
    """Take mark-up and entities out of a string, and its white space together."""
    return " ".join(re.sub(r"<[^<>]{0,200}>", " ", unescape(unescape(written))).split())


# A letter of an Arabic address takes six characters when it is escaped.
_LONGEST_ADDRESS: Final = 2000
_WEB: Final = ("http://", "https://")


def address(value: object) -> str | None:
    """Return a web address, or that of an object of JSON-LD; None for what is none.

    Of entities only `&amp;` is resolved: parameters such as `&section=` look like the beginnings of others.
    """
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("url")
    text = value.strip().replace("&amp;", "&") if isinstance(value, str) else ""
    return text if text.startswith(_WEB) and len(text) <= _LONGEST_ADDRESS else None


def instant(written: str) -> datetime.datetime | None:
    """Read an ISO date-time given in UTC; None for every other."""
    try:
        moment = datetime.datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return moment if moment.utcoffset() == datetime.timedelta(0) else None
