"""What leaves for Telegram: replies sent and rewritten, presses acknowledged, inline queries answered."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import ReplyParameters
from telegram.error import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from telegram import CallbackQuery, InlineKeyboardMarkup, InlineQuery, InlineQueryResult, Message

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
    """Send a reply into the chat, and topic, of `message`, and return its id."""
    origin = ReplyParameters(message.message_id, allow_sending_without_reply=True) if quoting else None
    thread = message.message_thread_id if message.is_topic_message else None
    sent = await message.get_bot().send_message(
        message.chat_id,
        reply.text,
        reply_parameters=origin,
        message_thread_id=thread,
        reply_markup=reply.buttons,
    )
    return sent.message_id


async def rewrite(message_id: int, chat_id: int, reply: Reply, near: Message) -> None:
    """Let a message of the bot say something else; raises BadRequest when it is gone."""
    with _tolerated("not modified"):
        await near.get_bot().edit_message_text(
            reply.text, chat_id=chat_id, message_id=message_id, reply_markup=reply.buttons
        )


async def acknowledge(query: CallbackQuery, notice: str | None) -> None:
    """Let the pressed button rest, with the words of a passing notice or without."""
    with _tolerated("query is too old"):
        await query.answer(notice[:NOTICE_CHARACTERS] if notice else None)


async def answer_inline(query: InlineQuery, results: Sequence[InlineQueryResult], seconds: int) -> None:
    """Show results to the reader who is typing; Telegram may show them again for so many seconds."""
    with _tolerated("query is too old"):
        await query.answer(results, cache_time=seconds, is_personal=True)


@contextmanager
def _tolerated(complaint: str) -> Iterator[None]:
    """Pass over a refusal in these words: nothing is left to be done then."""
    try:
        yield
    except BadRequest as error:
        if complaint not in error.message.lower():
            raise
