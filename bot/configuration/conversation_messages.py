"""What Isnad says beside answers: courtesies, itself, lists, its last answer, what it cannot do, what is followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.configuration.message_types import Counted, Slots


@dataclass(frozen=True, slots=True)
class MannerTexts:
    """The reply to each courtesy."""

    salam: str
    peace: str
    hello: str
    morning: str
    evening: str
    night: str
    how_are_you: str
    well: str
    mood: str
    thanks: str
    farewell: str
    sorry: str
    praise: str
    complaint: str
    yes: str
    no: str
    ok: str
    laughter: str
    blessing: str
    condolence: str
    introduction: str
    emoji: str


@dataclass(frozen=True, slots=True)
class AboutBotTexts:
    """What Isnad says of itself and of its archive."""

    who: str
    able: str
    how: str
    maker: str
    ai: str
    dates: Annotated[str, Slots("oldest", "newest")]
    dated_once: Annotated[str, Slots("article")]
    undated: str
    named: Annotated[str, Slots("title", "source")]
    topics: Annotated[str, Slots("sections", "section")]
    no_sections: str
    erase: str
    language: str
    group: str
    check: str
    cost: str
    pictures: str
    cite: str
    name: str
    contact: str
    add: str
    following: str
    begin: str


@dataclass(frozen=True, slots=True)
class BrowseTexts:
    """Lists of headlines."""

    newest: str
    about: Annotated[str, Slots("subject")]
    oldest_about: Annotated[str, Slots("subject")]
    section: Annotated[str, Slots("section")]
    in_section: Annotated[str, Slots("head", "section")]
    within: Annotated[str, Slots("head", "filters")]
    year: Annotated[str, Slots("year")]
    counted: Annotated[str, Slots("head", "articles")]
    loosened: Annotated[str, Slots("filters", "subject")]
    loosened_all: Annotated[str, Slots("filters")]
    ended: Annotated[str, Slots("date", "filters")]
    ended_about: Annotated[str, Slots("subject")]
    ended_all: str
    only_these: Annotated[str, Slots("subject")]
    read_in_part: str
    near: Annotated[str, Slots("why", "subject", "articles")]
    nothing_about: Annotated[str, Slots("subject")]
    nothing: str
    item: Annotated[str, Slots("number", "title")]
    open: str
    open_one: Annotated[str, Slots("number")]
    further: Annotated[str, Slots("shown", "articles")]
    sections: str
    section_names: tuple[str, ...]
    section_line: Annotated[str, Slots("section", "articles")]
    no_sections: str


@dataclass(frozen=True, slots=True)
class LastAnswerTexts:
    """What is said of the last answer."""

    none: str
    no_more: str
    all_told: str
    further: str
    goes_on: str
    goes_on_before: str
    rest: str
    cause: str
    no_cause: str
    condition: str
    plan: str
    holder: str
    no_holder: str
    back: str
    same: str
    same_answers: str
    source: str
    speaker: str
    unclear: str
    disputed: str
    source_disputed: str
    of_article: str
    no_day: str
    no_speaker: str
    no_quote: str
    no_words: str
    no_link: Annotated[str, Slots("title")]
    link: Annotated[str, Slots("title", "url")]
    author: Annotated[str, Slots("author", "title")]
    no_author: Annotated[str, Slots("title")]
    date: Annotated[str, Slots("date", "title")]
    no_date: Annotated[str, Slots("title")]
    excerpt: str
    excerpt_one: str
    shorter: str
    context: str
    sure_high: str
    sure_fair: str
    sure_low: str
    sure_published: str
    sure_nothing: Annotated[str, Slots("articles")]
    ranked: str
    no_such: Annotated[str, Slots("number", "shown")]
    no_article: Annotated[str, Slots("named")]
    written: Annotated[str, Slots("author", "articles")]
    written_by: Annotated[str, Slots("author")]
    not_written: Annotated[str, Slots("author")]
    only_named: Annotated[str, Slots("author")]


@dataclass(frozen=True, slots=True)
class RefusalTexts:
    """What is kindly refused, and what is offered instead."""

    opinion: str
    amusement: str
    advice: str
    illness: str
    trouble: str
    request: str
    present: str
    newest: Annotated[str, Slots("date")]
    price: Annotated[str, Slots("thing")]
    rate: Annotated[str, Slots("currency")]
    prediction: str
    offer: Annotated[str, Slots("question")]
    question: Annotated[str, Slots("subject")]


@dataclass(frozen=True, slots=True)
class OddTexts:
    """The reply to what is no question."""

    numbers: str
    marks: str
    letter: str
    gibberish: str
    insult: str
    vague: str
    lost: str
    latin: str


@dataclass(frozen=True, slots=True)
class PastedTexts:
    """What is said of a pasted text or a link."""

    verbatim: Annotated[str, Slots("share", "outlets")]
    near: str
    nothing: str
    link_unknown: str


@dataclass(frozen=True, slots=True)
class ConversationTexts:
    """All that is said beside answers."""

    manners: MannerTexts
    about: AboutBotTexts
    browse: BrowseTexts
    last: LastAnswerTexts
    refused: RefusalTexts
    odd: OddTexts
    pasted: PastedTexts
    compared: str
    compared_in_part: str
    of_both: str
    one_sided: Annotated[str, Slots("side")]
    loosened: Annotated[str, Slots("filters", "kept")]


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
    elsewhere: str
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
    within: Annotated[str, Slots("subject", "outlet")]
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


@dataclass(frozen=True, slots=True)
class EditorialTexts:
    """What stands around an answer of the editors, which is never shown as a quotation."""

    head: str
    of: Annotated[str, Slots("question")]
    passage: str
    outside: str
    at: Annotated[str, Slots("date")]
    sources: Annotated[str, Slots("sources")]
    found: str
