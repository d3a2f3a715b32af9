"""Takes what admins send to the room it is for; the only way into any of them, past the guard."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import Message, Update

from bot.errors import BotError
from bot.telegram.admin.access import Door
from bot.telegram.admin.add import Add, awaits_value
from bot.telegram.admin.articles import Articles
from bot.telegram.admin.audit_log import Log
from bot.telegram.admin.channels import Channels
from bot.telegram.admin.feeds import Feeds
from bot.telegram.admin.reload import ReloadCommands
from bot.telegram.admin.request import AdminPress, AdminRequest, lines, plain, told
from bot.telegram.admin.stats import Stats
from bot.telegram.admin.unanswered import Backlog
from bot.telegram.admins import Guarded, commanded, private
from bot.telegram.messages.sending import acknowledge

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import User

    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import Command, CommandGroup, Pressed
    from bot.telegram.messages.sending import Reply

_log = logging.getLogger(__name__)

ROOMS: tuple[Callable[[AdminContext], CommandGroup], ...] = (
    ReloadCommands,
    Articles,
    Stats,
    Backlog,
    Door,
    Feeds,
    Channels,
    Log,
)
VALUES_FIRST = -1
"""The handler group in which a message may be the value of a field, before it is a question."""


class AdminRouter:
    """The admins' handlers."""

    def __init__(self, office: AdminContext) -> None:
        self._office = office
        self._add = Add(office)
        rooms = [self._add, *(room(office) for room in ROOMS)]
        self._commands: dict[str, Command] = {}
        self._presses: dict[str, Pressed] = {}
        for room in rooms:
            self._commands |= room.commands()
            self._presses |= room.presses()

    def handlers(self) -> list[Guarded]:
        """Return commands, files and presses; they come before those of readers."""
        guard = self._office.guard
        return [
            Guarded(guard, self._is_command, self._on_command),
            Guarded(guard, lambda update: _file(update) is not None, self._on_document),
            Guarded(guard, lambda update: self._pressed(update) is not None, self._on_press),
        ]

    def values(self) -> Guarded:
        """Return the handler of what may be the value of a field (see `VALUES_FIRST`)."""
        return Guarded(self._office.guard, lambda update: private(update.message), self._on_message)

    def _is_command(self, update: Update) -> bool:
        named = commanded(update.message)
        return named is not None and named[0] in self._commands and _file(update) is None

    async def _on_command(self, update: Update) -> None:
        message, user, named = update.message, update.effective_user, commanded(update.message)
        if message is None or user is None or named is None:
            return
        name, words = named
        visit = await self._visit(message, user, words)
        if not private(message):
            await visit.say(plain(visit.voice.admin.private_only))
            return
        # Who turns to something else is not typing the value of a field any more.
        await self._office.drafts.wait_for(user.id, "", None)
        await _answer(visit, self._commands[name](visit))

    async def _on_document(self, update: Update) -> None:
        message, user = update.message, update.effective_user
        if message and message.document and user:
            visit = await self._visit(message, user)
            await _answer(visit, self._add.on_document(visit, message.document))

    async def _on_message(self, update: Update) -> None:
        message, user = update.message, update.effective_user
        if message is None or user is None:
            return
        await self._office.menus.publish(message.get_bot(), user.id)
        if awaits_value(message):
            await self._add.on_value(await self._visit(message, user))

    async def _on_press(self, update: Update) -> None:
        query, press = update.callback_query, self._pressed(update)
        if query is None or press is None or not isinstance(query.message, Message):
            return
        visit = await self._visit(query.message, query.from_user)
        notice: str | None = visit.voice.telegram.failed
        try:
            notice = await self._presses[press.what](visit, press)
        except BotError as error:
            _log.exception("the button %s failed", press.what)
            notice = visit.voice.admin.failed.format(reason=error)
        finally:
            await acknowledge(query, notice)

    def _pressed(self, update: Update) -> AdminPress | None:
        """Return the press of an admin's button in their private chat."""
        query = update.callback_query
        if query is None or not isinstance(query.message, Message) or not private(query.message):
            return None
        press = AdminPress.parse(query.data or "")
        return press if press and press.what in self._presses else None

    async def _visit(self, message: Message, user: User, words: str = "") -> AdminRequest:
        return AdminRequest(message, user, await self._office.desk.voice(user), words)


async def _answer(visit: AdminRequest, deed: Awaitable[Reply | None]) -> None:
    """Send the reply that a deed gives, or why it failed."""
    try:
        reply = await deed
    except BotError as error:
        _log.exception("a command of an admin failed")
        reply = lines(told(visit.voice.admin.failed, reason=error))
    if reply:
        await visit.say(reply)


def _file(update: Update) -> Message | None:
    """Return the message, when it brings a file to the private chat; Telegram calls moving pictures files, too."""
    message = update.message
    return message if message and message.document and not message.animation and private(message) else None
