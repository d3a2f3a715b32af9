"""Presses on buttons, and links into the bot that do the same: read, paced, carried out, and always acknowledged."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from telegram import Message

from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, acknowledge, send
from bot.telegram.reader_limit import RateCheck

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update, User
    from telegram.ext import ContextTypes

    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext

    Context = ContextTypes.DEFAULT_TYPE


class Press(Protocol):
    """What a button of one kind stands for."""

    def link(self, bot: str) -> str:
        """Return a link that opens the bot in a private chat and does there what the press does."""


P = TypeVar("P", bound=Press)


class PressHandler(ABC, Generic[P]):
    """The handler of one kind of button; what is forged or out of date gets a kind word."""

    def __init__(
        self,
        context: BotContext,
        parse: Callable[[str], P | None],
        from_payload: Callable[[str], P | None],
    ) -> None:
        self._context = context
        self._parse, self._from_payload = parse, from_payload

    @abstractmethod
    async def elsewhere(self, press: P, near: Message, user: User) -> bool:
        """Return whether a reader is led to the private chat, because the press does nothing for them here."""

    @abstractmethod
    async def carry_out(self, press: P, near: Message, user: User, messages: Messages) -> str | None:
        """Do what a press asks for; return the words of a passing notice, or None."""

    async def on_press(self, update: Update, callback_context: Context) -> None:
        """Carry out a press."""
        query = update.callback_query
        if query is None:
            return
        messages = await self._context.messages_for(query.from_user)
        notice: str | None = messages.telegram.failed
        link = None
        try:
            press = self._parse(query.data or "")
            # Of a message older than two days Telegram sends the id alone.
            near = query.message if isinstance(query.message, Message) else None
            if press is None or near is None:
                notice = messages.telegram.stale
            elif self._context.pressed_too_often(query.from_user, near):
                notice = messages.telegram.slow_down
            elif await self.elsewhere(press, near, query.from_user):
                notice, link = None, press.link(callback_context.bot.username)
            else:
                notice = await self.carry_out(press, near, query.from_user, messages)
        finally:
            acknowledge(query, notice, link)

    async def on_link(self, update: Update, _: Context) -> None:
        """Do what a link into the bot asks for."""
        message, user = update.message, update.effective_user
        if message is None or user is None:
            return
        messages = await self._context.messages_for(user)
        press = self._from_payload((message.text or "").partition(" ")[2])
        notice: str | None = messages.telegram.stale
        if self._context.reader_limit.check(self._context.reader(user)) is not RateCheck.ALLOWED:
            notice = messages.telegram.slow_down
        elif press:
            notice = await self.carry_out(press, message, user, messages)
        if notice:
            await send(message, Reply(sentences(notice)))
