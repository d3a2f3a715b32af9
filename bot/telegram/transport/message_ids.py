"""Which message ids are known to be somebody's, so that a message without a receipt can be looked for among the others.

Telegram numbers the messages of all private chats and small groups of a bot together, those of each supergroup apart.
Other servers of its API number those of each chat apart, or all of them together: what they may have given out is
looked at, too.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import Update

REMEMBERED = 512
"""Ids remembered of each numbering, and of all of them together."""
NUMBERINGS = 2_000
CHATS, IN_CHAT = 5_000, 16
"""Chats of which the latest ids are remembered, and how many."""
LOOKED_AT = 64
"""Ids tried for one message: each costs a call, and connections break by dozens at once."""
_BEYOND = 3
_SUPERGROUP = -1_000_000_000_000


@dataclass(frozen=True, slots=True)
class Mark:
    """The highest ids that are known at some moment: in a chat, and in its numbering."""

    chat: int | None
    numbering: int


class MessageIds:
    """The ids that came with updates and receipts, the latest of each numbering."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, deque[int]] = OrderedDict()
        self._in_chat: OrderedDict[int, deque[int]] = OrderedDict()
        self._latest: deque[int] = deque(maxlen=REMEMBERED)

    def note(self, chat: int, message: int) -> None:
        """Know a message, whoever wrote it."""
        self._latest.append(message)
        for known, name, ids, most in (
            (self._known, _numbering(chat), REMEMBERED, NUMBERINGS),
            (self._in_chat, chat, IN_CHAT, CHATS),
        ):
            known.setdefault(name, deque(maxlen=ids)).append(message)
            known.move_to_end(name)
            if len(known) > most:
                known.popitem(last=False)

    def note_update(self, update: Update) -> None:
        """Know the message that an update brings."""
        if message := update.effective_message:
            self.note(message.chat.id, message.message_id)

    def newest(self, chat: int) -> int | None:
        """Return the highest id known in the numbering of a chat; None where none is."""
        known = self._known.get(_numbering(chat))
        return max(known) if known else None

    def mark(self, chat: int) -> Mark | None:
        """Return what is known now; None where nothing is."""
        newest, here = self.newest(chat), self._in_chat.get(chat)
        return None if newest is None else Mark(max(here) if here else None, newest)

    def is_known(self, chat: int, message: int) -> bool:
        """Return whether a number is known to be that of some message."""
        return message in self._known.get(_numbering(chat), ())

    def unclaimed(self, chat: int, since: Mark | None, under_way: int = 1) -> list[int]:
        """Return ids given out after `since` that nobody is known to have, and those that may follow them.

        Those that follow the last of the chat itself come first. So many messages are under way.
        """
        newest = self.newest(chat)
        if since is None or newest is None:
            return []
        near = range(since.chat + 1, since.chat + 2 + _BEYOND) if since.chat else range(0)
        here = range(since.numbering + 1, newest + under_way + _BEYOND)
        latest = max(self._latest)
        beyond = range(here.stop, latest + under_way + _BEYOND) if latest - newest < LOOKED_AT else range(0)
        ranges = (
            (near, self._in_chat.get(chat, ())),
            (here, set(self._known[_numbering(chat)])),
            (beyond, set(self._latest)),
        )
        candidates = (number for numbers, known in ranges for number in numbers if number not in known)
        return list(dict.fromkeys(candidates))[:LOOKED_AT]


def _numbering(chat: int) -> int:
    return chat if chat < _SUPERGROUP else 0
