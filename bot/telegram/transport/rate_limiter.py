"""Telegram's limits, kept; its failures, waited out as long as each kind of call deserves.

An answer that surely did not arrive is sent again until it does. Where no receipt comes after a message has left, it is
looked for among the ids that nobody else has (see `MessageIds`), and sent once more where it is not found, for two
answers are better than none.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import AIORateLimiter

from bot.telegram.transport.message_ids import MessageIds
from bot.telegram.transport.parsing import NOT_AN_ANSWER
from bot.telegram.transport.tries import BRIEF_SECONDS, LASTING, FloodWaits, Tries

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from bot.telegram.transport.message_ids import Mark

    JSON = dict[str, Any]
    Result = bool | JSON | list[JSON]
    Callback = Callable[..., Coroutine[Any, Any, Result]]

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
UNHURRIED = frozenset({LASTING, "sendPhoto", "sendDocument"})
"""Calls that have all the time that a connection has: messages, and files."""
_WITH_RECEIPT = ("send", "editMessage")
"""What the calls begin with that tell which message there is now; those that change one may say no more than so."""
_OF_A_TEXT = ("chat_id", "text", "parse_mode", "entities", "link_preview_options", "reply_markup")


class RetryingRateLimiter(AIORateLimiter):
    """PTB's limiter, which also repeats calls that were not, or perhaps not, carried out.

    At most `at_once` are under way: others wait here, in order.
    A quarter of them is for cosmetic calls, so that these take no room from answers, however long they hang. Unless
    it is to `throttle`, nothing is held back before Telegram says so; then it is the chat that is held back.
    """

    def __init__(self, at_once: int, ids: MessageIds | None = None, *, throttle: bool = True) -> None:
        cosmetic = max(1, at_once // 4)
        self._room = asyncio.Semaphore(at_once - cosmetic)
        self._cosmetic_room = asyncio.Semaphore(cosmetic)
        self._floods = FloodWaits()
        self._ids = ids or MessageIds()
        self._messages = 0
        super().__init__(overall_max_rate=30 if throttle else 0, group_max_rate=20 if throttle else 0)

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
            async with self._room, _patience(endpoint):
                return await callback(*inner, **named)

        self._messages += endpoint == LASTING
        try:
            return await self._persist(carried_out, args, kwargs, endpoint, data, rate_limit_args)
        finally:
            self._messages -= endpoint == LASTING

    async def _persist(  # noqa: PLR0913, PLR0917  # what PTB gives
        self,
        call: Callback,
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Make a call as often as it deserves; raises what stays wrong."""
        chat = data.get("chat_id", 0)
        since = self._ids.mark(chat) if endpoint == LASTING else None
        tries = Tries(endpoint, blind=since is None)
        others = args, kwargs, endpoint, data, rate_limit_args
        while True:
            if endpoint == LASTING:
                await self._floods.passed(chat)
            try:
                receipt = await self._receipt(call, data, kwargs, since) if tries.may_have_arrived else None
                return self._noted(endpoint, receipt or await self._followed(call, data, *others))
            except TelegramError as error:
                wait = tries.wait(error)
                if isinstance(error, RetryAfter):
                    self._floods.note(chat, wait)
            await asyncio.sleep(wait)

    async def _followed(self, call: Callback, data: dict[str, Any], *others: Any) -> Result:  # noqa: ANN401
        """Make a call within PTB's limits, in the supergroup where its group has become one; raises what it does."""
        try:
            return await self._limited(call, *others)
        except ChatMigrated as error:
            # What was said in the group is not in the supergroup.
            data.pop("reply_parameters", None)
            data["chat_id"] = error.new_chat_id
            return await self._limited(call, *others)

    async def _limited(self, call: Callback, *others: Any) -> Result:  # noqa: ANN401
        """Make a call within PTB's limits; raises what it does.

        PTB would hold back the calls of all chats after one that Telegram asked to repeat later.
        """
        told: list[RetryAfter] = []

        async def noting(*args: Any, **kwargs: Any) -> Result:  # noqa: ANN401
            try:
                return await call(*args, **kwargs)
            except RetryAfter as error:
                told.append(error)
                return False

        result = await super().process_request(noting, *others)
        if told:
            raise told[0]
        return result

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

    async def _receipt(
        self, call: Callback, data: dict[str, Any], kwargs: dict[str, Any], since: Mark | None
    ) -> Result | None:
        """Return the receipt of a text that was sent before, if it arrived.

        It is edited to what it says: Telegram changes nothing, and tells by that. Other messages are not ours to edit.
        """
        text = {name: data[name] for name in _OF_A_TEXT if name in data}
        for number in self._ids.unclaimed(data["chat_id"], since, self._messages):
            try:
                edited = await call("editMessageText", text | {"message_id": number}, **kwargs)
            except ChatMigrated:
                return None
            except BadRequest as error:
                if "not modified" not in error.message.lower():
                    continue
                edited = True
            chat = {"id": data["chat_id"], "type": "private" if data["chat_id"] > 0 else "supergroup"}
            return edited if isinstance(edited, dict) else {"message_id": number, "date": 0, "chat": chat}
        return None

    def _noted(self, endpoint: str, result: Result) -> Result:
        """Return a result; the message that it brings is known from now on.

        Raises NetworkError where it should bring one and does not.
        """
        if not endpoint.startswith(_WITH_RECEIPT) or (result is True and endpoint.startswith("edit")):
            return result
        try:
            self._ids.note(int(result["chat"]["id"]), int(result["message_id"]))  # type: ignore[call-overload,index]
        except (KeyError, TypeError, ValueError):
            raise NetworkError(NOT_AN_ANSWER) from None
        return result


@asynccontextmanager
async def _patience(endpoint: str) -> AsyncIterator[None]:
    """Give a call its time; raises TimedOut when it is over."""
    try:
        async with asyncio.timeout(None if endpoint in UNHURRIED else BRIEF_SECONDS):
            yield
    except TimeoutError as error:
        raise TimedOut from error
