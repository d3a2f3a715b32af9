"""`isnad follow`: keep a copy of an archive that is written elsewhere, for a bot that only answers."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from bot.operations.replica import follow

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Copy once, or every so many seconds until stopped."""
    while True:
        changed = await asyncio.to_thread(follow, settings, arguments.file)
        sys.stdout.write(f"{'copied' if changed else 'unchanged'} {settings.archive}\n")
        sys.stdout.flush()
        if arguments.every is None:
            return 0
        await asyncio.sleep(arguments.every)
