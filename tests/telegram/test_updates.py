"""Telegram out of reach, other pollers, wrong tokens."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest
from support.botapi import BotApi, ConnectionReset, HtmlPage, Refused
from support.serving import running, talking, told_of

from bot.errors import CommandError
from bot.telegram.app import run

if TYPE_CHECKING:
    from bot.settings import Settings


async def test_broken_polls_lose_nothing(stocked: Settings) -> None:
    async with BotApi() as server:
        server.fails("getUpdates", ConnectionReset(), HtmlPage(200))
        reader = server.user(7)
        await reader.says("؟")
        async with running(told_of(server, stocked)):
            await reader.hears(within=10)
            await server.emptied()


async def test_telegram_out_of_reach_at_the_start_is_waited_for(stocked: Settings) -> None:
    async with BotApi() as server:
        server.fails("getMe", ConnectionReset(), Refused(502, "Bad Gateway"))
        server.fails("deleteWebhook", ConnectionReset())
        reader = server.user(7)
        async with running(told_of(server, stocked)):
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
            await run(told_of(server, stocked), "polling", asyncio.Event())


@pytest.mark.parametrize("privacy", [True, False])
async def test_group_privacy_is_warned_of(
    stocked: Settings, privacy: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        async with talking(stocked, privacy=privacy) as server:
            await server.called("deleteWebhook")
    assert ("group privacy is on" in caplog.text) is privacy
