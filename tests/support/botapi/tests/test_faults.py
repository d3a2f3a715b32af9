"""Telegram failing in every scripted way, as the real client meets it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from tests.support.botapi import (
    BotApi,
    ConnectionReset,
    HtmlPage,
    LostReply,
    Person,
    Refused,
    SilenceError,
    Stall,
    TooManyRequests,
)

if TYPE_CHECKING:
    from telegram import Bot


@pytest.fixture
async def reader(server: BotApi) -> Person:
    """Return someone who has begun to talk to the bot."""
    reader = server.user(7)
    await reader.says("/start")
    return reader


async def test_faults_strike_one_call_each_in_order(server: BotApi, bot: Bot, reader: Person) -> None:
    server.fails("sendMessage", TooManyRequests(3), Refused(403, "Forbidden: bot was blocked by the user"))
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(7, "جواب")
    assert caught.value.retry_after == timedelta(seconds=3)
    with pytest.raises(Forbidden):
        await bot.send_message(7, "جواب")
    await bot.send_message(7, "جواب")
    assert [post.text for post in reader.chat()] == ["/start", "جواب"]


async def test_a_gateways_page_is_no_json(server: BotApi, bot: Bot) -> None:
    server.fails("getMe", HtmlPage(502))
    with pytest.raises(NetworkError):
        await bot.get_me()


async def test_a_connection_can_be_reset_before_anything_is_done(
    server: BotApi, bot: Bot, reader: Person
) -> None:
    server.fails("sendMessage", ConnectionReset())
    with pytest.raises(NetworkError, match="ReadError"):
        await bot.send_message(7, "جواب")
    assert len(reader.chat()) == 1


@pytest.mark.parametrize(("hang", "error"), [(False, NetworkError), (True, TimedOut)])
async def test_a_message_may_be_delivered_though_the_reply_is_lost(
    server: BotApi, bot: Bot, reader: Person, hang: bool, error: type[NetworkError]
) -> None:
    server.fails("sendMessage", LostReply(hang=hang))
    with pytest.raises(error):
        await bot.send_message(7, "جواب")
    assert (await reader.hears()).text == "جواب"


async def test_a_stall_ends_with_the_clients_patience_and_does_nothing(
    server: BotApi, bot: Bot, reader: Person
) -> None:
    server.fails("sendMessage", Stall())
    with pytest.raises(TimedOut):
        await bot.send_message(7, "جواب")
    await reader.hears_nothing(0.05)


async def test_a_short_stall_only_delays(server: BotApi, bot: Bot, reader: Person) -> None:
    server.fails("*", Stall(0.02))
    await bot.send_message(7, "جواب")
    assert (await reader.hears()).text == "جواب"


async def test_an_outage_lasts_as_long_as_its_block(server: BotApi, bot: Bot) -> None:
    with server.failing("*", Refused(500, "Internal Server Error")):
        for _ in range(3):
            with pytest.raises(NetworkError):
                await bot.get_me()
    assert (await bot.get_me()).is_bot


async def test_a_server_that_is_down_refuses_connections_and_comes_back_on_its_port(
    server: BotApi, bot: Bot, reader: Person
) -> None:
    url = server.url
    await server.goes_down()
    with pytest.raises(NetworkError, match="Connect"):
        await bot.send_message(7, "جواب")
    await server.comes_up()
    await bot.send_message(7, "جواب")
    assert (server.url, (await reader.hears()).text) == (url, "جواب")


async def test_a_call_can_be_awaited(server: BotApi, bot: Bot) -> None:
    await bot.set_my_short_description("إسناد")
    call = await server.called("setMyShortDescription")
    assert call.parameters == {"short_description": "إسناد"}
    with pytest.raises(SilenceError, match=r"waited 0\.05 s for call 2 of setMyShortDescription"):
        await server.called("setMyShortDescription", times=2, within=0.05)


async def test_silence_is_reported_with_all_that_happened(server: BotApi, bot: Bot, reader: Person) -> None:
    await reader.says("أين الجواب؟")
    with server.expecting_breach("BUTTON_DATA_INVALID"), pytest.raises(BadRequest):
        await bot.send_message(
            7,
            "خطأ",
            api_kwargs={"reply_markup": {"inline_keyboard": [[{"text": "زر", "callback_data": ""}]]}},
        )
    with pytest.raises(SilenceError) as caught:
        await reader.hears(within=0.05)
    report = str(caught.value)
    assert "waited 0.05 s for a message for ليلى in private chat 7" in report
    assert "sendMessage(chat_id='7', text='خطأ'" in report
    assert '"text":"زر"' in report
    assert "#2 ليلى: أين الجواب؟" in report
