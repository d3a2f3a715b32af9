"""Posts of channels, from the moment they are published to the answer that quotes them."""

from __future__ import annotations

import asyncio
import datetime
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest
from telegram import Message

from bot.configuration.settings import Readers
from bot.telegram.readers.channel_posts import article
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import Post
    from tests.support.botapi.people.people import Person

ADMIN = 1
NEWS = "أعلنت بلدية الميناء افتتاح جسر الصيادين أمام المشاة صباح الخميس المقبل.\nوتكلف بناؤه مليوني دينار."
QUESTION = "متى يفتتح جسر الصيادين أمام المشاة؟"


def post(**changes: object) -> Message:
    """A channel's post as Telegram tells it."""
    raw = {
        "message_id": 17,
        "date": 1_700_000_000,
        "chat": {
            "id": -1001234567890,
            "type": "channel",
            "title": "أخبار الميناء",
            "username": "harbour_news",
        },
        "text": NEWS,
        **changes,
    }
    message = Message.de_json(raw, None)
    assert message is not None
    return message


def test_a_post_is_an_article_of_its_channel_cited_by_its_link() -> None:
    read = article(post(author_signature="ليلى"), "")
    assert read is not None
    assert read.url == "https://t.me/harbour_news/17"
    assert read.id == "tg-harbour_news-17"
    assert (read.outlet, read.author, read.published) == (
        "أخبار الميناء",
        "ليلى",
        datetime.date(2023, 11, 14),
    )
    assert read.title == NEWS.partition("\n")[0]
    assert read.text == NEWS


def test_a_private_channel_is_cited_by_its_number() -> None:
    read = article(post(chat={"id": -1001234567890, "type": "channel", "title": "أخبار"}), "صحيفة الميناء")
    assert read is not None
    assert (read.url, read.outlet) == ("https://t.me/c/1234567890/17", "صحيفة الميناء")
    assert read.id == "tg-1234567890-17"


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        (
            {
                "type": "channel",
                "chat": {"id": -1009, "type": "channel", "title": "وكالة النهر"},
                "message_id": 3,
            },
            "وكالة النهر",
        ),
        ({"type": "chat", "sender_chat": {"id": -1008, "type": "supergroup", "title": "نقاش"}}, "نقاش"),
        ({"type": "user", "sender_user": {"id": 5, "is_bot": False, "first_name": "سامي"}}, "سامي"),
        ({"type": "hidden_user", "sender_user_name": "قارئ"}, "قارئ"),
    ],
)
def test_a_forwarded_post_names_whom_it_is_from(origin: dict[str, object], name: str) -> None:
    read = article(post(forward_origin={**origin, "date": 1_600_000_000}, author_signature="ليلى"), "")
    assert read is not None and (read.outlet, read.author) == (name, "ليلى")


def test_a_caption_counts_as_text_and_empty_lines_go() -> None:
    read = article(post(text=None, caption=" العنوان \n\n \t\nالنص هنا\n"), "")
    assert read is not None
    assert (read.title, read.text) == ("العنوان", "العنوان\nالنص هنا")
    assert article(post(text=None), "") is None


def test_a_long_first_line_is_cut_between_words_for_the_headline() -> None:
    read = article(post(text="كلمة " * 100), "")
    assert read is not None and read.title.endswith("كلمة…") and len(read.title) <= 121


async def switched_on(admin: Person) -> None:
    shown = await admin.asks_until("/channel", "غير مفعَّلة")
    press = await admin.presses(shown.button("تفعيل"))
    assert "سأضيف" in ((await press.answer()).text or "")
    assert "غير مفعَّلة" not in (await admin.sees_change(shown)).text


async def quoted(reader: Person, words: str) -> Post:
    """Return the answer once it quotes these words; before that, there may be a headline with them."""
    while not (heard := await reader.asks_until(QUESTION, words)).quotes:
        pass
    return heard


