"""Typed access to config/messages.<language>.toml: every sentence that Isnad says, checked when it is loaded.

Each text declares the {words} that the program fills in, so that an edited file with a missing sentence or a
misspelt {word} is refused with all that is wrong in it, instead of failing in front of a reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Self

from bot.configuration.admin_messages import AdminTexts  # noqa: TC001  get_type_hints reads it
from bot.configuration.conversation_messages import (  # noqa: TC001  as above
    ConversationTexts,
    EditorialTexts,
    FollowingTexts,
)
from bot.configuration.message_types import Counted, Slots, problems, texts_of
from bot.configuration.page_links import PageLinks
from bot.configuration.page_messages import PageTexts  # noqa: TC001  as above
from bot.configuration.settings import plain_data
from bot.configuration.setup_messages import SetupTexts  # noqa: TC001  as above
from bot.configuration.source_messages import ChannelTexts, FeedTexts, ShowTexts  # noqa: TC001  as above

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.configuration.settings import Settings


@dataclass(frozen=True, slots=True)
class CitationTexts:
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
    unclear: str
    absent: Annotated[str, Slots("name")]
    absent_phrase: Annotated[str, Slots("name")]
    silent: Annotated[str, Slots("name")]
    silent_offer: Annotated[str, Slots("name")]
    silent_nearest: str
    opinion: str
    amusement: str
    advice: str
    illness: str
    trouble: str
    request: str
    prediction: str
    present: str
    offer: Annotated[str, Slots("subject")]
    ask_better: str
    nearest: str
    understood: Annotated[str, Slots("question")]
    understood_after: Annotated[str, Slots("about")]
    widened: Annotated[str, Slots("filters")]
    narrowed: Annotated[str, Slots("filters")]
    failed: Annotated[str, Slots("reason")]


@dataclass(frozen=True, slots=True)
class ReadingTexts:
    """An article opened at a quote."""

    page: Annotated[str, Slots("page", "pages")]
    turn: str
    first_page: str
    last_page: str
    none_open: str


@dataclass(frozen=True, slots=True)
class SourcesTexts:
    """What the archive holds."""

    empty: str
    articles: Counted
    held: Annotated[str, Slots("articles")]
    held_on: Annotated[str, Slots("articles", "date")]
    held_since: Annotated[str, Slots("articles", "first", "last")]
    outlet: Annotated[str, Slots("outlet", "articles")]


@dataclass(frozen=True, slots=True)
class ReloadTexts:
    """The archive read anew."""

    waiting: str
    reading: str
    fetching: str
    visiting: str
    comparing: str
    indexing: str
    writing: str
    asking: str
    done: str
    added: Annotated[str, Slots("n")]
    changed: Annotated[str, Slots("n")]
    unchanged: Annotated[str, Slots("n")]
    removed: Annotated[str, Slots("n")]
    set_aside: Annotated[str, Slots("n")]
    aside: Annotated[str, Slots("source", "reason")]
    aside_line: Annotated[str, Slots("source", "line", "reason")]
    much: Annotated[str, Slots("gone", "held")]
    remove: str
    failed: Annotated[str, Slots("reason")]


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the console: how it is typed, its other names, what it does."""

    usage: str
    help: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsoleCommandTexts:
    """The commands of the console in the order in which the help tells them."""

    open: Command
    more: Command
    next: Command
    back: Command
    latest: Command
    sections: Command
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
    commands: ConsoleCommandTexts


@dataclass(frozen=True, slots=True)
class ReaderMenu:
    """What the commands of the bot do, for its menu and its help."""

    ask: str
    new: str
    latest: str
    sections: str
    sources: str
    follow: str
    following: str
    language: str
    privacy: str
    forget: str
    help: str
    start: str


@dataclass(frozen=True, slots=True)
class ButtonTexts:
    """The labels of the bot's buttons; they stay short."""

    context: str
    context_of: Annotated[str, Slots("number")]
    copy: str
    back: str
    open: Annotated[str, Slots("number")]
    more: str
    share: str
    helpful: str
    unhelpful: str
    report: str
    add: str
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
    sample_said: Annotated[str, Slots("name")]
    sample_who: Annotated[str, Slots("name")]
    sample_news: Annotated[str, Slots("place")]
    help: str
    ask: str
    group_ask: Annotated[str, Slots("bot")]
    joined: Annotated[str, Slots("bot")]
    new: str
    language: str
    language_kept: str
    privacy: Annotated[str, Slots("days")]
    forgotten: str
    forgotten_soon: str
    only_text: str
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
    buttons: ButtonTexts
    menu: ReaderMenu


@dataclass(frozen=True, slots=True)
class PhraseTexts:
    """What the program says of files, sources and the machine: «English => translation» (bot/rendering/phrases.py)."""

    joint: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Messages:
    """All sentences of one language."""

    citation: CitationTexts
    answer: AnswerTexts
    reading: ReadingTexts
    sources: SourcesTexts
    reload: ReloadTexts
    console: ConsoleTexts
    telegram: TelegramTexts
    conversation: ConversationTexts
    following: FollowingTexts
    editorial: EditorialTexts
    phrases: PhraseTexts
    admin: AdminTexts
    feeds: FeedTexts
    show: ShowTexts
    channels: ChannelTexts
    pages: PageTexts
    setup: SetupTexts
    links: PageLinks = field(default=PageLinks(), metadata={"is_text": False})
    """Where citations in these sentences lead; the settings say it, not the file."""

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Self:
        """Return the messages of a parsed file; raises ValueError with everything that is wrong in it."""
        if wrong := list(problems(cls, table)):
            raise ValueError("; ".join(wrong))
        return texts_of(cls, table)


def read(settings: Settings, language: str) -> Messages:
    """Return the sentences of a language ("ar", "en"); raises SettingsError when their file is wrong."""
    texts = plain_data(settings, f"messages.{language}.toml", Messages.from_table)
    return replace(texts, links=PageLinks.of(settings))
