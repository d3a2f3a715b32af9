"""Questions and their answers, as a reader sees them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.support.botapi import BotApi, LostReply, Refused, TooManyRequests
from tests.support.serving.bot import running, settings_for, talking

if TYPE_CHECKING:
    from bot.configuration.environment import Serving
    from bot.configuration.settings import Settings


ASKED = "ماذا ورد عن دوافع واشنطن والتعاون الروسي الأمريكي في سوريا؟"
UNKNOWN = "من فاز بكأس العالم للشطرنج تحت الماء؟"


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_question_is_answered_by_verbatim_cited_quotes_in_one_message(
    stocked: Settings, way: Serving
) -> None:
    async with talking(stocked, way) as server:
        reader = server.user(7)
        await reader.says(ASKED)
        heard = await reader.hears()
        assert heard.quotes and heard.bold
        assert "البوابة · 28 سبتمبر 2014" in heard.text
        await reader.hears_nothing()


async def test_what_the_archive_does_not_hold_is_said_plainly(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        await reader.says(UNKNOWN)
        heard = await reader.hears()
        assert heard.text.startswith("لم ترد كلمة «الشطرنج» في الأرشيف") and not heard.quotes
        press = await reader.presses(heard.button("أبلغ التحرير"))
        assert "المحررين" in ((await press.answer()).text or "")


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("؟!…", "لم يصلني سؤال"),
        ("سؤال " * 300, "لم يرد هذا النص"),
        ("who won the cup?", "The archive is in Arabic"),
        ("/ask", "اكتب سؤالك"),
        ("/dance", "لا أعرف هذا الأمر"),
        ("<b>&amp;</blockquote>؟", "الأرشيف عربي"),
    ],
)
async def test_what_is_no_question_gets_a_fitting_word(stocked: Settings, said: str, reply: str) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        await reader.says(said)
        assert reply in (await reader.hears()).text


async def test_voices_photos_and_stickers_get_a_short_reply(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        for sends in (reader.sends_voice, reader.sends_photo, reader.sends_sticker):
            await sends()
            assert (await reader.hears()).text.startswith("لا أقرأ إلا الأسئلة المكتوبة")


async def test_an_edited_question_edits_its_answer(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        asked = await reader.says(UNKNOWN)
        heard = await reader.hears()
        await reader.edits(asked, ASKED)
        assert (await reader.sees_change(heard)).quotes
        await reader.hears_nothing()


async def test_an_update_that_comes_twice_is_answered_once(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        with server.holding_updates() as held:
            await reader.says(ASKED)
            held.append(held[0])
        await reader.hears()
        server.redelivers(held[0])
        await server.emptied()
        await reader.hears_nothing()


async def test_questions_of_one_chat_are_answered_in_order(stocked: Settings) -> None:
    async with talking(stocked) as server:
        readers = [server.user(number) for number in range(1, 6)]
        for said in (UNKNOWN, ASKED, UNKNOWN):
            for reader in readers:
                await reader.says(said)
        for reader in readers:
            heard = [(await reader.hears()).text[:7] for _ in range(3)]
            assert heard[0] == heard[2] == "لم ترد " != heard[1]


async def test_a_reader_who_floods_is_told_once(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader, other = server.user(7), server.user(8, "سامي")
        for _ in range(23):
            await reader.says("؟")
        heard = [(await reader.hears()).text for _ in range(21)]
        assert ["أسئلتك كثيرة" in text for text in heard] == [*[False] * 20, True]
        await other.says("؟")
        await other.hears()
        await reader.hears_nothing(0.1)


async def test_an_edit_that_comes_too_fast_leaves_the_answer_as_it_was(stocked: Settings) -> None:
    slow = replace(stocked, readers=replace(stocked.readers, questions_a_minute=1))
    async with talking(slow) as server:
        reader = server.user(7)
        asked = await reader.says(ASKED)
        heard = await reader.hears()
        for words in (UNKNOWN, f"{UNKNOWN}؟"):
            await reader.edits(asked, words)
        assert "أسئلتك كثيرة" in (await reader.hears()).text
        await reader.hears_nothing(0.1)
        assert [post for post in reader.chat() if post.id == heard.id] == [heard]


async def test_telegram_asking_for_patience_loses_nothing(stocked: Settings) -> None:
    async with talking(stocked) as server:
        server.fails("sendMessage", Refused(502, "Bad Gateway"), TooManyRequests(1))
        reader = server.user(7)
        await reader.says(ASKED)
        assert (await reader.hears()).quotes
        await reader.hears_nothing()


async def test_a_reply_whose_receipt_was_lost_is_not_sent_again(stocked: Settings) -> None:
    async with talking(stocked) as server:
        server.fails("sendMessage", LostReply())
        reader = server.user(7)
        await reader.says(ASKED)
        assert (await reader.hears()).quotes
        await server.emptied()
        await reader.hears_nothing()


async def test_what_came_while_the_bot_was_down_is_answered_once(stocked: Settings) -> None:
    async with BotApi() as server:
        served = settings_for(server, stocked)
        reader = server.user(7)
        async with running(served):
            await reader.says("؟")
            await reader.hears()
        await reader.says(ASKED)
        async with running(served):
            assert (await reader.hears()).quotes
        async with running(served):
            await reader.says("؟")
            assert (await reader.hears()).text.startswith("لم يصلني سؤال")


async def test_a_question_that_cannot_be_looked_for_gets_an_apology(
    stocked: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        await reader.says("؟")
        await reader.hears()
        with closing(sqlite3.connect(stocked.archive, isolation_level=None)) as archive:
            archive.execute("ALTER TABLE articles RENAME TO elsewhere")
        await reader.says(ASKED)
        assert (await reader.hears()).text.startswith("تعذّر عليّ الجواب الآن")
    assert "واشنطن" not in caplog.text
