"""Routes what admins send to its command group; the only way into any of them, past the guard."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import Message, Update

from bot.errors import BotError
from bot.rendering.phrases import phrased
from bot.telegram.admin.commands.access import AccessCommands
from bot.telegram.admin.commands.add import AddCommands, awaits_value
from bot.telegram.admin.commands.answering import AnsweringCommands
from bot.telegram.admin.commands.answers import AnswersCommands
from bot.telegram.admin.commands.articles import ArticleCommands
from bot.telegram.admin.commands.audit_log import AuditCommands
from bot.telegram.admin.commands.channels import ChannelCommands
from bot.telegram.admin.commands.feeds import FeedCommands
from bot.telegram.admin.commands.reload import ReloadCommands
from bot.telegram.admin.commands.stats import StatsCommands
from bot.telegram.admin.commands.unanswered import UnansweredCommands
from bot.telegram.admin.request import AdminPress, AdminRequest, formatted, lines, plain
from bot.telegram.admins import Guarded, commanded, private
from bot.telegram.messages.cosmetic import beside
from bot.telegram.messages.sending import acknowledge

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import User

    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import Command, CommandGroup, Pressed
    from bot.telegram.messages.sending import Reply

_log = logging.getLogger(__name__)

GROUPS: tuple[Callable[[AdminContext], CommandGroup], ...] = (
    ReloadCommands,
    ArticleCommands,
    StatsCommands,
    UnansweredCommands,
    AnswersCommands,
    AccessCommands,
    FeedCommands,
    ChannelCommands,
    AuditCommands,
)
VALUES_FIRST = -1
"""The handler group in which a message may be the value of a field, before it is a question."""


class AdminRouter:
    """The admins' handlers."""

    def __init__(self, context: AdminContext) -> None:
        self._context = context
        self._add, self._answering = AddCommands(context), AnsweringCommands(context)
        groups: list[CommandGroup] = [self._add, self._answering, *(group(context) for group in GROUPS)]
        self._commands: dict[str, Command] = {}
        self._presses: dict[str, Pressed] = {}
        for group in groups:
            self._commands |= group.commands()
            self._presses |= group.presses()

    def handlers(self) -> list[Guarded]:
        """Return commands, files and presses; they come before those of readers."""
        guard = self._context.guard
        return [
            Guarded(guard, self._is_command, self.on_command),
            Guarded(guard, lambda update: _file(update) is not None, self.on_document),
            Guarded(guard, lambda update: self._pressed(update) is not None, self.on_press),
        ]

    def values(self) -> Guarded:
        """Return the handler of what may be the value of a field (see `VALUES_FIRST`)."""
        return Guarded(self._context.guard, lambda update: private(update.message), self.on_message)

    def _is_command(self, update: Update) -> bool:
        named = commanded(update.message)
        return named is not None and named[0] in self._commands and _file(update) is None

    async def on_command(self, update: Update) -> None:
        """Carry out a command; it is for private chats alone."""
        message, user, named = update.message, update.effective_user, commanded(update.message)
        if message is None or user is None or named is None:
            return
        name, words = named
        request = await self._request(message, user, words)
        if not private(message):
            await request.say(plain(request.messages.admin.private_only))
            return
        # Who turns to something else is not typing the value of a field any more.
        await self._context.drafts.wait_for(user.id, "", None)
        await self._answering.drop(user.id)
        await _answer(request, self._commands[name](request))

    async def on_document(self, update: Update) -> None:
        """Take a file to /add."""
        message, user = update.message, update.effective_user
        if message and message.document and user:
            request = await self._request(message, user)
            await _answer(request, self._add.on_document(request, message.document))

    async def on_message(self, update: Update) -> None:
        """Take what may be the value of a field to /add, and see to the admin's menu."""
        message, user = update.message, update.effective_user
        if message is None or user is None:
            return
        beside(self._context.menus.publish(message.get_bot(), user.id))
        if awaits_value(message):
            request = await self._request(message, user)
            await self._add.on_value(request)
            await self._answering.on_value(request)

    async def on_press(self, update: Update) -> None:
        """Carry out a press; what fails gets a kind word."""
        query, press = update.callback_query, self._pressed(update)
        if query is None or press is None or not isinstance(query.message, Message):
            return
        request = await self._request(query.message, query.from_user)
        notice: str | None = request.messages.telegram.failed
        try:
            notice = await self._presses[press.what](request, press)
        except BotError as error:
            _log.exception("the button %s failed", press.what)
            notice = request.messages.admin.failed.format(reason=phrased(str(error), request.messages))
        finally:
            acknowledge(query, notice)

    def _pressed(self, update: Update) -> AdminPress | None:
        """Return the press of an admin's button in their private chat."""
        query = update.callback_query
        if query is None or not isinstance(query.message, Message) or not private(query.message):
            return None
        press = AdminPress.parse(query.data or "")
        return press if press and press.what in self._presses else None

    async def _request(self, message: Message, user: User, words: str = "") -> AdminRequest:
        return AdminRequest(message, user, await self._context.base.messages_for(user), words)


async def _answer(request: AdminRequest, replying: Awaitable[Reply | None]) -> None:
    """Send the reply of a command, or why it failed."""
    try:
        reply = await replying
    except BotError as error:
        _log.exception("a command of an admin failed")
        reply = lines(formatted(request.messages.admin.failed, reason=phrased(str(error), request.messages)))
    if reply:
        await request.say(reply)


def _file(update: Update) -> Message | None:
    """Return the message, when it brings a file to the private chat; Telegram calls moving pictures files, too."""
    message = update.message
    return message if message and message.document and not message.animation and private(message) else None
