"""Telegram out of reach, other pollers, wrong tokens."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import web

from bot.errors import CommandError
from bot.journal.inbox import Inbox
from bot.journal.journal import Journal
from bot.telegram.app import run
from tests.support.botapi import BotApi, ConnectionReset, HtmlPage, Refused
from tests.support.serving.bot import running, settings_for, talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi.faults import CarryOut

WORDS = "سؤال لا يخص أحدًا"
BEFORE, AFTER = 700_000_000, 700_000_002
"""Numbers beside that of the first update."""


def unreadable(number: int) -> dict[str, object]:
    """A message without date, whose text is an object."""
    chat = {"id": 7, "type": "private"}
    return {"update_id": number, "message": {"message_id": 1, "chat": chat, "text": {"words": WORDS}}}


def offsets(server: BotApi) -> list[str]:
    return [str(call.parameters["offset"]) for call in server.calls if call.method == "getUpdates"]


@dataclass(frozen=True, slots=True)
class Amid:
    """Updates that cannot be read come before and after the good ones."""

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        answer = await carry_out()
        assert isinstance(answer, web.Response) and isinstance(answer.body, bytes)
        said = json.loads(answer.body)
        return web.json_response(said | {"result": [unreadable(BEFORE), *said["result"], unreadable(AFTER)]})


@dataclass(frozen=True, slots=True)
class Says:
    """Some JSON, in good order and yet no answer."""

    said: object

    async def strike(self, request: web.Request, carry_out: CarryOut) -> web.StreamResponse:
        return web.json_response(self.said)


async def test_broken_polls_lose_nothing(stocked: Settings) -> None:
    async with BotApi() as server:
        server.fails("getUpdates", ConnectionReset(), HtmlPage(200))
        reader = server.user(7)
        await reader.says("؟")
        async with running(settings_for(server, stocked)):
            await reader.hears()
            await server.emptied()


async def test_telegram_out_of_reach_at_the_start_is_waited_for(stocked: Settings) -> None:
    async with BotApi() as server:
        server.fails("getMe", ConnectionReset(), Refused(502, "Bad Gateway"))
        server.fails("deleteWebhook", ConnectionReset())
        reader = server.user(7)
        async with running(settings_for(server, stocked)):
            await reader.says("؟")
            await reader.hears()


async def test_another_poller_is_named(stocked: Settings, caplog: pytest.LogCaptureFixture) -> None:
    async with talking(stocked) as server:
        server.fails("getUpdates", Refused(409, "Conflict: terminated by other getUpdates request"))
        reader = server.user(7)
        for _ in range(2):
            await reader.says("؟")
            await reader.hears()
        await server.emptied()
    assert "another program polls with the same token" in caplog.text


async def test_a_wrong_token_ends_with_a_plain_sentence(stocked: Settings) -> None:
    async with BotApi() as server:
        server.fails("getMe", Refused(401, "Unauthorized"))
        with pytest.raises(CommandError, match="does not know this token"):
            await run(settings_for(server, stocked), "polling", asyncio.Event())


@pytest.mark.parametrize("privacy", [True, False])
async def test_group_privacy_is_warned_of(
    stocked: Settings, privacy: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        async with talking(stocked, privacy=privacy) as server:
            await server.called("deleteWebhook")
    assert ("group privacy is on" in caplog.text) is privacy


async def test_updates_that_cannot_be_read_keep_no_others_from_arriving(
    stocked: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with BotApi() as server:
        server.fails("getUpdates", Amid())
        reader = server.user(7)
        await reader.says("؟")
        async with running(settings_for(server, stocked)):
            await reader.hears()
            assert await server.journal.bell.until(lambda: str(AFTER + 1) in offsets(server) or None, 30.0)
            await reader.says("؟")
            await reader.hears()
    assert f"update {BEFORE}, message, cannot be read" in caplog.text and WORDS not in caplog.text


async def test_what_is_json_and_no_answer_is_waited_out(stocked: Settings) -> None:
    async with BotApi() as server:
        server.fails("getMe", Says({"sign": "in"}))
        server.fails(
            "getUpdates", Says([]), Says({"ok": True, "result": True}), Says({"ok": True, "result": [7]})
        )
        reader = server.user(7)
        await reader.says("؟")
        async with running(settings_for(server, stocked)):
            await reader.hears()


async def test_the_webhook_accepts_what_cannot_be_read_and_passes_over_it(
    stocked: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with BotApi() as server:
        served = settings_for(server, stocked)
        async with running(served, "webhook"), aiohttp.ClientSession() as client:
            secret = str((await server.called("setWebhook")).parameters["secret_token"])
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
            url = f"http://127.0.0.1:{served.telegram.port}/telegram"
            async with client.post(url, json=unreadable(BEFORE), headers=headers) as answer:
                assert answer.status == 200
            reader = server.user(7)
            await reader.says("؟")
            await reader.hears()
    assert f"update {BEFORE}, message, cannot be read" in caplog.text and WORDS not in caplog.text


async def test_what_an_earlier_process_kept_and_this_one_cannot_read_does_not_end_it(
    stocked: Settings,
) -> None:
    async with Journal.open(stocked.journal) as journal:
        await Inbox(journal.database).keep({BEFORE: json.dumps(unreadable(BEFORE))})
    async with talking(stocked) as server:
        reader = server.user(7)
        await reader.says("؟")
        await reader.hears()
    async with Journal.open(stocked.journal) as journal:
        assert await Inbox(journal.database).resume() == []
