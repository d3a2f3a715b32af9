"""Updates into the bot, by long polling or by webhook, and none of them lost or taken twice."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.errors import CommandError, StoreError
from bot.telegram.transport.parsing import update_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot

    from bot.journal.inbox import Inbox
    from bot.telegram.metrics import Metrics

    Put = Callable[[Update], Awaitable[None]]

_log = logging.getLogger(__name__)

ALLOWED = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.MY_CHAT_MEMBER,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.MESSAGE_REACTION,
]
POLL_SECONDS = 25
PATIENCE_SECONDS = 10.0
"""After a poll should have ended, until it is given up for jammed."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 10.0
"""Seconds between polls while Telegram is out of reach, doubled from the first to the longest."""
WEBHOOK_CONNECTIONS = 40
CHECK_SECONDS = 30.0
BAD_TOKEN = "Telegram does not know this token; copy it anew from @BotFather into ISNAD_TELEGRAM_TOKEN"  # noqa: S105


class Updates:
    """Keeps updates in the inbox before Telegram hears that they arrived, then passes the new ones on."""

    def __init__(self, bot: Bot, inbox: Inbox, metrics: Metrics, put: Put) -> None:
        self._bot = bot
        self._inbox = inbox
        self._metrics = metrics
        self._put = put

    async def resume(self) -> None:
        """Pass on what an earlier process received and did not get to handle."""
        if hopeless := await self._inbox.give_up():
            _log.error("updates given up, whose handling ended the process again and again: %d", hopeless)
        for body in await self._inbox.resume():
            if update := update_of(json.loads(body), self._bot):
                await self._put(update)

    async def receive(self, updates: Sequence[Update]) -> None:
        """Take over updates from Telegram."""
        self._metrics.contact()
        if not updates:
            return
        fresh = await self._inbox.keep({update.update_id: update.to_json() for update in updates})
        for update in updates:
            if update.update_id in fresh:
                fresh.discard(update.update_id)
                kind = next((kind for kind in ALLOWED if getattr(update, kind) is not None), "other")
                self._metrics.updates.labels(kind).inc()
                await self._put(update)

    async def poll(self) -> None:
        """Poll Telegram until cancelled; raises CommandError when Telegram does not know the token."""
        offset, wait = 0, FIRST_WAIT
        await self._leave_webhook()
        while True:
            try:
                updates = await self._bot.get_updates(
                    offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED, read_timeout=PATIENCE_SECONDS
                )
                await self.receive(updates)
            except TelegramError as error:
                wait = await _pause(error, wait, self._bot)
                if isinstance(error, Conflict):
                    await self._leave_webhook()
                continue
            except StoreError as error:
                # Telegram keeps them: they come again with the next poll.
                _log.error("updates could not be kept, trying again: %s", error)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
                continue
            wait = FIRST_WAIT
            offset = updates[-1].update_id + 1 if updates else offset

    async def _leave_webhook(self) -> None:
        """Have updates wait for polls; where that fails, and there was a webhook, the next poll meets a conflict."""
        try:
            await self._bot.delete_webhook()
        except TelegramError as error:
            _log.warning("whether a webhook is set cannot be told: %.200s", error)

    async def listen(self, url: str, secret: str) -> None:
        """Have Telegram call `url`, and look now and then whether it is there, until cancelled."""

        async def hook() -> None:
            done = await self._bot.set_webhook(
                url, max_connections=WEBHOOK_CONNECTIONS, allowed_updates=ALLOWED, secret_token=secret
            )
            if done is not True:
                raise TelegramError("what it says to the webhook cannot be read")

        await persist(hook, self._bot)
        _log.info("webhook set")
        while True:
            try:
                await self._bot.get_webhook_info()
                self._metrics.contact()
            except Exception as error:  # noqa: BLE001  # whatever PTB makes of what it cannot read
                _log.warning("the webhook cannot be looked at, trying again: %s", type(error).__name__)
            await asyncio.sleep(CHECK_SECONDS)


async def persist(call: Callable[[], Awaitable[object]], known: Bot | None = None) -> None:
    """Make a call that may be repeated until it succeeds; raises CommandError when the token is wrong.

    Where the bot is `known`, that is asked for first.
    """
    wait = FIRST_WAIT
    while True:
        try:
            await call()
        except TelegramError as error:
            wait = await _pause(error, wait, known)
        except Exception as error:  # noqa: BLE001  # whatever PTB makes of what it cannot read
            wait = await _pause(TelegramError(f"its answer cannot be read ({type(error).__name__})"), wait)
        else:
            return


async def _pause(error: TelegramError, wait: float, known: Bot | None = None) -> float:
    """Say what is wrong and wait; return how long to wait the next time, in seconds."""
    if isinstance(error, InvalidToken) and not (known and await _is_known(known)):
        raise CommandError(BAD_TOKEN) from error
    if isinstance(error, Conflict):
        _log.error(
            "another program polls with the same token; stop it, or give this one a token of its own (%s)",
            error,
        )
    elif not isinstance(error, TimedOut):
        _log.warning("Telegram cannot be reached, trying again: %.200s", error)
    if isinstance(error, RetryAfter):
        wait = max(wait, error._retry_after.total_seconds())  # the public name warns of its type
    await asyncio.sleep(wait)
    return min(2 * wait, LONGEST_WAIT)


async def _is_known(bot: Bot) -> bool:
    """Return whether Telegram still knows the token; in trouble it refuses one call and takes the next."""
    try:
        await bot.get_me()
    except InvalidToken:
        return False
    except Exception as error:  # noqa: BLE001  # whatever PTB makes of what it cannot read
        _log.warning("whether Telegram knows the token cannot be told: %s", type(error).__name__)
    return True
