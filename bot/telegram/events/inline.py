"""Questions from chats that the bot is not in: inline mode (`@bot question` as one types), guest mode (a mention)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.ext import InlineQueryHandler, TypeHandler

from bot.rendering.texts import one_line
from bot.telegram.messages import citations, editorial, keyboards, rendering
from bot.telegram.messages.html import clipped
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import answer_inline
from bot.telegram.reader_limit import RateCheck, ReaderRateLimit
from bot.telegram.readers.addressed import without_name
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram.ext import BaseHandler, ContextTypes

    from bot.configuration.messages import Messages
    from bot.editorial.records import ResolvedAnswer
    from bot.telegram.context import BotContext
    from bot.telegram.messages.button_action import ButtonAction
    from bot.telegram.readers.passages import Passages
    from retrieval.records import Quote

    Context = ContextTypes.DEFAULT_TYPE

SHOWN = 5
CACHED_SECONDS = 30
TYPED_A_MINUTE = 120
"""Queries of one reader: clients send one every few letters."""
SNIPPET_UNITS = 120
LONGEST_QUESTION = 600


@dataclass(frozen=True, slots=True)
class _Found:
    """The quotes that answer, and what the editors have answered to like questions."""

    quotes: Sequence[Quote] = ()
    editorial: ResolvedAnswer | None = None


class Inline:
    """The handlers of inline queries and guest messages; nothing of them is kept."""

    def __init__(self, context: BotContext, passages: Passages) -> None:
        self._context = context
        self._passages = passages
        self._limit = ReaderRateLimit(TYPED_A_MINUTE)

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Return what the application has to know."""
        return [InlineQueryHandler(self.on_query), _Guests(Update, self.on_guest)]

    async def on_query(self, update: Update, callback_context: Context) -> None:
        """Show the quotes that answer what is typed so far, or those of the answer that is shared."""
        query = update.inline_query
        if query is None:
            return
        messages = await self._context.messages_for(query.from_user)
        found = _Found()
        if self._limit.check(self._context.reader(query.from_user)) is RateCheck.ALLOWED:
            token = keyboards.shared(query.query)
            shared = _Found(await self._passages.cited(token, SHOWN)) if token else None
            found = shared or await self._found(query.query)
        quotes = found.quotes
        links = await self._passages.links(quotes)
        bot = callback_context.bot.username
        results = [_editors_result(found.editorial, messages)] if found.editorial else []
        results += [
            _result(number, quote, link, messages, bot)
            for number, (quote, link) in enumerate(zip(quotes, links, strict=True), 1)
        ]
        answer_inline(query, results, CACHED_SECONDS)

    async def on_guest(self, update: Update, callback_context: Context) -> None:
        """Answer who mentions the bot in a chat that it is not in, with the best quote or a plain no."""
        message, user = update.guest_message, update.effective_user
        if message is None or user is None or message.guest_query_id is None:
            return
        checked = self._context.reader_limit.check(self._context.reader(user))
        if checked is RateCheck.WARNED:
            return
        bot = callback_context.bot.username
        messages = await self._context.messages_for(user)
        texts, replied = messages.telegram, message.reply_to_message
        asked = without_name(message.text or message.caption or "", bot)
        asked = asked or (replied and (replied.text or replied.caption)) or ""
        found = _Found() if checked is RateCheck.TOO_FAST else await self._found(asked)
        quotes = found.quotes[:1]
        if found.editorial:
            result = _editors_result(found.editorial, messages, quotes)
        elif quotes:
            [link] = await self._passages.links(quotes)
            result = _result(1, quotes[0], link, messages, bot)
        else:
            said = messages.answer.not_found if asked else texts.group_ask.format(bot=bot)
            if checked is RateCheck.TOO_FAST:
                said = texts.slow_down
            result = InlineQueryResultArticle("1", bot, InputTextMessageContent(sentences(said)))
        await callback_context.bot.answer_guest_query(message.guest_query_id, result)

    async def _found(self, question: str) -> _Found:
        """Return what answers a question, narrowed and remembered as in a private chat."""
        if not any(map(str.isalpha, question)) or len(question) > LONGEST_QUESTION:
            return _Found()
        response = await self._context.inquiries.ask(question, None, SHOWN)
        # There is no room to say that the filters were let go.
        found = response.answer.verdict is Verdict.ANSWERED and not response.loosened
        return _Found(response.answer.quotes if found else (), response.editorial)


class _Guests(TypeHandler[Update, "Context", None]):
    """Hears the messages that call the bot into a chat of others."""

    def check_update(self, update: object) -> bool:
        """Return whether this is such a message."""
        return isinstance(update, Update) and update.guest_message is not None


def _result(
    number: int, quote: Quote, link: ButtonAction | None, messages: Messages, bot: str
) -> InlineQueryResultArticle:
    """Return a quote with its citation as it will stand in another chat, above a way to its context."""
    source = citations.source(quote.article, messages)
    snippet = rendering.snippet(quote, SNIPPET_UNITS)
    return InlineQueryResultArticle(
        id=str(number),
        title=citations.headline(quote.article) or snippet,
        description=f"{source}\n{snippet}" if source else snippet,
        input_message_content=InputTextMessageContent(rendering.quotes([quote], messages)),
        reply_markup=keyboards.linked(messages.telegram.buttons.context, link, bot) if link else None,
    )


def _editors_result(
    shown: ResolvedAnswer, messages: Messages, quotes: Sequence[Quote] = ()
) -> InlineQueryResultArticle:
    """Return an answer of the editors under their name, above what the archive says in `quotes`."""
    texts, written = messages.editorial, shown.answer.written
    beneath = rendering.quotes(quotes, messages) if quotes else ""
    return InlineQueryResultArticle(
        id="editorial",
        title=texts.head,
        description=clipped(one_line(written.text or texts.outside), SNIPPET_UNITS),
        input_message_content=InputTextMessageContent(editorial.above(shown, beneath, messages)),
    )
