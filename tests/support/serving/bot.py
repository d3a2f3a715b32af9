"""The bot at work inside the test, against the strict server."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.configuration.environment import Telegram
from bot.telegram.app import run
from tests.support.botapi import BotApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from bot.configuration.environment import Serving
    from bot.configuration.settings import Settings
    from bot.web.fetcher import Web
    from tests.support.botapi.faults import Fault


KEPT = 100
"""How many ports are kept at once: more than any test uses, and fewer than files may be open."""
_kept: deque[int] = deque()


def free_port() -> int:
    """Return a port for a server: nobody listens there, and the system gives it to nobody who asks for any port.

    On Linux a socket that is bound to it keeps it so, and does not listen; a server may bind it beside that socket,
    as both let others use the address.
    """
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", 0))
    port = int(taken.getsockname()[1])
    if sys.platform != "linux":
        taken.close()
        return port
    _kept.append(taken.detach())
    if len(_kept) > KEPT:
        os.close(_kept.popleft())
    return port


def settings_for(server: BotApi, settings: Settings) -> Settings:
    """Return the settings with the server in them, and a port of one's own."""
    port = free_port()
    hook = f"http://127.0.0.1:{port}"
    return replace(settings, telegram=Telegram(server.token, frozenset({1}), server.url, port, hook))


@asynccontextmanager
async def running(
    settings: Settings, way: Serving = "polling", web: Web | None = None
) -> AsyncIterator[None]:
    """Run the bot inside, its sources on `web`; what ends it early ends the test."""
    ending = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run(settings, way, ending, web))
        try:
            yield
        finally:
            ending.set()


@asynccontextmanager
async def talking(
    settings: Settings,
    way: Serving = "polling",
    *,
    privacy: bool = True,
    inline: bool = True,
    web: Web | None = None,
    failing: Mapping[str, tuple[Fault, ...]] = MappingProxyType({}),
) -> AsyncIterator[BotApi]:
    """Run the server inside, with the bot on it; the first calls of some methods are `failing`."""
    async with BotApi(privacy=privacy, inline=inline) as server:
        for method, faults in failing.items():
            server.fails(method, *faults)
        async with running(settings_for(server, settings), way, web):
            yield server
