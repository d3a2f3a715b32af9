"""Which message ids are known to be somebody's, so that a message without a receipt can be looked for among the others.

Telegram numbers the messages of all private chats and small groups of a bot together, those of each supergroup apart.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import Update

REMEMBERED = 512
"""Ids remembered of each numbering."""
NUMBERINGS = 2_000
LOOKED_AT = 64
"""Ids tried for one message: each costs a call, and connections break by dozens at once."""
_BEYOND = 3
_SUPERGROUP = -1_000_000_000_000


class MessageIds:
    """The ids that came with updates and receipts, the latest of each numbering."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, deque[int]] = OrderedDict()

    def note(self, chat: int, message: int) -> None:
        """Know a message, whoever wrote it."""
        numbering = _numbering(chat)
        self._known.setdefault(numbering, deque(maxlen=REMEMBERED)).append(message)
        self._known.move_to_end(numbering)
        if len(self._known) > NUMBERINGS:
            self._known.popitem(last=False)

    def note_update(self, update: Update) -> None:
        """Know the message that an update brings."""
        if message := update.effective_message:
            self.note(message.chat.id, message.message_id)

    def newest(self, chat: int) -> int | None:
        """Return the highest id known in the numbering of a chat; None where none is."""
        known = self._known.get(_numbering(chat))
        return max(known) if known else None

    def is_known(self, chat: int, message: int) -> bool:
        """Return whether a number is known to be that of some message."""
        return message in self._known.get(_numbering(chat), ())

    def unclaimed(self, chat: int, since: int | None, sought: int = 1) -> list[int]:
        """Return ids given out after `since` that nobody is known to have, and those that may follow them.

        So many messages are `sought` at the moment.
        """
        newest = self.newest(chat)
        if since is None or newest is None:
            return []
        known = set(self._known[_numbering(chat)])
        return [number for number in range(since + 1, newest + sought + _BEYOND) if number not in known][
            :LOOKED_AT
        ]


def _numbering(chat: int) -> int:
    return chat if chat < _SUPERGROUP else 0
