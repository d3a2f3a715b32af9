"""A reader's message → an answer in one message; an edited question → its answer edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.rendering.bidi import is_arabic
from bot.telegram.messages import keyboards, rendering
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, rewrite, send
from bot.telegram.reader_limit import Turn
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

    def __init__(self, desk: BotContext) -> None:
        self._desk = desk

    async def on_message(self, update: Update, context: Context) -> None:
        """Answer a message, or an edited one by editing its answer; silent where nobody speaks to the bot."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None or user.is_bot:
            return
        question = asked(message, context.bot.bot)
        if question is None:
            return
        before = await self._desk.journal.reply_to(message.chat_id, message.message_id)
        if update.edited_message and before is None and message.chat.type != ChatType.PRIVATE:
            return
        reply = await self._paced(message, user, question, context.bot.username)
        if reply:
            await self._give(reply, message, None if reply.notice else before)

    async def on_sample(self, message: Message, user: User, question: str) -> None:
        """Answer a sample question that a reader picked under `message`."""
        if (reply := await self._paced(message, user, question, "")) is not None:
            await send(message, reply)

    async def _paced(self, message: Message, user: User, question: str, bot: str) -> Reply | None:
        """Return the reply to a question, or to asking too fast; None for who was told so already."""
        messages = await self._desk.voice(user)
        match self._desk.pace.turn(self._desk.reader(user)):
            case Turn.TOLD:
                return None
            case Turn.TOO_FAST:
                return Reply(sentences(messages.telegram.slow_down), notice=True)
        private = message.chat.type == ChatType.PRIVATE
        if hint := _hint(question, messages, None if private else bot):
            return Reply(sentences(hint))
        told, token = await self._desk.answer(user, message, question)
        return reply_to(told, token, messages)

    async def _give(self, reply: Reply, message: Message, before: int | None) -> None:
        sent = before
        if before is None or not await _rewritten(message, before, reply):
            sent = await send(message, reply, quoting=message.chat.type != ChatType.PRIVATE)
        if reply.token and sent:
            await self._desk.journal.replied(message.chat_id, message.message_id, sent, reply.token)


def reply_to(told: Response, token: str, messages: Messages) -> Reply:
    """Return the message that tells an answer."""
    found = told.answer
    if found.verdict is Verdict.ANSWERED:
        filters = () if told.widened else told.meant.labels
        text = rendering.told(told, messages)
        return Reply(text, keyboards.answer(token, found.quotes, messages, filters=filters), token)
    text = rendering.told(told, messages)
    if not is_arabic(found.question):
        text = sentences(f"{messages.answer.not_found}\n\n{messages.telegram.arabic_only}")
    return Reply(text, keyboards.not_found(token, messages), token)


async def _rewritten(message: Message, before: int, reply: Reply) -> bool:
    try:
        await rewrite(before, message.chat_id, reply, message)
    except BadRequest:
        return False
    return True


def _hint(question: str, messages: Messages, group_bot: str | None) -> str | None:
    """Return what to say to a question that cannot be looked for."""
    texts = messages.telegram
    if not question.strip():
        return texts.ask if group_bot is None else texts.group_ask.format(bot=group_bot)
    if len(question) > LONGEST_QUESTION:
        return texts.too_long
    return None if any(map(str.isalpha, question)) else messages.answer.no_words
