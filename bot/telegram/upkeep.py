"""What a bot that runs for months does beside answering: it erases old questions, and keeps up with its archive."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.errors import BotError, StoreError
from bot.operations import purge

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.archive.library import Library
    from bot.journal.inbox import Inbox
    from bot.journal.journal import Journal

    Rest = Callable[[float], Awaitable[None]]

_log = logging.getLogger(__name__)

DAY, HOUR = 24 * 60 * 60.0, 60 * 60.0
WIPE_SECONDS = 30.0
LOOK_SECONDS = 20.0
"""How often it is looked whether another process, as `isnad load`, has changed the archive."""


async def upkeep(journal: Journal, inbox: Inbox, keep_days: int, rest: Rest = asyncio.sleep) -> None:
    """Erase questions older than `keep_days` and the ids of old updates, at once and daily, until cancelled."""
    while True:
        try:
            await journal.prune(keep_days)
            await inbox.prune()
        except StoreError as error:
            _log.error("old questions could not be erased, trying again tomorrow: %s", error)
        await rest(DAY)


async def wipe(journal: Journal, rest: Rest = asyncio.sleep) -> None:
    """Erase from the journal's log what could not be while another process was reading, until cancelled."""
    while True:
        try:
            await journal.wipe()
        except StoreError as error:
            _log.error("what readers had erased could not be wiped from the log, trying again: %s", error)
        await rest(WIPE_SECONDS)


async def keep_up(library: Library, rest: Rest = asyncio.sleep) -> None:
    """Answer from what another process did to the archive once it has stood still for a while, until cancelled."""
    before: str | None = None
    while True:
        await rest(LOOK_SECONDS)
        try:
            now = await library.ahead()
            if now is not None and now == before:
                await library.catch_up()
                _log.info("the archive was changed by another program, and is answered from as it is now")
            before = now
        except BotError as error:
            _log.error("the archive was changed, and cannot be answered from: %s", error)


async def share_meaning(library: Library, rest: Rest = asyncio.sleep) -> None:
    """Have an engine keep what was read of the archive's passages, until cancelled; nothing without one."""
    while library.engine:
        await rest(LOOK_SECONDS)
        try:
            await library.share_meaning()
        except BotError as error:
            _log.warning("what was read could not be put into the engine, trying again: %s", error)


async def verify(library: Library, rest: Rest = asyncio.sleep) -> None:
    """Compare the index with its checksums daily, and have it built anew where it is damaged, until cancelled."""
    while True:
        await rest(DAY)
        try:
            await library.index.verify()
        except BotError as error:
            _log.error("the index is damaged, and cannot be built anew: %s", error)


async def limit_versions(library: Library, rest: Rest = asyncio.sleep) -> None:
    """Erase the versions of articles beyond as many as the settings keep, at once and daily, until cancelled."""
    while True:
        try:
            await library.store.limit_versions(library.settings.loading.keep_versions)
        except StoreError as error:
            _log.error("old versions could not be erased, trying again tomorrow: %s", error)
        await rest(DAY)


async def finish_purges(library: Library, journal: Journal, rest: Rest = asyncio.sleep) -> None:
    """Erase what a purge could not, or died over, at once and hourly, until cancelled."""
    while True:
        try:
            await purge.finish(library, journal)
        except BotError as error:
            _log.error("purged articles could not be erased everywhere, trying again: %s", error)
        await rest(HOUR)
