"""Inline mode: `@bot question` in any chat offers cited quotes to send, as the reader types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineQueryResultArticle, InputTextMessageContent

from bot.telegram.messages import rendering
from bot.telegram.messages.sending import answer_inline
from bot.telegram.reader_limit import RateCheck, ReaderRateLimit

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext
    from retrieval.records import Quote

    Context = ContextTypes.DEFAULT_TYPE

SHOWN = 5
CACHED_SECONDS = 30
TYPED_A_MINUTE = 120
"""Queries of one reader: clients send one every few letters."""
SNIPPET_UNITS = 120


class Inline:
    """The handler of inline queries; nothing of them is kept."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._limit = ReaderRateLimit(TYPED_A_MINUTE)

    async def on_query(self, update: Update, _: Context) -> None:
        """Show the quotes that answer what is typed so far."""
        query = update.inline_query
        if query is None:
            return
        messages = await self._context.messages_for(query.from_user)
        reader, question = self._context.reader(query.from_user), query.query
        results: list[InlineQueryResultArticle] = []
        if any(map(str.isalpha, question)) and self._limit.check(reader) is RateCheck.ALLOWED:
            found = await self._context.library.ask(question, SHOWN)
            results = [_result(number, quote, messages) for number, quote in enumerate(found.quotes, 1)]
        await answer_inline(query, results, CACHED_SECONDS)


def _result(number: int, quote: Quote, messages: Messages) -> InlineQueryResultArticle:
    source = rendering.source(quote.article, messages)
    snippet = rendering.snippet(quote, SNIPPET_UNITS)
    return InlineQueryResultArticle(
        id=str(number),
        title=rendering.headline(quote.article),
        description=f"{source}\n{snippet}" if source else snippet,
        input_message_content=InputTextMessageContent(rendering.quotes([quote], messages)),
    )
