"""The buttons under messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    SwitchInlineQueryChosenChat,
    WebAppInfo,
)

from bot.rendering.texts import one_line
from bot.telegram.messages.button_action import Action, ButtonAction
from bot.telegram.messages.citations import copied
from bot.telegram.messages.follow_press import FollowAct, FollowPress
from bot.telegram.messages.html import clipped
from bot.telegram.messages.rendering import QUOTES_SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.configuration.messages import Messages
    from bot.rendering.pages import PagedArticle
    from retrieval.records import Quote

    Row = list[InlineKeyboardButton]

LABEL_UNITS = 60
ADD = "take"
"""What an admin's button does that adds what was pasted."""
ROW, MOST_FILTERS = 8, 4
"""Buttons that Telegram takes in a row, and those of them that take off filters."""
_SHARED = re.compile(r"#([\w-]{12})", re.ASCII)
_FILTER_UNITS = 24


def answer(  # noqa: PLR0913  # what a button may need
    token: str,
    quotes: Sequence[Quote],
    messages: Messages,
    first: int = 1,
    *,
    filters: Sequence[str] = (),
    more: str | None = None,
) -> InlineKeyboardMarkup:
    """Return two rows under quotes: the context of each, and filters to take off; more results, sharing, a vote.

    `more` is what further results are found by, where that is not `token`.
    """
    texts = messages.telegram.buttons
    shown = quotes[:QUOTES_SHOWN]
    alone = len(shown) == 1 and first == 1
    labels = [texts.context if alone else texts.context_of.format(number=first)]
    labels += [texts.open.format(number=first + n) for n in range(1, len(shown))]
    contexts = [_context(label, token, n, messages) for n, label in enumerate(labels, first)]
    dropped = [
        _press(texts.drop.format(filter=clipped(one_line(label), _FILTER_UNITS)), Action.DROP, token, n)
        for n, label in enumerate(filters[: min(MOST_FILTERS, ROW - len(contexts))], 1)
    ]
    chosen = SwitchInlineQueryChosenChat(
        f"#{token}", allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
    )
    judged = [
        _press(texts.more, Action.MORE, more or token, first + len(shown)),
        InlineKeyboardButton(texts.share, switch_inline_query_chosen_chat=chosen),
        _press(texts.helpful, Action.HELPFUL, token),
        _press(texts.unhelpful, Action.UNHELPFUL, token),
        FollowPress(FollowAct.BEGIN, token).labelled(messages.following.buttons.follow),
    ]
    return InlineKeyboardMarkup([[*contexts, *dropped], judged])


def shared(query: str) -> str | None:
    """Return the token of the question whose quotes are to be shared by an inline query; None for any other query."""
    found = _SHARED.fullmatch(query.strip())
    return found[1] if found else None


def without_inline(markup: InlineKeyboardMarkup, bot: str) -> InlineKeyboardMarkup:
    """Return the same buttons for a bot that has no inline mode: a link is shared instead of the quote."""
    return InlineKeyboardMarkup([[_by_link(button, bot) for button in row] for row in markup.inline_keyboard])


