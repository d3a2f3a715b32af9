"""The commands a bot publishes, by scope and language, and which of them a person sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tests.support.botapi.objects.errors import breach
from tests.support.botapi.objects.schema import BotCommand, BotCommandScope

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND_LIMIT = 100
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
# The fields each scope needs.
_SCOPES: dict[str, set[str]] = {
    "default": set(),
    "all_private_chats": set(),
    "all_group_chats": set(),
    "all_chat_administrators": set(),
    "chat": {"chat_id"},
    "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}


class Viewer(NamedTuple):
    """Who opens the command menu, and where."""

    user_id: int
    chat_id: int
    private: bool
    admin: bool
    language: str


class CommandBook:
    """The published lists."""

    def __init__(self) -> None:
        self._lists: dict[tuple[BotCommandScope, str], tuple[BotCommand, ...]] = {}

    def publish(self, scope: BotCommandScope, language: str, commands: tuple[BotCommand, ...]) -> None:
        """Carry out setMyCommands, with Telegram's limits."""
        check_key(scope, language)
        if len(commands) > COMMAND_LIMIT:
            raise breach("BOT_COMMANDS_TOO_MUCH")
        if len({command.command for command in commands}) < len(commands):
            raise breach("BOT_COMMAND_DUPLICATE")
        for command in commands:
            _check(command)
        self._lists[scope, language] = commands

    def withdraw(self, scope: BotCommandScope, language: str) -> None:
        """Carry out deleteMyCommands."""
        check_key(scope, language)
        self._lists.pop((scope, language), None)

    def of(self, scope: BotCommandScope, language: str) -> tuple[BotCommand, ...]:
        """Carry out getMyCommands: exactly that scope and language."""
        check_key(scope, language)
        return self._lists.get((scope, language), ())

    def seen_by(self, viewer: Viewer) -> tuple[BotCommand, ...]:
        """Return the list a client shows: the narrowest scope that has one, the viewer's language before none."""
        for scope in _narrowest_first(viewer):
            for language in (viewer.language, ""):
                if commands := self._lists.get((scope, language)):
                    return commands
        return ()


def check_key(scope: BotCommandScope, language: str) -> None:
    """Raise ApiError (a breach) unless the scope is complete and the language a two-letter code or empty."""
    given = {name for name in ("chat_id", "user_id") if getattr(scope, name) is not None}
    if given != _SCOPES.get(scope.type):
        raise breach(
            f"can't parse BotCommandScope: {scope.type} with {', '.join(sorted(given)) or 'nothing else'}"
        )
    check_language(language)


def check_language(language: str) -> None:
    """Raise ApiError (a breach) unless `language` is two small letters or empty."""
    if not _LANGUAGE.fullmatch(language):
        raise breach("LANG_CODE_INVALID")


def _check(command: BotCommand) -> None:
    if not _NAME.fullmatch(command.command):
        raise breach("BOT_COMMAND_INVALID")
    if not 1 <= len(command.description) <= 256:
        raise breach("BOT_COMMAND_DESCRIPTION_INVALID")


def _narrowest_first(viewer: Viewer) -> Iterator[BotCommandScope]:
    chat = viewer.chat_id
    if viewer.private:
        yield BotCommandScope(type="chat", chat_id=chat)
        yield BotCommandScope(type="all_private_chats")
    else:
        yield BotCommandScope(type="chat_member", chat_id=chat, user_id=viewer.user_id)
        if viewer.admin:
            yield BotCommandScope(type="chat_administrators", chat_id=chat)
        yield BotCommandScope(type="chat", chat_id=chat)
        if viewer.admin:
            yield BotCommandScope(type="all_chat_administrators")
        yield BotCommandScope(type="all_group_chats")
    yield BotCommandScope(type="default")
