"""What leads out of a chat and back into the bot: sharing, links to a passage, and buttons that belong to another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import Person, Post

ASKED = "ما الذي يقطع الطريق على التعاون الروسي الأمريكي في سوريا؟"
SOON = 20.0


async def answer(reader: Person) -> Post:
    await reader.says(f"/ask {ASKED}")
    heard = await reader.hears(within=SOON)
    assert heard.quotes
    return heard


async def test_an_answer_has_two_rows_of_buttons_and_the_context_copies_the_citation(
    stocked: Settings,
) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await answer(reader)
        contexts, rest = heard.rows
        assert [button.text for button in contexts][:2] == ["📖 في سياقه 1", "📖 2"]
        assert [button.text for button in rest] == ["المزيد", "مشاركة", "👍", "👎", "🔔 تابع"]
        await reader.presses(contexts[1])
        page = await reader.hears()
        assert heard.quotes[1] in page.bold and page.button("نسخ الإسناد").copies
        await reader.presses(page.button("↩ إلى الجواب"))
        await reader.sees_gone(page)


async def test_a_quote_is_shared_with_its_citation_and_a_way_to_its_context(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader, friend = server.user(7), server.user(8, "سامي")
        heard = await answer(reader)
        typing = await friend.types_inline(heard.button("مشاركة").switches or "")
        results = await typing.results()
        assert len(results) == len(heard.quotes)
        sent = await friend.picks(results[1])
        assert sent.quotes == [heard.quotes[1]]
        with closing(sqlite3.connect(stocked.journal, isolation_level=None)) as journal:
            journal.execute("DELETE FROM questions")
        await friend.follows(sent.button("في سياقه").url or "")
        page = await friend.hears(within=SOON)
        assert heard.quotes[1] in page.bold
        assert not [button for button in page.buttons if "↩" in button.text]
        turned = page
        while any("السابقة" in button.text for button in turned.buttons):
            await friend.presses(turned.button("السابقة"))
            turned = await friend.sees_change(turned)
        assert "الصفحة 1 من" in turned.text


async def test_without_inline_mode_a_link_is_shared(stocked: Settings) -> None:
    async with talking(stocked, inline=False) as server:
        heard = await answer(server.user(7))
        assert (heard.button("مشاركة").url or "").startswith(
            "https://t.me/share/url?url=https%3A%2F%2Ft.me%2F"
        )


@pytest.mark.parametrize(
    "payload", ["open-1-0-0", "open-zzzzzz-0-1-0", "open-1-zzzzz-9-0", "open-AAAAAAAAAAAA-1"]
)
async def test_a_link_that_leads_nowhere_gets_a_kind_word(newsroom: Settings, payload: str) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        await reader.says(f"/start {payload}")
        said = (await reader.hears(within=SOON)).text
        assert "لم يعد" in said or "أهلًا" in said


async def test_in_a_group_buttons_belong_to_who_asked_and_others_get_their_own(stocked: Settings) -> None:
    async with talking(stocked) as server:
        group = server.group()
        asker, other = server.user(7), server.user(8, "سامي")
        one, two = asker.within(group), other.within(group)
        heard = await answer(one)
        for label, words in (("في سياقه", heard.quotes[0]), ("المزيد", "")):
            press = await (await two.presses(heard.button(label))).answer()
            assert press.url and not press.text
            await other.follows(press.url)
            private = await other.hears(within=SOON)
            assert words in private.text and private.text != heard.text
        await one.hears_nothing()
        await one.presses(heard.button("في سياقه"))
        page = await one.hears(within=SOON)
        turn = next(button for button in page.buttons if "السابقة" in button.text or "التالية" in button.text)
        assert (await (await two.presses(turn)).answer()).url
        assert (await (await two.presses(heard.button("👍"))).answer()).text


async def test_quick_taps_bring_one_message_and_the_last_one_counts(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        await reader.says("ما دور روسيا في سوريا؟")
        heard = await reader.hears(within=SOON)
        one, two = heard.rows[0][:2]
        for button in (one, one, one, two):
            press = await reader.presses(button)
        await press.answer()
        page = await reader.hears()
        assert heard.quotes[1] in page.bold
        for _ in range(3):
            press = await reader.presses(heard.button("المزيد"))
        await press.answer()
        await reader.hears()
        await reader.hears_nothing()


async def test_a_reaction_is_a_vote_that_can_be_changed_and_taken_back(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await answer(reader)
        votes = []
        for emoji in (("👍",), ("👎",), ("❤️",), ("🗿",), ()):
            await reader.reacts(heard, *emoji)
            await server.emptied()
            await reader.says("؟")
            await reader.hears()
            with closing(sqlite3.connect(stocked.journal)) as journal:
                votes.append(journal.execute("SELECT helpful FROM feedback").fetchall())
        assert votes == [[(1,)], [(0,)], [(1,)], [], []]


async def test_who_mentions_the_bot_elsewhere_is_answered_as_a_guest(stocked: Settings) -> None:
    async with talking(stocked) as server:
        stranger = server.user(7).within(server.strangers())
        await stranger.calls_guest(f"@{server.username} {ASKED}")
        heard = await stranger.hears(within=SOON)
        assert heard.quotes and heard.button("في سياقه").url
        await server.user(7).follows(heard.button("في سياقه").url or "")
        await stranger.calls_guest(f"@{server.username} zzzz qqqq؟")
        assert "لم أجد في الأرشيف" in (await stranger.hears(within=SOON)).text
        await stranger.calls_guest(f"@{server.username}")
        assert "/ask" in (await stranger.hears(within=SOON)).text


async def test_inline_mode_understands_filters(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        asked = "ماذا افتتح رئيس البلدية منذ مارس 2020؟"
        results = await (await reader.types_inline(asked)).results()
        await reader.says(asked)
        assert results[0].text.startswith((await reader.hears(within=SOON)).quotes[0])
        assert not await (await reader.types_inline("ماذا افتتح رئيس البلدية منذ عام 2035؟")).results()
