"""What a reader writes → one message in reply; an edited question → its answer edited."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from telegram import MessageOriginChannel, MessageOriginChat
from telegram.constants import ChatType

from bot.answering import lists
from bot.answering.replies import Answered, Further, Listed, Opened, Said, Shown
from bot.answering.responder import Surface
from bot.rendering.pages import PagedArticle
from bot.telegram.messages import keyboards, rendering, replies
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, rewrite_or_send, send
from bot.telegram.reader_limit import RateCheck
from bot.telegram.readers.addressed import asked, replied
from bot.telegram.readers.exchanges import Exchanges
from bot.telegram.readers.pieces import Pieces
from bot.telegram.readers.places import Places
from retrieval.dialogue.turns import AboutAnswer, AboutBot, Follow, Manner, Manners, Pasted, Questions, Topic
from retrieval.passages import excerpts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Message, Update, User
    from telegram.ext import ContextTypes

    from bot.answering.replies import TurnResult
    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext
    from bot.telegram.readers.exchanges import Place
    from retrieval.dialogue.turns import Turn
    from retrieval.records import Quote

    Context = ContextTypes.DEFAULT_TYPE
    TakeFollow = Callable[[Follow, Message, User, Messages], Awaitable[Reply]]

PAGE_LENGTH = 1400
"""Characters of an article on one page: a little more than a phone's screen."""
_JUDGED = {Manner.PRAISE: True, Manner.COMPLAINT: False}


