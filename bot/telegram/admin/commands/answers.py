"""The editors' answers that stand, for /answers: listed, to be written anew or withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.editorial.records import AnswerKind
from bot.rendering.texts import one_line
from bot.telegram.admin.lists import moment, turns
from bot.telegram.admin.request import AdminPress, formatted, plain
from bot.telegram.messages.html import clipped
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.configuration.messages import Messages
    from bot.editorial.records import EditorsAnswer
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed

PAGE = 5
_QUESTION_UNITS, _NAME_UNITS = 160, 60


class AnswersCommands:
    """The list of answers."""

    def __init__(self, context: AdminContext) -> None:
        self._answers = context.base.editorial
        self._audit = context.audit

    def commands(self) -> Mapping[str, Command]:
        """Return the command."""
        return {"answers": self.list}

    def presses(self) -> Mapping[str, Pressed]:
        """Return what turns the pages, and what takes an answer back."""
        return {"answers": self.turn, "withdraw": self.withdraw}

    async def list(self, request: AdminRequest) -> Reply:
        """Show the answers that stand, the latest first."""
        return await self._page(0, request.messages)

    async def turn(self, request: AdminRequest, press: AdminPress) -> None:
        """Turn to another page."""
        await request.rewrite(await self._page(press.number, request.messages))

    async def withdraw(self, request: AdminRequest, press: AdminPress) -> str:
        """Give an answer to readers no more."""
        if not await self._answers.withdraw(press.number):
            return request.messages.admin.stale
        await self._audit.record(request.admin.id, "/answers", f"done: answer {press.number} withdrawn")
        await request.rewrite(await self._page(0, request.messages))
        return request.messages.admin.answering.withdrawn

    async def _page(self, page: int, messages: Messages) -> Reply:
        texts, answers = messages.admin.answering, await self._answers.standing()
        if not answers:
            return plain(texts.none)
        pages = -(-len(answers) // PAGE)
        page = min(page, pages - 1)
        shown = answers[page * PAGE : (page + 1) * PAGE]
        buttons = [
            [AdminPress(what, "", one.number).labelled(label.format(number=one.number)) for one in shown]
            for what, label in (("rewrite", texts.edit), ("withdraw", texts.withdraw))
        ]
        rows = [*buttons, *turns(AdminPress("answers", "", page), 1, pages, messages)]
        return Reply(
            "\n\n".join([sentences(texts.head), *_items(shown, messages)]), InlineKeyboardMarkup(rows)
        )


def _items(answers: Sequence[EditorsAnswer], messages: Messages) -> list[str]:
    """Return HTML of answers: number, question, kind, who wrote it, and when."""
    texts = messages.admin.answering
    kinds = {
        AnswerKind.WRITTEN: texts.written,
        AnswerKind.PASSAGE: texts.passage,
        AnswerKind.OUTSIDE: texts.not_ours,
    }
    return [
        formatted(
            texts.item,
            number=one.number,
            question=clipped(one_line(one.written.question), _QUESTION_UNITS),
            kind=kinds[one.written.kind],
            name=clipped(one_line(one.name), _NAME_UNITS),
            time=moment(one.edited or one.at, messages),
        )
        for one in answers
    ]
