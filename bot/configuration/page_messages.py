"""What the pages for browsers say of themselves: the table `pages` of the message files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.configuration.message_types import Slots


@dataclass(frozen=True, slots=True)
class PageErrors:
    """What a page says that cannot be shown, by what is wrong."""

    bad_request: str
    closed: str
    not_found: str
    too_many: str
    busy: str
    failed: str


@dataclass(frozen=True, slots=True)
class MiniAppTexts:
    """The moment before a passage opens inside Telegram, and why it may not."""

    opening: str
    outside: str
    refused: str
    gone: str
    failed: str


@dataclass(frozen=True, slots=True)
class PageTexts:
    """The pages: links, labels, and notes above an article."""

    name: str
    about: str
    skip: str
    to_passage: str
    other_language: str
    label: str
    search: str
    home: str
    latest: str
    list_page: Annotated[str, Slots("number")]
    newer_articles: str
    older_articles: str
    nothing: str
    source: str
    more: str
    too_long: Annotated[str, Slots("longest")]
    version: Annotated[str, Slots("number", "versions")]
    older: str
    current: str
    changed: str
    part: Annotated[str, Slots("part", "parts")]
    previous: str
    next: str
    gap: str
    verbatim: str
    errors: PageErrors
    app: MiniAppTexts
