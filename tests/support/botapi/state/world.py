"""The state behind the server: people, chats with their messages, queries waiting for an answer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Literal

import msgspec

from tests.support.botapi.objects.errors import bad_request, breach, forbidden, migrated
from tests.support.botapi.objects.events import Update
from tests.support.botapi.state.commands import CommandBook
from tests.support.botapi.state.files import Files
from tests.support.botapi.updates.queue import UpdateQueue
from tests.support.botapi.updates.waiting import Bell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.botapi.objects.parameters import AnswerCallbackQuery, AnswerInlineQuery
    from tests.support.botapi.objects.schema import (
        Chat,
        InlineKeyboardMarkup,
        InlineQueryResultArticle,
        Message,
        ReactionTypeEmoji,
        User,
    )

Numbered = Literal["telegram", "by chat", "together"]
"""How messages are numbered; only Telegram does as it does."""
_WHY_NOT = {
    "blocked": "bot was blocked by the user",
    "unstarted": "bot can't initiate conversation with a user",
    "kicked": "bot was kicked from the supergroup chat",
    "left": "bot is not a member of the supergroup chat",
}


class Room:
    """A chat and all that is in it. `bot` is the bot's standing: member, or why it may not write."""

    def __init__(self, chat: Chat, bot: str) -> None:
        self.chat = chat
        self.bot = bot
        self.messages: dict[int, Message] = {}
        self.versions: dict[int, int] = {}
        self.deleted: set[int] = set()
        self.members: dict[int, str] = {}
        self.topics: dict[int, str] = {}
        self.actions: list[str] = []
        self.reactions: dict[tuple[int, int], tuple[ReactionTypeEmoji, ...]] = {}
        self.moved_to: int | None = None
        self.menu_button = "default"
        self.bell = Bell()

    def put(self, message: Message) -> None:
        """Show `message`, new or edited."""
        self.messages[message.message_id] = message
        self.versions[message.message_id] = self.versions.get(message.message_id, -1) + 1
        self.bell.ring()

    def remove(self, message_id: int) -> None:
        """Take a message away."""
        del self.messages[message_id]
        self.deleted.add(message_id)
        self.bell.ring()

    def find(self, message_id: int, purpose: str, *, looking: bool = False) -> Message:
        """Return the message; raises ApiError: deleted (bad luck), or never there (a breach, unless `looking`)."""
        if message_id in self.messages:
            return self.messages[message_id]
        error = bad_request if looking or message_id in self.deleted else breach
        raise error(f"message to {purpose} not found")

    def check_open(self) -> None:
        """Raise ApiError 403 unless the bot may write here, 400 when the group has become a supergroup."""
        if self.moved_to is not None:
            raise migrated(self.moved_to)
        if self.bot in _WHY_NOT:
            raise forbidden(_WHY_NOT[self.bot])


@dataclass(slots=True, eq=False)
class PressedButton:
    """A callback query and its answer."""

    id: str
    room: Room
    expired: bool = False
    answer: AnswerCallbackQuery | None = None


@dataclass(slots=True, eq=False)
class TypedQuery:
    """An inline query and its answer."""

    id: str
    query: str
    bell: Bell = field(default_factory=Bell)
    expired: bool = False
    answer: AnswerInlineQuery | None = None
    results: tuple[InlineQueryResultArticle, ...] = ()


class World:
    """Everything that one bot's Telegram knows; `clock` gives Unix seconds."""

    def __init__(
        self,
        me: User,
        *,
        privacy: bool,
        inline: bool,
        clock: Callable[[], float],
        numbered: Numbered = "telegram",
    ) -> None:
        self.me = me
        self.privacy = privacy
        self.inline = inline
        self.rooms: dict[int, Room] = {}
        self.users: dict[int, User] = {me.id: me}
        self.updates = UpdateQueue()
        self.files = Files()
        self.commands = CommandBook()
        self.descriptions: dict[tuple[str, str], str] = {}
        self.pressed: dict[str, PressedButton] = {}
        self.typed: dict[str, TypedQuery] = {}
        self.guest_queries: dict[str, Message] = {}
        # Whether the receipt of a message got lost: the bot may look for it by edits that change nothing.
        self.in_doubt = False
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self._clock = clock
        self._numbered = numbered
        self._message_ids: defaultdict[int, Iterator[int]] = defaultdict(lambda: count(1))
        self._update_ids = count(700_000_001)
        self._query_ids = count(4_000_000_000_000_000_001)

    def now(self) -> int:
        """Return Unix seconds."""
        return int(self._clock())

    def room(self, chat_id: int) -> Room:
        """Return the chat; raises ApiError when the bot never met it."""
        if chat_id not in self.rooms:
            raise bad_request("chat not found")
        return self.rooms[chat_id]

    def new_query_id(self) -> str:
        """Return an id for a callback or inline query."""
        return str(next(self._query_ids))

    def new_message_id(self, chat: Chat) -> int:
        """Return an id for a message, above all earlier ones of its chat.

        Telegram numbers the messages of supergroups and channels by themselves, all others together.
        """
        apart = self._numbered == "by chat" or (
            self._numbered == "telegram" and chat.type in {"supergroup", "channel"}
        )
        return next(self._message_ids[chat.id if apart else 0])

    def announce(self, **happening: object) -> Update:
        """Queue an update of one kind, named as the Update's field: `announce(message=…)`."""
        update = msgspec.convert({"update_id": next(self._update_ids)}, Update)
        update = msgspec.structs.replace(update, **happening)
        self.updates.add(update)
        return update


def with_buttons(message: Message, markup: InlineKeyboardMarkup | None) -> Message:
    """Return `message` with other buttons, or none."""
    return msgspec.structs.replace(message, reply_markup=markup)
