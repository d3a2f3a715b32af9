"""Buttons, pressed by those they were made for and by others."""

from __future__ import annotations

import dataclasses
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.configuration.settings import Readers
from bot.database.rows import digest, from_row
from bot.telegram.messages import keyboards
from bot.telegram.reader_limit import PRESSES
from retrieval.records import Article, Quote
from tests.support.botapi import BotApi, TooManyRequests
from tests.support.serving.bot import running, settings_for, talking

if TYPE_CHECKING:
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from tests.support.botapi import Person, Post

ASKED = "ماذا ورد عن دوافع واشنطن والتعاون الروسي الأمريكي في سوريا؟"


async def answer(reader: Person) -> Post:
    await reader.says(ASKED)
    return await reader.hears()


async def said(reader: Person, words: str) -> Post:
    await reader.says(words)
    return await reader.hears()


async def notice(reader: Person, post: Post, label: str) -> str:
    return (await (await reader.presses(post.button(label))).answer()).text or ""


async def test_a_quote_opens_in_its_context_and_the_pages_turn(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await answer(reader)
        await reader.presses(next(button for button in heard.buttons if "في سياقه" in button.text))
        page = await reader.hears()
        assert page.message.reply_to_message and page.message.reply_to_message.message_id == heard.id
        assert heard.quotes[0] in page.bold
        turned = page
        while any("السابقة" in button.text for button in turned.buttons):
            await reader.presses(turned.button("السابقة"))
            turned = await reader.sees_change(turned)
        assert "الصفحة 1 من" in turned.text
        await reader.presses(turned.button("التالية"))
        assert "الصفحة 2 من" in (await reader.sees_change(turned)).text


async def test_an_article_that_was_closed_opens_again(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        await reader.says("كم بلغت كلفة جسر الياسمين؟")
        heard = await reader.hears()
        opening = next(button for button in heard.buttons if "في سياقه" in button.text)
        for _ in range(2):
            await reader.presses(opening)
            page = await reader.hears()
            await reader.presses(page.button("↩"))
            await reader.sees_gone(page)


async def test_who_did_not_ask_opens_their_own_by_any_button_of_an_article(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        group = server.group()
        asker, other = server.user(7).within(group), server.user(8)
        await asker.says("/ask كم بلغت كلفة جسر الياسمين؟")
        heard = await asker.hears()
        await asker.presses(next(button for button in heard.buttons if "في سياقه" in button.text))
        page = await asker.hears()
        press = await other.within(group).presses(page.button("↩"))
        await other.follows((await press.answer()).url or "")
        assert (await other.hears()).bold


async def test_a_press_whose_edit_fails_is_told_so_and_holds_nobody_up(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await answer(reader)
        await reader.presses(next(button for button in heard.buttons if "في سياقه" in button.text))
        page = await reader.hears()
        with server.failing("editMessageText", TooManyRequests(600)):
            press = await reader.presses(next(b for b in page.buttons if "الصفحة" in b.text or "◀" in b.text))
            assert "تعذّر" in ((await press.answer()).text or "")


async def test_a_quote_opens_in_the_version_that_it_came_from(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await answer(reader)
        async with Library.open(stocked) as library:
            changed = [replace(held, text="لا شيء مما كان.") async for held in library.store.stream()]
            await library.add(changed, "feed")
        await reader.presses(next(button for button in heard.buttons if "في سياقه" in button.text))
        assert heard.quotes[0] in (await reader.hears()).bold


async def test_more_brings_other_quotes_until_there_are_none(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await answer(reader)
        shown = list(heard.quotes)
        for _ in range(12):
            press = await reader.presses(heard.button("المزيد"))
            if (await press.answer()).text:
                break
            heard = await reader.hears()
            assert not set(heard.quotes) & set(shown)
            shown += heard.quotes
        assert "كل ما عندي" in ((await press.answer()).text or "")
        further = [button for button in heard.buttons if "📖" in button.text]
        await reader.presses(further[-1])
        assert heard.quotes[-1] in (await reader.hears()).bold


async def test_buttons_work_after_a_restart_and_for_every_reader(stocked: Settings) -> None:
    async with BotApi() as server:
        served = settings_for(server, stocked)
        one, other = server.user(7), server.user(8, "سامي")
        async with running(served):
            posts = [await answer(one), await answer(other)]
        async with running(served):
            assert "أفادك" in await notice(one, posts[0], "👍")
            assert "المحررون" in await notice(other, posts[1], "👎")
            assert "المحررون" in await notice(one, posts[0], "👎")
    with closing(sqlite3.connect(stocked.journal)) as journal:
        assert journal.execute("SELECT helpful FROM feedback").fetchall() == [(0,), (0,)]


async def test_forged_and_forgotten_buttons_get_a_kind_word(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await answer(reader)
        for data in (
            "open:AAAAAAAAAAAA:1:0",
            "more:AAAAAAAAAAAA:9",
            "x",
            "turn:'--:1",
            "try:AAAA",
            "speak:fr",
        ):
            press = await reader.forges(heard, data)
            assert "لم يعد هذا الزر يعمل" in ((await press.answer()).text or "")
        await reader.says("/forget")
        assert "محوت" in (await reader.hears()).text
        for label in ("👍", "المزيد", "👎"):
            assert "لم يعد هذا الزر يعمل" in await notice(reader, heard, label)


async def test_an_article_that_went_is_said_to_be_gone(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await answer(reader)
        opening = next(button for button in heard.buttons if "في سياقه" in button.text)
        with closing(sqlite3.connect(stocked.archive, isolation_level=None)) as archive:
            archive.row_factory = sqlite3.Row
            for row in archive.execute("SELECT * FROM articles").fetchall():
                other = dataclasses.replace(from_row(row), text="نص آخر", headings=())
                changed = (other.text, digest(other), row["seq"])
                archive.execute(
                    "UPDATE articles SET text = ?, headings = '[]', digest = ? WHERE seq = ?", changed
                )
            press = await reader.presses(opening)
            assert "تغيّر نص هذا المقال" in ((await press.answer()).text or "")
            archive.execute("UPDATE articles SET until = since")
            press = await reader.presses(opening)
            assert "لم يعد هذا المقال" in ((await press.answer()).text or "")


async def test_presses_are_paced_as_questions_are(stocked: Settings) -> None:
    async with talking(dataclasses.replace(stocked, readers=Readers(questions_a_minute=2))) as server:
        reader, other = server.user(7), server.user(8)
        heard = await answer(reader)
        opening = next(button for button in heard.buttons if "في سياقه" in button.text)
        said = [(await (await reader.presses(opening)).answer()).text or "" for _ in range(2 * PRESSES + 1)]
        assert [bool(text) for text in said] == [False] * 2 * PRESSES + [True]
        assert (await answer(other)).quotes


@pytest.mark.parametrize("pressed", [True, False])
async def test_a_reaction_to_further_results_is_a_vote_on_their_answer(
    stocked: Settings, pressed: bool
) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await answer(reader)
        if pressed:
            await reader.presses(heard.button("المزيد"))
        further = await reader.hears() if pressed else await said(reader, "المزيد")
        await reader.reacts(further, "👎")
        await said(reader, "مرحبا")
        with closing(sqlite3.connect(stocked.journal)) as journal:
            assert journal.execute("SELECT helpful FROM feedback").fetchall() == [(0,)]


def test_a_row_of_buttons_never_has_more_than_telegram_takes(messages: Messages) -> None:
    quotes = [Quote(Article(str(n), "خبر", "نص"), 0, 2, "نص", (), 0.0) for n in range(5)]
    markup = keyboards.answer("AAAAAAAAAAAA", quotes, messages, filters=["أ", "ب", "ج", "د"])
    assert [len(row) for row in markup.inline_keyboard] == [8, 5]
