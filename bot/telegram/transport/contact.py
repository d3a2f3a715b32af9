"""A few calls to Telegram, to see whether it can be reached, knows the token, and what time it has."""

from __future__ import annotations

import asyncio
import email.utils
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.constants import ChatType
from telegram.error import InvalidToken, TelegramError

from bot.errors import CommandError, Problem, SettingsError
from bot.operations.doctor import clock
from bot.operations.findings import Finding, Health
from bot.telegram.transport.parsing import CheckedRequest
from bot.telegram.transport.updates import BAD_TOKEN

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

PATIENCE_SECONDS = 10.0
WAIT_SECONDS = 5
"""How long one call waits for a message."""
OUT_OF_REACH = "check this machine's network and firewall, or ISNAD_BOT_API_URL"


@dataclass
class _Clock:
    """Telegram's clock: the time that its last answer was sent at, in Unix seconds."""

    time: float | None = None

    async def note(self, response: Any) -> None:  # noqa: ANN401  # httpx's, which only one other module imports
        date = (
            email.utils.parsedate_to_datetime(response.headers["Date"])
            if "Date" in response.headers
            else None
        )
        self.time = date.timestamp() if date else None


async def contact(settings: Settings) -> list[Finding]:
    """Return what Telegram says of the bot, and whether the clocks agree; nothing without a token."""
    if settings.telegram.token is None:
        return []
    theirs = _Clock()
    try:
        async with _bot(settings, theirs) as bot:
            says = f"reached, the bot is @{bot.username}"
            waiting = (await bot.get_webhook_info()).last_error_message
    except InvalidToken:
        return [Finding("Telegram", Health.WRONG, "reached", BAD_TOKEN)]
    except TelegramError as error:
        return [Finding("Telegram", Health.WRONG, f"cannot be reached: {error.message:.200}", OUT_OF_REACH)]
    complaint = (
        [Finding("webhook", Health.NOTE, f"Telegram's last call failed: {waiting:.200}")] if waiting else []
    )
    return [Finding("Telegram", Health.GOOD, says), *complaint, clock(time.time(), theirs.time)]


async def bot_name(settings: Settings) -> str:
    """Return the name of the bot whose token the settings have, without @.

    Raises SettingsError when Telegram does not know the token, CommandError when it cannot be reached.
    """
    try:
        async with _bot(settings, _Clock()) as bot:
            return bot.username
    except InvalidToken as error:
        raise SettingsError(
            [Problem("environment", "ISNAD_TELEGRAM_TOKEN", "is unknown", BAD_TOKEN)]
        ) from error
    except TelegramError as error:
        raise CommandError(f"{error.message:.200}") from error


async def person(settings: Settings, id_: int) -> str | None:
    """Return what somebody calls themselves; None where the bot has not met them, or Telegram cannot be reached."""
    try:
        async with _bot(settings, _Clock()) as bot:
            chat = await bot.get_chat(id_)
    except TelegramError:
        return None
    return chat.effective_name if chat.type == ChatType.PRIVATE else None


async def who_writes(settings: Settings, seconds: float) -> tuple[int, str] | None:
    """Return number and name of who has written to the bot in a private chat, waiting so long for it.

    The message stays with Telegram, so that the bot answers it later.
    """
    with suppress(TimeoutError, TelegramError):
        async with asyncio.timeout(seconds), _bot(settings, _Clock()) as bot:
            await bot.delete_webhook()
            while True:
                for update in reversed(
                    await bot.get_updates(timeout=WAIT_SECONDS, read_timeout=PATIENCE_SECONDS)
                ):
                    sender, chat = update.effective_user, update.effective_chat
                    if sender and chat and chat.type == ChatType.PRIVATE and not sender.is_bot:
                        return sender.id, sender.full_name
                await asyncio.sleep(1)
    return None


def _bot(settings: Settings, theirs: _Clock) -> Bot:
    request = CheckedRequest(
        read_timeout=PATIENCE_SECONDS,
        connect_timeout=PATIENCE_SECONDS,
        httpx_kwargs={"event_hooks": {"response": [theirs.note]}},
    )
    root = (settings.telegram.api_url or "https://api.telegram.org").rstrip("/")
    return Bot(settings.telegram.token or "", f"{root}/bot", f"{root}/file/bot", request, request)
