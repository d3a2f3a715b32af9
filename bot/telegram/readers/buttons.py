"""What presses on buttons do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import Message, Update

from bot.rendering.pages import Opened
from bot.telegram.messages import keyboards, rendering
from bot.telegram.messages.keyboards import Action, ButtonAction
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, acknowledge, rewrite, send
from bot.telegram.reader_limit import RateCheck
from bot.telegram.readers.questions import reply_with
from retrieval.records import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import User
    from telegram.ext import ContextTypes

    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext
    from bot.telegram.readers.questions import Questions

    Context = ContextTypes.DEFAULT_TYPE
    Callback = Callable[[ButtonAction, Message, User, Messages], Awaitable[str | None]]

PAGE_LENGTH = 1400
"""Characters of an article on one page: a little more than a phone's screen."""
FURTHER = 3
"""Results that one press brings."""
MOST_RESULTS = 30


class ButtonHandler:
    """The handler of presses; each has a method, which returns the words of a passing notice, or None."""

    def __init__(self, context: BotContext, questions: Questions) -> None:
        self._context = context
        self._questions = questions
        self._callbacks: dict[Action, Callback] = {
            Action.OPEN: self.open,
            Action.TURN: self.turn,
            Action.MORE: self.more,
            Action.HELPFUL: self.vote,
            Action.UNHELPFUL: self.vote,
            Action.REPORT: self.report,
            Action.SAMPLE: self.ask_sample,
            Action.LANGUAGE: self.choose_language,
            Action.DROP: self.drop,
        }

    async def on_press(self, update: Update, _: Context) -> None:
        """Carry out a press; what is forged or out of date gets a kind word."""
        query = update.callback_query
        if query is None:
            return
        messages = await self._context.messages_for(query.from_user)
        notice: str | None = messages.telegram.failed
        try:
            press = ButtonAction.parse(query.data or "")
            # Of a message older than two days Telegram sends the id alone.
            near = query.message if isinstance(query.message, Message) else None
            if press is None or near is None:
                notice = messages.telegram.stale
            else:
                notice = await self._callbacks[press.action](press, near, query.from_user, messages)
        finally:
            await acknowledge(query, notice)

    async def open(self, press: ButtonAction, near: Message, _: User, messages: Messages) -> str | None:
        """Open the article of a quote, in a message of its own."""
        opened = await self._opened(press, messages)
        if isinstance(opened, str):
            return opened
        await send(near, _page(opened, press, messages), quoting=True)
        return None

    async def turn(self, press: ButtonAction, near: Message, _: User, messages: Messages) -> str | None:
        """Turn to another page of it, in the same message."""
        opened = await self._opened(press, messages)
        if isinstance(opened, str):
            return opened
        turned = opened.turned(press.page - opened.index)
        if turned is None:
            return messages.telegram.stale
        await rewrite(near.message_id, near.chat_id, _page(turned, press, messages), near)
        return None

    async def _opened(self, press: ButtonAction, messages: Messages) -> Opened | str:
        """Return the article at its quote, or why it cannot be opened."""
        cited = await self._context.journal.cited(press.token, press.number)
        if cited is None:
            return messages.telegram.stale
        article = await self._context.library.quoted(cited.article, cited.text)
        if article is None:
            return messages.telegram.article_gone
        # Where it stood, or wherever else its article has the same words by now.
        start = cited.start
        if not article.text.startswith(cited.text, start):
            start = article.text.find(cited.text)
        span = Span(0, len(cited.text))
        quote = Quote(article, start, start + span.end, cited.text, (span,), 0.0) if start >= 0 else None
        return Opened.at(quote, PAGE_LENGTH) if quote else messages.telegram.article_changed

    async def more(self, press: ButtonAction, near: Message, user: User, messages: Messages) -> str | None:
        """Send the results that follow the first `press.number - 1`."""
        question = await self._context.journal.question(press.token)
        if question is None:
            return messages.telegram.stale
        if self._context.reader_limit.check(self._context.reader(user)) is not RateCheck.ALLOWED:
            return messages.telegram.slow_down
        shown = press.number - 1
        response = await self._context.inquiries.ask(question, limit=min(shown + FURTHER, MOST_RESULTS))
        further = response.answer.quotes[shown:]
        if not further:
            return messages.telegram.nothing_more
        await self._context.journal.cite(press.token, press.number, further)
        text = rendering.quotes(further, messages, press.number)
        buttons = keyboards.answer(press.token, further, messages, press.number)
        await send(near, Reply(text, buttons), quoting=True)
        return None

    async def drop(self, press: ButtonAction, near: Message, user: User, messages: Messages) -> str | None:
        """Ask again without a filter, in the same message."""
        question = await self._context.journal.question(press.token)
        wider = await self._context.inquiries.dropping(question, press.number - 1) if question else ""
        if not wider or wider == question:
            return messages.telegram.stale
        if self._context.reader_limit.check(self._context.reader(user)) is not RateCheck.ALLOWED:
            return messages.telegram.slow_down
        response, token = await self._context.answer(user, near, wider, leaning=False)
        reply = reply_with(replace(response, completed=True), token, messages)
        await rewrite(near.message_id, near.chat_id, reply, near)
        return None

    async def report(self, press: ButtonAction, _: Message, __: User, messages: Messages) -> str:
        """Report a question without an answer to the editors."""
        kept = await self._context.journal.report(press.token)
        return messages.telegram.reported if kept else messages.telegram.stale

    async def vote(self, press: ButtonAction, _: Message, user: User, messages: Messages) -> str:
        """Count a reader's judgement of an answer."""
        helpful = press.action is Action.HELPFUL
        if not await self._context.journal.vote(press.token, self._context.reader(user), helpful=helpful):
            return messages.telegram.stale
        self._context.metrics.votes.labels(str(helpful).lower()).inc()
        return messages.telegram.thanks if helpful else messages.telegram.sorry

    async def ask_sample(
        self, press: ButtonAction, near: Message, user: User, messages: Messages
    ) -> str | None:
        """Ask a sample question."""
        question = await self._context.journal.offered(press.token)
        if question is None:
            return messages.telegram.stale
        await self._questions.on_sample(near, user, question)
        return None

    async def choose_language(
        self, press: ButtonAction, near: Message, user: User, messages: Messages
    ) -> str | None:
        """Speak the language that a reader picked from now on."""
        chosen = self._context.messages.get(press.token)
        if chosen is None:
            return messages.telegram.stale
        await self._context.journal.speak(self._context.reader(user), press.token)
        await rewrite(near.message_id, near.chat_id, Reply(sentences(chosen.telegram.language_kept)), near)
        return None


def _page(opened: Opened, press: ButtonAction, messages: Messages) -> Reply:
    buttons = keyboards.page(opened, press.token, press.number, messages)
    return Reply(rendering.page(opened, messages), buttons)
