"""Updates of one chat one after another, those of different chats at the same time, each of them once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine, Hashable

    from bot.journal.inbox import Inbox

AT_ONCE = 256
"""Updates in hand at the same time, most of them waiting for Telegram."""


_WAITING = 2**20


class ChatOrder(BaseUpdateProcessor):
    """An update leaves the inbox when its handler has ended; one that was cut short stays for the next start."""

    def __init__(self, inbox: Inbox) -> None:
        # Those that wait for their turn take no place from others: one chat may send thousands.
        super().__init__(_WAITING)
        self._inbox = inbox
        self._places = asyncio.Semaphore(AT_ONCE)
        # A lane lives as long as somebody stands in it; asyncio's locks let people through in order.
        self._lanes: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[object]] = set()
        self._ended = False

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Wait for the chat's earlier updates, then handle this one."""
        task = asyncio.current_task()
        if self._ended or task is None or not isinstance(update, Update):
            cast("Coroutine[None, None, None]", coroutine).close()
            return
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            async with self._lanes.setdefault(lane(update), asyncio.Lock()), self._places:
                await self._inbox.begin(update.update_id)
                await coroutine
                await self._inbox.done(update.update_id)
        finally:
            # One that was cancelled while it waited has not been begun.
            cast("Coroutine[None, None, None]", coroutine).close()

    async def abandon(self) -> None:
        """Cut short what is still in hand, and begin nothing more."""
        self._ended = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def initialize(self) -> None:
        """Do nothing."""

    async def shutdown(self) -> None:
        """Do nothing."""


def lane(update: Update) -> Hashable:
    """Return what keeps its order: a chat, what a reader presses in a chat, or a reader's typing of inline queries."""
    chat, reader = update.effective_chat, update.effective_user
    if chat and update.callback_query is None:
        return ("chat", chat.id)
    return ("reader", chat.id if chat else 0, reader.id if reader else 0)
