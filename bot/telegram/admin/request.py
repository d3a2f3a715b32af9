"""An admin's command or press on its way through the admin's handlers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from telegram import InlineKeyboardButton
from telegram.constants import ChatAction, KeyboardButtonStyle

from bot.telegram.messages.cosmetic import beside
from bot.telegram.messages.html import commands_apart, escaped, isolated
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, rewrite, send, topic

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from telegram import Message, User

    from bot.configuration.messages import Messages

    Command = Callable[["AdminRequest"], Awaitable[Reply | None]]
    Pressed = Callable[["AdminRequest", "AdminPress"], Awaitable[str | None]]

_DATA = re.compile(r"admin:([a-z_]{1,16}):([\w-]{0,32}):(\d{1,12})", re.ASCII)


@dataclass(frozen=True, slots=True)
class AdminPress:
    """A button of an admin: what it does, with what (a token or handle), and a number."""

    what: str
    key: str = ""
    number: int = 0

    @classmethod
    def parse(cls, data: str) -> AdminPress | None:
        """Return the press that `data` stands for; None for what no button of an admin says."""
        found = _DATA.fullmatch(data)
        return cls(found[1], found[2], int(found[3])) if found else None

    def __str__(self) -> str:
        return f"admin:{self.what}:{self.key}:{self.number}"

    def labelled(self, label: str, style: KeyboardButtonStyle | None = None) -> InlineKeyboardButton:
        """Return the button."""
        return InlineKeyboardButton(label, callback_data=str(self), style=style)


@dataclass(frozen=True, slots=True)
class AdminRequest:
    """What an admin does: the message they sent, or the one whose button they pressed, and the words after a command.

    `messages` are the sentences in their language.
    """

    message: Message
    admin: User
    messages: Messages
    words: str = ""

    async def say(self, reply: Reply) -> int:
        """Send a message and return its id."""
        return await send(self.message, reply)

    def waits(self, action: ChatAction = ChatAction.TYPING) -> None:
        """Show that something is under way which takes a moment."""
        near = self.message
        beside(near.get_bot().send_chat_action(near.chat_id, action, message_thread_id=topic(near)))

    async def rewrite(self, reply: Reply) -> None:
        """Let the message whose button was pressed say something else."""
        await rewrite(self.message.message_id, self.message.chat_id, reply, self.message)


class CommandGroup(Protocol):
    """A part of what admins can do: its commands by name, and its presses by what they do.

    A command gives its reply, or None when it has replied itself; a press gives the words of a passing notice,
    or None.
    """

    def commands(self) -> Mapping[str, Command]:
        """Return the commands of this group."""

    def presses(self) -> Mapping[str, Pressed]:
        """Return the presses of this group."""


def plain(text: str) -> Reply:
    """Return a reply of our own sentences alone."""
    return Reply(sentences(text))


def formatted(sentence: str, **words: object) -> str:
    """Return HTML of a sentence of ours; what fills it in is anybody's, and can neither mark it up nor turn it."""
    filled = {name: isolated(escaped(str(word))) for name, word in words.items()}
    return commands_apart(escaped(sentence)).format(**filled)


def lines(*parts: str) -> Reply:
    """Return a reply of lines of HTML."""
    return Reply("\n".join(parts))
