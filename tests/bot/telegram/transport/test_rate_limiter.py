"""Which failed calls are made again, and how often."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest
from telegram.error import NetworkError, TimedOut
from telegram.ext import ExtBot

from bot.telegram.transport.parsing import CheckedRequest
from bot.telegram.transport.rate_limiter import RetryingRateLimiter, is_doubtful
from tests.support.botapi import BotApi, ConnectionReset, HtmlPage, LostReply, Refused, Stall, TooManyRequests

if TYPE_CHECKING:
    from tests.support.botapi import Person
    from tests.support.botapi.faults import Fault


def caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


def bot_of(server: BotApi, patience: float = 30.0) -> ExtBot[int]:
    return ExtBot(
        server.token,
        server.base_url,
        request=CheckedRequest(4, read_timeout=patience),
        rate_limiter=RetryingRateLimiter(4, throttle=False),
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
        *(ConnectionReset(), Stall()),
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


@pytest.mark.parametrize("hang", [False, True])
async def test_a_message_whose_receipt_is_lost_is_sent_once_more_and_no_more(hang: bool) -> None:
    async with BotApi() as server, bot_of(server, 1.5 if hang else 30.0) as bot:
        reader = await reader_of(server)
        server.fails("sendMessage", LostReply(hang), LostReply(hang))
        with pytest.raises(NetworkError):
            await bot.send_message(7, "جواب")
        assert heard(reader) == ["جواب", "جواب"]


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
