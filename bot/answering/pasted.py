"""Pasted texts and links: whether the archive has them, word for word or nearly, and from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.replies import Opened, Said, Shown
from bot.rendering.texts import headline, one_line
from retrieval.passages import excerpts

if TYPE_CHECKING:
    from bot.answering.inquiries import Asks
    from bot.answering.replies import Reply
    from bot.configuration.messages import Messages
    from retrieval.records import Article, Quote

LOOKED_FOR = 1_500
"""Characters of a paste by which its articles are found; what part of it they hold is told from all of it."""
_CANDIDATES = 8
_VERBATIM, _SAME = 0.5, 0.9
_NEAR = 0.06
_SHOWN = 3


class Traces:
    """Traces texts to the articles that they are from."""

    def __init__(self, library: Asks) -> None:
        self._library = library

    async def pasted(self, text: str, messages: Messages, editor: bool) -> Reply:
        """Return where a text is from: its sentences as they stand in the archive, with the outlets that have it."""
        texts = messages.conversation.pasted
        near = await self._library.nearest(text[:LOOKED_FOR], _CANDIDATES)
        ranked = sorted(
            ((excerpts.share(text, article), article) for article in near), key=lambda one: -one[0]
        )
        same = [(part, article) for part, article in ranked if part >= _VERBATIM]
        if same:
            names = dict.fromkeys(one_line(article.outlet or "") or headline(article) for _, article in same)
            head = texts.verbatim.format(
                share=round(100 * same[0][0]), outlets=messages.citation.comma.join(names)
            )
            added = text if editor and same[0][0] < _SAME else ""
            return Shown(head, _quotes(text, [article for _, article in same]), added)
        close = [article for part, article in ranked if part >= _NEAR]
        quotes = _quotes(text, close) or (await self._library.ask(text[:LOOKED_FOR], _SHOWN)).quotes
        if quotes:
            return Shown(texts.near, quotes, text if editor else "")
        return Said(texts.nothing, addable=text if editor else "")

    async def link(self, url: str, messages: Messages, editor: bool) -> Reply:
        """Return the article of an address, open; an editor may add one that is missing."""
        texts = messages.conversation.pasted
        for address in dict.fromkeys(
            (url, url.rstrip("/"), f"{url.rstrip('/')}/", url.split("?", maxsplit=1)[0])
        ):
            if article := await self._library.at_url(address):
                return Opened(excerpts.whole(article))
        return Said(texts.link_unknown, addable=url if editor else "")


def _quotes(text: str, articles: list[Article]) -> tuple[Quote, ...]:
    """Return the first part of each article that stands in the text, too."""
    found = (excerpts.shared(text, article) for article in articles[:_SHOWN])
    return tuple(max(quotes, key=lambda quote: len(quote.text)) for quotes in found if quotes)
