"""Presses on the buttons of who follows something: what each does, with what, and a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton

_DATA = re.compile(r"follow:([a-z]{1,8}):([\w-]{0,16}):(\d{1,12})", re.ASCII)
_PAYLOAD = re.compile(r"(begin|wish)-([\w-]{2,16})", re.ASCII)
PAYLOAD = re.compile(rf"/start {_PAYLOAD.pattern}", re.ASCII)
"""What a link into the bot may ask for."""


class FollowAct(StrEnum):
    """What a button does: follow what a question is about, wait for its answer, end one thing or all, choose when."""

    BEGIN = "begin"
    WISH = "wish"
    STOP = "stop"
    PANEL = "panel"
    DROP = "drop"
    ALL = "all"
    HOURS = "hours"
    HOUR = "hour"
    AT_ONCE = "atonce"
    QUIETS = "quiets"
    QUIET = "quiet"
    UNTIL = "until"
    NEVER = "never"
    ZONES = "zones"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class FollowPress:
    """An act on what `key` names, the token of a question, or on what has that number."""

    act: FollowAct
    key: str = ""
    number: int = 0

    @classmethod
    def parse(cls, data: str) -> FollowPress | None:
        """Return the press that `data` stands for; None for what no such button says."""
        found = _DATA.fullmatch(data)
        if found is None or found[1] not in set(FollowAct):
            return None
        return cls(FollowAct(found[1]), found[2], int(found[3]))

    @classmethod
    def from_payload(cls, payload: str) -> FollowPress | None:
        """Return the press that the payload of a link into the bot stands for; None where it is no such link's."""
        found = _PAYLOAD.fullmatch(payload)
        return cls(FollowAct(found[1]), found[2]) if found else None

    def __str__(self) -> str:
        return f"follow:{self.act}:{self.key}:{self.number}"

    def labelled(self, label: str) -> InlineKeyboardButton:
        """Return the button."""
        return InlineKeyboardButton(label, callback_data=str(self))

    def link(self, bot: str) -> str:
        """Return a link that opens the bot in a private chat and does there what the press does."""
        return f"https://t.me/{bot}?start={self.act}-{self.key}"
