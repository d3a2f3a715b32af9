"""Editors answer what the archive does not: a group of /unanswered is opened, and answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle
from telegram.ext import ApplicationHandlerStop

from bot.editorial.answers import MOST_SOURCES
from bot.editorial.editing import Editing, Editings
from bot.editorial.records import AnswerKind, EditorsAnswer, ResolvedAnswer, Written
from bot.following.arrivals import Arrivals
from bot.journal.unanswered import Unanswered
from bot.telegram.admin.commands.unanswered import block as group_block
from bot.telegram.admin.request import AdminPress, plain
from bot.telegram.messages import editorial
from bot.telegram.messages.html import units
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed
    from retrieval.records import Article


class AnsweringCommands:
    """From a group of like questions to an answer that readers see."""

    def __init__(self, context: AdminContext) -> None:
        base = context.base
        self._context = context
        self._library = base.library
        self._answers = base.editorial
        self._arrivals = Arrivals(base.library)
        self._unanswered = Unanswered(base.journal.database, base.library.language)
        self._editings = Editings(base.journal.database)

    def commands(self) -> Mapping[str, Command]:
        """Return none: all begins with a press."""
        return {}

    def presses(self) -> Mapping[str, Pressed]:
        """Return what stands under a group and a preview, and what takes another answer in place of one."""
        return {
            "group": self.open,
            "write": partial(self._await, what=Editing.WORDS),
            "point": partial(self._await, what=Editing.PASSAGE),
            "outside": self.outside,
            "keep": self.keep,
            "abandon": self.abandon,
            "rewrite": self.rewrite,
        }

    async def open(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Show one group, with what can be done about it."""
        group = await self._unanswered.group(press.key)
        if group is None:
            return request.messages.admin.stale
        texts = request.messages.admin.answering
        rows = [
            [AdminPress("write", group.key).labelled(texts.write)],
            [AdminPress("point", group.key).labelled(texts.point)],
            [AdminPress("outside", group.key, press.number).labelled(texts.outside)],
            [AdminPress("unanswered", "", press.number).labelled(texts.back)],
        ]
        await request.rewrite(Reply(group_block(None, group, request.messages), InlineKeyboardMarkup(rows)))
        return None

    async def _await(self, request: AdminRequest, press: AdminPress, what: Editing) -> str | None:
        """Take the admin's next message for the answer to a group."""
        if await self._unanswered.group(press.key) is None:
            return request.messages.admin.stale
        await self._begin(request, what, press.key)
        return None

    async def rewrite(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Take the admin's next message in place of an answer that stands."""
        answer = await self._answers.get(press.number)
        if answer is None:
            return request.messages.admin.stale
        passage = answer.written.kind is AnswerKind.PASSAGE
        await self._begin(request, Editing.PASSAGE if passage else Editing.WORDS, str(press.number))
        return None

    async def _begin(self, request: AdminRequest, what: Editing, key: str) -> None:
        texts = request.messages.admin.answering
        await self._context.drafts.wait_for(request.admin.id, "", None)
        await self._editings.begin(request.admin.id, what, key)
        buttons = InlineKeyboardMarkup([[AdminPress("abandon").labelled(request.messages.admin.cancel)]])
        wanted = texts.wanted if what is Editing.WORDS else texts.wanted_passage
        await request.say(Reply(sentences(wanted), buttons))

    async def on_value(self, request: AdminRequest) -> None:
        """Take a message for an answer, if one is awaited; no other handler gets it then."""
        under_way = await self._editings.find(request.admin.id)
        if under_way is None or under_way.draft is not None:
            return
        key, question = under_way.key, None
        if key.isdecimal() and (answer := await self._answers.get(int(key))):
            question = answer.written.question
        elif group := await self._unanswered.group(key):
            question = " ".join(group.wordings[0].split())
        if question is None:
            await self._editings.drop(request.admin.id)
            return
        words = (request.message.text or "").strip()
        pointing = under_way.what is Editing.PASSAGE
        written = await (
            self._passage(question, words, request) if pointing else self._words(question, words, request)
        )
        if isinstance(written, str):
            await request.say(plain(written))
        else:
            await self._editings.keep(request.admin.id, written)
            await request.say(await self._preview(written, request))
        raise ApplicationHandlerStop

    async def drop(self, admin: int) -> None:
        """Await no answer any more."""
        await self._editings.drop(admin)

    async def _words(self, question: str, said: str, request: AdminRequest) -> Written | str:
        """Return an answer in the editor's words, the sources in its last lines apart; or what is wrong with it."""
        rest, sources = said.splitlines(), list[str]()
        while (
            len(rest) > 1 and len(sources) < MOST_SOURCES and (source := await self._source(rest[-1].strip()))
        ):
            sources.insert(0, source)
            rest.pop()
        text = "\n".join(rest).strip()
        if units(text) > editorial.LONGEST:
            return request.messages.admin.answering.too_long.format(longest=editorial.LONGEST)
        return Written(question, AnswerKind.WRITTEN, text, sources=tuple(sources))

    async def _source(self, line: str) -> str | None:
        """Return the article or address that a line names, and nothing else."""
        article = await self._article(line)
        if article:
            return article.id
        link = line.startswith(("http://", "https://")) and len(line.split()) == 1
        return line if link else None

    async def _article(self, line: str) -> Article | None:
        """Return the article of this id, or of this address."""
        held = await self._library.articles([line])
        return held.get(line) or await self._library.at_url(line)

    async def _passage(self, question: str, said: str, request: AdminRequest) -> Written | str:
        """Return the passage that is meant: what is copied beneath its article, else the nearest to the question."""
        texts = request.messages.admin.answering
        first, _, passage = said.partition("\n")
        article, passage = await self._article(first.strip()), passage.strip()
        if article is None:
            return texts.no_article
        if not passage:
            quote = await self._arrivals.quotable(question, article.id) or await self._arrivals.quotable(
                article.title, article.id
            )
            if quote is None:
                return texts.no_passage
            return Written(question, AnswerKind.PASSAGE, quote.text, article.id, quote.start)
        start = article.text.find(passage)
        if start < 0:
            return texts.no_passage
        if units(passage) > editorial.LONGEST:
            return texts.too_long.format(longest=editorial.LONGEST)
        return Written(question, AnswerKind.PASSAGE, passage, article.id, start)

    async def _preview(self, written: Written, request: AdminRequest) -> Reply:
        """Return an answer as readers will see it, to be saved."""
        texts, now = request.messages.admin.answering, request.message.date
        shown = await self._answers.shown(
            EditorsAnswer(0, written, request.admin.id, request.admin.full_name, now)
        )
        body = editorial.block(
            shown or ResolvedAnswer(EditorsAnswer(0, written, 0, "", now)), request.messages
        )
        buttons = [
            AdminPress("keep").labelled(texts.save, KeyboardButtonStyle.SUCCESS),
            AdminPress("abandon").labelled(request.messages.admin.cancel),
        ]
        return Reply(f"{sentences(texts.preview)}\n\n{body}", InlineKeyboardMarkup([buttons]))

    async def keep(self, request: AdminRequest, _: AdminPress) -> str | None:
        """Save the answer under a preview."""
        under_way = await self._editings.find(request.admin.id)
        if under_way is None or under_way.draft is None:
            return request.messages.admin.stale
        texts = request.messages.admin.answering
        if under_way.key.isdecimal() and await self._answers.get(int(under_way.key)):
            number = int(under_way.key)
            await self._answers.edit(number, under_way.draft)
            await self._audit(request, "/answers", f"done: answer {number} edited")
        else:
            await self._write(request, under_way.draft)
        await self._editings.drop(request.admin.id)
        await request.rewrite(plain(texts.saved))
        return None

    async def abandon(self, request: AdminRequest, _: AdminPress) -> str | None:
        """Await no answer any more, and forget the one under the preview."""
        await self._editings.drop(request.admin.id)
        await request.rewrite(plain(request.messages.admin.cancelled))
        return None

    async def outside(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Keep that a question is not the archive's business."""
        group = await self._unanswered.group(press.key)
        if group is None:
            return request.messages.admin.stale
        question = " ".join(group.wordings[0].split())
        await self._write(request, Written(question, AnswerKind.OUTSIDE))
        await request.rewrite(plain(request.messages.admin.answering.saved_outside))
        return None

    async def _write(self, request: AdminRequest, written: Written) -> None:
        # The words stay out of the audit, as those of questions do.
        number = await self._answers.write(written, request.admin.id, request.admin.full_name)
        await self._audit(request, "/unanswered", f"done: answer {number} written")

    async def _audit(self, request: AdminRequest, what: str, outcome: str) -> None:
        await self._context.audit.record(request.admin.id, what, outcome)
