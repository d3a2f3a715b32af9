"""Messages that belong to one: the pictures of an album, and the pieces that clients cut a long text into."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from telegram import Message

CUT = 3_500
"""Characters from which a message is taken for the first piece of a text that was too long for one."""
WITHIN_SECONDS = 2.0
"""How soon the next piece follows; Telegram tells whole seconds."""
_MOST = 1_000


class Pieces:
    """Remembers the albums and the long texts of late."""

    def __init__(self) -> None:
        self._albums: OrderedDict[str, None] = OrderedDict()
        self._cut: OrderedDict[str, datetime.datetime] = OrderedDict()

    def belongs(self, message: Message, text: str) -> bool:
        """Return whether the message belongs to one that has had its reply."""
        if album := message.media_group_id:
            known = album in self._albums
            self._albums[album] = None
            _bound(self._albums)
            return known
        who = f"{message.chat_id} {message.from_user.id if message.from_user else 0}"
        before = self._cut.get(who)
        follows = before is not None and (message.date - before).total_seconds() <= WITHIN_SECONDS
        if len(text) >= CUT:
            self._cut[who] = message.date
            _bound(self._cut)
        return follows


def _bound(known: OrderedDict[str, None] | OrderedDict[str, datetime.datetime]) -> None:
    while len(known) > _MOST:
        known.popitem(last=False)
