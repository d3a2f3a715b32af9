"""What there is to tell, told: at its hour, slowly enough for Telegram, and each message once.

A message stands in the readers' file before it leaves, so that a process that dies over it leaves it there. The next
one looks for it in its chat, by an edit that changes nothing where it has arrived, and sends it only where it is not
found.
"""

from __future__ import annotations

import asyncio
import datetime
import json
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.errors import BotError
from bot.telegram.following.composing import Composer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.following.records import Follower, OutgoingMessage
    from bot.telegram.following.context import FollowingContext
    from bot.telegram.transport.message_ids import MessageIds

    Rest = Callable[[float], Awaitable[None]]

_log = logging.getLogger(__name__)

PER_SECOND = 20.0
"""Messages; Telegram takes 30 from a bot, and readers who ask come first."""
AT_ONCE = 8
LOOK_SECONDS = 20.0
"""How often it is looked what has become due."""
LOOKED_FOR = 32
"""Ids among which a message is looked for: those given out while the process died that sent it."""
_GONE = (
    "chat not found",
    "user is deactivated",
    "not enough rights",
    "need administrator rights",
    "have no rights",
)


class Pace:
    """Lets so many through a second, evenly."""

    def __init__(
        self, per_second: float, clock: Callable[[], float] = time.monotonic, rest: Rest = asyncio.sleep
    ) -> None:
        self._apart = 1 / per_second
        self._clock = clock
        self._rest = rest
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for one's turn."""
        now = self._clock()
        at = max(now, self._next)
        self._next = at + self._apart
        if at > now:
            await self._rest(at - now)


class Delivery:
    """Tells followers what there is to tell."""

    def __init__(self, context: FollowingContext, ids: MessageIds, pace: Pace | None = None) -> None:
        self._context = context
        self._store = context.store
        self._composer = Composer(context)
        self._ids = ids
        self._pace = pace or Pace(PER_SECOND)
        self._room = asyncio.Semaphore(AT_ONCE)

    async def run(self, bot: Bot) -> None:
        """Tell what is due, and what becomes due, until cancelled."""
        while True:
            self._context.news.clear()
            try:
                await self.settle(bot)
                await self.tell(bot, datetime.datetime.now(datetime.UTC))
            except BotError as error:
                _log.error("followers could not be told, trying again: %s", error)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._context.news.wait()

    async def tell(self, bot: Bot, now: datetime.datetime) -> None:
        """Tell all followers what is due `now`."""
        async with asyncio.TaskGroup() as tasks:
            for follower, made in await self._store.waiting():
                if self._composer.is_due(follower, made, now):
                    await self._room.acquire()
                    tasks.create_task(self._notify(bot, follower, now))

    async def _notify(self, bot: Bot, follower: Follower, now: datetime.datetime) -> None:
        """Tell one follower; whatever fails of it keeps no other waiting."""
        try:
            async for reply, notices in self._composer.composed(follower, now):
                buttons = reply.buttons.to_json() if reply.buttons else ""
                await self._pace.turn()
                # The highest number of a message that is known where a message to this follower will get
                # its own.
                seen = self._ids.newest(follower.chat) or 0
                newest = await self._store.newest_message() if follower.private else follower.message
                since = max(seen, newest, follower.message)
                sending = await self._store.begin(follower, notices, reply.text, buttons, since)
                if sending and not await self._send(bot, sending):
                    return
        except BotError as error:
            _log.error("a follower could not be told, trying again: %s", error)
        finally:
            self._room.release()

    async def _send(self, bot: Bot, sending: OutgoingMessage) -> bool:
        """Send a message; return False where its follower is gone, or Telegram out of reach."""
        chat = sending.follower.chat
        try:
            sent = await bot.send_message(chat, sending.html, reply_markup=_markup(sending))
        except TelegramError as error:
            if isinstance(error, Forbidden) or any(why in error.message.lower() for why in _GONE):
                _log.info("a follower has blocked the bot, or is gone, and is forgotten")
                await self._store.drop(sending.follower.reader)
                return False
            if isinstance(error, BadRequest):
                _log.error("a message to a follower was refused: %s", error)
                await self._store.sent(sending, None)
                return True
            # It stays in the file, and is looked for before it is sent again.
            _log.warning("a message to a follower may not have arrived: %s", error)
            return False
        await self._store.sent(sending, sent.message_id)
        return True

    async def settle(self, bot: Bot) -> None:
        """See to the messages of which it is not known whether they have arrived."""
        for sending in await self._store.under_way():
            try:
                found = await self._found(bot, sending)
            except TelegramError as error:
                _log.warning("whether a message to a follower has arrived cannot be told yet: %s", error)
                continue
            if found is None:
                await self._pace.turn()
                await self._send(bot, sending)
            else:
                await self._store.sent(sending, found)

    async def _found(self, bot: Bot, sending: OutgoingMessage) -> int | None:
        """Return the number that a message has in its chat, if it has arrived.

        Raises TelegramError where that cannot be told.
        """
        chat = sending.follower.chat
        # The numbers that a message may have which left after `since`, but for those of other messages.
        last = sending.since + LOOKED_FOR
        candidates = (
            number for number in range(sending.since + 1, last + 1) if not self._ids.is_known(chat, number)
        )
        for number in candidates:
            if await self._context.base.journal.answered_by(chat, number) is not None:
                continue
            try:
                await bot.edit_message_text(sending.html, chat, number, reply_markup=_markup(sending))
            except BadRequest as error:
                if "not modified" in error.message.lower():
                    return number
                continue
            except Forbidden:
                return None
            return number
        return None


def _markup(sending: OutgoingMessage) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup.de_json(json.loads(sending.buttons), None) if sending.buttons else None
