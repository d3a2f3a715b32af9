"""What a press on a button under a message means, as the button carries it.

`callback_data` names a question kept in the journal by its token, so that buttons work after a restart and
for everybody; whatever does not parse was not made here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_DATA = re.compile(r"([a-z]{1,12}):([\w-]{2,16})(?::(\d{1,4}))?(?::(\d{1,6}))?", re.ASCII)
PAYLOAD = re.compile(r"(open|more|drop)-([\w-]{2,16})-(\d{1,4})", re.ASCII)
"""What a link into the bot may ask for."""


class Action(StrEnum):
    """What a button does."""

    OPEN = "open"
    TURN = "turn"
    MORE = "more"
    HELPFUL = "good"
    UNHELPFUL = "bad"
    REPORT = "report"
    SAMPLE = "try"
    LANGUAGE = "speak"
    DROP = "drop"
    BACK = "back"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class ButtonAction:
    """An action on what `token` names; `number` is a quote's (from 1), `page` an index."""

    action: Action
    token: str
    number: int = 0
    page: int = 0

    @classmethod
    def parse(cls, data: str) -> ButtonAction | None:
        """Return the press that `data` stands for; None for what no button of ours says."""
        found = _DATA.fullmatch(data)
        if found is None or found[1] not in set(Action):
            return None
        return cls(Action(found[1]), found[2], int(found[3] or 0), int(found[4] or 0))

    @classmethod
    def from_payload(cls, payload: str) -> ButtonAction | None:
        """Return the press that the payload of a link into the bot stands for; None where it is no such link's."""
        found = PAYLOAD.fullmatch(payload)
        return cls(Action(found[1]), found[2], int(found[3])) if found else None

    def __str__(self) -> str:
        return f"{self.action}:{self.token}:{self.number}:{self.page}"

    def link(self, bot: str) -> str:
        """Return a link that opens the bot in a private chat and does there what the press does."""
        action = Action.OPEN if self.action in {Action.TURN, Action.BACK} else self.action
        return f"https://t.me/{bot}?start={action}-{self.token}-{self.number}"
