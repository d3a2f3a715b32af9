"""Telegram's limits, kept; its failures, waited out as long as each kind of call deserves.

An answer that surely did not arrive is sent again until it does. Where a connection breaks, or falls silent, after a
message has left, it is looked for among the ids that nobody else has (see `MessageIds`), and sent once more where it
is not found, for two answers are better than none.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import AIORateLimiter

from bot.telegram.transport.message_ids import MessageIds

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    JSON = dict[str, Any]
    Result = bool | JSON | list[JSON]
    Callback = Callable[..., Coroutine[Any, Any, Result]]

RETRIES_WHEN_TOLD = 10
"""How often a call is repeated that Telegram asked to repeat later (429)."""
WAITS = (0.5, 1.0, 2.0, 4.0, *[8.0] * 450)
"""Seconds between tries while Telegram is out of reach: an hour. Who asked before it is answered soon after it."""
FEW_WAITS = (0.5, 1.0, 2.0)
"""The same for what has words in its place, or is worth nothing later."""
FEW = frozenset({"sendPhoto", "sendDocument", "answerGuestQuery"})
MOST_DOUBTS = 2
"""How often a text is sent again that may have arrived, but is not found."""
COSMETIC = frozenset(
    {
        *("answerCallbackQuery", "answerInlineQuery", "sendChatAction", "deleteMessage"),
        *("getWebhookInfo", "deleteWebhook"),
        *("setMyCommands", "deleteMyCommands", "setMyDescription", "setMyShortDescription", "setMyName"),
        *("setChatMenuButton", "pinChatMessage", "unpinChatMessage", "setMessageReaction"),
    }
)
"""Calls that are tried twice within seconds: whatever becomes of them, readers get their answers."""
COSMETIC_TRIES, COSMETIC_SECONDS = 2, 3.0
"""How often, and how long at a time, a cosmetic call is tried."""
_NOT_SENT = {
    *("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "WriteError", "WriteTimeout"),
    *("ClientConnectorError", "ClientConnectorDNSError", "ClientConnectorSSLError"),
    *("ClientConnectorCertificateError", "ClientProxyConnectionError", "ClientHttpProxyError"),
    *("ConnectionTimeoutError", "ClientConnectionResetError"),
}
"""What httpx and aiohttp call it where no connection was made, or not all of the call went into it."""
_OF_A_TEXT = ("chat_id", "text", "parse_mode", "entities", "link_preview_options", "reply_markup")


class RetryingRateLimiter(AIORateLimiter):
    """PTB's limiter, which also repeats calls that were not, or perhaps not, carried out.

    At most `at_once` are under way: others wait here, in order.
    A quarter of them is for cosmetic calls, so that these take no room from answers, however long they hang. Unless
    it is to `throttle`, nothing is held back before Telegram says so.
    """

    def __init__(self, at_once: int, ids: MessageIds | None = None, *, throttle: bool = True) -> None:
        cosmetic = max(1, at_once // 4)
        self._room = asyncio.Semaphore(at_once - cosmetic)
        self._cosmetic_room = asyncio.Semaphore(cosmetic)
        self._ids = ids or MessageIds()
        self._sought = 0
        super().__init__(
            overall_max_rate=30 if throttle else 0,
            group_max_rate=20 if throttle else 0,
            max_retries=RETRIES_WHEN_TOLD,
        )

    async def process_request(  # noqa: PLR0913, PLR0917  # the signature is PTB's
        self,
        callback: Callback,
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Carry out a call within the limits; raises what stays wrong."""
        if endpoint in COSMETIC:
            return await self._briefly(callback, args, kwargs)

        async def carried_out(*inner: Any, **named: Any) -> Result:  # noqa: ANN401
            async with self._room:
                return await callback(*inner, **named)

        async def once() -> Result:
            limited = super(RetryingRateLimiter, self).process_request
            try:
                return await limited(carried_out, args, kwargs, endpoint, data, rate_limit_args)
            except ChatMigrated as error:
                # What was said in the group is not in the supergroup that it has become.
                data.pop("reply_parameters", None)
                data["chat_id"] = error.new_chat_id
                return await limited(carried_out, args, kwargs, endpoint, data, rate_limit_args)

        since = self._ids.newest(data["chat_id"]) if endpoint == "sendMessage" else None
        waits = iter(FEW_WAITS if endpoint in FEW else WAITS)
        doubts, most = 0, 0 if endpoint in FEW else MOST_DOUBTS
        while True:
            try:
                receipt = await self._looked_for(carried_out, data, kwargs, since) if doubts else None
                return self._noted(receipt or await once())
            except NetworkError as error:
                doubts += is_doubtful(endpoint, error)
                wait = next(waits, None)
                if isinstance(error, BadRequest) or wait is None or doubts > most:
                    raise
            await asyncio.sleep(wait)

    async def _briefly(self, callback: Callback, args: Any, kwargs: dict[str, Any]) -> Result:  # noqa: ANN401
        """Make a cosmetic call, past all limits; raises what its last try does."""
        tries = COSMETIC_TRIES
        while True:
            tries -= 1
            try:
                async with asyncio.timeout(COSMETIC_SECONDS), self._cosmetic_room:
                    return await callback(*args, **kwargs)
            except TimeoutError as error:
                if not tries:
                    raise TimedOut from error
            except NetworkError as error:
                if not tries or isinstance(error, BadRequest):
                    raise

    async def _looked_for(
        self, call: Callback, data: dict[str, Any], kwargs: dict[str, Any], since: int | None
    ) -> Result | None:
        self._sought += 1
        try:
            return await self._receipt(call, data, kwargs, since)
        finally:
            self._sought -= 1

    async def _receipt(
        self, call: Callback, data: dict[str, Any], kwargs: dict[str, Any], since: int | None
    ) -> Result | None:
        """Return the receipt of a text that was sent before, if it arrived.

        It is edited to what it says: Telegram changes nothing, and tells by that. Other messages are not ours to edit.
        """
        text = {name: data[name] for name in _OF_A_TEXT if name in data}
        for number in self._ids.unclaimed(data["chat_id"], since, self._sought):
            try:
                edited = await call("editMessageText", text | {"message_id": number}, **kwargs)
            except RetryAfter:
                return None
            except BadRequest as error:
                if "not modified" not in error.message.lower():
                    continue
                edited = True
            chat = {"id": data["chat_id"], "type": "private" if data["chat_id"] > 0 else "supergroup"}
            return edited if isinstance(edited, dict) else {"message_id": number, "date": 0, "chat": chat}
        return None

    def _noted(self, result: Result) -> Result:
        """Return a result; the message that it brings is known from now on."""
        if isinstance(result, dict) and "message_id" in result and "chat" in result:
            self._ids.note(result["chat"]["id"], result["message_id"])
        return result


def is_doubtful(endpoint: str, error: NetworkError) -> bool:
    """Return whether a failed call may have been carried out, and would leave another message if it were made again."""
    if not endpoint.startswith("send"):
        return False
    cause = error.__cause__
    if cause is None or isinstance(cause, TelegramError):
        # Unless it timed out, a gateway answered in Telegram's place.
        return isinstance(error, TimedOut)
    return type(cause).__name__ not in _NOT_SENT
