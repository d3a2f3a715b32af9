"""What leaves for Telegram: replies sent and rewritten, presses acknowledged, inline queries answered."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import ReplyParameters
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.telegram.messages.cosmetic import beside
from bot.telegram.messages.html import words
from bot.telegram.messages.keyboards import without_inline, without_mini_app

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, InlineQuery, InlineQueryResult, Message

_log = logging.getLogger(__name__)

NOTICE_CHARACTERS = 200
"""A notice on a press is shown up to here."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to send: its HTML, its buttons, and the token of the question it answers, if it does.

    A `notice` says nothing of the question, so that it never takes the place of an answer.
    """

    text: str
    buttons: InlineKeyboardMarkup | None = None
    token: str | None = None
    notice: bool = False


async def send(message: Message, reply: Reply, *, quoting: bool = False) -> int:
    """Send a reply into the chat, and topic, of `message`, and return its id.

    Where Telegram refuses it, its words alone are sent.
    """
    try:
        return await _send(message, reply, quoting=quoting)
    except BadRequest as error:
        _log.warning("a reply was refused, and is sent without markup and buttons: %.200s", error)
        return await _send(message, Reply(words(reply.text)), quoting=quoting, marked=False)


async def _send(message: Message, reply: Reply, *, quoting: bool, marked: bool = True) -> int:
    origin = ReplyParameters(message.message_id, allow_sending_without_reply=True) if quoting else None
    direct = message.direct_messages_topic
    sent = await message.get_bot().send_message(
        message.chat_id,
        reply.text,
        parse_mode=ParseMode.HTML if marked else None,
        reply_parameters=origin,
        message_thread_id=topic(message),
        # Each reader of a channel's direct messages has a topic of their own there.
        direct_messages_topic_id=direct.topic_id if direct else None,
        reply_markup=_buttons(reply, message),
    )
    return sent.message_id


def topic(message: Message) -> int | None:
    """Return the topic, of a forum or of a private chat, that a message stands in."""
    return message.message_thread_id if message.is_topic_message else None


async def send_to(bot: Bot, chat_id: int, reply: Reply) -> None:
    """Send a reply into a chat in which nobody has asked."""
    await bot.send_message(
        chat_id, reply.text, reply_markup=_fitting(reply.buttons, bot, private=chat_id > 0)
    )


async def rewrite(message_id: int, chat_id: int, reply: Reply, near: Message) -> None:
    """Let a message of the bot say something else; raises BadRequest when it is gone."""
    try:
        await near.get_bot().edit_message_text(
            reply.text, chat_id=chat_id, message_id=message_id, reply_markup=_buttons(reply, near)
        )
    except BadRequest as error:
        # Where it says so already, nothing is left to be done.
        if "not modified" not in error.message.lower():
            raise


async def rewrite_or_send(
    message: Message, reply: Reply, before: int | None, *, quoting: bool = False
) -> int:
    """Let the bot's message `before` say something else; without one, or where that fails, send a new one.

    Returns the id of the message that shows the reply.
    """
    if before is not None:
        with suppress(TelegramError):
            await rewrite(before, message.chat_id, reply, message)
            return before
    return await send(message, reply, quoting=quoting)


def acknowledge(query: CallbackQuery, notice: str | None, link: str | None = None) -> None:
    """Let the pressed button rest: with the words of a passing notice, by opening a link into the bot, or just so."""
    beside(query.answer(notice[:NOTICE_CHARACTERS] if notice else None, url=link))


def withdraw(message: Message) -> None:
    """Take a message of the bot away."""
    beside(message.get_bot().delete_message(message.chat_id, message.message_id))


def answer_inline(query: InlineQuery, results: Sequence[InlineQueryResult], seconds: int) -> None:
    """Show results to the reader who is typing; Telegram may show them again for so many seconds."""
    beside(query.answer(results, cache_time=seconds, is_personal=True))


def _buttons(reply: Reply, near: Message) -> InlineKeyboardMarkup | None:
    """Return the buttons of a reply for the chat of `near`."""
    return _fitting(reply.buttons, near.get_bot(), private=near.chat.type == ChatType.PRIVATE)


def _fitting(buttons: InlineKeyboardMarkup | None, bot: Bot, *, private: bool) -> InlineKeyboardMarkup | None:
    """Return buttons as far as this bot may send them into a chat."""
    if buttons and not private:
        buttons = without_mini_app(buttons)
    if buttons and not bot.supports_inline_queries:
        buttons = without_inline(buttons, bot.username)
    return buttons
