"""Which failed calls are made again, and how often."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import httpx
import pytest
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.telegram.transport.message_ids import MessageIds
from bot.telegram.transport.parsing import CheckedRequest
from bot.telegram.transport.rate_limiter import RetryingRateLimiter
from bot.telegram.transport.tries import FEW_WAITS, SEVERAL, FloodWaits, is_doubtful
from tests.support.botapi import (
    BotApi,
    ConnectionReset,
    HtmlPage,
    LostReply,
    NoResult,
    Refused,
    Stall,
    TooManyRequests,
    Unreadable,
)

if TYPE_CHECKING:
    from tests.support.botapi import Person
    from tests.support.botapi.faults import Fault
    from tests.support.botapi.state.world import Numbered


def caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


def bot_of(
    server: BotApi, patience: float = 30.0, ids: MessageIds | None = None, connections: int = 4
) -> ExtBot[int]:
    return ExtBot(
        server.token,
        server.base_url,
        request=CheckedRequest(connections, read_timeout=patience),
        rate_limiter=RetryingRateLimiter(connections, ids, throttle=False),
    )


async def reader_of(server: BotApi) -> Person:
    reader = server.user(7)
    await reader.says("؟")
    return reader


def heard(reader: Person) -> list[str]:
    return [post.text for post in reader.chat() if post.text != "؟"]


@pytest.mark.parametrize(
    ("error", "doubtful"),
    [
        (NetworkError("Bad Gateway"), False),
        (caused(NetworkError("x"), httpx.ConnectError("refused")), False),
        (caused(NetworkError("x"), httpx.ProxyError("refused")), False),
        (caused(NetworkError("x"), httpx.WriteError("reset")), False),
        (caused(TimedOut(), httpx.ConnectTimeout("slow")), False),
        (caused(TimedOut(), httpx.PoolTimeout("busy")), False),
        (caused(TimedOut(), httpx.WriteTimeout("slow")), False),
        (caused(TimedOut(), httpx.ReadTimeout("slow")), True),
        (caused(NetworkError("x"), httpx.ReadError("reset")), True),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("closed")), True),
    ],
)
def test_whether_a_message_arrived_is_doubtful_only_after_all_of_it_had_left(
    error: NetworkError, doubtful: bool
) -> None:
    assert is_doubtful("sendMessage", error) is doubtful
    assert not is_doubtful("editMessageText", error)


@pytest.mark.parametrize(
    "fault",
    [
        *(TooManyRequests(1), Refused(500, "Internal Server Error"), HtmlPage(502), HtmlPage(200)),
        *(ConnectionReset(), Stall(), NoResult(), Unreadable()),
        *(Refused(401, "Unauthorized"), Refused(404, "Not Found"), Refused(409, "Conflict: x")),
    ],
    ids=str,
)
async def test_a_message_that_did_not_arrive_is_sent_again(fault: Fault) -> None:
    patience = 1.5 if isinstance(fault, Stall) else 30.0
    async with BotApi() as server, bot_of(server, patience) as bot:
        reader = await reader_of(server)
        server.fails("sendMessage", fault)
        await bot.send_message(7, "جواب")
        assert heard(reader) == ["جواب"]


@pytest.mark.parametrize(
    "fault",
    [
        *(LostReply(), LostReply(hang=True), Unreadable(carried_out=True)),
        *(HtmlPage(504, carried_out=True), HtmlPage(200, carried_out=True)),
    ],
    ids=str,
)
async def test_a_message_whose_receipt_is_lost_is_found_instead_of_sent_again(fault: Fault) -> None:
    ids, hangs = MessageIds(), fault == LostReply(hang=True)
    async with BotApi() as server, bot_of(server, 1.5 if hangs else 30.0, ids) as bot:
        reader, other = await reader_of(server), server.user(8)
        ids.note(7, (await other.says("؟")).id)
        server.fails("sendMessage", fault)
        sent = await bot.send_message(7, "جواب")
        assert heard(reader) == ["جواب"]
        assert sent.message_id == reader.chat()[-1].id


@pytest.mark.parametrize("numbered", ["telegram", "by chat", "together"])
async def test_a_message_is_found_however_the_server_numbers_messages(numbered: Numbered) -> None:
    ids = MessageIds()
    async with BotApi(numbered=numbered) as server, bot_of(server, 30.0, ids) as bot:
        reader, busy = server.user(7), server.user(9)
        member, other = server.user(8).within(server.group()), server.user(8).within(server.group("أخرى"))
        for number in range(6):
            for person in (reader, member):
                for speaker, words in (
                    (person, "؟"),
                    (busy, "؟"),
                    (other, "/ask"),
                    (busy, "؟"),
                    (other, "/ask"),
                ):
                    said = await speaker.says(words)
                    ids.note(speaker.room.chat.id, said.id)
                server.fails("sendMessage", LostReply())
                await bot.send_message(person.room.chat.id, f"جواب {number}")
        for person in (reader, member):
            came = [post.text for post in person.chat() if post.text.startswith("جواب")]
            assert came == [f"جواب {number}" for number in range(6)]


async def test_messages_of_many_chats_that_fail_in_many_ways_at_once_come_once_each() -> None:
    ids, dice = MessageIds(), random.Random(5)
    ways = (LostReply(), ConnectionReset(), HtmlPage(504, carried_out=True), Refused(500, "x"))
    async with BotApi() as server, bot_of(server, 30.0, ids, connections=64) as bot:
        readers = [server.user(100 + number) for number in range(24)]
        for reader in readers:
            ids.note(reader.user.id, (await reader.says("؟")).id)
        server.fails("sendMessage", *dice.choices(ways, k=2 * len(readers)))
        await asyncio.gather(*(bot.send_message(reader.user.id, "جواب") for reader in readers))
        assert [heard(reader) for reader in readers] == [["جواب"]] * len(readers)


async def test_a_message_that_is_not_found_is_sent_again_past_those_of_others() -> None:
    ids = MessageIds()
    async with BotApi() as server, bot_of(server, 30.0, ids) as bot:
        reader = await reader_of(server)
        ids.note(7, reader.chat()[-1].id)
        server.fails("sendMessage", ConnectionReset(), ConnectionReset())
        await server.user(8).says("؟")
        await bot.send_message(7, "جواب")
        assert heard(reader) == ["جواب"]


async def test_a_chat_that_is_told_to_be_silent_keeps_no_other_waiting() -> None:
    async with BotApi() as server, bot_of(server) as bot:
        await reader_of(server)
        await server.user(8).says("؟")
        server.fails("sendMessage", TooManyRequests(600))
        told = asyncio.create_task(bot.send_message(7, "جواب"))
        await server.journal.bell.until(
            lambda: "sendMessage" in [c.method for c in server.calls] or None, 30.0
        )
        await bot.send_message(8, "جواب")
        assert heard(server.user(8)) == ["جواب"] and not told.done()
        told.cancel()


async def test_once_several_chats_are_told_to_be_silent_all_are() -> None:
    now, rests = 0.0, []

    async def rest(seconds: float) -> None:
        nonlocal now
        rests.append(seconds)
        now += seconds

    floods = FloodWaits(lambda: now, rest)
    for chat in range(1, SEVERAL):
        floods.note(chat, 10.0 + chat)
    await floods.passed(100)
    assert rests == []
    floods.note(SEVERAL, 5.0)
    await floods.passed(100)
    await floods.passed(1)
    assert rests == [5.0, 6.0]


@pytest.mark.parametrize(
    "fault", [Refused(500, "Internal Server Error"), TooManyRequests(600), Stall()], ids=str
)
@pytest.mark.parametrize("method", ["editMessageText", "getFile", "getChatMember"])
async def test_calls_other_than_messages_are_given_up_within_seconds(
    fault: Fault, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.transport.rate_limiter.BRIEF_SECONDS", 0.2)
    async with BotApi() as server, bot_of(server) as bot:
        await reader_of(server)
        calls = {
            "editMessageText": bot.edit_message_text("جواب", 7, 1),
            "getFile": bot.get_file("x"),
            "getChatMember": bot.get_chat_member(7, 7),
        }
        made = calls.pop(method)
        for other in calls.values():
            other.close()
        with server.failing(method, fault), pytest.raises(TelegramError):
            await made
        assert [call.method for call in server.calls].count(method) <= 1 + len(FEW_WAITS)


async def test_an_answer_follows_a_group_that_became_a_supergroup() -> None:
    async with BotApi() as server, bot_of(server) as bot:
        group = server.small_group()
        later = group.migrates()
        await bot.send_message(group.id, "جواب", reply_to_message_id=1)
        assert [post.text for post in later.chat()][-1] == "جواب"


@pytest.mark.parametrize(
    "fault", [Refused(500, "Internal Server Error"), HtmlPage(502), ConnectionReset()], ids=str
)
async def test_a_cosmetic_call_is_tried_twice_and_no_more(fault: Fault) -> None:
    async with BotApi() as server, bot_of(server) as bot:
        await reader_of(server)
        with server.failing("sendChatAction", fault), pytest.raises(NetworkError):
            await bot.send_chat_action(7, "typing")
        assert [call.method for call in server.calls].count("sendChatAction") == 2


async def test_cosmetic_calls_that_hang_leave_room_for_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.transport.rate_limiter.COSMETIC_SECONDS", 0.3)
    async with BotApi() as server, bot_of(server) as bot:
        reader = await reader_of(server)
        with server.failing("sendChatAction", Stall()):
            hanging = [asyncio.create_task(bot.send_chat_action(7, "typing")) for _ in range(6)]
            await bot.send_message(7, "جواب")
            assert heard(reader) == ["جواب"] and not any(task.done() for task in hanging)
            assert all(
                isinstance(e, TimedOut) for e in await asyncio.gather(*hanging, return_exceptions=True)
            )


@pytest.mark.parametrize(
    "fault", [Refused(413, "Request Entity Too Large"), HtmlPage(413), Refused(418, "x")], ids=str
)
async def test_what_is_refused_for_good_is_not_tried_again(fault: Fault) -> None:
    async with BotApi() as server, bot_of(server) as bot:
        await reader_of(server)
        server.fails("sendDocument", fault)
        with pytest.raises(BadRequest):
            await bot.send_document(7, b"x" * 100, filename="a.txt")
        assert [call.method for call in server.calls].count("sendDocument") == 1


async def test_an_edit_is_made_until_there_is_a_receipt() -> None:
    async with BotApi() as server, bot_of(server) as bot:
        reader = await reader_of(server)
        sent = await bot.send_message(7, "جواب")
        server.fails("editMessageText", ConnectionReset(), LostReply())
        with server.expecting_breach("message is not modified"), pytest.raises(NetworkError, match="not mod"):
            await bot.edit_message_text("جواب آخر", 7, sent.message_id)
        assert heard(reader) == ["جواب آخر"]


async def test_a_message_waits_for_a_server_that_is_down() -> None:
    async with BotApi() as server, bot_of(server) as bot:
        reader = await reader_of(server)
        await server.goes_down()
        sending = asyncio.create_task(bot.send_message(7, "جواب"))
        await asyncio.wait([sending], timeout=0.1)
        assert not sending.done()
        await server.comes_up()
        await sending
        assert heard(reader) == ["جواب"]
