"""Connections to Telegram that are kept, and what becomes of them."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.telegram.transport.connections import KeptConnections, _proxy
from bot.telegram.transport.tries import is_doubtful
from tests.support.botapi import BotApi, ConnectionReset, LostReply, Refused, Stall
from tests.support.serving.bot import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have no proxy of this machine stand between."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    _proxy.cache_clear()
    yield
    _proxy.cache_clear()


def connections(most: int = 4, read: float = 5.0) -> KeptConnections:
    return KeptConnections(most, read, 2.0, 2.0, ssl.create_default_context())


async def test_more_calls_at_once_than_there_are_connections_are_all_answered() -> None:
    async with BotApi() as server, Bot(server.token, server.base_url, request=connections()) as bot:
        seen = await asyncio.gather(*(bot.get_me() for _ in range(12)))
    assert {one.username for one in seen} == {server.username}


async def test_texts_and_files_arrive_as_they_are_whatever_letters_they_have() -> None:
    text = "كم % بلغت & الكلفة = ١٢؟ + 🙂"
    async with BotApi() as server, Bot(server.token, server.base_url, request=connections()) as bot:
        reader = server.user(7)
        await reader.says("سؤال")
        assert (await bot.send_message(7, text)).text == text
        sent = await bot.send_document(7, text.encode(), filename="سؤال.txt")
    assert sent.document and sent.document.file_size == len(text.encode())


@pytest.mark.parametrize(
    "fault", [LostReply(), ConnectionReset(), Stall(2.0)], ids=lambda f: type(f).__name__
)
async def test_a_text_that_may_have_arrived_is_told_from_one_that_cannot_have(fault: LostReply) -> None:
    async with BotApi() as server, Bot(server.token, server.base_url, request=connections(4, 0.5)) as bot:
        await server.user(7).says("سؤال")
        server.fails("sendMessage", fault)
        with pytest.raises(NetworkError) as failed:
            await bot.send_message(7, "جواب")
        assert is_doubtful("sendMessage", failed.value)
        assert isinstance(failed.value, TimedOut) is isinstance(fault, Stall)


async def test_a_call_may_wait_longer_for_its_answer_than_others() -> None:
    async with BotApi() as server, connections(4, 0.2) as kept:
        called = f"{server.base_url}{server.token}/getMe"
        server.fails("getMe", Stall(0.6), Stall(0.6))
        with pytest.raises(TimedOut):
            await kept.post(called)
        answer = await kept.post(called, read_timeout=10)
    assert isinstance(answer, dict) and answer["username"] == server.username


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async with connections() as kept:
        with pytest.raises(NetworkError) as failed:
            await kept.post(f"http://127.0.0.1:{free_port()}/bot1:x/sendMessage")
    assert not is_doubtful("sendMessage", failed.value)


async def test_what_is_refused_as_too_large_is_refused_for_good() -> None:
    async with BotApi() as server, Bot(server.token, server.base_url, request=connections()) as bot:
        await server.user(7).says("سؤال")
        server.fails("sendMessage", Refused(413, "Request Entity Too Large"))
        with pytest.raises(BadRequest):
            await bot.send_message(7, "جواب")


async def test_the_proxy_that_the_environment_names_is_asked_but_not_for_the_hosts_it_leaves_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proxy = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("https_proxy", proxy)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert _proxy("https", "api.telegram.org") == proxy
    assert _proxy("http", "api.telegram.org") is None
    assert _proxy("https", "127.0.0.1") is None


async def test_of_a_message_that_was_sent_its_buttons_are_not_read_again() -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("نعم", callback_data="good:abc")]])
    async with BotApi() as server, Bot(server.token, server.base_url, request=connections()) as bot:
        reader = server.user(7)
        await reader.says("سؤال")
        sent = await bot.send_message(7, "<b>جواب</b>", parse_mode="HTML", reply_markup=buttons)
        assert (await reader.hears()).buttons
    assert sent.text == "جواب" and not sent.reply_markup and not sent.entities
