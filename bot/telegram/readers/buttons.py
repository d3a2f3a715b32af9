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
from bot.telegram.reader_limit import Turn
from bot.telegram.readers.questions import reply_to
from retrieval.records import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import CallbackQuery, User
    from telegram.ext import ContextTypes

    from bot.configuration.messages import Messages
    from bot.journal.journal import Cited
    from bot.telegram.context import BotContext
    from bot.telegram.readers.questions import Questions
    from retrieval.records import Article

    Context = ContextTypes.DEFAULT_TYPE
    Deed = Callable[[ButtonAction, Message, User, Messages], Awaitable[str | None]]

PAGE_LENGTH = 1400
"""Characters of an article on one page: a little more than a phone's screen."""
FURTHER = 3
"""Results that one press brings."""
MOST_RESULTS = 30


class ButtonHandler:
    """The handler of presses. Each does what it does and gives the words of a passing notice, or None."""

    def __init__(self, desk: BotContext, questions: Questions) -> None:
        self._desk = desk
        self._questions = questions
        self._does: dict[Action, Deed] = {
            Action.OPEN: self._open,
            Action.TURN: self._turn,
            Action.MORE: self._more,
            Action.HELPFUL: self._vote,
            Action.UNHELPFUL: self._vote,
            Action.REPORT: self._report,
            Action.SAMPLE: self._try,
            Action.LANGUAGE: self._speak,
            Action.DROP: self._drop,
        }

    async def on_press(self, update: Update, _: Context) -> None:
        """Carry out a press; what is forged or out of date gets a kind word."""
        query = update.callback_query
        if query is None:
            return
        messages = await self._desk.voice(query.from_user)
        notice: str | None = messages.telegram.failed
        try:
            notice = await self._carry_out(query, messages)
        finally:
            await acknowledge(query, notice)

    async def _carry_out(self, query: CallbackQuery, messages: Messages) -> str | None:
        press = ButtonAction.parse(query.data or "")
        # Of a message older than two days Telegram sends the id alone.
        near = query.message if isinstance(query.message, Message) else None
        if press is None or near is None:
            return messages.telegram.stale
        return await self._does[press.action](press, near, query.from_user, messages)

    async def _open(self, press: ButtonAction, near: Message, _: User, messages: Messages) -> str | None:
        """Return the article of a quote, in a message of its own."""
        opened = await self._opened(press, messages)
        if isinstance(opened, str):
            return opened
        await send(near, _page(opened, press, messages), quoting=True)
        return None

    async def _turn(self, press: ButtonAction, near: Message, _: User, messages: Messages) -> str | None:
        """Return another page of it in the same message."""
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
        cited = await self._desk.journal.cited(press.token, press.number)
        if cited is None:
            return messages.telegram.stale
        article = await self._desk.library.quoted(cited.article, cited.text)
        if article is None:
            return messages.telegram.article_gone
        quote = _found_again(cited, article)
        return Opened.at(quote, PAGE_LENGTH) if quote else messages.telegram.article_changed

    async def _more(self, press: ButtonAction, near: Message, user: User, messages: Messages) -> str | None:
        """Return the results that follow the first `press.number - 1`."""
        question = await self._desk.journal.question(press.token)
        if question is None:
            return messages.telegram.stale
        if self._desk.pace.turn(self._desk.reader(user)) is not Turn.WELCOME:
            return messages.telegram.slow_down
        shown = press.number - 1
        told = await self._desk.inquiries.ask(question, limit=min(shown + FURTHER, MOST_RESULTS))
        further = told.answer.quotes[shown:]
        if not further:
            return messages.telegram.nothing_more
        await self._desk.journal.cite(press.token, press.number, further)
        text = rendering.quotes(further, messages, press.number)
        buttons = keyboards.answer(press.token, further, messages, press.number)
        await send(near, Reply(text, buttons), quoting=True)
        return None

    async def _drop(self, press: ButtonAction, near: Message, user: User, messages: Messages) -> str | None:
        """Ask again without a filter, in the same message."""
        question = await self._desk.journal.question(press.token)
        wider = await self._desk.inquiries.dropping(question, press.number - 1) if question else ""
        if not wider or wider == question:
            return messages.telegram.stale
        if self._desk.pace.turn(self._desk.reader(user)) is not Turn.WELCOME:
            return messages.telegram.slow_down
        told, token = await self._desk.answer(user, near, wider, leaning=False)
        reply = reply_to(replace(told, completed=True), token, messages)
        await rewrite(near.message_id, near.chat_id, reply, near)
        return None

    async def _report(self, press: ButtonAction, _: Message, __: User, messages: Messages) -> str:
        kept = await self._desk.journal.report(press.token)
        return messages.telegram.reported if kept else messages.telegram.stale

    async def _vote(self, press: ButtonAction, _: Message, user: User, messages: Messages) -> str:
        helpful = press.action is Action.HELPFUL
        if not await self._desk.journal.vote(press.token, self._desk.reader(user), helpful=helpful):
            return messages.telegram.stale
        self._desk.metrics.votes.labels(str(helpful).lower()).inc()
        return messages.telegram.thanks if helpful else messages.telegram.sorry

    async def _try(self, press: ButtonAction, near: Message, user: User, messages: Messages) -> str | None:
        question = await self._desk.journal.offered(press.token)
        if question is None:
            return messages.telegram.stale
        await self._questions.on_sample(near, user, question)
        return None

    async def _speak(self, press: ButtonAction, near: Message, user: User, messages: Messages) -> str | None:
        chosen = self._desk.voices.get(press.token)
        if chosen is None:
            return messages.telegram.stale
        await self._desk.journal.speak(self._desk.reader(user), press.token)
        await rewrite(near.message_id, near.chat_id, Reply(sentences(chosen.telegram.language_kept)), near)
        return None


def _page(opened: Opened, press: ButtonAction, messages: Messages) -> Reply:
    buttons = keyboards.page(opened, press.token, press.number, messages)
    return Reply(rendering.page(opened, messages), buttons)


def _found_again(cited: Cited, article: Article) -> Quote | None:
    """Return the quote where it stood, or wherever else its article has the same words by now."""
    start = cited.start
    if not article.text.startswith(cited.text, start):
        start = article.text.find(cited.text)
    end = start + len(cited.text)
    return Quote(article, start, end, cited.text, (Span(0, len(cited.text)),), 0.0) if start >= 0 else None
