"""A quote's article opened at the quote: one that answered a question, or a passage that a link names.

A passage is named by the number of its article's version, and its place there, so that nothing need be kept of who
shared it, and the link opens what was quoted for as long as the archive holds the article.
"""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from bot.rendering.pages import PagedArticle
from bot.telegram.messages.button_action import Action, ButtonAction
from bot.telegram.readers.places import kept
from retrieval.records import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext
    from retrieval.records import Article

PAGE_LENGTH = 1400
"""Characters of an article on one page: a little more than a phone's screen."""
LONGEST_PASSAGE = 4000
_DIGITS = string.digits + string.ascii_lowercase
_LONGEST_NAME = 16  # letters of what opens a quote from any chat
_NAMED = re.compile(r"([0-9a-z]{1,6})-([0-9a-z]{1,5})-([0-9a-z]{1,3})", re.ASCII)


class Passages:
    """Opens articles at their quotes."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def links(self, quotes: Sequence[Quote]) -> list[ButtonAction | None]:
        """Return what opens each quote from any chat; None for one whose name would be too long."""
        numbers = await self._context.library.catalogue.numbers({quote.article.id for quote in quotes})
        pressed: list[ButtonAction | None] = []
        for quote in quotes:
            number = numbers.get(quote.article.id)
            places = () if number is None else (number, quote.start, quote.end - quote.start)
            name = "-".join(map(_base36, places))
            short = _NAMED.fullmatch(name) and len(name) <= _LONGEST_NAME
            pressed.append(ButtonAction(Action.OPEN, name) if short else None)
        return pressed

    async def opened(self, press: ButtonAction, messages: Messages) -> PagedArticle | str:
        """Return the article at its quote, or why it cannot be opened."""
        found = await self.quote(press, messages)
        return found if isinstance(found, str) else PagedArticle.at(found, PAGE_LENGTH)

    async def quote(self, press: ButtonAction, messages: Messages) -> Quote | str:
        """Return what a press opens, or why it cannot be opened."""
        return await (self._cited(press, messages) if press.number else self._named(press.token, messages))

    async def _named(self, name: str, messages: Messages) -> Quote | str:
        found = _NAMED.fullmatch(name)
        if found is None:
            return messages.telegram.stale
        number, start, length = (int(part, 36) for part in found.groups())
        article = await self._context.library.catalogue.numbered(number)
        if article is None:
            return messages.telegram.article_gone
        end = start + length
        if not start < end <= len(article.text) or length > LONGEST_PASSAGE:
            return messages.telegram.stale
        return _quote(article, start, article.text[start:end])

    async def _cited(self, press: ButtonAction, messages: Messages) -> Quote | str:
        cited = await self._context.journal.cited(press.token, press.number)
        if cited is None:
            places = await kept(press.token, self._context.handles)
            placed = await places.quote(press.number, self._context.library) if places else None
            return placed or messages.telegram.stale
        article = await self._context.library.catalogue.quoted(cited.article, cited.text)
        if article is None:
            return messages.telegram.article_gone
        # Where it stood, or wherever else its article has the same words by now.
        start = cited.start
        if not article.text.startswith(cited.text, start):
            start = article.text.find(cited.text)
        return _quote(article, start, cited.text) if start >= 0 else messages.telegram.article_changed

    async def cited(self, token: str, most: int) -> list[Quote]:
        """Return at most so many quotes that answered a question, as far as their articles still say so."""
        quotes = []
        for number in range(1, most + 1):
            cited = await self._context.journal.cited(token, number)
            article = cited and await self._context.library.catalogue.quoted(cited.article, cited.text)
            start = article.text.find(cited.text) if cited and article else -1
            if cited and article and start >= 0:
                quotes.append(_quote(article, start, cited.text))
        return quotes


def _quote(article: Article, start: int, text: str) -> Quote:
    return Quote(article, start, start + len(text), text, (Span(0, len(text)),), 0.0)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
