"""Telegram's limits, kept; its failures, waited out.

A message that surely did not arrive is sent again until it does. Where a connection breaks, or falls silent, after a
message has left, nobody can tell whether it arrived: it is sent once more, for two answers are better than none.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.ext import AIORateLimiter

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    JSON = dict[str, Any]
    Result = bool | JSON | list[JSON]

RETRIES_WHEN_TOLD = 10
"""How often a call is repeated that Telegram asked to repeat later (429)."""
WAITS = (0.5, 1.0, 2.0, 4.0, *[8.0] * 450)
"""Seconds between tries while Telegram is out of reach: an hour. Who asked before it is answered soon after it."""
# No connection was made, or not all of the call went into it.
_NOT_SENT = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "WriteError", "WriteTimeout"}


class RetryingRateLimiter(AIORateLimiter):
    """PTB's limiter, which also repeats calls that were not, or perhaps not, carried out.

    At most `at_once` are under way: others wait here, because httpx looks at every waiting call whenever one ends.
    Unless it is to `throttle`, nothing is held back before Telegram says so.
    """

    def __init__(self, at_once: int, *, throttle: bool = True) -> None:
        self._room = asyncio.Semaphore(at_once)
        super().__init__(
            overall_max_rate=30 if throttle else 0,
            group_max_rate=20 if throttle else 0,
            max_retries=RETRIES_WHEN_TOLD,
        )

    async def process_request(  # noqa: PLR0913, PLR0917  # the signature is PTB's
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Carry out a call within the limits; raises what stays wrong."""

        async def carried_out(*inner: Any, **named: Any) -> Result:  # noqa: ANN401
            async with self._room:
                return await callback(*inner, **named)

        doubted = False
        for wait in WAITS:
            try:
                return await super().process_request(
                    carried_out, args, kwargs, endpoint, data, rate_limit_args
                )
            except NetworkError as error:
                doubtful = is_doubtful(endpoint, error)
                if isinstance(error, BadRequest) or (doubtful and doubted):
                    raise
                doubted = doubted or doubtful
            await asyncio.sleep(wait)
        return await super().process_request(carried_out, args, kwargs, endpoint, data, rate_limit_args)


def is_doubtful(endpoint: str, error: NetworkError) -> bool:
    """Return whether a failed call may have been carried out, and would leave another message if it were made again."""
    if not endpoint.startswith("send"):
        return False
    cause = error.__cause__
    if cause is None or isinstance(cause, TelegramError):
        # Unless it timed out, a gateway answered in Telegram's place.
        return isinstance(error, TimedOut)
    return type(cause).__name__ not in _NOT_SENT
