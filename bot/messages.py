"""Typed access to config/messages.<language>.toml: every sentence that Isnad says, checked when it is loaded.

Each text declares the {words} that the program fills in, so that an edited file with a missing sentence or a
misspelt {word} is refused with all that is wrong in it, instead of failing in front of a reader.
"""

from __future__ import annotations

import string
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any, Self, get_type_hints

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Slots(frozenset[str]):
    """The words in braces that a text has to hold, and no others."""

    def __new__(cls, *names: str) -> Self:  # noqa: D102
        return super().__new__(cls, names)


_Number = Annotated[str, Slots("n")]


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun in the plural categories of CLDR; a language leaves out those it does not have."""

    other: _Number
    zero: str | None = None
    one: str | None = None
    two: str | None = None
    few: Annotated[str | None, Slots("n")] = None
    many: Annotated[str | None, Slots("n")] = None

    def of(self, n: int) -> str:
        """The noun with the number `n`, as in مقتطفان, 3 مقتطفات, 11 مقتطفًا, 100 مقتطف."""
        exact = {0: self.zero, 1: self.one, 2: self.two}.get(n)
        many = self.few if 3 <= n % 100 <= 10 else self.many if n % 100 >= 11 else None
        return (exact or many or self.other).format(n=n)


@dataclass(frozen=True, slots=True)
class Citation:
    """The line that says where a quote comes from."""

    separator: str
    author: Annotated[str, Slots("author")]
    also: Annotated[str, Slots("outlets")]
    comma: str
    date: Annotated[str, Slots("day", "month", "year")]
    months: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.months) != 12:
            reason = f"citation.months: there are {len(self.months)} instead of 12"
            raise ValueError(reason)


@dataclass(frozen=True, slots=True)
class AnswerTexts:
    """What surrounds the quotes of an answer, or says that there is none."""

    quote: Annotated[str, Slots("number")]
    found: Annotated[str, Slots("quotes", "confidence")]
    quotes: Counted
    confidence_high: str
    confidence_fair: str
    confidence_low: str
    not_found: str
    ask_better: str
    understood: Annotated[str, Slots("question")]
    widened: Annotated[str, Slots("filters")]
    narrowed: Annotated[str, Slots("filters")]
    no_words: str
    failed: Annotated[str, Slots("reason")]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article opened at a quote."""

    page: Annotated[str, Slots("page", "pages")]
    turn: str
    first_page: str
    last_page: str
    none_open: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What the archive holds."""

    empty: str
    articles: Counted
    held: Annotated[str, Slots("articles")]
    held_on: Annotated[str, Slots("articles", "date")]
    held_since: Annotated[str, Slots("articles", "first", "last")]
    outlet: Annotated[str, Slots("outlet", "articles")]


@dataclass(frozen=True, slots=True)
class Reload:
    """The archive read anew."""

    reading: str
    fetching: str
    visiting: str
    comparing: str
    indexing: str
    done: str
    added: Annotated[str, Slots("n")]
    changed: Annotated[str, Slots("n")]
    unchanged: Annotated[str, Slots("n")]
    removed: Annotated[str, Slots("n")]
    set_aside: Annotated[str, Slots("n")]
    aside: Annotated[str, Slots("source", "reason")]
    aside_line: Annotated[str, Slots("source", "line", "reason")]
    failed: Annotated[str, Slots("reason")]


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the console: how it is typed, its other names, what it does."""

    usage: str
    help: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commands:
    """The commands of the console in the order in which the help tells them."""

    open: Command
    more: Command
    next: Command
    back: Command
    sources: Command
    reload: Command
    help: Command
    quit: Command


@dataclass(frozen=True, slots=True)
class ConsoleTexts:
    """What the terminal conversation says of itself."""

    prompt: str
    welcome: str
    hint: str
    next_steps: str
    farewell: str
    help: str
    also: Annotated[str, Slots("names")]
    separator: str
    unknown_command: Annotated[str, Slots("command")]
    number_missing: str
    no_such_quote: Annotated[str, Slots("number", "quotes")]
    no_quotes: str
    no_more: str
    commands: Commands