async def test_posts_of_a_channel_are_found_once_an_admin_switched_it_on_and_edits_follow(
    stocked: Settings,
) -> None:
    async with talking(replace(stocked, readers=Readers(questions_a_minute=0))) as server:
        admin, reader, channel = server.user(ADMIN), server.user(7), server.channel("أخبار الميناء")
        await admin.says("/channel")
        assert "لم أرَ بعدُ منشورًا" in (await admin.hears()).text
        first = await channel.posts(NEWS)
        await switched_on(admin)
        await reader.says(QUESTION)
        assert not (await reader.hears()).quotes
        second = await channel.posts(NEWS)
        heard = await quoted(reader, "الخميس المقبل")
        assert f"/{second.id}" in next(iter(heard.links.values()))
        assert "أخبار الميناء" in heard.text and first.id != second.id
        await channel.edits(second, NEWS.replace("الخميس", "السبت"))
        assert (await quoted(reader, "السبت المقبل")).quotes
        await admin.says("/channel")
        assert "أضفت منها منشورًا واحدًا" in (await admin.hears()).text


async def test_a_post_that_cannot_be_written_down_is_kept_until_it_can(
    stocked: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.database.database.BUSY_SECONDS", 0.05)
    monkeypatch.setattr("bot.telegram.readers.channel_posts.AGAIN_SECONDS", 0.05)
    failed = asyncio.Event()
    log = logging.getLogger("bot.telegram.readers.channel_posts")
    monkeypatch.setattr(log, "warning", lambda *_: failed.set())
    async with talking(replace(stocked, readers=Readers(questions_a_minute=0))) as server:
        admin, channel = server.user(ADMIN), server.channel("أخبار الميناء")
        channel.changes_bot("administrator", admin)
        await switched_on(admin)
        with closing(sqlite3.connect(stocked.archive, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await channel.posts(NEWS)
            await failed.wait()
        assert "الخميس المقبل" in (await server.user(7).asks_until(QUESTION, "الخميس المقبل")).text


async def test_a_channel_that_was_switched_off_adds_nothing_more(stocked: Settings) -> None:
    async with talking(stocked) as server:
        admin, channel = server.user(ADMIN), server.channel("أخبار الميناء")
        channel.changes_bot("administrator", admin)
        await switched_on(admin)
        shown = await admin.asks_until("/channel", "مفعَّلة")
        await admin.presses(shown.button("إيقاف"))
        assert "غير مفعَّلة" in (await admin.sees_change(shown)).text
        await channel.posts(NEWS)
        # Posts of one channel are handled in order: once its new title is known, the news have been, too.
        channel.room.chat = msgspec.structs.replace(channel.room.chat, title="أخبار النهر")
        await channel.posts("صباح الخير")
        assert "لم أضف منها منشورًا" in (await admin.asks_until("/channel", "أخبار النهر")).text


async def test_a_channel_can_be_switched_on_before_it_posts(stocked: Settings) -> None:
    async with talking(replace(stocked, readers=Readers(questions_a_minute=0))) as server:
        admin, channel = server.user(ADMIN), server.channel("أخبار الميناء")
        channel.changes_bot("administrator", admin)
        await switched_on(admin)
        await channel.posts(NEWS)
        await server.user(7).asks_until(QUESTION, "الخميس المقبل")


async def test_many_channels_are_turned_by_the_page(stocked: Settings) -> None:
    async with talking(stocked) as server:
        admin = server.user(ADMIN)
        for number in range(11):
            await server.channel(f"نشرة {number:02}").posts("صباح الخير")
        heard = await admin.asks_until("/channel", "نشرة 09")
        while len(heard.buttons) < 11:
            heard = await admin.asks_until("/channel", "نشرة 09")
        assert "نشرة 10" not in heard.text
        await admin.presses(heard.button("التالية"))
        assert "القناة 11: نشرة 10" in (await admin.sees_change(heard)).text


async def test_channels_are_no_business_of_readers(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        for command in ("/channel", "/feeds"):
            await reader.says(command)
            assert "لا أعرف هذا الأمر" in (await reader.hears()).text
