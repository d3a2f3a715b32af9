"""/unanswered, the questions asked in vain, most asked first, and /export, these and all others as tables."""

from __future__ import annotations

import asyncio
import io
import zipfile
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup
from telegram.constants import ChatAction

from bot.journal import csv_export
from bot.journal.unanswered import Unanswered
from bot.rendering.texts import one_line
from bot.telegram.admin.jobs import Attachment, attach
from bot.telegram.admin.lists import moment, turns
from bot.telegram.admin.request import AdminPress, plain
from bot.telegram.messages.cosmetic import beside
from bot.telegram.messages.html import clipped, escaped
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.configuration.messages import Messages
    from bot.editorial.records import EditorsAnswer
    from bot.journal.unanswered import Group
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed

PAGE = 6
"""Groups on a page: each has at most some 620 of its 4096 units."""
LARGEST_SHEET = 20 * 1024 * 1024
"""Bytes that are sent as they are; Telegram takes 50 MB from a bot."""
_WORDING_UNITS = 160
_WORDINGS = 3


class UnansweredCommands:
    """What the editors still have to see to."""

    def __init__(self, context: AdminContext) -> None:
        self._database = context.base.journal.database
        self._audit = context.audit
        self._editorial = context.base.editorial
        self._unanswered = Unanswered(self._database, context.base.library.language)

    def commands(self) -> Mapping[str, Command]:
        """Return both commands."""
        return {"unanswered": self.show, "export": self.export}

    def presses(self) -> Mapping[str, Pressed]:
        """Return the presses that turn the page and take a group off the list."""
        return {"unanswered": self.turn, "done": self.settle}

    async def show(self, request: AdminRequest) -> Reply:
        """Show the first page of the groups."""
        request.waits()
        return await self._page(0, request.messages)

    async def turn(self, request: AdminRequest, press: AdminPress) -> None:
        """Turn to another page."""
        await request.rewrite(await self._page(press.number, request.messages))

    async def settle(self, request: AdminRequest, press: AdminPress) -> str:
        """Take a group off the list."""
        group = await self._unanswered.group(press.key)
        if group is None:
            return request.messages.admin.stale
        await self._unanswered.settle(group.key)
        # The words stay out: what a reader has had erased must not stand in the audit.
        await self._audit.record(request.admin.id, "/unanswered", f"done: a group of {group.asked}")
        await request.rewrite(await self._page(press.number, request.messages))
        return request.messages.admin.unanswered.settled

    async def _page(self, page: int, messages: Messages) -> Reply:
        texts = messages.admin.unanswered
        groups = await self._left()
        if not groups:
            return plain(texts.none)
        pages = -(-len(groups) // PAGE)
        page = min(page, pages - 1)
        first = page * PAGE
        numbered = list(enumerate(groups[first : first + PAGE], first + 1))
        blocks = [block(number, group, messages) for number, group in numbered]
        rows = [
            [AdminPress(what, group.key, page).labelled(label.format(number=number)) for number, group in row]
            for what, label, row in (
                ("group", texts.open, numbered),
                ("done", texts.done, numbered[:3]),
                ("done", texts.done, numbered[3:]),
            )
        ]
        rows += turns(AdminPress("unanswered", "", page), 1, pages, messages)
        head = sentences(texts.head.format(n=len(groups)))
        return Reply("\n\n".join([head, *blocks]), InlineKeyboardMarkup([row for row in rows if row]))

    async def _left(self) -> list[Group]:
        """Return the groups that no editor has answered."""
        groups = await self._unanswered.groups()
        left = await self._editorial.unanswered({group.wordings[0] for group in groups})
        return [group for group in groups if group.wordings[0] in left]

    async def export(self, request: AdminRequest) -> None:
        """Send all questions, and the unanswered ones by group, as tables."""
        request.waits(ChatAction.UPLOAD_DOCUMENT)
        texts = request.messages.admin.export
        names = {code: getattr(texts, code) for code in csv_export.CODES}
        groups = await self._left()
        asked = await asyncio.to_thread(csv_export.questions, self._database, texts.questions, names)
        missed = await asyncio.to_thread(csv_export.groups, groups, texts.unanswered)
        answers = csv_export.sheet(texts.answers, map(_row, await self._editorial.all()))
        await self._audit.record(request.admin.id, "/export", f"done: {len(groups)} groups")

        async def deliver() -> None:
            await attach(request, table("questions.csv", asked), texts.questions_caption)
            await attach(request, table("unanswered.csv", missed), texts.unanswered_caption)
            await attach(request, table("answers.csv", answers), texts.answers_caption)

        beside(deliver())


def _row(answer: EditorsAnswer) -> list[str | int]:
    """Return an answer of the editors as a row: all there is of it, in the order of the heads."""
    written = answer.written
    sources = " ".join([*([written.article] if written.article else []), *written.sources])
    times = (answer.at, answer.edited, answer.withdrawn)
    shown = [f"{at.astimezone():%Y-%m-%d %H:%M}" if at else "" for at in times]
    return [answer.number, written.question, written.kind, written.text, sources, answer.name, *shown]


def table(name: str, sheet: bytes) -> Attachment:
    """Return the sheet as a file, zipped when it is larger than Telegram likes."""
    if len(sheet) <= LARGEST_SHEET:
        return Attachment(name, sheet)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, sheet)
    return Attachment(f"{name}.zip", packed.getvalue())


def block(number: int | None, group: Group, messages: Messages) -> str:
    """Return HTML of a group: how it was worded, how often and when it was asked, and what became of it."""
    texts = messages.admin.unanswered
    wordings = [clipped(one_line(wording), _WORDING_UNITS) for wording in group.wordings[:_WORDINGS]]
    parts = [
        texts.times.of(group.asked),
        *([texts.disliked.format(n=group.disliked)] if group.disliked else []),
        *([texts.reported.format(n=group.reported)] if group.reported else []),
        texts.last.format(time=moment(group.last, messages)),
    ]
    first, *others = map(sentences, wordings)
    counted = f"{number}. " if number else ""
    lines = [f"{counted}<b>{first}</b>", *(f"<i>{other}</i>" for other in others)]
    return "\n".join([*lines, escaped(messages.citation.separator.join(parts))])
