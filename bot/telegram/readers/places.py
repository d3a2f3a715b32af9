"""Articles and lists behind buttons: which they are, under a handle that fits into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import msgspec

from retrieval.dialogue.turns import Browse  # noqa: TC001  # msgspec looks for it
from retrieval.records import Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.archive.library import Library
    from bot.journal.callback_handles import Handles


class Places(msgspec.Struct, frozen=True):
    """Articles by id with the span to open them at, and the list whose page they are, or the questions they answer."""

    items: tuple[tuple[str, int, int], ...]
    browse: Browse | None = None
    asked: tuple[str, ...] = ()

    @classmethod
    def of(cls, quotes: Sequence[Quote], browse: Browse | None = None, asked: tuple[str, ...] = ()) -> Self:
        """Return the places of quotes."""
        return cls(tuple((quote.article.id, quote.start, quote.end) for quote in quotes), browse, asked)

    async def keep(self, handles: Handles) -> str:
        """Return the handle under which this is found again."""
        return await handles.of(msgspec.json.encode(self).decode())

    async def quote(self, number: int, library: Library) -> Quote | None:
        """Return the place numbered from 1 as a quote; None for one that is not, or whose article is gone."""
        if not 1 <= number <= len(self.items):
            return None
        id_, start, end = self.items[number - 1]
        article = (await library.articles([id_])).get(id_)
        return Quote(article, start, end, article.text[start:end], (), 0.0) if article else None


async def kept(handle: str, handles: Handles) -> Places | None:
    """Return what a handle stands for; None when it is not, or no longer, known."""
    text = await handles.text(handle)
    try:
        return msgspec.json.decode(text, type=Places) if text else None
    except msgspec.ValidationError:
        return None