class QuestionHandler:
    """The handler of what readers write."""

    def __init__(self, context: BotContext, follow: TakeFollow) -> None:
        """Take `follow`, which carries out what somebody wishes to follow."""
        self._context = context
        self._follow = follow
        self._exchanges = Exchanges(context)
        self.pieces = Pieces()

    async def on_message(self, update: Update, callback_context: Context) -> None:
        """Reply to a message, or to an edited one by editing the reply; silent where nobody speaks to the bot."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None or user.is_bot or message.is_automatic_forward:
            return
        me = callback_context.bot.bot
        question = asked(message, me)
        if question is None or (update.message and self.pieces.belongs(message, question)):
            return
        before = await self._context.journal.reply_to(message.chat_id, message.message_id)
        if update.edited_message and before is None and message.chat.type != ChatType.PRIVATE:
            return
        where = await self._exchanges.at(message, user, replied(message, me))
        reply = await self._paced(message, user, question, where)
        if reply:
            await self._give(reply, message, None if reply.notice else before)

    async def on_sample(self, message: Message, user: User, question: str) -> None:
        """Answer a sample question that a reader picked under `message`."""
        self._exchanges.begin(where := await self._exchanges.at(message, user))
        if (reply := await self._paced(message, user, question, where)) is not None:
            sent = await send(message, reply)
            if reply.token:
                await self._context.journal.replied(message.chat_id, sent, sent, reply.token)

    def forget(self, reader: str) -> None:
        """Forget what was said to a reader."""
        self._exchanges.forget(reader)

    async def show(self, turn: Turn, message: Message, user: User) -> Reply:
        """Return the reply to what a command asks for."""
        where = await self._exchanges.at(message, user)
        return await self._taken(turn, message, user, where, await self._context.messages_for(user))

    async def listed(self, reply: Listed, messages: Messages) -> Reply:
        """Return a page of headlines, which its buttons open."""
        places = Places.of([excerpts.whole(article) for article in reply.articles], reply.browse)
        handle = await places.keep(self._context.handles)
        return replies.listed(reply, handle, reply.first // lists.SHOWN, messages)

    async def _paced(self, message: Message, user: User, question: str, where: Place) -> Reply | None:
        """Return the reply to a turn, or to asking too fast; None for who has been warned already."""
        messages = await self._context.messages_for(user)
        match self._context.reader_limit.check(self._context.reader(user)):
            case RateCheck.WARNED:
                return None
            case RateCheck.TOO_FAST:
                return Reply(sentences(messages.telegram.slow_down), notice=True)
        if not question.strip():
            texts, bot = messages.telegram, message.get_bot().username
            return Reply(sentences(texts.ask if where.private else texts.group_ask.format(bot=bot)))
        if isinstance(message.forward_origin, MessageOriginChannel | MessageOriginChat):
            turn: Turn = Pasted(question)
        else:
            exchange = where.exchange
            if not any(map(str.isalpha, question)):
                exchange = await self._exchanges.whole(where)  # a number of what is shown
            turn = await self._context.responder.interpret(question, exchange)
        return await self._taken(turn, message, user, where, messages)

    async def _taken(
        self, turn: Turn, message: Message, user: User, where: Place, messages: Messages
    ) -> Reply:
        """Return the reply to what a turn was taken for."""
        if isinstance(turn, Follow):
            return await self._follow(turn, message, user, messages)
        exchange = where.exchange
        if isinstance(turn, AboutAnswer | Questions):
            exchange = await self._exchanges.whole(where)
        surface = Surface(
            None if where.private else 1,
            self._context.settings.readers.keep_days,
            where.private and user.id in self._context.settings.telegram.admins,
        )
        begun = time.perf_counter()
        outcome = await self._context.responder.reply(turn, exchange, messages, surface)
        seconds = time.perf_counter() - begun
        # Take praise and complaint for a vote on the last answer; begin anew where that is wished.
        reader = self._context.reader(user)
        if isinstance(turn, Manners) and turn.kinds[0] in _JUDGED and where.token:
            helpful = _JUDGED[turn.kinds[0]]
            await self._context.journal.vote(where.token, reader, helpful=helpful)
            self._context.metrics.votes.labels(str(helpful).lower()).inc()
        if isinstance(turn, AboutBot) and turn.topic is Topic.BEGIN:
            await self._context.conversations.drop(reader)
        self._exchanges.remember(where, outcome)
        return await self._worded(outcome, message, user, where, seconds, messages)

    async def _worded(  # noqa: PLR0913, PLR0917  # what a reply may have to be kept with
        self,
        outcome: TurnResult,
        message: Message,
        user: User,
        where: Place,
        seconds: float,
        messages: Messages,
    ) -> Reply:
        """Return the reply as a message; questions are counted and kept, nothing else is."""
        journal = self._context.journal
        match outcome.reply:
            case Answered() as reply:
                return await self._answered(reply, message, user, seconds, messages)
            case Said(offered=offered, addable=addable) as reply:
                said = replies.said(reply, await journal.offer(offered) if offered else None, messages)
                return await self._addable(said, addable, messages)
            case Listed(unanswered=response) as reply:
                shown = await self.listed(reply, messages)
                token = await self._context.log(user, message, response, seconds) if response else ""
                return replies.near(shown, token, messages) if token else shown
            case Shown(quotes=quotes, addable=addable) as reply:
                handle = await Places.of(quotes).keep(self._context.handles)
                return await self._addable(replies.shown(reply, handle, messages), addable, messages)
            case Opened(quote):
                handle = await Places.of([quote]).keep(self._context.handles)
                opened = PagedArticle.at(quote, PAGE_LENGTH)
                return Reply(rendering.page(opened, messages), keyboards.page(opened, handle, 1, messages))
            case Further() as reply:
                return await self._further(reply, outcome.exchange.quotes, where.token or "", messages)

    async def _addable(self, reply: Reply, text: str, messages: Messages) -> Reply:
        """Return a reply with a button by which an admin adds the text or address, if there is one."""
        if not text:
            return reply
        handle = await self._context.handles.of(text)
        return replies.with_button(reply, keyboards.addable(handle, messages))

    async def _answered(
        self, reply: Answered, message: Message, user: User, seconds: float, messages: Messages
    ) -> Reply:
        """Return answers as a message; each question is counted, the last one keeps the quotes of all."""
        each = seconds / len(reply.parts)
        tokens = [await self._context.log(user, message, part.response, each) for part in reply.parts]
        if len(tokens) == 1:
            return replies.answer(reply.parts[0].response, tokens[0], messages, reply.note)
        await self._context.journal.cite(tokens[-1], 1, reply.quotes)
        asked = tuple(part.response.meant.question for part in reply.parts)
        more = await Places.of(reply.quotes, None, asked).keep(self._context.handles)
        return replies.headed(reply, tokens[-1], more, messages)

    async def _further(
        self, reply: Further, shown: tuple[Quote, ...], token: str, messages: Messages
    ) -> Reply:
        """Return further quotes as a message; they are kept with those `shown` before."""
        await self._context.journal.cite(token, reply.first, reply.quotes)
        if not reply.asked:
            return replies.further(reply, token, messages)
        handle = await Places.of(shown, None, reply.asked).keep(self._context.handles)
        return replies.further_of_several(reply, handle, messages)

    async def _give(self, reply: Reply, message: Message, before: int | None) -> None:
        """Rewrite the answer `before`; without one, or where that is gone, send a new message."""
        quoting = message.chat.type != ChatType.PRIVATE
        sent = await rewrite_or_send(message, reply, before, quoting=quoting)
        if reply.token:
            await self._context.journal.replied(message.chat_id, message.message_id, sent, reply.token)
