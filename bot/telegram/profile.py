"""How the bot presents itself: its menu of commands by place and language, and its descriptions."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.telegram.readers.commands import IN_GROUPS, IN_PRIVATE

if TYPE_CHECKING:
    from telegram import Bot

    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext

_log = logging.getLogger(__name__)


async def present(bot: Bot, context: BotContext) -> None:
    """Publish menu and descriptions; what Telegram refuses is logged, the bot works without."""
    try:
        await _publish(bot, context.messages[context.settings.interface.language], "")
        for language, messages in context.messages.items():
            await _publish(bot, messages, language)
    except TelegramError as error:
        _log.warning("the menu of commands could not be published: %s", error)


def warn_of_privacy(bot: Bot) -> None:
    """Say so when Telegram will not show the bot the mentions of its name in groups."""
    if not bot.bot.can_read_all_group_messages:
        _log.warning(
            "group privacy is on: in groups the bot sees commands and replies to it, not mentions of its name;"
            " to change that, send /setprivacy to @BotFather, then remove the bot from the group and add it anew"
        )


async def _publish(bot: Bot, messages: Messages, language: str) -> None:
    for scope, names in (
        (BotCommandScopeAllPrivateChats(), IN_PRIVATE),
        (BotCommandScopeAllGroupChats(), IN_GROUPS),
    ):
        commands = [BotCommand(name, getattr(messages.telegram.menu, name)) for name in names]
        await bot.set_my_commands(commands, scope=scope, language_code=language or None)
    await bot.set_my_description(messages.telegram.description, language_code=language or None)
    await bot.set_my_short_description(messages.telegram.about, language_code=language or None)
