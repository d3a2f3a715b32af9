"""`isnad follow`: keep a copy of an archive that is written elsewhere, for a bot that only answers."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.saying import say
from bot.configuration.messages import read
from bot.errors import BotError
from bot.rendering.phrases import phrased
from bot.replicas.following import follow

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Copy once, or every so many seconds until stopped, whatever fails in between."""
    while True:
        try:
            changed = await asyncio.to_thread(_follow, settings, arguments.source)
        except BotError as error:
            if arguments.every is None:
                raise
            sys.stderr.write(f"{phrased(str(error), read(settings, settings.interface.language))}\n")
        else:
            say(f"{'copied' if changed else 'unchanged'} {settings.archive}", settings)
        if arguments.every is None:
            return 0
        await asyncio.sleep(arguments.every)


def _follow(settings: Settings, source: str) -> bool:
    if source.startswith(("http://", "https://")):
        # Who follows a file does not pay for the import.
        from bot.replicas.fetching import follow_address  # noqa: PLC0415

        return follow_address(settings, source)
    return follow(settings, Path(source))
