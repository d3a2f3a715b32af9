"""What presses on buttons do, and links into the bot, which do the same from other chats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.answering.replies import Listed
from bot.telegram.messages import keyboards, rendering, replies
from bot.telegram.messages.button_action import PAYLOAD, Action, ButtonAction
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, rewrite, rewrite_or_send, send, withdraw
from bot.telegram.reader_limit import RateCheck, RecentPresses
from bot.telegram.readers.places import Places, kept
from bot.telegram.readers.presses import PressHandler

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Message, Update, User
    from telegram.ext import BaseHandler, ContextTypes

    from bot.answering.replies import Further
    from bot.configuration.messages import Messages
    from bot.rendering.pages import PagedArticle
    from bot.telegram.context import BotContext
    from bot.telegram.readers.passages import Passages
    from bot.telegram.readers.questions import QuestionHandler

    Context = ContextTypes.DEFAULT_TYPE
    Callback = Callable[[ButtonAction, Message, User, Messages], Awaitable[str | None]]

MOST_RESULTS = 30
OWN = {Action.OPEN, Action.TURN, Action.MORE, Action.DROP, Action.BACK}
"""What belongs, in a group, to who asked."""


class ButtonHandler(PressHandler[ButtonAction]):
    """The handler of presses; each has a method, which returns the words of a passing notice, or None."""

    def __init__(self, context: BotContext, questions: QuestionHandler, passages: Passages) -> None:
        super().__init__(context, ButtonAction.parse, ButtonAction.from_payload)
        self._questions = questions
        self._passages = passages
        self._recent = RecentPresses()
        self._callbacks: dict[Action, Callback] = {
            Action.OPEN: self.open,
            Action.TURN: self.turn,
            Action.BACK: self.back,
            Action.MORE: self.more,
            Action.HELPFUL: self.vote,
            Action.UNHELPFUL: self.vote,
            Action.REPORT: self.report,
            Action.SAMPLE: self.ask_sample,
            Action.LANGUAGE: self.choose_language,
            Action.DROP: self.drop,
            Action.LIST: self.list,
        }

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Return what the application has to know; links come before the command /start."""
        started = filters.Regex(rf"^/start {PAYLOAD.pattern}$")
        linked = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & started
        return [MessageHandler(linked, self.on_link), CallbackQueryHandler(self.on_press)]

    async def carry_out(
        self, press: ButtonAction, near: Message, user: User, messages: Messages
    ) -> str | None:
        """Do what a press asks for."""
        return await self._callbacks[press.action](press, near, user, messages)

    async def elsewhere(self, press: ButtonAction, near: Message, user: User) -> bool:
        """Return whether somebody else asked the question in a group.

        What nobody is known to have asked is all's, and so is what was asked in the name of a chat: Telegram tells who
        presses a button, but not who spoke for a chat.
        """
        if press.action not in OWN or near.chat.type == ChatType.PRIVATE:
            return False
        asked = near.reply_to_message
        speakers = {
            user.id,
            near.chat_id,
            asked.sender_chat.id if asked and asked.sender_chat else near.chat_id,
        }
        journal = self._context.journal
        return await journal.asker(press.token) not in {None, *map(journal.reader, speakers)}

    async def open(self, press: ButtonAction, near: Message, user: User, messages: Messages) -> str | None:
        """Open the article of a quote in a message of its own, which quick further presses turn to theirs."""
        opened = await self._passages.opened(press, messages)
        if isinstance(opened, str):
            return opened
        place = (near.chat_id, near.message_id, user.id, press.action)
        before, shown = self._recent.find(place) or (None, "")
        if shown == str(press):
            return None
        answered = _is_ours(near)
        reply = _page(opened, press, messages, answered=answered)
        sent = await rewrite_or_send(near, reply, before, quoting=answered)
        self._recent.note(place, sent, str(press))
        return None

    async def turn(self, press: ButtonAction, near: Message, _: User, messages: Messages) -> str | None:
        """Turn to another page of it, in the same message."""
        opened = await self._passages.opened(press, messages)
        if isinstance(opened, str):
            return opened
        turned = opened.turned(press.page - opened.index)
        if turned is None:
            return messages.telegram.stale
        answered = near.reply_to_message is not None and _is_ours(near.reply_to_message)
        await rewrite(near.message_id, near.chat_id, _page(turned, press, messages, answered=answered), near)
        return None

    async def back(self, _: ButtonAction, near: Message, user: User, __: Messages) -> None:
        """Close the article, so that the answer that it was opened from is what one sees."""
        if answered := near.reply_to_message:
            self._recent.forget((near.chat_id, answered.message_id, user.id, Action.OPEN))
        withdraw(near)

    async def more(self, press: ButtonAction, near: Message, user: User, messages: Messages) -> str | None:
        """Send the results that follow the first `press.number - 1`; a second tap brings them no second time."""
        question = await self._context.journal.question(press.token)
        several = None if question else await kept(press.token, self._context.handles)
        if question is None and (several is None or not several.asked):
            return messages.telegram.stale
        place = (near.chat_id, near.message_id, user.id, press.action)
        if self._recent.find(place) is not None:
            return None
        if self._context.reader_limit.check(self._context.reader(user)) is not RateCheck.ALLOWED:
            return messages.telegram.slow_down
        reply = await (
            self._more_of_several(several, messages)
            if several
            else self._more_of(question or "", press, messages)
        )
        if reply is None:
            return messages.telegram.nothing_more
        sent = await send(near, reply, quoting=True)
        self._recent.note(place, sent)
        await self._keep(reply, near, sent)
        return None

    async def _more_of(self, question: str, press: ButtonAction, messages: Messages) -> Reply | None:
        """Return more of one question than the first `press.number - 1` results, which are shown; None for none."""
        journal = self._context.journal
        numbers = range(1, min(press.number, MOST_RESULTS))
        shown = [one for number in numbers if (one := await journal.cited(press.token, number))]
        places = [(one.article, one.start, one.start + len(one.text)) for one in shown]
        more = await self._further((question,), places, messages) if press.number <= MOST_RESULTS else None
        if more is None:
            return None
        await journal.cite(press.token, press.number, more.quotes)
        return replies.further(replace(more, first=press.number), press.token, messages)

    async def _more_of_several(self, shown: Places, messages: Messages) -> Reply | None:
        """Return the results of several questions beyond those that are shown; None where there are none."""
        if len(shown.items) >= MOST_RESULTS:
            return None
        more = await self._further(shown.asked, shown.items, messages)
        if more is None:
            return None
        places = Places((*shown.items, *Places.of(more.quotes).items), None, shown.asked)
        handle = await places.keep(self._context.handles)
        return replies.further_of_several(more, handle, messages)

    async def _further(
        self, asked: Sequence[str], shown: Sequence[tuple[str, int, int]], messages: Messages
    ) -> Further | None:
        """Return further quotes than those that are shown, then how the article quoted first goes on."""
        first = [of for of, _, _ in shown[:1]]
        article = next(iter((await self._context.library.articles(first)).values()), None)
        return await self._context.responder.further(asked, shown, article, messages)

    async def drop(self, press: ButtonAction, near: Message, user: User, messages: Messages) -> str | None:
        """Ask again without a filter, in the same message."""
        question = await self._context.journal.question(press.token)
        wider = await self._context.inquiries.dropping(question, press.number - 1) if question else ""
        if not wider or wider == question:
            return messages.telegram.stale
        if self._context.reader_limit.check(self._context.reader(user)) is not RateCheck.ALLOWED:
            return messages.telegram.slow_down
        response, token = await self._context.answer(user, near, wider)
        reply = replies.answer(replace(response, completed=True), token, messages)
        shown = near.message_id if _is_ours(near) else None
        await self._keep(reply, near, await rewrite_or_send(near, reply, shown))
        return None

    async def _keep(self, reply: Reply, near: Message, sent: int) -> None:
        """Keep which question the message `sent` answers, for those who react to it or reply to it."""
        if reply.token:
            await self._context.journal.replied(near.chat_id, sent, sent, reply.token)

    async def list(self, press: ButtonAction, near: Message, _: User, messages: Messages) -> str | None:
        """Turn to another page of a list, in the same message."""
        places = await kept(press.token, self._context.handles)
        if places is None or places.browse is None:
            return messages.telegram.stale
        reply = await self._context.responder.page(places.browse, press.page, messages)
        if not isinstance(reply, Listed):
            return messages.telegram.stale
        await rewrite(near.message_id, near.chat_id, await self._questions.listed(reply, messages), near)
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
        """Ask a sample question; a second tap asks it no second time."""
        question = await self._context.journal.offered(press.token)
        if question is None:
            return messages.telegram.stale
        place = (near.chat_id, near.message_id, user.id, press.token)
        if self._recent.find(place) is None:
            self._recent.note(place, near.message_id)
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


def _page(opened: PagedArticle, press: ButtonAction, messages: Messages, *, answered: bool) -> Reply:
    buttons = keyboards.page(opened, press.token, press.number, messages, answered=answered)
    return Reply(rendering.page(opened, messages), buttons)


def _is_ours(message: Message) -> bool:
    return message.from_user is not None and message.from_user.id == message.get_bot().id
