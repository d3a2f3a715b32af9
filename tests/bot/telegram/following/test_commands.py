"""What readers, groups and channels follow, in words and by buttons."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.configuration.settings import Readers
from bot.telegram.reader_limit import PRESSES
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import BotApi, Person, Post

ASKED = "متى افتتح جسر الياسمين؟"
IN_VAIN = "من بنى برج السماء؟"
CLOSED = "/add جسر الياسمين يغلق\nأعلنت البلدية إغلاق جسر الياسمين أسبوعًا للصيانة بدءًا من السبت."
TOWER = (
    "/add برج السماء\nبنى المهندس سامي الحداد برج السماء عام 1990 في وسط المدينة. ويرتفع برج السماء مئة متر."
)


async def reply(person: Person, said: str) -> Post:
    await person.says(said)
    return await person.hears()


async def add(server: BotApi, article: str) -> None:
    """Let an editor add an article."""
    admin = server.user(1, "المحرر")
    shown = await reply(admin, article)
    await admin.presses(shown.button("حفظ"))
    await admin.sees_change(shown, "حُفظ")


def count(settings: Settings, table: str) -> int:
    with closing(sqlite3.connect(settings.journal)) as journal:
        return int(journal.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.parametrize(
    "said", ["تابع جسر الياسمين", "/follow أخبار جسر الياسمين", "أخبرني بكل جديد عن الجسر"]
)
async def test_who_follows_a_subject_hears_of_a_new_article_and_may_stop(
    newsroom: Settings, said: str
) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        assert "أتابع لك" in (await reply(reader, said)).text
        await add(server, CLOSED)
        heard = await reader.hears()
        assert "إغلاق جسر الياسمين" in heard.quotes[0]
        stopped = await (await reader.presses(heard.button("إيقاف"))).answer()
        assert "أوقفت متابعة" in (stopped.text or "")
        assert count(newsroom, "followed") == count(newsroom, "followers") == 0


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("تابع جسر الياسمين في صوت الوادي", "«جسر الياسمين» في «صوت الوادي»"),
        ("/follow جسر الياسمين من صوت الوادي", "«جسر الياسمين» في «صوت الوادي»"),
    ],
)
async def test_a_subject_is_followed_in_the_outlet_that_is_named(
    newsroom: Settings, said: str, called: str
) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        assert called in (await reply(reader, said)).text
        assert called in (await reply(reader, "/following")).text
        assert "أوقفت متابعة" in (await reply(reader, "ألغ متابعة جسر الياسمين")).text
        assert count(newsroom, "followed") == 0


async def test_the_button_under_an_answer_follows_what_it_is_about(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        heard = await reply(reader, ASKED)
        await reader.presses(heard.button("تابع"))
        assert "«افتتح جسر الياسمين»" in (await reader.hears()).text
        assert "جسر الياسمين" in (await reply(reader, "ماذا أتابع؟")).text


async def test_presses_are_paced_as_those_of_other_buttons_are(newsroom: Settings) -> None:
    async with talking(replace(newsroom, readers=Readers(questions_a_minute=2))) as server:
        reader = server.user(7)
        heard = await reply(reader, ASKED)
        follow = heard.button("تابع")
        said = [(await (await reader.presses(follow)).answer()).text or "" for _ in range(2 * PRESSES + 1)]
        assert [bool(text) for text in said] == [False] * 2 * PRESSES + [True]


async def test_who_wished_to_know_is_told_when_an_article_answers(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        heard = await reply(reader, IN_VAIN)
        await reader.presses(heard.button("أعلموني"))
        assert "سأعلمك" in (await reader.hears()).text
        await add(server, TOWER)
        heard = await reader.hears()
        assert IN_VAIN in heard.text and "سامي الحداد" in heard.quotes[0]
        await reader.asks_until("/following", "لا تتابع شيئًا")
        assert count(newsroom, "followers") == 0


async def test_the_list_ends_and_adjusts_what_is_followed(newsroom: Settings) -> None:
    async with talking(replace(newsroom, readers=Readers(questions_a_minute=0))) as server:
        reader = server.user(7)
        for subject in ("جسر الياسمين", "ميناء المرجان"):
            await reply(reader, f"/follow {subject}")
        shown = await reply(reader, "/following")
        assert [len(row) for row in shown.rows] == [2, 3, 1]
        for label, words in (
            ("الموعد", "متى أخبرك"), ("21:00", "الساعة 21:00"), ("الهدوء", "من أي ساعة"), ("23:00", "إلى أي ساعة"),
            ("7:00", "من الساعة 23:00 إلى الساعة 7:00"), ("التوقيت", "أي مدينة"), ("القاهرة", "التوقيت: القاهرة"),
            ("الموعد", "متى أخبرك"), ("فور وصول", "فور وصوله"), ("✕ 1", "1. «ميناء المرجان»"),
        ):  # fmt: skip
            button = next(button for button in shown.buttons if button.text == label or label in button.text)
            button = next((one for one in shown.buttons if one.text == label), button)
            await reader.presses(button)
            shown = await reader.sees_change(shown, words)
        assert "جسر" not in shown.text
        await reader.presses(shown.button("إيقاف الكل"))
        await reader.sees_change(shown, "أوقفت المتابعات كلها")
        assert count(newsroom, "followers") == 0


async def test_forget_erases_what_is_followed(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        await reply(reader, "تابع جسر الياسمين")
        await reply(reader, "/forget")
        await add(server, CLOSED)
        await server.emptied()
        await reader.hears_nothing(0.1)
        assert count(newsroom, "followed") == count(newsroom, "notices") == 0


async def test_who_blocks_the_bot_is_forgotten(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        await reply(reader, "تابع جسر الياسمين")
        await reader.blocks_bot()
        await reader.unblocks_bot()
        await reader.asks_until("/following", "لا تتابع شيئًا")
        assert count(newsroom, "followers") == 0


async def test_forged_and_old_buttons_get_a_kind_word(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader, other = server.user(7), server.user(8, "سامي")
        heard = await reply(reader, "/following")
        await reply(other, "تابع جسر الياسمين")
        for data in (
            "follow:stop::1", "follow:drop::1", "follow:hour::24", "follow:atonce::0", "follow:begin:nothing:0",
            "follow:until:99:5", "follow:zone::999", "follow:panel:x:0", "follow:what::1", "follow:wish:aaaa:0",
        ):  # fmt: skip
            answer = await (await reader.forges(heard, data)).answer()
            assert answer.text and "لم يعد" in answer.text, data
        assert count(newsroom, "followed") == 1
        shown = await reply(other, "/following")
        for data in ("follow:hour::24", "follow:until:99:5", "follow:zone::999", "follow:until:x:5"):
            assert "لم يعد" in str((await (await other.forges(shown, data)).answer()).text), data


async def test_in_a_group_its_admins_choose_what_its_daily_digest_is_of(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        group = server.group()
        reader, admin = server.user(7).within(group), server.user(8, "سامي").within(group)
        group.promotes(admin)
        assert "لمشرفي المجموعة" in (await reply(reader, "/follow جسر الياسمين")).text
        await admin.hears()
        begun = await reply(admin, "/follow جسر الياسمين")
        assert "أنشر هنا كل يوم، الساعة 8:00" in begun.text
        shown = await reply(admin, "/following")
        assert "الهدوء" not in str([button.text for button in shown.buttons])
        refused = await (await reader.presses(shown.button("إيقاف الكل"))).answer()
        assert "لمشرفي المجموعة" in str(refused.text)
        await admin.presses(shown.button("✕ 1"))
        await admin.sees_change(shown, "لا أنشر هنا شيئًا")


async def test_in_a_group_the_button_leads_into_the_private_chat(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        there = reader.within(server.group())
        heard = await reply(there, f"/ask {ASKED}")
        link = (await (await there.presses(heard.button("تابع"))).answer()).url
        await reader.follows(str(link))
        assert "أتابع لك" in (await reader.hears()).text


async def test_a_channel_says_itself_what_it_posts_daily(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        channel = server.channel()
        await channel.posts("/follow جسر الياسمين")
        await server.called("sendMessage")
        assert count(newsroom, "followed") == 1
        await channel.posts("/unfollow جسر الياسمين")
        await server.called("sendMessage", times=2)
        assert count(newsroom, "followed") == 0


async def test_a_group_that_becomes_a_supergroup_goes_on(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        group = server.small_group()
        admin = server.user(8, "سامي").within(group)
        group.promotes(admin)
        await reply(admin, "/follow جسر الياسمين")
        moved = group.migrates()
        await server.emptied()
        assert "جسر الياسمين" in (await reply(admin.within(moved), "/following")).text


@pytest.mark.parametrize("said", ["/follow", "/follow من في", "/follow 🌷", "/follow ؟"])
async def test_who_names_nothing_is_asked_what_to_follow(newsroom: Settings, said: str) -> None:
    async with talking(newsroom) as server:
        assert "ماذا تحب أن تتابع" in (await reply(server.user(7), said)).text


async def test_in_english_too(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7, "Ann", language_code="en")
        assert "I am following “جسر الياسمين”" in (await reply(reader, "follow جسر الياسمين")).text
        await add(server, CLOSED)
        heard = await reader.hears()
        assert "New about" in heard.text and heard.button("Stop")
