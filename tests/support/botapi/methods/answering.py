"""The methods that answer a person's press on a button or typing of an inline query."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from tests.support.botapi.methods import keyboards
from tests.support.botapi.objects.errors import bad_request, breach
from tests.support.botapi.objects.schema import Message, SentGuestMessage
from tests.support.botapi.text import formatting
from tests.support.botapi.text.measuring import units

if TYPE_CHECKING:
    from tests.support.botapi.objects.parameters import (
        AnswerCallbackQuery,
        AnswerGuestQuery,
        AnswerInlineQuery,
    )
    from tests.support.botapi.objects.schema import InlineQueryResultArticle
    from tests.support.botapi.state.world import World

TOAST_LIMIT = 200
RESULT_LIMIT = 50
ID_BYTES = 64
_START = re.compile(r"\?start=[\w-]{1,64}", re.ASCII)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, p: AnswerCallbackQuery) -> bool:
    """Answer a press; raises ApiError for a stale one, and a breach for an unknown or answered one."""
    press = world.pressed.get(p.callback_query_id)
    if press is None or press.answer not in {None, p}:
        raise breach(_TOO_OLD)
    if press.expired:
        raise bad_request(_TOO_OLD)
    if p.url is not None and not _START.fullmatch(p.url.removeprefix(f"https://t.me/{world.me.username}")):
        raise breach("URL_INVALID")
    if p.text is not None and units(p.text) > TOAST_LIMIT:
        raise breach("MESSAGE_TOO_LONG")
    press.answer = p
    press.room.bell.ring()
    return True


def answer_inline_query(world: World, p: AnswerInlineQuery) -> bool:
    """Answer an inline query with at most 50 results of distinct ids; the same answer again is no mistake."""
    typed = world.typed.get(p.inline_query_id)
    if typed is None or typed.answer not in {None, p}:
        raise breach(_TOO_OLD)
    if typed.expired:
        raise bad_request(_TOO_OLD)
    _check_results(p)
    typed.results = tuple(_checked(result) for result in p.results)
    typed.answer = p
    typed.bell.ring()
    return True


def answer_guest_query(world: World, p: AnswerGuestQuery) -> SentGuestMessage:
    """Answer a message that called the bot into a chat which it is not in; its answer stands there as an inline one."""
    asked = world.guest_queries.pop(p.guest_query_id, None)
    if asked is None:
        raise breach(_TOO_OLD)
    result = _checked(p.result)
    content = result.input_message_content
    message = Message(
        message_id=world.new_message_id(asked.chat),
        date=world.now(),
        chat=asked.chat,
        from_=world.me,
        guest_bot_caller_user=asked.from_,
        text=content.message_text,
        entities=content.entities,
        link_preview_options=content.link_preview_options,
        reply_markup=result.reply_markup,
    )
    room = world.rooms[asked.chat.id]
    inline_id = f"inline-{message.message_id}"
    world.inline_messages[inline_id] = (room.chat.id, message.message_id)
    room.put(message)
    return SentGuestMessage(inline_message_id=inline_id)


def _check_results(p: AnswerInlineQuery) -> None:
    if len(p.results) > RESULT_LIMIT:
        raise breach("RESULTS_TOO_MUCH")
    if len({result.id for result in p.results}) < len(p.results):
        raise breach("RESULT_ID_DUPLICATE")
    if len(p.next_offset.encode()) > ID_BYTES:
        raise breach("NEXT_OFFSET_INVALID")


def _checked(result: InlineQueryResultArticle) -> InlineQueryResultArticle:
    """Return `result` with its text parsed, as it would be sent."""
    if result.type != "article":
        raise breach(f"inline results of type {result.type} are not for this bot")
    if not 1 <= len(result.id.encode()) <= ID_BYTES:
        raise breach("RESULT_ID_INVALID")
    if not result.title.strip():
        raise breach("ARTICLE_TITLE_EMPTY")
    content = result.input_message_content
    formatted = formatting.message(content.message_text, content.parse_mode, content.entities)
    parsed = msgspec.structs.replace(
        content, message_text=formatted.text, entities=formatted.entities, parse_mode=None
    )
    markup = keyboards.checked(result.reply_markup)
    return msgspec.structs.replace(result, input_message_content=parsed, reply_markup=markup)
