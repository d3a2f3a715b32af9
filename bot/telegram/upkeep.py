"""What a bot that runs for months does once a day: what readers asked long ago is erased."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.inbox import Inbox
    from bot.journal import Journal

_log = logging.getLogger(__name__)

DAY = 24 * 60 * 60.0


async def upkeep(
    journal: Journal, inbox: Inbox, keep_days: int, rest: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Erase questions older than `keep_days` and the ids of old updates, at once and daily, until cancelled."""
    while True:
        try:
            await journal.prune(keep_days)
            await inbox.prune()
        except StoreError as error:
            _log.error("old questions could not be erased, trying again tomorrow: %s", error)
        await rest(DAY)
