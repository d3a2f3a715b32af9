"""/add: a file, a pasted text or a link becomes a draft, is shown as it was understood, mended, and saved."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.archive.library import BY_HAND
from bot.errors import BotError
from bot.journal.drafts import Field, Misfit
from bot.loading import read_file
from bot.loading.demonstration import leave
from bot.loading.load import read
from bot.rendering.phrases import phrased
from bot.telegram.admin import previews
from bot.telegram.admin.commands.feeds import worded
from bot.telegram.admin.commands.reload import changed, counted
from bot.telegram.admin.jobs import Finished
from bot.telegram.admin.request import AdminRequest, formatted, lines, plain
from bot.telegram.messages import keyboards
from bot.web.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from telegram import Document, Message

    from bot.journal.drafts import Draft
    from bot.progress import Progress
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminPress, Command, Pressed
    from bot.telegram.messages.sending import Reply
    from retrieval.records import Article, SetAside

    Items = Sequence[Article | SetAside]

_log = logging.getLogger(__name__)

LARGEST = 20 * 1024 * 1024
"""Bytes of a file that Telegram lets a bot fetch."""
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_FIELDS = tuple(Field)
_AT_ONCE = 200


class AddCommands:
    """From what an admin sends to an article of the archive."""

    def __init__(self, context: AdminContext) -> None:
        self._context = context
        self._library = context.base.library
        self._drafts = context.drafts

    def commands(self) -> Mapping[str, Command]:
        """Return the command alone; files come to `on_document`."""
        return {"add": self.add}

    def presses(self) -> Mapping[str, Pressed]:
        """Return what stands under a preview."""
        return {
            keyboards.ADD: self.take,
            "save": self.save,
            "edit": self.edit,
            "field": self.await_value,
            "back": self.back,
            "drop": self.drop,
        }

    async def on_document(self, request: AdminRequest, document: Document) -> Reply:
        """Read a file that an admin sent."""
        texts = request.messages.admin.add
        if (document.file_size or 0) > LARGEST:
            return plain(texts.too_large)
        request.waits()
        name = document.file_name or "document"
        try:
            file = await document.get_file()
            data = bytes(await file.download_as_bytearray())
        except TelegramError as error:
            _log.info("a file could not be fetched: %s", error)
            return plain(texts.too_large if "too big" in error.message.lower() else texts.unfetched)
        return await self._understood(request, name, await read(data, name, self._library.settings))

    async def on_value(self, request: AdminRequest) -> None:
        """Take a message for the value of the field that is being edited, if one is; no other handler gets it then."""
        awaited = await self._drafts.awaited(request.admin.id)
        if awaited is None:
            return
        draft, field = awaited
        try:
            mended = await self._drafts.mend(draft, field, request.message.text or "")
        except Misfit:
            await request.say(plain(previews.wanted(field, request.messages, again=True)))
        else:
            await request.say(await self._preview(request, mended))
        raise ApplicationHandlerStop

    async def add(self, request: AdminRequest) -> Reply:
        """Draft the article behind a link, or that was pasted here or in the message replied to."""
        replied = request.message.reply_to_message
        words = request.words.strip() or ((replied.text or replied.caption or "").strip() if replied else "")
        return await self._drafted(request, words) if words else plain(request.messages.admin.add.usage)

    async def take(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Draft the article of a text or link that an admin sent without a command."""
        words = await self._context.handles.text(press.key)
        if words is None:
            return request.messages.admin.stale
        await request.say(await self._drafted(request, words))
        return None

    async def _drafted(self, request: AdminRequest, words: str) -> Reply:
        """Return the preview of the article behind a link, or of a text."""
        if not _LINK.fullmatch(words):
            return await self._understood(request, "", [read_file.pasted(words)])
        if self._context.fetch_article is None:
            return plain(request.messages.admin.add.no_links)
        request.waits()
        try:
            items = await self._context.fetch_article(words)
        except Refused as refusal:
            return lines(
                formatted(request.messages.admin.add.nothing, reason=worded(refusal.rule, request.messages))
            )
        except BotError as error:
            return lines(
                formatted(request.messages.admin.add.nothing, reason=phrased(str(error), request.messages))
            )
        return await self._understood(request, words, items)

    async def _understood(self, request: AdminRequest, source: str, items: Items) -> Reply:
        """Return the preview of what was read, now a draft; or why nothing was."""
        draft = await self._drafts.keep(request.admin.id, source, items)
        if not draft.articles:
            await self._drafts.drop(request.admin.id, draft.token)
            return previews.nothing(draft, request.messages)
        return await self._preview(request, draft)

    async def _preview(self, request: AdminRequest, draft: Draft) -> Reply:
        ids = [article.id for article in draft.articles]
        portions = [ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE)]
        replaced = sum([len(await self._library.articles(portion)) for portion in portions])
        return previews.preview(draft, replaced, request.messages)

    async def save(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Add the articles of a draft to the archive."""
        draft = await self._drafts.find(request.admin.id, press.key)
        if draft is None:
            return request.messages.admin.stale

        async def job(progress: Progress) -> Finished:
            changes = await self._library.add(draft.articles, BY_HAND, progress)
            await self._drafts.drop(request.admin.id, draft.token)
            texts = request.messages.admin.add
            said = [texts.saved, texts.left] if await leave(self._library, progress) else [texts.saved]
            ended = lines(*map(formatted, said), *changed(changes, request.messages))
            return Finished(ended, f"done: {counted(changes)}")

        what = f"/add {draft.articles[0].id}" if len(draft.articles) == 1 else f"/add {draft.source}"
        return await self._context.jobs.begin(request, what, job, place=request.message.message_id)

    async def edit(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Ask which field shall be edited."""
        draft = await self._drafts.find(request.admin.id, press.key)
        if draft is None:
            return request.messages.admin.stale
        preview = await self._preview(request, draft)
        await request.rewrite(previews.fields(preview, draft, request.messages))
        return None

    async def await_value(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Ask for the value of the field."""
        draft = await self._drafts.find(request.admin.id, press.key)
        if draft is None or press.number >= len(_FIELDS):
            return request.messages.admin.stale
        field = _FIELDS[press.number]
        await self._drafts.wait_for(request.admin.id, draft.token, field)
        await request.say(plain(previews.wanted(field, request.messages)))
        return None

    async def back(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Show the preview again, without a question."""
        draft = await self._drafts.find(request.admin.id, press.key)
        if draft is None:
            return request.messages.admin.stale
        await self._drafts.wait_for(request.admin.id, draft.token, None)
        await request.rewrite(await self._preview(request, draft))
        return None

    async def drop(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Drop a draft."""
        if not await self._drafts.drop(request.admin.id, press.key):
            return request.messages.admin.stale
        await self._context.audit.record(request.admin.id, "/add", "cancelled")
        await request.rewrite(plain(request.messages.admin.cancelled))
        return None


def awaits_value(message: Message) -> bool:
    """Return whether this message could be the value of a field: a text that is no command."""
    return message.text is not None and not message.text.startswith("/")
