"""Every call that nobody misses failing every time: each question is answered, each command ends."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.support.botapi import HtmlPage, NoResult, Refused, Stall, TooManyRequests, Unreadable
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.environment import Serving
    from bot.configuration.settings import Settings
    from tests.support.botapi.faults import Fault
    from tests.support.botapi.people.people import Person

COSMETIC = (
    *("answerCallbackQuery", "answerInlineQuery", "sendChatAction", "setMyCommands", "setMyDescription"),
    *("setMyShortDescription", "deleteMessage", "deleteWebhook", "setMessageReaction"),
)
ASKED = "كم بلغت كلفة جسر الياسمين؟"
SOON = 20.0
LATE = 6  # messages that commands may still be sending


async def quoted(person: Person) -> bool:
    """Say whether someone hears a quotation, be it behind what commands still say."""
    for _ in range(LATE):
        if (await person.hears(within=SOON)).quotes:
            return True
    return False


@pytest.mark.parametrize(
    "fault",
    [
        Refused(500, "Internal Server Error"),
        Refused(400, "Bad Request: no"),
        TooManyRequests(600),
        Stall(),
        HtmlPage(404),
    ],
    ids=str,
)
async def test_with_all_cosmetic_calls_failing_every_question_is_answered(
    newsroom: Settings, fault: Fault
) -> None:
    async with talking(newsroom) as server:
        reader, admin = server.user(7), server.user(1)
        with ExitStack() as failing:
            for method in COSMETIC:
                failing.enter_context(server.failing(method, fault))
            await reader.says(ASKED)
            heard = await reader.hears(within=SOON)
            for _ in range(3):
                await reader.presses(heard.button("👍"))
            await reader.presses(next(button for button in heard.buttons if "في سياقه" in button.text))
            assert (await reader.hears(within=SOON)).bold
            await reader.types_inline(ASKED)
            await reader.says("أين ميناء المرجان؟")
            assert (await reader.hears(within=SOON)).text
            for command in ("/stats", "/unanswered", "/export", "/add http://127.0.0.1/"):
                await admin.says(command)
                assert (await admin.hears(within=SOON)).text
            await admin.says(ASKED)
            assert await quoted(admin)


OTHERS = (
    *COSMETIC,
    *("editMessageText", "editMessageReplyMarkup", "sendPhoto", "sendDocument", "getFile", "getChat"),
    *("getChatMember", "getMe", "getMyCommands", "setChatMenuButton", "answerGuestQuery", "setWebhook"),
)
"""Every method but those that questions come and answers leave by."""
COMMANDS = {"sendPhoto": "/stats", "sendDocument": "/export", "sendChatAction": "/stats"}
"""Those that need such a method."""


async def test_whatever_else_fails_by_itself_every_question_is_answered(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        group, away = server.group(), server.strangers()
        for number, method in enumerate(OTHERS, 100):
            admin, reader, member = (
                server.user(1),
                server.user(number),
                server.user(1000 + number).within(group),
            )
            with server.failing(method, Refused(500, "Internal Server Error")):
                await reader.says(ASKED)
                heard = await reader.hears(within=SOON)
                assert heard.quotes, method
                for label in ("👍", "المزيد", "في سياقه"):
                    for button in [one for one in heard.buttons if label in one.text]:
                        await reader.presses(button)
                if command := COMMANDS.get(method):
                    await admin.says(command)
                await reader.says(ASKED)
                assert await quoted(reader), method
                await member.says(f"/ask {ASKED}")
                assert await quoted(member), method
                await admin.says(ASKED)
                assert await quoted(admin), method
                if method != "answerInlineQuery":
                    assert await (await reader.types_inline(ASKED)).results(within=SOON), method
                if method != "answerGuestQuery":
                    stranger = server.user(2000 + number).within(away)
                    await stranger.calls_guest(f"@{server.username} {ASKED}")
                    assert (await stranger.hears(within=SOON)).quotes, method


START = (
    *("getMe", "setMyCommands", "setMyDescription", "setMyShortDescription"),
    *("deleteWebhook", "getUpdates", "setWebhook", "getWebhookInfo"),
)
"""The calls that a start makes."""


async def test_a_picture_that_cannot_be_sent_comes_as_text_and_holds_nobody_up(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        with server.failing("sendPhoto", Refused(500, "Internal Server Error")):
            await admin.says("/stats")
            await admin.says(ASKED)
            assert (await admin.hears(within=SOON)).quotes
            heard = await admin.hears(within=SOON)
        assert "في آخر 7 أيام" in heard.text and not heard.message.photo


@pytest.mark.parametrize("fault", [Refused(500, "Internal Server Error"), TooManyRequests(600)], ids=str)
async def test_what_needs_a_call_that_fails_is_told_so_and_the_next_question_is_answered(
    newsroom: Settings, fault: Fault
) -> None:
    async with talking(newsroom) as server:
        admin, member = server.user(1), server.user(7).within(server.group())
        with server.failing("getFile", fault), server.failing("getChatMember", fault):
            await admin.sends_document("report.txt", "نص".encode())
            assert "تعذّر جلب الملف" in (await admin.hears(within=SOON)).text
            await member.says("/follow جسر الياسمين")
            assert "تعذّر" in (await member.hears(within=SOON)).text
            for person, said in ((admin, ASKED), (member, f"/ask {ASKED}")):
                await person.says(said)
                assert (await person.hears(within=SOON)).quotes


@pytest.mark.parametrize("fault", [Refused(500, "Internal Server Error"), TooManyRequests(600)], ids=str)
async def test_an_answer_that_cannot_be_edited_comes_anew(newsroom: Settings, fault: Fault) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        asked = await reader.says("أين ميناء المرجان؟")
        await reader.hears(within=SOON)
        with server.failing("editMessageText", fault):
            await reader.edits(asked, ASKED)
            assert "الجسر" in (await reader.hears(within=SOON)).text


@pytest.mark.parametrize("code", [400, 413])
async def test_an_answer_that_is_refused_comes_as_words_alone(newsroom: Settings, code: int) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        server.fails("sendMessage", Refused(code, "Bad Request: can't parse entities"))
        await reader.says(ASKED)
        heard = await reader.hears(within=SOON)
        assert "كلفة الجسر مليوني دينار" in heard.text and not heard.entities and not heard.buttons


async def test_a_file_that_is_refused_is_told_at_once(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        with server.failing("sendDocument", Refused(413, "Request Entity Too Large")):
            await admin.says("/export")
            assert "لم يقبل تيليغرام الملف questions.csv" in plain((await admin.hears(within=SOON)).text)
            await admin.hears(within=SOON)
        assert [call.method for call in server.calls].count("sendDocument") == 2


@pytest.mark.parametrize("method", START)
async def test_no_failing_or_unreadable_call_of_the_start_ends_the_bot(
    newsroom: Settings, method: str
) -> None:
    way: Serving = "webhook" if "Webhook" in method and method != "deleteWebhook" else "polling"
    faults: list[Fault] = [Unreadable(), Refused(500, "Internal Server Error"), NoResult()]
    if method != "getMe":
        faults += [Refused(401, "Unauthorized"), Refused(404, "Not Found")]
    async with talking(newsroom, way, failing={method: tuple(faults)}) as server:
        reader = server.user(7)
        await reader.says(ASKED)
        assert (await reader.hears(within=SOON)).quotes


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")
