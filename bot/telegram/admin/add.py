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
from bot.loading.load import read
from bot.telegram.admin import previews
from bot.telegram.admin.feeds import worded
from bot.telegram.admin.jobs import Finished
from bot.telegram.admin.reload import changed, counted
from bot.telegram.admin.request import AdminRequest, lines, plain, told
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


class Add:
    """From what an admin sends to an article of the archive."""

    def __init__(self, office: AdminContext) -> None:
        self._office = office
        self._library = office.desk.library
        self._drafts = office.drafts

    def commands(self) -> Mapping[str, Command]:
        """Return the command alone; files are heard by `on_document`."""
        return {"add": self._add}

    def presses(self) -> Mapping[str, Pressed]:
        """Return what stands under a preview."""
        return {
            "save": self._save,
            "edit": self._edit,
            "field": self._await,
            "back": self._back,
            "drop": self._drop,
        }

    async def on_document(self, visit: AdminRequest, document: Document) -> Reply:
        """Read a file that an admin sent."""
        texts = visit.voice.admin.add
        if (document.file_size or 0) > LARGEST:
            return plain(texts.too_large)
        await visit.waits()
        name = document.file_name or "document"
        try:
            file = await document.get_file()
            data = bytes(await file.download_as_bytearray())
        except TelegramError as error:
            _log.info("a file could not be fetched: %s", error)
            return plain(texts.too_large if "too big" in error.message.lower() else texts.unfetched)
        return await self._understood(visit, name, await read(data, name, self._library.settings))

    async def on_value(self, visit: AdminRequest) -> None:
        """Take a message for the value of a field that is being edited, if one is; stops its way on then."""
        awaited = await self._drafts.awaited(visit.admin.id)
        if awaited is None:
            return
        draft, field = awaited
        try:
            mended = await self._drafts.mend(draft, field, visit.message.text or "")
        except Misfit:
            await visit.say(plain(previews.wanted(field, visit.voice, again=True)))
        else:
            await visit.say(await self._preview(visit, mended))
        raise ApplicationHandlerStop

    async def _add(self, visit: AdminRequest) -> Reply:
        words = visit.words.strip()
        if not words:
            return plain(visit.voice.admin.add.usage)
        if not _LINK.fullmatch(words):
            return await self._understood(visit, "", [read_file.pasted(words)])
        if self._office.fetch_article is None:
            return plain(visit.voice.admin.add.no_links)
        await visit.waits()
        try:
            items = await self._office.fetch_article(words)
        except Refused as refusal:
            return lines(told(visit.voice.admin.add.nothing, reason=worded(refusal.rule, visit.voice)))
        except BotError as error:
            return lines(told(visit.voice.admin.add.nothing, reason=error))
        return await self._understood(visit, words, items)

    async def _understood(self, visit: AdminRequest, source: str, items: Items) -> Reply:
        """Return a draft of what was read, shown; or why nothing was."""
        draft = await self._drafts.keep(visit.admin.id, source, items)
        if not draft.articles:
            await self._drafts.drop(visit.admin.id, draft.token)
            return previews.nothing(draft, visit.voice)
        return await self._preview(visit, draft)

    async def _preview(self, visit: AdminRequest, draft: Draft) -> Reply:
        return previews.preview(draft, await self._replaced(draft), visit.voice)

    async def _replaced(self, draft: Draft) -> int:
        """Return how many of the archive's articles the draft's would take the place of."""
        ids = [article.id for article in draft.articles]
        portions = [ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE)]
        return sum([len(await self._library.articles(portion)) for portion in portions])

    async def _save(self, visit: AdminRequest, press: AdminPress) -> str | None:
        draft = await self._drafts.find(visit.admin.id, press.key)
        if draft is None:
            return visit.voice.admin.stale

        async def work(progress: Progress) -> Finished:
            changes = await self._library.add(draft.articles, BY_HAND, progress)
            await self._drafts.drop(visit.admin.id, draft.token)
            ended = lines(told(visit.voice.admin.add.saved), *changed(changes, visit.voice))
            return Finished(ended, f"done: {counted(changes)}")

        what = f"/add {draft.articles[0].id}" if len(draft.articles) == 1 else f"/add {draft.source}"
        return await self._office.works.begin(visit, what, work, place=visit.message.message_id)

    async def _edit(self, visit: AdminRequest, press: AdminPress) -> str | None:
        """Ask which field."""
        draft = await self._drafts.find(visit.admin.id, press.key)
        if draft is None:
            return visit.voice.admin.stale
        preview = await self._preview(visit, draft)
        await visit.rewrite(previews.fields(preview, draft, visit.voice))
        return None

    async def _await(self, visit: AdminRequest, press: AdminPress) -> str | None:
        """Ask for the value of the field."""
        draft = await self._drafts.find(visit.admin.id, press.key)
        if draft is None or press.number >= len(_FIELDS):
            return visit.voice.admin.stale
        field = _FIELDS[press.number]
        await self._drafts.wait_for(visit.admin.id, draft.token, field)
        await visit.say(plain(previews.wanted(field, visit.voice)))
        return None

    async def _back(self, visit: AdminRequest, press: AdminPress) -> str | None:
        draft = await self._drafts.find(visit.admin.id, press.key)
        if draft is None:
            return visit.voice.admin.stale
        await self._drafts.wait_for(visit.admin.id, draft.token, None)
        await visit.rewrite(await self._preview(visit, draft))
        return None

    async def _drop(self, visit: AdminRequest, press: AdminPress) -> str | None:
        if not await self._drafts.drop(visit.admin.id, press.key):
            return visit.voice.admin.stale
        await self._office.audit.record(visit.admin.id, "/add", "cancelled")
        await visit.rewrite(plain(visit.voice.admin.cancelled))
        return None


def awaits_value(message: Message) -> bool:
    """Return whether this message could be the value of a field: a text that is no command."""
    return message.text is not None and not message.text.startswith("/")
