"""`isnad serve`: answer readers in Telegram."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from bot.processes import collect_less
from bot.telegram.app import run as serve
from bot.telegram.logs import start_logging

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Serve until SIGTERM or SIGINT, then finish the answers that are under way."""
    collect_less()
    start_logging(settings.telegram.token or "")
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.set)
    await serve(settings, arguments.serving, ending)
    return 0
