"""One call to Telegram, to see whether it can be reached, knows the token, and what time it has."""

from __future__ import annotations

import email.utils
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.operations.doctor import clock
from bot.operations.findings import Finding, Health
from bot.telegram.transport.parsing import CheckedRequest
from bot.telegram.transport.updates import BAD_TOKEN

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

PATIENCE_SECONDS = 10.0
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


def _bot(settings: Settings, theirs: _Clock) -> Bot:
    request = CheckedRequest(
        read_timeout=PATIENCE_SECONDS,
        connect_timeout=PATIENCE_SECONDS,
        httpx_kwargs={"event_hooks": {"response": [theirs.note]}},
    )
    root = (settings.telegram.api_url or "https://api.telegram.org").rstrip("/")
    return Bot(settings.telegram.token or "", f"{root}/bot", f"{root}/file/bot", request, request)
