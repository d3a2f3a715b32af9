"""Replies to turns as Telegram messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.rendering.bidi import is_arabic
from bot.telegram.messages import editorial, keyboards, rendering
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from telegram import InlineKeyboardButton

    from bot.answering.replies import Answered, Further, Listed, Said, Shown
    from bot.answering.telling.responses import Response
    from bot.configuration.messages import Messages


def said(reply: Said, token: str | None, messages: Messages) -> Reply:
    """Return sentences, with a button for the question that they offer, under its token."""
    buttons = keyboards.samples([(token, reply.offered)]) if reply.offered and token else None
    return Reply(sentences(reply.text), buttons)


def with_button(reply: Reply, button: InlineKeyboardButton) -> Reply:
    """Return the reply with one more button beneath the others."""
    rows = reply.buttons.inline_keyboard if reply.buttons else ()
    return replace(reply, buttons=InlineKeyboardMarkup([*rows, [button]]))


def headed(reply: Answered, token: str, more: str, messages: Messages) -> Reply:
    """Return the answers to several questions under their headings, all kept under one token.

    Further ones are found by `more`.
    """
    text = rendering.headed(reply.parts, reply.note, messages)
    if not reply.quotes:
        return Reply(text, keyboards.not_found(token, messages), token)
    return Reply(text, keyboards.answer(token, reply.quotes, messages, more=more), token)


def answer(response: Response, token: str, messages: Messages, note: str = "") -> Reply:
    """Return the message that gives a response beneath a note, with its buttons."""
    shown = response.editorial
    if shown:
        response = replace(response, answer=replace(response.answer, quotes=response.answer.quotes[:1]))
    found, text = response.answer, rendering.response(response, messages, note)
    if shown:
        text = editorial.above(shown, text if found.quotes else "", messages)
    if found.quotes:
        filters = () if response.loosened else response.meant.labels
        return Reply(text, keyboards.answer(token, found.quotes, messages, filters=filters), token)
    if not is_arabic(found.question) and not shown:
        text = sentences(f"{messages.answer.not_found}\n\n{messages.telegram.arabic_only}")
    return Reply(text, keyboards.not_found(token, messages, waiting=shown is None), token)


def listed(reply: Listed, handle: str, page: int, messages: Messages) -> Reply:
    """Return a page of headlines with buttons to open them, and to the other pages."""
    text = rendering.headlines(reply, messages)
    further = reply.first + len(reply.articles) < reply.total
    buttons = keyboards.headlines(
        handle, range(reply.first + 1, reply.first + len(reply.articles) + 1), page, messages, further=further
    )
    return Reply(text, buttons)


def near(listed: Reply, token: str, messages: Messages) -> Reply:
    """Return the headlines that are near to a question without an answer, with the buttons that such a one has."""
    rows = listed.buttons.inline_keyboard if listed.buttons else ()
    buttons = InlineKeyboardMarkup([*rows, *keyboards.not_found(token, messages).inline_keyboard])
    return replace(listed, buttons=buttons, token=token)


def shown(reply: Shown, handle: str, messages: Messages) -> Reply:
    """Return parts of articles with buttons to open these."""
    text = rendering.parts(reply.head, reply.quotes, "", messages)
    return Reply(text, keyboards.opening(handle, reply.quotes, messages))


def further(reply: Further, token: str, messages: Messages) -> Reply:
    """Return further quotes of a question."""
    text = rendering.further(reply, messages)
    return Reply(text, keyboards.answer(token, reply.quotes, messages, reply.first), token)


def further_of_several(reply: Further, handle: str, messages: Messages) -> Reply:
    """Return further quotes of several questions, which `handle` opens."""
    text = rendering.further(reply, messages)
    return Reply(text, keyboards.further(handle, reply.quotes, messages, reply.first))
