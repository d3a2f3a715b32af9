"""What the bot says to admins of the sources: the tables `feeds` and `channels` of the message files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.configuration.message_types import Counted, Slots


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """Why a page of the web was not fetched, one sentence a rule."""

    scheme: str
    credentials: str
    port: str
    address: str
    unknown_host: str
    unreachable: str
    certificate: str
    redirects: str
    size: str
    time: str
    encoding: str
    kind: str
    robots: str
    status: str
    busy: str
    content: str


@dataclass(frozen=True, slots=True)
class FeedTexts:
    """The sources of the web, and how visits to them went."""

    none: str
    head: Annotated[str, Slots("n")]
    source: Annotated[str, Slots("number", "name")]
    never: str
    visited: Annotated[str, Slots("time", "offered", "added", "changed", "aside")]
    failed: Annotated[str, Slots("time", "reason")]
    newest: Annotated[str, Slots("date")]
    next: Annotated[str, Slots("time")]
    paused: str
    under_way: str
    refresh: Annotated[str, Slots("number")]
    pause: Annotated[str, Slots("number")]
    resume: Annotated[str, Slots("number")]
    asked: str
    now_paused: str
    now_resumed: str
    rules: RuleTexts


@dataclass(frozen=True, slots=True)
class ChannelTexts:
    """The channels that the bot is in."""

    none: str
    about: str
    channel: Annotated[str, Slots("number", "name")]
    state: Annotated[str, Slots("state", "posts")]
    on: str
    off: str
    posts: Counted
    last: Annotated[str, Slots("time")]
    switch_on: Annotated[str, Slots("number")]
    switch_off: Annotated[str, Slots("number")]
    now_on: str
    now_off: str


@dataclass(frozen=True, slots=True)
class SortTexts:
    """What the lines of a page that are not in its article were taken for."""

    prose: str
    loose: str
    short: str
    bullet: str
    teaser: str
    ticker: str
    foreign: str
    meta: str
    caption: str
    boilerplate: str
    link: str
    related: str
    closing: str
    comments: str
    aside: str


@dataclass(frozen=True, slots=True)
class ShowTexts:
    """What was understood of a file before anything is kept: `isnad load --show`."""

    file: Annotated[str, Slots("path")]
    field: Annotated[str, Slots("field", "value")]
    section: str
    url: str
    words: str
    first: str
    last: str
    unknown: str
    more: Annotated[str, Slots("articles")]
    aside: Annotated[str, Slots("reason")]
    aside_line: Annotated[str, Slots("line", "reason")]
    note: Annotated[str, Slots("reason")]
    note_line: Annotated[str, Slots("line", "reason")]
    lines: Counted
    left_out: Annotated[str, Slots("lines")]
    all_left_out: Annotated[str, Slots("lines")]
    sort: Annotated[str, Slots("sort", "n")]
    line: Annotated[str, Slots("line")]
    kept: str
    sorts: SortTexts
