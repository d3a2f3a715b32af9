"""Calls to Telegram that nobody misses: made beside the answers, so that no chat waits for them and none can fail."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import Coroutine

_log = logging.getLogger(__name__)

# The event loop itself holds tasks but weakly.
_under_way: set[asyncio.Task[None]] = set()


def beside(call: Coroutine[Any, Any, object]) -> None:
    """Make a call outside the order of its chat; that it failed is logged, and reaches nobody."""
    task = asyncio.create_task(_quietly(call))
    _under_way.add(task)
    task.add_done_callback(_under_way.discard)


async def settle(seconds: float) -> None:
    """Give the calls under way so many seconds to end, and cut short the others."""
    loop = asyncio.get_running_loop()
    if tasks := {task for task in _under_way if task.get_loop() is loop}:
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _quietly(call: Coroutine[Any, Any, object]) -> None:
    try:
        await call
    except TelegramError as error:
        _log.info("a call that nobody misses failed: %s", error)
    except Exception:  # noqa: BLE001  # whatever it is, no chat has to know
        _log.exception("a call that nobody misses failed")
