"""/articles, which pages through what the archive holds, and /remove, which takes one article out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.operations.purge import purge
from bot.rendering.texts import one_line
from bot.telegram.admin.jobs import Finished
from bot.telegram.admin.lists import article_line, id_line, turns
from bot.telegram.admin.request import AdminPress, formatted, lines, plain
from bot.telegram.messages.html import clipped
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.configuration.messages import Messages
    from bot.progress import Progress
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed

PAGE = 6
"""Articles on a page: each has at most some 550 of its 4096 units."""
LONGEST_WORDS = 200
_WORDS_UNITS = 80


class ArticleCommands:
    """Articles listed and removed."""

    def __init__(self, context: AdminContext) -> None:
        self._library = context.base.library
        self._journal = context.base.journal
        self._handles = context.handles
        self._jobs = context.jobs

    def commands(self) -> Mapping[str, Command]:
        """Return both commands."""
        return {"articles": self.search, "remove": self.ask_removal}

    def presses(self) -> Mapping[str, Pressed]:
        """Return the presses that turn the page and confirm a removal."""
        return {
            "articles": self.turn,
            "remove": self.remove,
            "purge": self.ask_purge,
            "purge_surely": self.purge,
        }

    async def search(self, request: AdminRequest) -> Reply:
        """Show the first page of the articles that hold the words, or of all."""
        return await self._page(request.words[:LONGEST_WORDS].strip(), 0, request.messages)

    async def turn(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Turn to another page."""
        words = await self._handles.text(press.key) if press.key else ""
        if words is None:
            return request.messages.admin.stale
        await request.rewrite(await self._page(words, press.number, request.messages))
        return None

    async def _page(self, words: str, page: int, messages: Messages) -> Reply:
        texts = messages.admin.articles
        listing = await self._library.catalogue.search(words, page * PAGE, PAGE)
        if not listing.articles and listing.total:
            # The archive has shrunk since the button was made.
            page = (listing.total - 1) // PAGE
            listing = await self._library.catalogue.search(words, page * PAGE, PAGE)
        if not listing.articles:
            none = formatted(texts.none_of, words=clipped(one_line(words), _WORDS_UNITS))
            return lines(none) if words else plain(messages.sources.empty)
        pages = -(-listing.total // PAGE)
        heads = [messages.sources.articles.of(listing.total)]
        heads += [messages.reading.page.format(page=page + 1, pages=pages)] if pages > 1 else []
        blocks = [
            f"{article_line(article, messages)}\n{id_line(article, messages)}" for article in listing.articles
        ]
        text = "\n\n".join([sentences(messages.citation.separator.join(heads)), *blocks])
        handle = await self._handles.of(words) if words else ""
        rows = turns(AdminPress("articles", handle, page), 1, pages, messages)
        return Reply(text, InlineKeyboardMarkup(rows) if rows else None)

    async def ask_removal(self, request: AdminRequest) -> Reply:
        """Show an article, and ask whether it shall go."""
        texts, id_ = request.messages.admin, request.words.strip()
        if not id_:
            return plain(texts.articles.which)
        article = (await self._library.articles([id_])).get(id_)
        if article is None:
            return lines(formatted(texts.articles.unknown, id=clipped(one_line(id_), _WORDS_UNITS)))
        buttons = [
            AdminPress("remove", await self._handles.of(id_)).labelled(
                texts.articles.remove, KeyboardButtonStyle.DANGER
            ),
            AdminPress("cancel").labelled(texts.cancel),
        ]
        purging = AdminPress("purge", await self._handles.of(id_)).labelled(texts.articles.purge)
        asked = sentences(texts.articles.ask)
        text = f"{asked}\n\n{article_line(article, request.messages)}\n{id_line(article, request.messages)}"
        return Reply(text, InlineKeyboardMarkup([buttons, [purging]]))

    async def ask_purge(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Say what it means to erase an article for good, and ask whether that is meant."""
        texts = request.messages.admin
        id_ = await self._handles.text(press.key)
        article = (await self._library.articles([id_])).get(id_) if id_ else None
        if article is None:
            return texts.stale
        surely = AdminPress("purge_surely", press.key)
        buttons = [
            surely.labelled(texts.articles.purge_surely, KeyboardButtonStyle.DANGER),
            AdminPress("cancel").labelled(texts.cancel),
        ]
        text = f"{sentences(texts.articles.ask_purge)}\n\n{article_line(article, request.messages)}"
        await request.rewrite(Reply(text, InlineKeyboardMarkup([[button] for button in buttons])))
        return None

    async def purge(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Erase an article for good."""
        texts = request.messages.admin
        id_ = await self._handles.text(press.key)
        if id_ is None:
            return texts.stale

        async def job(progress: Progress) -> Finished:
            purged = await purge(self._library, self._journal, [id_], progress)
            versions = sum(purged.versions.values())
            said = [formatted(texts.articles.purged, versions=versions)]
            said += [] if purged.clean else [formatted(texts.articles.purged_not_clean)]
            return Finished(lines(*said), f"done: {versions} versions erased")

        return await self._jobs.begin(request, f"purge {id_}", job, place=request.message.message_id)

    async def remove(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Remove an article."""
        texts = request.messages.admin
        id_ = await self._handles.text(press.key)
        if id_ is None or not await self._library.articles([id_]):
            return texts.stale

        async def job(progress: Progress) -> Finished:
            changes = await self._library.remove([id_], progress)
            return Finished(plain(texts.articles.removed), f"done: {changes.removed} removed")

        return await self._jobs.begin(request, f"/remove {id_}", job, place=request.message.message_id)
