"""`isnad backup`: copy the archive and the readers' journal, also while the bot runs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.cli.saying import say
from bot.operations.backup import back_up

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Write the copies and name them."""
    for file in await asyncio.to_thread(back_up, settings, arguments.file, force=arguments.force):
        say(f"wrote {file}", settings)
    return 0
