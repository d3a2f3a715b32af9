"""Who is let in: before any other handler, it stops the banned and, where members alone may ask, all others."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING

from telegram.ext import ApplicationHandlerStop

from bot.telegram.admins import commanded, private
from bot.telegram.messages.button_action import ButtonAction
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, acknowledge, answer_inline, send
from bot.telegram.reader_limit import RateCheck
from bot.telegram.readers.addressed import asked

if TYPE_CHECKING:
    from telegram import Message, Update, User
    from telegram.ext import ContextTypes

    from bot.journal.access import Access
    from bot.telegram.admins import Admins
    from bot.telegram.context import BotContext

    Context = ContextTypes.DEFAULT_TYPE

FIRST = -2
"""The handler group that comes before all others."""
ALWAYS = {"privacy", "forget"}
"""Commands in which members and strangers are equal."""
REMEMBERED = 4096
"""Messages of which it is known whether an edit changed their words."""
_INVITED = re.compile(r"/start ([\w-]{16,64})", re.ASCII)


class Gate:
    """The handler of every update, which most of them pass."""

    def __init__(self, context: BotContext, access: Access, guard: Admins) -> None:
        self._context = context
        self._access = access
        self._guard = guard
        self._words: OrderedDict[tuple[int, int], int] = OrderedDict()

    async def on_update(self, update: Update, callback_context: Context) -> None:
        """Let an update pass, or stop it; a good invitation makes its bearer a member."""
        if self._is_no_question(update, callback_context.bot.bot):
            raise ApplicationHandlerStop
        user = update.effective_user
        if user is None or self._guard.admits(user):
            return
        reader = self._context.reader(user)
        if self._access.is_banned(reader):
            raise ApplicationHandlerStop
        found = _INVITED.fullmatch((update.message and update.message.text) or "")
        invited = found is not None and private(update.message) and not self._access.is_member(reader)
        code = found[1] if found and invited and ButtonAction.from_payload(found[1]) is None else ""
        # Guessing is as slow as asking.
        if code and self._is_slow_enough(user) and await self._access.redeem(code, reader):
            await self._say(update.message, user, member=True)
        named = commanded(update.message)
        # To ask what is kept of oneself, or to have it erased, is everybody's right.
        of_oneself = named is not None and named[0] in ALWAYS and private(update.message)
        if not self._access.admits(reader) and not of_oneself:
            await self._turn_away(update, user, callback_context.bot.bot)
            raise ApplicationHandlerStop

    def _is_no_question(self, update: Update, me: User) -> bool:
        """Return whether a message asks nothing, or nothing new.

        So do what Telegram forwards from a channel into its group by itself, what a reader sends by way of the bot's
        own inline mode, what a channel writes in its direct messages, and an edit that leaves the words as they were.
        """
        message = update.message or update.edited_message
        if message is None:
            return False
        words = message.text or message.caption or ""
        known = self._words.get(place := (message.chat_id, message.message_id))
        self._words[place] = hash(words)
        if len(self._words) > REMEMBERED:
            self._words.popitem(last=False)
        return (
            bool(message.is_automatic_forward)
            or (message.via_bot is not None and message.via_bot.id == me.id)
            or bool(message.chat.is_direct_messages and message.sender_chat)
            or (update.edited_message is not None and known == hash(words))
        )

    async def _turn_away(self, update: Update, user: User, me: User) -> None:
        """Say one kind sentence to who spoke to the bot."""
        if update.callback_query:
            closed = (await self._context.messages_for(user)).admin.access.closed
            acknowledge(update.callback_query, closed)
        elif update.inline_query:
            answer_inline(update.inline_query, [], 0)
        elif (
            update.message
            and (private(update.message) or asked(update.message, me) is not None)
            and self._is_slow_enough(user)
        ):
            await self._say(update.message, user, member=False)

    async def _say(self, message: Message | None, user: User, *, member: bool) -> None:
        texts = (await self._context.messages_for(user)).admin.access
        if message:
            reply = Reply(sentences(texts.welcome if member else texts.closed))
            await send(message, reply, quoting=not private(message))

    def _is_slow_enough(self, user: User) -> bool:
        """Return whether they may do what counts as a question."""
        return self._context.reader_limit.check(self._context.reader(user)) is RateCheck.ALLOWED
