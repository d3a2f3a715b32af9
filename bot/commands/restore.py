"""`isnad restore`: put a backup in the place of the archive and the readers' journal."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.cli.saying import say
from bot.operations.backup import restore

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Put the files back and name them; refused while a bot serves the archive."""
    for file in await asyncio.to_thread(restore, settings, arguments.file, force=arguments.force):
        say(f"restored {file}", settings)
    return 0