@dataclass(frozen=True, slots=True)
class Menu:
    """What the commands of the bot do, for its menu and its help."""

    ask: str
    new: str
    sources: str
    language: str
    privacy: str
    forget: str
    help: str
    start: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """The labels of the bot's buttons; they stay short."""

    context: str
    context_of: Annotated[str, Slots("number")]
    copy: str
    copy_of: Annotated[str, Slots("number")]
    more: str
    helpful: str
    unhelpful: str
    report: str
    drop: Annotated[str, Slots("filter")]
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class TelegramTexts:
    """What the bot says of itself; plain text, in which the program marks up nothing."""

    name: str
    about: str
    description: str
    welcome: str
    samples: str
    sample: Annotated[str, Slots("title")]
    help: str
    ask: str
    group_ask: Annotated[str, Slots("bot")]
    new: str
    language: str
    language_kept: str
    privacy: Annotated[str, Slots("days")]
    forgotten: str
    only_text: str
    too_long: str
    arabic_only: str
    slow_down: str
    failed: str
    reported: str
    thanks: str
    sorry: str
    stale: str
    article_gone: str
    article_changed: str
    unknown_command: str
    nothing_more: str
    buttons: Buttons
    menu: Menu


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
    stats: str
    export: str
    access: str
    ban: str
    unban: str
    feeds: str
    channel: str
    audit: str


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done to the archive."""

    load: str
    reload: str
    add: str
    remove: str
    rollback: str


@dataclass(frozen=True, slots=True)
class Rollback:
    """Undoing what was done to the archive last."""

    nothing: str
    ask: Annotated[str, Slots("what", "time")]
    meaning: str
    confirm: str
    done: str
    acts: Acts


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
    settled: str


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

    def __post_init__(self) -> None:
        for name, heads, wanted in (("questions", self.questions, 9), ("unanswered", self.unanswered, 7)):
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
    moment: Annotated[str, Slots("date", "time")]
    separator: str
    audit: str
    audit_empty: str
    audit_line: Annotated[str, Slots("time", "admin", "what", "outcome")]
    menu: AdminMenu
    rollback: Rollback
    articles: ArticleTexts
    add: AddTexts
    stats: StatsTexts
    unanswered: UnansweredTexts
    export: ExportTexts
    access: AccessTexts


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
class Messages:
    """All sentences of one language."""

    citation: Citation
    answer: AnswerTexts
    reading: Reading
    sources: Sources
    reload: Reload
    console: ConsoleTexts
    telegram: TelegramTexts
    admin: AdminTexts
    feeds: FeedTexts
    channels: ChannelTexts

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Self:
        """The messages of a parsed file; raises ValueError with everything that is wrong in it."""
        if problems := list(_problems(cls, table, "")):
            raise ValueError("; ".join(problems))
        return msgspec.convert(table, cls)


def _problems(kind: type, table: Mapping[str, object], prefix: str) -> Iterator[str]:
    hints = get_type_hints(kind, include_extras=True)
    yield from (f"{prefix}{key}: there is no such text" for key in table if key not in hints)
    for field in fields(kind):
        if field.name in table:
            yield from _wrong(hints[field.name], table[field.name], prefix + field.name)
        elif field.default is MISSING:
            yield f"{prefix}{field.name}: is missing"


def _wrong(hint: Any, value: object, key: str) -> Iterator[str]:  # noqa: ANN401  # what get_type_hints gives
    if is_dataclass(hint) and isinstance(hint, type):
        yield from _problems(hint, value, f"{key}.") if isinstance(value, dict) else [f"{key}: is no table"]
    elif isinstance(value, list) and all(isinstance(part, str) for part in value):
        yield from () if hint == tuple[str, ...] else [f"{key}: is a list instead of a text"]
    elif not isinstance(value, str) or hint == tuple[str, ...]:
        yield f"{key}: is not of the right form"
    else:
        yield from _misfilled(value, next(iter(getattr(hint, "__metadata__", ())), Slots()), key)


def _misfilled(text: str, slots: Slots, key: str) -> Iterator[str]:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        yield f"{key}: {error}"
        return
    found = {name for _, name, _, _ in parts if name is not None}
    if any(form or conversion for _, _, form, conversion in parts):
        yield f"{key}: a word in braces stands alone, without : or !"
    yield from (f"{key}: {{{name}}} is missing" for name in sorted(slots - found))
    yield from (f"{key}: nothing fills in {{{name}}}" for name in sorted(found - slots))
