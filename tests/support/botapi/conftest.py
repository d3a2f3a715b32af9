"""The server under test, and python-telegram-bot's own client pointed at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.support.botapi import BotApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


@pytest.fixture
async def bot(server: BotApi, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    # Without it the client warns of coming types wherever it meets seconds, and warnings are errors here.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    # A poll and a second one beside it need two connections.
    ordinary, polling = (
        HTTPXRequest(read_timeout=0.4, connection_pool_size=8),
        HTTPXRequest(connection_pool_size=2),
    )
    async with Bot(server.token, server.base_url, server.base_file_url, ordinary, polling) as bot:
        yield bot
