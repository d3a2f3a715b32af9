"""What was said last in each conversation: questions are in the journal, lists and offers in memory."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from telegram.constants import ChatType

from bot.answering.replies import Exchange
from bot.journal.conversations import place
from retrieval.records import Answer, Quote, Verdict

if TYPE_CHECKING:
    from telegram import Message, User

    from bot.answering.replies import TurnResult
    from bot.telegram.context import BotContext
    from retrieval.records import Article

MOST = 2_000
"""Conversations remembered beside the journal."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a turn is taken: the reader, a name for the conversation, and the token of what it goes on from."""

    reader: str
    name: str
    private: bool
    token: str | None
    exchange: Exchange


class Exchanges:
    """Knows what was said last, wherever a reader speaks."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._said: OrderedDict[tuple[str, str], Exchange] = OrderedDict()

    async def at(self, message: Message, user: User, earlier: str | None = None) -> Place:
        """Return where a message is said: after the answer it replies to, the words `earlier`, or the last question."""
        topic = message.message_thread_id if message.is_topic_message else None
        reader = self._context.reader(user)
        name = place(reader, message.chat_id, topic)
        private = message.chat.type == ChatType.PRIVATE
        replied = message.reply_to_message
        if replied and (
            token := await self._context.journal.answered_by(message.chat_id, replied.message_id)
        ):
            return Place(reader, name, private, token, Exchange(await self._context.journal.question(token)))
        if earlier:
            return Place(reader, name, private, None, Exchange(earlier))
        said = self._said.get((reader, name), Exchange())
        if said.question and said.answer is None:  # of which nothing was found, nor is in the journal
            return Place(reader, name, private, None, said)
        token, asked = await self._context.conversations.earlier(name) or (None, None)
        # What found nothing may be forgotten: then the question before it is gone on from.
        question = asked and (said.question or asked)
        return Place(reader, name, private, token, replace(said, question=question, answer=None))

    async def whole(self, where: Place) -> Exchange:
        """Return the exchange with its articles: those that were quoted, listed, and opened."""
        exchange = where.exchange
        kept = await self._context.journal.answer(where.token) if where.token else None
        if kept:
            quotes = [await self._quote(cited.article, cited.start, cited.text) for cited in kept.cited]
            found = tuple(filter(None, quotes))
            verdict = Verdict.ANSWERED if found else Verdict.NOT_FOUND
            exchange = replace(exchange, answer=Answer(kept.question, verdict, kept.confidence, found))
        if exchange.listed:
            articles = await self._context.library.articles([one.id for one in exchange.listed.articles])
            shown = tuple(articles[one.id] for one in exchange.listed.articles if one.id in articles)
            exchange = replace(exchange, listed=replace(exchange.listed, articles=shown))
        return replace(
            exchange,
            article=await self._again(exchange.article),
            earlier=await self._again(exchange.earlier),
        )

    async def _again(self, known: Quote | None) -> Quote | None:
        """Return a quote that was remembered, with the article's text."""
        return await self._quote(known.article.id, known.start, known.text) if known else None

    async def _quote(self, id_: str, start: int, text: str) -> Quote | None:
        article = await self._context.library.catalogue.quoted(id_, text)
        if article is None or not article.text.startswith(text, start):
            return None
        return Quote(article, start, start + len(text), text, (), 0.0)

    def remember(self, where: Place, outcome: TurnResult) -> None:
        """Keep what the journal does not: what is gone on from, lists and open articles without texts."""
        said = outcome.exchange
        listed = said.listed and replace(
            said.listed, articles=tuple(map(_without_text, said.listed.articles))
        )
        self._said[where.reader, where.name] = Exchange(
            question=said.question,
            answer=said.answer and replace(said.answer, quotes=()),
            listed=listed,
            article=_bare(said.article),
            offered=said.offered,
            asked=said.asked,
            earlier=_bare(said.earlier),
            older=said.older,
            about=said.about,
            thread=said.thread,
        )
        self._said.move_to_end((where.reader, where.name))
        while len(self._said) > MOST:
            self._said.popitem(last=False)

    def forget(self, reader: str) -> None:
        """Forget what was said to a reader, wherever."""
        for known in [one for one in self._said if one[0] == reader]:
            del self._said[known]

    def begin(self, where: Place) -> None:
        """Forget what was said in a place."""
        self._said.pop((where.reader, where.name), None)


def _bare(quote: Quote | None) -> Quote | None:
    return quote and replace(quote, article=_without_text(quote.article))


def _without_text(article: Article) -> Article:
    return replace(article, text="")
