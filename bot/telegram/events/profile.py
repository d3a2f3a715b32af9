"""How the bot presents itself: its menu of commands by place and language, and its descriptions."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.telegram.readers.commands import IN_GROUPS, IN_PRIVATE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from telegram import Bot

    from bot.configuration.messages import Messages
    from bot.telegram.context import BotContext

    Call = Callable[[], Awaitable[object]]

_log = logging.getLogger(__name__)

WAITS = (10.0, 60.0, 600.0, *[3600.0] * 24)
"""Seconds between tries to publish what Telegram did not take."""


async def present(bot: Bot, context: BotContext) -> None:
    """Publish menu and descriptions; what Telegram refuses is logged and tried again, and the bot works without."""
    usual = context.messages[context.settings.interface.language]
    left = [
        call
        for language, messages in (("", usual), *context.messages.items())
        for call in _calls(bot, messages, language or None)
    ]
    for wait in WAITS:
        left = [call for call in left if not await _made(call)]
        if not left:
            return
        _log.warning("menu and descriptions are not published yet, calls left: %d", len(left))
        await asyncio.sleep(wait)


def warn_of_privacy(bot: Bot) -> None:
    """Say so when Telegram will not show the bot the mentions of its name in groups."""
    if not bot.bot.can_read_all_group_messages:
        _log.warning(
            "group privacy is on: in groups the bot sees commands and replies to it, not mentions of its name;"
            " to change that, send /setprivacy to @BotFather, then remove the bot from the group and add it anew"
        )


def _calls(bot: Bot, messages: Messages, language: str | None) -> Iterator[Call]:
    """Yield the calls that present the bot in one language, or (None) in all others."""
    texts = messages.telegram
    for scope, names in (
        (BotCommandScopeAllPrivateChats(), IN_PRIVATE),
        (BotCommandScopeAllGroupChats(), IN_GROUPS),
    ):
        commands = [BotCommand(name, getattr(texts.menu, name)) for name in names]
        yield partial(bot.set_my_commands, commands, scope=scope, language_code=language)
    yield partial(bot.set_my_description, texts.description, language_code=language)
    yield partial(bot.set_my_short_description, texts.about, language_code=language)


async def _made(call: Call) -> bool:
    """Make a call; return whether Telegram carried it out."""
    try:
        await call()
    except TelegramError as error:
        _log.info("the bot could not be presented: %s", error)
        return False
    return True