def without_mini_app(markup: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    """Return the same buttons for a chat where Telegram opens no pages inside itself: a message is sent instead."""
    return InlineKeyboardMarkup([[_by_message(button) for button in row] for row in markup.inline_keyboard])


def linked(label: str, press: ButtonAction, bot: str) -> InlineKeyboardMarkup:
    """Return a button for other chats, which opens the bot."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, url=press.link(bot))]])


def further(handle: str, quotes: Sequence[Quote], messages: Messages, first: int) -> InlineKeyboardMarkup:
    """Return two rows under further quotes of several questions: the context of each, and still more."""
    texts = messages.telegram.buttons
    contexts = [
        _context((texts.context_of if n == first else texts.open).format(number=n), handle, n, messages)
        for n in range(first, first + len(quotes))
    ]
    return InlineKeyboardMarkup([contexts, [_press(texts.more, Action.MORE, handle, first + len(quotes))]])


def headlines(
    handle: str, numbers: Sequence[int], page: int, messages: Messages, *, further: bool
) -> InlineKeyboardMarkup:
    """Return buttons that open the headlines of a page of a list, and to the pages before and after."""
    texts = messages.telegram.buttons
    opening_ = [
        _context(texts.open.format(number=number), handle, place, messages)
        for place, number in enumerate(numbers, 1)
    ]
    rows = [opening_[start : start + 3] for start in range(0, len(opening_), 3)]
    others = ((texts.previous, page - 1, page > 0), (texts.next, page + 1, further))
    turns = [_press(label, Action.LIST, handle, 0, other) for label, other, there in others if there]
    return InlineKeyboardMarkup([*rows, arranged(turns)] if turns else rows)


def opening(handle: str, quotes: Sequence[Quote], messages: Messages) -> InlineKeyboardMarkup | None:
    """Return buttons that open the articles of quotes, each once."""
    texts = messages.telegram.buttons
    firsts = {quote.article.id: number for number, quote in reversed(list(enumerate(quotes, 1)))}
    numbers = sorted(firsts.values())
    labels = [texts.context] if len(numbers) == 1 else [texts.context_of.format(number=n) for n in numbers]
    row = [_context(label, handle, n, messages) for label, n in zip(labels, numbers, strict=True)]
    return InlineKeyboardMarkup([row]) if row else None


def addable(handle: str, messages: Messages) -> InlineKeyboardButton:
    """Return an admin's button that drafts an article of the text or address that `handle` stands for."""
    return InlineKeyboardButton(messages.telegram.buttons.add, callback_data=f"admin:{ADD}:{handle}:0")


def not_found(token: str, messages: Messages, *, waiting: bool = True) -> InlineKeyboardMarkup:
    """Return the buttons under a question without an answer: one reports it, one is for those `waiting` for one."""
    row = [_press(messages.telegram.buttons.report, Action.REPORT, token)]
    if waiting:
        row.append(FollowPress(FollowAct.WISH, token).labelled(messages.following.buttons.wish))
    return InlineKeyboardMarkup([row])


def page(
    opened: PagedArticle, token: str, number: int, messages: Messages, *, answered: bool = False
) -> InlineKeyboardMarkup:
    """Return the buttons to the pages before and after, where there are any, and the citation to copy.

    Where it was opened from an answer, there is a way back to it.
    """
    texts = messages.telegram.buttons
    turns = [
        _press(label, Action.TURN, token, number, opened.index + by)
        for label, by in ((texts.previous, -1), (texts.next, 1))
        if opened.turned(by)
    ]
    copied_from = copied(opened.quote.article, messages)
    rest = [InlineKeyboardButton(texts.copy, copy_text=CopyTextButton(copied_from))]
    if answered:
        rest.append(_press(texts.back, Action.BACK, token, number))
    return InlineKeyboardMarkup([row for row in (arranged(turns), rest) if row])


def arranged(turns: Row) -> Row:
    """Return the buttons to other pages, each on the side that its arrow points to."""
    return sorted(turns, key=lambda button: button.text.find("▶"))


def samples(questions: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup | None:
    """Return questions to try, each with its token."""
    rows = [[_press(clipped(question, LABEL_UNITS), Action.SAMPLE, token)] for token, question in questions]
    return InlineKeyboardMarkup(rows) if rows else None


def languages(names: dict[str, str]) -> InlineKeyboardMarkup:
    """Return the languages to choose from, by code."""
    return InlineKeyboardMarkup([[_press(name, Action.LANGUAGE, code) for code, name in names.items()]])


def _press(label: str, action: Action, token: str, number: int = 0, page: int = 0) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=str(ButtonAction(action, token, number, page)))


def _context(label: str, token: str, number: int, messages: Messages) -> InlineKeyboardButton:
    """Return a button that opens an article at a quote: its page inside Telegram, if there is one, or a message."""
    press = ButtonAction(Action.OPEN, token, number)
    if (page := messages.links.mini_app(str(press))) is not None:
        return InlineKeyboardButton(label, web_app=WebAppInfo(page))
    return InlineKeyboardButton(label, callback_data=str(press))


def _by_message(button: InlineKeyboardButton) -> InlineKeyboardButton:
    if button.web_app is None:
        return button
    [press] = parse_qs(urlsplit(button.web_app.url).query)["p"]
    return InlineKeyboardButton(button.text, callback_data=press)


def _by_link(button: InlineKeyboardButton, bot: str) -> InlineKeyboardButton:
    chosen = button.switch_inline_query_chosen_chat
    token = shared(chosen.query or "") if chosen else None
    if token is None:
        return button
    link = ButtonAction(Action.OPEN, token, 1).link(bot)
    return InlineKeyboardButton(button.text, url=f"https://t.me/share/url?url={quote(link, safe='')}")
