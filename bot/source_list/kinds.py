"""What the list of sources can hold, each with its outlet, its sections and how often it is looked at."""

from __future__ import annotations

import datetime  # noqa: TC003  # the fields' types are read at run time
import re
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import SplitResult, urlsplit

from bot.source_list.rules import SourceRules

USUAL: Final = "30 minutes"
SHORTEST: Final = 60
"""Seconds between two visits to a source, at least."""
_UNITS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
_EVERY: Final = re.compile(r"(\d{1,6}) (second|minute|hour|day)s?", re.ASCII)
_CHAT: Final = re.compile(r"@[A-Za-z]\w{3,31}|-100\d{1,13}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ListedSource(SourceRules):
    """What all sources have: terms, and how often to look, in words."""

    every: str = USUAL

    def __post_init__(self) -> None:
        if self.every and self.seconds is None:
            reason = f"every = {self.every!r} is not understood; write it like {USUAL!r}"
            raise ValueError(reason)
        if self.every and (self.seconds or 0) < SHORTEST:
            reason = f"every = {self.every!r} is less than {SHORTEST} seconds; visit it more rarely"
            raise ValueError(reason)

    @property
    def seconds(self) -> int | None:
        """Return how long to wait between two visits; None for a source that is read only when asked to."""
        found = _EVERY.fullmatch(self.every.strip())
        return int(found[1]) * _UNITS[found[2]] if found else None


@dataclass(frozen=True, slots=True)
class Folder(ListedSource):
    """A folder or a file on this machine; without `every` it is read by `isnad load` and /reload alone."""

    path: str = ""
    every: str = ""

    def __post_init__(self) -> None:
        ListedSource.__post_init__(self)
        if not self.path:
            raise ValueError("path is missing")

    @property
    def name(self) -> str:
        """Return what the source is known by."""
        return self.path


@dataclass(frozen=True, slots=True)
class _Addressed(ListedSource):
    """What the sources of the web have besides: an address, by which they are known.

    An `internal` one may be in the newsroom's own network: its server, at its port, and no other.
    """

    url: str = ""
    internal: bool = False

    def __post_init__(self) -> None:
        ListedSource.__post_init__(self)
        if not self.url:
            raise ValueError("url is missing")
        parts = _split(self.url)
        if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
            reason = f"url = {self.url!r} is no address of the web; write it like 'https://news.example/feed'"
            raise ValueError(reason)
        if parts.username or parts.password:
            raise ValueError("url holds a user name or a password; leave them out")

    @property
    def name(self) -> str:
        """Return what the source is known by."""
        return self.url


@dataclass(frozen=True, slots=True)
class FeedSource(_Addressed):
    """An RSS or Atom feed; where it only teases, its links are followed."""


@dataclass(frozen=True, slots=True)
class Site(_Addressed):
    """A site, read by its sitemap or by WordPress's own interface, from the day `since` on; "auto" finds out by which.

    Its feed is taken where it has neither.
    """

    by: Literal["auto", "sitemap", "wordpress"] = "auto"
    since: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class ChannelSource:
    """A Telegram channel whose posts are taken as soon as the bot sees them: `@name`, or its number."""

    chat: str = ""
    outlet: str = ""

    def __post_init__(self) -> None:
        if not _CHAT.fullmatch(self.chat):
            reason = f"chat = {self.chat!r} is no channel; write its @name, or its number like -1001234567890"
            raise ValueError(reason)


Remote = FeedSource | Site


def host(source: Remote) -> str:
    """Return the server that a source is on."""
    return (urlsplit(source.url).hostname or "").lower()


def usual_port(source: Remote) -> int:
    """Return the port that its address names, or else that of its scheme."""
    return port(source) or {"http": 80, "https": 443}[urlsplit(source.url).scheme]


def port(source: Remote) -> int | None:
    """Return the port that its address names."""
    return urlsplit(source.url).port


def _split(url: str) -> SplitResult | None:
    """Return the parts of an address; None for what is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
