"""What Isnad says to those who follow a subject, and of the editors' answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.configuration.message_types import Counted, Slots


@dataclass(frozen=True, slots=True)
class FollowingButtons:
    """The labels of the buttons of who follows; they stay short."""

    follow: str
    wish: str
    stop: str
    stop_of: Annotated[str, Slots("subject")]
    stop_number: Annotated[str, Slots("number")]
    manage: str
    hour: str
    quiet: str
    zone: str
    at_once: str
    never_quiet: str
    back: str
    end_all: str


@dataclass(frozen=True, slots=True)
class FollowingTexts:
    """Subjects followed, and what is new of them."""

    only_telegram: str
    which: str
    begun: Annotated[str, Slots("subject", "rhythm")]
    group_begun: Annotated[str, Slots("subject", "hour")]
    change: str
    full: Annotated[str, Slots("subjects")]
    subjects: Counted
    wished: str
    wishes_full: str
    not_missed: str
    group_admins: str
    none: str
    group_none: str
    head: str
    item: Annotated[str, Slots("number", "subject")]
    subject: Annotated[str, Slots("subject")]
    section: Annotated[str, Slots("section")]
    outlet: Annotated[str, Slots("outlet")]
    question: Annotated[str, Slots("question")]
    at_once: str
    daily: Annotated[str, Slots("hour")]
    quiet: Annotated[str, Slots("first", "until")]
    zone: Annotated[str, Slots("zone")]
    machine_zone: str
    choose_hour: str
    choose_quiet: str
    choose_quiet_end: Annotated[str, Slots("first")]
    choose_zone: str
    clock: Annotated[str, Slots("hour")]
    ended: Annotated[str, Slots("subject")]
    ended_all: str
    which_end: str
    not_followed: Annotated[str, Slots("subject")]
    news: Annotated[str, Slots("subjects")]
    news_answer: Annotated[str, Slots("question")]
    editors_answer: Annotated[str, Slots("question")]
    digest: Annotated[str, Slots("date")]
    bundle: str
    further: Counted
    zones: tuple[str, ...]
    buttons: FollowingButtons
