"""The buttons under messages, and what a press on one means.

`callback_data` names a question kept in the journal by its token, so that buttons work after a restart and
for everybody; whatever does not parse was not made here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.rendering.texts import one_line
from bot.telegram.messages.html import clipped
from bot.telegram.messages.rendering import QUOTES_SHOWN, copied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.configuration.messages import Messages
    from bot.rendering.pages import Opened
    from retrieval.records import Quote

    Row = list[InlineKeyboardButton]

LABEL_UNITS = 60
MOST_FILTERS = 4
_DATA = re.compile(r"([a-z]{1,12}):([\w-]{2,16})(?::(\d{1,4}))?(?::(\d{1,6}))?", re.ASCII)


class Action(StrEnum):
    """What a button does."""

    OPEN = "open"
    TURN = "turn"
    MORE = "more"
    HELPFUL = "good"
    UNHELPFUL = "bad"
    REPORT = "report"
    SAMPLE = "try"
    LANGUAGE = "speak"
    DROP = "drop"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class ButtonAction:
    """An action on what `token` names; `number` is a quote's (from 1), `page` an index."""

    action: Action
    token: str
    number: int = 0
    page: int = 0

    @classmethod
    def parse(cls, data: str) -> ButtonAction | None:
        """Return the press that `data` stands for; None for what no button of ours says."""
        found = _DATA.fullmatch(data)
        if found is None or found[1] not in set(Action):
            return None
        return cls(Action(found[1]), found[2], int(found[3] or 0), int(found[4] or 0))

    def __str__(self) -> str:
        return f"{self.action}:{self.token}:{self.number}:{self.page}"


def answer(
    token: str, quotes: Sequence[Quote], messages: Messages, first: int = 1, filters: Sequence[str] = ()
) -> InlineKeyboardMarkup:
    """Return the buttons under quotes: context and citation of each, more results, a vote, and filters to take off."""
    texts = messages.telegram.buttons
    shown = quotes[:QUOTES_SHOWN]
    alone = len(shown) == 1 and first == 1
    numbered = list(enumerate(shown, first))
    contexts = [
        _press(texts.context if alone else texts.context_of.format(number=n), Action.OPEN, token, n)
        for n, _ in numbered
    ]
    several = len({quote.article.id for quote in shown}) > 1
    copies = [
        _copy(texts.copy_of.format(number=n) if several else texts.copy, quote, messages)
        for n, quote in (numbered if several else numbered[:1])
    ]
    judged = [
        _press(texts.more, Action.MORE, token, first + len(shown)),
        _press(texts.helpful, Action.HELPFUL, token),
        _press(texts.unhelpful, Action.UNHELPFUL, token),
    ]
    dropped = [
        [_press(texts.drop.format(filter=clipped(one_line(label), LABEL_UNITS)), Action.DROP, token, n)]
        for n, label in enumerate(filters[:MOST_FILTERS], 1)
    ]
    return InlineKeyboardMarkup([contexts, copies, judged, *dropped])


def headed(found: Sequence[tuple[str, bool]], messages: Messages) -> InlineKeyboardMarkup:
    """Return the contexts of answers under several headings, each with its token; a report where there is none."""
    texts = messages.telegram.buttons
    row = [
        _press(texts.context_of.format(number=number), Action.OPEN, token, 1)
        for number, (token, has) in enumerate(found, 1)
        if has
    ]
    return InlineKeyboardMarkup([row]) if row else not_found(found[0][0], messages)


def headlines(
    handle: str, numbers: Sequence[int], page: int, messages: Messages, *, further: bool
) -> InlineKeyboardMarkup:
    """Return buttons that open the headlines of a page of a list, and to the pages before and after."""
    texts = messages.telegram.buttons
    opening_ = [
        _press(texts.open.format(number=number), Action.OPEN, handle, place)
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
    row = [_press(label, Action.OPEN, handle, n) for label, n in zip(labels, numbers, strict=True)]
    return InlineKeyboardMarkup([row]) if row else None


def not_found(token: str, messages: Messages) -> InlineKeyboardMarkup:
    """Return the button under a question without an answer, which reports it."""
    return InlineKeyboardMarkup([[_press(messages.telegram.buttons.report, Action.REPORT, token)]])


def page(opened: Opened, token: str, number: int, messages: Messages) -> InlineKeyboardMarkup:
    """Return the buttons to the pages before and after, where there are any, and the citation to copy."""
    texts = messages.telegram.buttons
    turns = [
        _press(label, Action.TURN, token, number, opened.index + by)
        for label, by in ((texts.previous, -1), (texts.next, 1))
        if opened.turned(by)
    ]
    row = arranged(turns)
    copy = [_copy(texts.copy, opened.quote, messages)]
    return InlineKeyboardMarkup([row, copy] if row else [copy])


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


def _copy(label: str, quote: Quote, messages: Messages) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, copy_text=CopyTextButton(copied(quote.article, messages)))
