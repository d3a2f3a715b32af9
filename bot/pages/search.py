"""The search box, which replies as the bot does, and the newest articles."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.answering.replies import Answered, Exchange, Opened
from bot.answering.responder import Surface
from bot.pages.base import LONGEST_QUESTION, Handler
from bot.pages.templates import page
from bot.rendering.texts import HIGH_CONFIDENCE

if TYPE_CHECKING:
    from bot.answering.replies import Reply

QUOTES, MOST_QUOTES = 3, 12
"""Quotes of an answer, and as many as «المزيد» goes on to."""
HEADLINES, MOST_PAGES = 20, 5_000


class SearchPage(Handler):
    """`/`: the box, and with `q` the reply to what was written into it."""

    async def get(self) -> None:
        """Write the page."""
        said = self.argument("q", 20 * LONGEST_QUESTION).strip()
        limit = min(MOST_QUOTES, self.number("n", MOST_QUOTES) or QUOTES)
        if said and not self.site.settings.pages.search:
            raise self.fail(404)
        long = len(said) > LONGEST_QUESTION
        reply = await self._reply(said, limit) if said and not long else None
        if isinstance(reply, Opened):
            quote = reply.quote
            self.redirect(self.site.links.passage(quote.article.id, quote.start, quote.end, quote.text))
            return
        # How many quotes the next page has, where there are more.
        more = None
        if isinstance(reply, Answered) and len(reply.parts) == 1 and limit < MOST_QUOTES:
            more = limit + QUOTES if len(reply.parts[0].response.answer.quotes) >= limit else None
        self.write(
            page(
                self,
                "search.html",
                said=said,
                long=long,
                longest=LONGEST_QUESTION,
                reply=reply,
                kind=type(reply).__name__,
                more=more,
                sure=HIGH_CONFIDENCE,
                held=await self.site.responder.inquiries.library.holdings() if not said else None,
            )
        )

    async def _reply(self, said: str, limit: int) -> Reply:
        """Return what the bot would reply to the first words of a conversation."""
        begun = time.perf_counter()
        async with self.site.searching():
            outcome = await self.site.responder.respond(said, Exchange(), self.texts, Surface(limit))
        if isinstance(outcome.reply, Answered):
            for part in outcome.reply.parts:
                self.site.count(part.response.answer, time.perf_counter() - begun)
        return outcome.reply


class LatestPage(Handler):
    """`/latest`: headlines, newest first."""

    async def get(self) -> None:
        """Write the page."""
        if not self.site.settings.pages.search:
            raise self.fail(404)
        number = self.number("p", MOST_PAGES) or 1
        first = (number - 1) * HEADLINES
        found = await self.site.library.browse("", None, None, first, HEADLINES)
        if number > 1 and not found.articles:
            raise self.fail(404)
        further = first + HEADLINES < found.total and number < MOST_PAGES
        self.write(page(self, "latest.html", listing=found, number=number, further=further))
