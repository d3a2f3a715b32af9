"""A reader's message → an answer in one message; an edited question → its answer edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.rendering.bidi import is_arabic
from bot.telegram.messages import keyboards, rendering
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, rewrite, send
from bot.telegram.reader_limit import RateCheck
from bot.telegram.readers.addressed import asked
from retrieval.records import Verdict

if TYPE_CHECKING:
    from telegram import Message, Update, User
    from telegram.ext import ContextTypes

    from bot.answering.inquiries import Response
    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext

    Context = ContextTypes.DEFAULT_TYPE

LONGEST_QUESTION = 600
"""Characters; nobody asks one thing in more, and what a question costs is bounded by it."""


class Questions:
    """The handler of what readers write."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def on_message(self, update: Update, callback_context: Context) -> None:
        """Answer a message, or an edited one by editing its answer; silent where nobody speaks to the bot."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None or user.is_bot:
            return
        question = asked(message, callback_context.bot.bot)
        if question is None:
            return
        before = await self._context.journal.reply_to(message.chat_id, message.message_id)
        if update.edited_message and before is None and message.chat.type != ChatType.PRIVATE:
            return
        reply = await self._paced(message, user, question, callback_context.bot.username)
        if reply:
            await self._give(reply, message, None if reply.notice else before)

    async def on_sample(self, message: Message, user: User, question: str) -> None:
        """Answer a sample question that a reader picked under `message`."""
        if (reply := await self._paced(message, user, question, "")) is not None:
            await send(message, reply)

    async def _paced(self, message: Message, user: User, question: str, bot: str) -> Reply | None:
        """Return the reply to a question, or to asking too fast; None for who has been warned already."""
        messages = await self._context.messages_for(user)
        match self._context.reader_limit.check(self._context.reader(user)):
            case RateCheck.WARNED:
                return None
            case RateCheck.TOO_FAST:
                return Reply(sentences(messages.telegram.slow_down), notice=True)
        private = message.chat.type == ChatType.PRIVATE
        if hint := _hint(question, messages, None if private else bot):
            return Reply(sentences(hint))
        response, token = await self._context.answer(user, message, question)
        return reply_with(response, token, messages)

    async def _give(self, reply: Reply, message: Message, before: int | None) -> None:
        """Rewrite the answer `before`; without one, or where that is gone, send a new message."""
        sent = before
        try:
            if before is not None:
                await rewrite(before, message.chat_id, reply, message)
        except BadRequest:
            sent = None
        if sent is None:
            sent = await send(message, reply, quoting=message.chat.type != ChatType.PRIVATE)
        if reply.token:
            await self._context.journal.replied(message.chat_id, message.message_id, sent, reply.token)


def reply_with(response: Response, token: str, messages: Messages) -> Reply:
    """Return the message that gives a response, with its buttons."""
    found, text = response.answer, rendering.response(response, messages)
    if found.verdict is Verdict.ANSWERED:
        filters = () if response.widened else response.meant.labels
        return Reply(text, keyboards.answer(token, found.quotes, messages, filters=filters), token)
    if not is_arabic(found.question):
        text = sentences(f"{messages.answer.not_found}\n\n{messages.telegram.arabic_only}")
    return Reply(text, keyboards.not_found(token, messages), token)


def _hint(question: str, messages: Messages, group_bot: str | None) -> str | None:
    """Return what to say to a question that cannot be looked for."""
    texts = messages.telegram
    if not question.strip():
        return texts.ask if group_bot is None else texts.group_ask.format(bot=group_bot)
    if len(question) > LONGEST_QUESTION:
        return texts.too_long
    return None if any(map(str.isalpha, question)) else messages.answer.no_words
