"""Who is an admin, asked by id with every update: to everybody else an admin's command is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Message, User
    from telegram.ext import ContextTypes

    Context = ContextTypes.DEFAULT_TYPE


class Admins:
    """The list of admins, which the environment alone gives."""

    def __init__(self, admins: frozenset[int]) -> None:
        self._admins = admins

    def admits(self, user: User | None) -> bool:
        """Return whether this is an admin."""
        return user is not None and not user.is_bot and user.id in self._admins


class Guarded(BaseHandler[Update, "Context", None]):
    """Hears what `wanted` picks of an admin's updates; all others go on to the handlers of readers."""

    def __init__(
        self, guard: Admins, wanted: Callable[[Update], bool], handle: Callable[[Update], Awaitable[None]]
    ) -> None:
        super().__init__(self._handle_guarded)
        self._guard = guard
        self._wanted = wanted
        self._handle = handle

    def check_update(self, update: object) -> bool:
        """Return whether an admin sent it, and it is wanted."""
        return (
            isinstance(update, Update) and self._guard.admits(update.effective_user) and self._wanted(update)
        )

    async def _handle_guarded(self, update: Update, _: Context) -> None:
        # Asked again where it is handled, so that no way leads here past the guard.
        if self._guard.admits(update.effective_user):
            await self._handle(update)


def private(message: Message | None) -> bool:
    """Return whether it stands in a private chat."""
    return message is not None and message.chat.type == ChatType.PRIVATE


def commanded(message: Message | None) -> tuple[str, str] | None:
    """Return the command (small letters, without /) that a message gives this bot, and the words after it."""
    text = (message.text or message.caption or "") if message else ""
    if message is None or not text.startswith("/"):
        return None
    first, *rest = text[1:].split(maxsplit=1)[:2] or [""]
    name, _, bot = first.partition("@")
    if bot and bot.lower() != message.get_bot().username.lower():
        return None
    return name.lower(), rest[0] if rest else ""
