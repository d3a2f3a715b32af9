"""The menu of commands in each admin's private chat: the readers' and the admins' together."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.telegram.readers.commands import IN_PRIVATE

if TYPE_CHECKING:
    from telegram import Bot

    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext

_log = logging.getLogger(__name__)


class Menus:
    """Publishes each admin's menu once; Telegram takes it only from a bot that the admin has written to."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._published: set[int] = set()

    async def publish_all(self, bot: Bot) -> None:
        """Publish the menus of all admins whose chats Telegram knows."""
        for admin in sorted(self._context.settings.telegram.admins):
            await self.publish(bot, admin)

    async def publish(self, bot: Bot, admin: int) -> None:
        """Publish the menu of one admin, unless it stands already."""
        if admin in self._published:
            return
        self._published.add(admin)
        usual = self._context.messages[self._context.settings.interface.language]
        try:
            for language, messages in (("", usual), *self._context.messages.items()):
                readers = [(name, getattr(messages.telegram.menu, name)) for name in IN_PRIVATE]
                commands = [BotCommand(name, what) for name, what in (*menu(messages), *readers)]
                scope = BotCommandScopeChat(admin)
                await bot.set_my_commands(commands, scope=scope, language_code=language or None)
        except TelegramError as error:
            self._published.discard(admin)
            _log.info("an admin's menu waits until they write to the bot: %s", error)


def menu(messages: Messages) -> list[tuple[str, str]]:
    """Return the admins' commands and what each does."""
    texts = messages.admin.menu
    return [(name, getattr(texts, name)) for name in texts.__dataclass_fields__]
