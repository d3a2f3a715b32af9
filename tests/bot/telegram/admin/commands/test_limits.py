"""What admins are shown is a message that Telegram takes, whatever articles, files and readers hold."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.configuration import messages
from bot.configuration import settings as configuration
from bot.journal.audit import AuditEntry
from bot.journal.drafts import Draft
from bot.journal.unanswered import Group
from bot.journal.usage import Day, Figures
from bot.telegram.admin import previews
from bot.telegram.admin.commands import articles, audit_log, stats, unanswered
from bot.telegram.admin.lists import article_line, aside_report, id_line
from bot.telegram.admin.request import lines
from bot.telegram.messages.html import MESSAGE_UNITS, units
from retrieval.records import Article, SetAside
from tests.support.botapi.text import formatting

if TYPE_CHECKING:
    from bot.configuration.messages import Messages

SETTINGS = configuration.load(environ={})
VOICES = [messages.read(SETTINGS, language) for language in ("ar", "en")]
WHEN = datetime.datetime(2026, 11, 30, 23, 59, tzinfo=datetime.UTC)
PIECES = ["<b>", "</blockquote>", "&", "😀", "\u202e", "\u2067", "\n", "أ", "كلمة ", "Latin ", "\ud800", "\0"]
TEXTS = st.one_of(
    st.text(), st.lists(st.sampled_from(PIECES)).map("".join), st.sampled_from(PIECES).map(lambda p: p * 5000)
)
NAMES = st.one_of(st.none(), TEXTS)
ARTICLES = st.builds(
    Article,
    id=TEXTS,
    title=TEXTS,
    text=TEXTS,
    outlet=NAMES,
    author=NAMES,
    published=st.one_of(st.none(), st.dates()),
)
ASIDE = st.builds(SetAside, path=TEXTS, reason=TEXTS, line=st.one_of(st.none(), st.integers(1, 10**6)))
COUNTS = st.integers(0, 10**6)
GROUPS = st.builds(
    Group,
    key=st.just("0" * 24),
    wordings=st.lists(TEXTS, min_size=1, max_size=9).map(tuple),
    asked=COUNTS,
    last=st.just(WHEN),
    missed=COUNTS,
    disliked=COUNTS,
    reported=COUNTS,
)
ENTRIES = st.builds(
    AuditEntry, admin=st.just(2**52), at=st.just(WHEN), what=TEXTS, outcome=TEXTS.map(lambda text: text[:300])
)


def checked(html: str) -> None:
    """Raise as Telegram's server would."""
    formatting.message(html, "HTML", ())


@pytest.mark.parametrize("messages", VOICES)
@given(found=st.lists(ARTICLES, min_size=1, max_size=8), aside=st.lists(ASIDE, max_size=8), replaced=COUNTS)
@settings(max_examples=12, deadline=None)
def test_a_preview_fits(
    messages: Messages, found: list[Article], aside: list[SetAside], replaced: int
) -> None:
    draft = Draft("t" * 12, "x", tuple(found), tuple(aside))
    shown = previews.preview(draft, replaced, messages)
    checked(shown.text)
    assert previews.fields(shown, draft, messages).text == shown.text
    checked(previews.nothing(Draft("t", "x", (), tuple(aside)), messages).text)


@pytest.mark.parametrize("messages", VOICES)
@given(found=ARTICLES)
@settings(max_examples=12, deadline=None)
def test_a_page_of_articles_fits(messages: Messages, found: Article) -> None:
    block = f"{article_line(found, messages)}\n{id_line(found, messages)}"
    checked("\n\n".join([block] * articles.PAGE) + "x" * 200)


@pytest.mark.parametrize("messages", VOICES)
@given(aside=st.lists(ASIDE, min_size=1, max_size=30))
@example(aside=[SetAside("a\r\nb\tc", "x\r\ny")] * 9)
@settings(max_examples=12, deadline=None)
def test_what_is_set_aside_fits(messages: Messages, aside: list[SetAside]) -> None:
    shown, attachment = aside_report(aside, messages)
    checked(lines(*shown).text + "x" * 800)
    listed = attachment.data.decode("utf-8-sig").split("\r\n") if attachment else []
    assert len(listed) == (len(aside) + 1 if len(aside) > 8 else 0)


@pytest.mark.parametrize("messages", VOICES)
@given(group=GROUPS, entry=ENTRIES)
@settings(max_examples=12, deadline=None)
def test_a_page_of_questions_and_one_of_audit_entries_fit(
    messages: Messages, group: Group, entry: AuditEntry
) -> None:
    checked("\n\n".join([unanswered.block(99_999, group, messages)] * unanswered.PAGE) + "x" * 150)
    checked(lines(messages.admin.audit, *[audit_log.line(entry, messages)] * audit_log.SHOWN).text)


@pytest.mark.parametrize("messages", VOICES)
def test_the_figures_fit_a_caption(messages: Messages) -> None:
    days = (Day(WHEN.date(), 10**9, 10**9),)
    found = Figures(10**9, 10**9, 10**9, 10**9, 10**9, 1e9, (10**9,) * 24, days)
    text = "\n\n".join([stats.summary(found, 30, messages)] * 2)
    formatting.caption(text, "HTML", ())
    assert units(text) < MESSAGE_UNITS
