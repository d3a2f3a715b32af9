"""What the bot says to admins: the table `admin` of the message files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.configuration.message_types import Counted, Slots


@dataclass(frozen=True, slots=True)
class AdminMenu:
    """What the admins' commands do."""

    admin: str
    reload: str
    rollback: str
    add: str
    articles: str
    remove: str
    unanswered: str
    answers: str
    stats: str
    export: str
    access: str
    ban: str
    unban: str
    feeds: str
    channel: str
    audit: str


@dataclass(frozen=True, slots=True)
class ActNames:
    """What a change of the archive is called, by its kind."""

    load: str
    reload: str
    add: str
    remove: str
    rollback: str


@dataclass(frozen=True, slots=True)
class RollbackTexts:
    """The last change of the archive undone."""

    nothing: str
    ask: Annotated[str, Slots("what", "time")]
    source: Annotated[str, Slots("source")]
    meaning: str
    confirm: str
    done: str
    acts: ActNames


@dataclass(frozen=True, slots=True)
class ArticleTexts:
    """The archive's articles, listed and removed."""

    id: Annotated[str, Slots("id")]
    none_of: Annotated[str, Slots("words")]
    which: str
    unknown: Annotated[str, Slots("id")]
    ask: str
    remove: str
    removed: str
    purge: str
    ask_purge: str
    purge_surely: str
    purged: Annotated[str, Slots("versions")]
    purged_not_clean: str


@dataclass(frozen=True, slots=True)
class FieldNames:
    """What of an article can be edited."""

    title: str
    outlet: str
    published: str
    author: str


@dataclass(frozen=True, slots=True)
class AddTexts:
    """What an admin sent, as it was understood."""

    usage: str
    understood: Annotated[str, Slots("articles")]
    field: Annotated[str, Slots("field", "value")]
    unknown: str
    length: Annotated[str, Slots("words")]
    more: Annotated[str, Slots("n")]
    replaces: Annotated[str, Slots("articles")]
    save: str
    edit: str
    back: str
    saved: str
    left: str
    wanted: Annotated[str, Slots("field")]
    title_hint: str
    name_hint: str
    date_hint: str
    misfit: str
    too_large: str
    unfetched: str
    empty: str
    nothing: Annotated[str, Slots("reason")]
    no_links: str
    fields: FieldNames


@dataclass(frozen=True, slots=True)
class StatsTexts:
    """How the bot is used."""

    period: Annotated[str, Slots("days")]
    day: Counted
    none: str
    asked: Annotated[str, Slots("readers", "questions")]
    share: Annotated[str, Slots("share")]
    votes: Annotated[str, Slots("helpful", "unhelpful")]
    median: Annotated[str, Slots("milliseconds")]
    busiest: Annotated[str, Slots("hours")]
    days: Annotated[str, Slots("days")]
    hours: Annotated[str, Slots("zone")]
    answered: str
    unanswered: str
    read: Annotated[str, Slots("done", "total")]


@dataclass(frozen=True, slots=True)
class UnansweredTexts:
    """The questions that were asked in vain."""

    none: str
    head: Annotated[str, Slots("n")]
    times: Counted
    disliked: Annotated[str, Slots("n")]
    reported: Annotated[str, Slots("n")]
    last: Annotated[str, Slots("time")]
    done: Annotated[str, Slots("number")]
    open: Annotated[str, Slots("number")]
    settled: str


@dataclass(frozen=True, slots=True)
class AnsweringTexts:
    """An editor's answer to a group of questions: how it is asked for, shown, kept and withdrawn."""

    write: str
    point: str
    outside: str
    back: str
    wanted: str
    wanted_passage: str
    preview: str
    save: str
    saved: str
    saved_outside: str
    too_long: Annotated[str, Slots("longest")]
    no_article: str
    no_passage: str
    none: str
    head: str
    item: Annotated[str, Slots("number", "question", "kind", "time", "name")]
    written: str
    passage: str
    not_ours: str
    edit: Annotated[str, Slots("number")]
    withdraw: Annotated[str, Slots("number")]
    withdrawn: str


@dataclass(frozen=True, slots=True)
class ExportTexts:
    """The tables of questions: their captions, the heads of their columns in order, and what stands for codes."""

    questions_caption: str
    unanswered_caption: str
    private: str
    group: str
    answered: str
    not_found: str
    questions: tuple[str, ...]
    unanswered: tuple[str, ...]
    answers_caption: str
    answers: tuple[str, ...]

    def __post_init__(self) -> None:
        for name, wanted in (("questions", 9), ("unanswered", 7), ("answers", 9)):
            heads = getattr(self, name)
            if len(heads) != wanted:
                reason = f"admin.export.{name}: there are {len(heads)} instead of {wanted}"
                raise ValueError(reason)


@dataclass(frozen=True, slots=True)
class AccessTexts:
    """Who may ask."""

    open: str
    members_only: str
    counts: Annotated[str, Slots("members", "banned")]
    invited: Annotated[str, Slots("number", "time")]
    make_open: str
    make_members_only: str
    invite: str
    invitation: str
    revoke: Annotated[str, Slots("number")]
    revoked: str
    whom: str
    an_admin: str
    banned: Annotated[str, Slots("id")]
    unbanned: Annotated[str, Slots("id")]
    not_banned: Annotated[str, Slots("id")]
    closed: str
    welcome: str


@dataclass(frozen=True, slots=True)
class AdminTexts:
    """What the bot says to admins."""

    help: str
    private_only: str
    busy: Annotated[str, Slots("what")]
    begun: str
    progress: Annotated[str, Slots("bar", "percent")]
    percent: Annotated[str, Slots("n")]
    failed: Annotated[str, Slots("reason")]
    see_log: Annotated[str, Slots("number")]
    interrupted: str
    died: Annotated[str, Slots("what")]
    cancel: str
    cancelled: str
    stale: str
    whole_list: str
    file_refused: Annotated[str, Slots("name")]
    file_unsent: Annotated[str, Slots("name")]
    moment: Annotated[str, Slots("date", "time")]
    separator: str
    audit: str
    audit_empty: str
    audit_line: Annotated[str, Slots("time", "admin", "what", "outcome")]
    menu: AdminMenu
    rollback: RollbackTexts
    articles: ArticleTexts
    add: AddTexts
    stats: StatsTexts
    unanswered: UnansweredTexts
    answering: AnsweringTexts
    export: ExportTexts
    access: AccessTexts
