"""/articles, which pages through what the archive holds, and /remove, which takes one article out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.rendering.texts import one_line
from bot.telegram.admin.jobs import Finished
from bot.telegram.admin.lists import article_line, id_line, turns
from bot.telegram.admin.request import AdminPress, lines, plain, told
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


class Articles:
    """What is there, and the way out."""

    def __init__(self, office: AdminContext) -> None:
        self._library = office.desk.library
        self._handles = office.handles
        self._works = office.works

    def commands(self) -> Mapping[str, Command]:
        """Return both commands."""
        return {"articles": self._list, "remove": self._ask}

    def presses(self) -> Mapping[str, Pressed]:
        """Return turning the page, and the confirmation of a removal."""
        return {"articles": self._turn, "remove": self._remove}

    async def _list(self, visit: AdminRequest) -> Reply:
        return await self._page(visit.words[:LONGEST_WORDS].strip(), 0, visit.voice)

    async def _turn(self, visit: AdminRequest, press: AdminPress) -> str | None:
        words = await self._handles.text(press.key) if press.key else ""
        if words is None:
            return visit.voice.admin.stale
        await visit.rewrite(await self._page(words, press.number, visit.voice))
        return None

    async def _page(self, words: str, page: int, voice: Messages) -> Reply:
        texts = voice.admin.articles
        listing = await self._library.listing(words, page * PAGE, PAGE)
        if not listing.articles and listing.total:
            # The archive has shrunk since the button was made.
            page = (listing.total - 1) // PAGE
            listing = await self._library.listing(words, page * PAGE, PAGE)
        if not listing.articles:
            none = told(texts.none_of, words=clipped(one_line(words), _WORDS_UNITS))
            return lines(none) if words else plain(voice.sources.empty)
        pages = -(-listing.total // PAGE)
        heads = [voice.sources.articles.of(listing.total)]
        heads += [voice.reading.page.format(page=page + 1, pages=pages)] if pages > 1 else []
        blocks = [
            f"{article_line(article, voice)}\n{id_line(article, voice)}" for article in listing.articles
        ]
        text = "\n\n".join([sentences(voice.citation.separator.join(heads)), *blocks])
        handle = await self._handles.of(words) if words else ""
        rows = turns(AdminPress("articles", handle, page), 1, pages, voice)
        return Reply(text, InlineKeyboardMarkup(rows) if rows else None)

    async def _ask(self, visit: AdminRequest) -> Reply:
        """Show the article, and ask whether it shall go."""
        texts, id_ = visit.voice.admin, visit.words.strip()
        if not id_:
            return plain(texts.articles.which)
        article = (await self._library.articles([id_])).get(id_)
        if article is None:
            return lines(told(texts.articles.unknown, id=clipped(one_line(id_), _WORDS_UNITS)))
        buttons = [
            AdminPress("remove", await self._handles.of(id_)).labelled(texts.articles.remove),
            AdminPress("cancel").labelled(texts.cancel),
        ]
        asked = sentences(texts.articles.ask)
        text = f"{asked}\n\n{article_line(article, visit.voice)}\n{id_line(article, visit.voice)}"
        return Reply(text, InlineKeyboardMarkup([buttons]))

    async def _remove(self, visit: AdminRequest, press: AdminPress) -> str | None:
        texts = visit.voice.admin
        id_ = await self._handles.text(press.key)
        if id_ is None or not await self._library.articles([id_]):
            return texts.stale

        async def work(progress: Progress) -> Finished:
            changes = await self._library.remove([id_], progress)
            return Finished(plain(texts.articles.removed), f"done: {changes.removed} removed")

        return await self._works.begin(visit, f"/remove {id_}", work, place=visit.message.message_id)
