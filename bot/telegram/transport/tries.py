"""How often a call is made again, and after which waits: as each kind of call, and of failure, deserves."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from telegram.error import (
    BadRequest,
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

LASTING = "sendMessage"
"""What is made again until it is carried out; other calls have something in their place, or are worth little later."""
RETRIES_WHEN_TOLD = 10
"""How often a call is repeated that Telegram asked to repeat later (429)."""
WAITS = (0.5, 1.0, 2.0, 4.0, *[8.0] * 450)
"""Seconds between tries while Telegram is out of reach: an hour. Who asked before it is answered soon after it."""
FEW_WAITS = (0.5, 1.0)
"""The same for all but messages."""
BRIEF_SECONDS = 4.0
"""How long these may take at a time, files apart, and how long they wait where Telegram says so."""
MOST_DOUBTS, MOST_BLIND_DOUBTS = 6, 1
"""How often a text is sent again that may have arrived, but is not found; and where nobody can tell where to look."""
SEVERAL = 8
"""Chats that were told to be silent, at the same time, from which on Telegram means the whole bot."""
_NOT_SENT = {
    *("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "WriteError", "WriteTimeout"),
    *("ClientConnectorError", "ClientConnectorDNSError", "ClientConnectorSSLError"),
    *("ClientConnectorCertificateError", "ClientProxyConnectionError", "ClientHttpProxyError"),
    *("ConnectionTimeoutError", "ClientConnectionResetError"),
}
"""What httpx and aiohttp call it where no connection was made, or not all of the call went into it."""


class Tries:
    """The tries of one call; a message that may have arrived is looked for, or not (`blind`)."""

    def __init__(self, endpoint: str, *, blind: bool) -> None:
        doubts = MOST_BLIND_DOUBTS if blind else MOST_DOUBTS
        self._endpoint, self._lasting = endpoint, endpoint == LASTING
        self._waits = iter(WAITS if self._lasting else FEW_WAITS)
        self._after_refusals = iter(FEW_WAITS)
        self._told, self._doubts_left = 0, doubts if self._lasting else 0
        self.may_have_arrived = False

    def wait(self, error: TelegramError) -> float:
        """Return how many seconds to wait after `error` before the next try; raises it where there is none."""
        if isinstance(error, RetryAfter):
            return self._wait_as_told(error)
        waits = self._waits
        if isinstance(error, InvalidToken | Conflict):
            # Where Telegram is in trouble, it says so of tokens that it knows.
            waits = self._after_refusals
            if self._endpoint == "getMe":
                raise error
        elif not isinstance(error, NetworkError) or isinstance(error, BadRequest):
            raise error
        self._doubts_left -= is_doubtful(self._endpoint, error)
        self.may_have_arrived |= self._lasting and _has_left(error)
        wait = next(waits, None)
        if wait is None or self._doubts_left < 0:
            raise error
        return wait

    def _wait_as_told(self, error: RetryAfter) -> float:
        self._told += 1
        seconds = error._retry_after.total_seconds()  # the public name warns of its type
        if self._told > RETRIES_WHEN_TOLD or (not self._lasting and seconds > BRIEF_SECONDS):
            raise error
        return seconds + 0.1


class FloodWaits:
    """How long Telegram wants silence (429): from one chat, or from all of them once it has told several so."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock, self._rest = clock, rest
        self._until: dict[int, float] = {}

    def note(self, chat: int, seconds: float) -> None:
        """Note that a chat is to be silent for so many seconds."""
        now = self._clock()
        self._until = {known: until for known, until in self._until.items() if until > now}
        self._until[chat] = now + seconds

    async def passed(self, chat: int) -> None:
        """Wait until a chat may be spoken in."""
        while self._until:
            everybody = sorted(self._until.values())[-SEVERAL] if len(self._until) >= SEVERAL else 0.0
            seconds = max(self._until.get(chat, 0.0), everybody) - self._clock()
            if seconds <= 0:
                return
            await self._rest(seconds)


def is_doubtful(endpoint: str, error: TelegramError) -> bool:
    """Return whether a failed call may have been carried out, and would leave another message if it were made again.

    Unless it timed out, a gateway that answers in Telegram's place most likely never passed it on.
    """
    if not endpoint.startswith("send") or not _has_left(error):
        return False
    return isinstance(error, TimedOut) or not _is_answered(error.__cause__)


def _has_left(error: TelegramError) -> bool:
    """Return whether all of a call had left that failed on its way."""
    return isinstance(error, NetworkError) and (
        _is_answered(error.__cause__) or type(error.__cause__).__name__ not in _NOT_SENT
    )


def _is_answered(cause: BaseException | None) -> bool:
    return cause is None or isinstance(cause, TelegramError)
