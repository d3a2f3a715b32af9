"""How often each reader may ask, and which of their taps come in quick succession."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MINUTE = 60.0
_CROWD = 10_000
"""Readers remembered; beyond that, only those who asked within the last minute."""


QUICK_SECONDS = 10.0
"""Within which a second tap means what the first one did."""


class RateCheck(Enum):
    """What the limit says of a reader's next question: those who ask too fast are warned once."""

    ALLOWED = auto()
    TOO_FAST = auto()
    WARNED = auto()


class ReaderRateLimit:
    """At most `most` questions of one reader within a minute; who asks more is warned once, until they rest.

    With `most` 0 everybody may ask as often as they like.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._asked: dict[str, deque[float]] = {}
        self._warned: set[str] = set()

    def check(self, reader: str) -> RateCheck:
        """Count a question of `reader`, unless they have asked too many."""
        if not self._most:
            return RateCheck.ALLOWED
        now = self._clock()
        if len(self._asked) >= _CROWD:
            self._asked = {known: t for known, t in self._asked.items() if t and t[-1] > now - MINUTE}
            self._warned &= self._asked.keys()
        times = self._asked.setdefault(reader, deque())
        while times and times[0] <= now - MINUTE:
            times.popleft()
        if len(times) < self._most:
            self._warned.discard(reader)
            times.append(now)
            return RateCheck.ALLOWED
        if reader in self._warned:
            return RateCheck.WARNED
        self._warned.add(reader)
        return RateCheck.TOO_FAST


PRESSES = 3
"""A reader may press so many buttons in a private chat for each question that they may ask; in a group, half of one."""


class PressLimit:
    """How many buttons a reader may press within a minute, whatever they do; Telegram bears few edits in a group."""

    def __init__(self, questions: int) -> None:
        self._private = ReaderRateLimit(questions * PRESSES)
        self._group = ReaderRateLimit((questions + 1) // 2)

    def exceeded(self, reader: str, *, private: bool) -> bool:
        """Count a press of `reader`; return whether there were too many."""
        limit = self._private if private else self._group
        return limit.check(reader) is not RateCheck.ALLOWED


class RecentPresses:
    """The messages that the last presses of buttons brought, by who pressed where, and what each of them shows."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._brought: OrderedDict[Hashable, tuple[float, int, str]] = OrderedDict()

    def find(self, place: Hashable) -> tuple[int, str] | None:
        """Return the id of the message that a press brought a moment ago, and what it shows; None without one."""
        at, message, shown = self._brought.get(place, (float("-inf"), 0, ""))
        return (message, shown) if self._clock() - at < QUICK_SECONDS else None

    def note(self, place: Hashable, message: int, shown: str = "") -> None:
        """Remember what a press brought."""
        self._brought[place] = (self._clock(), message, shown)
        if len(self._brought) > _CROWD:
            self._brought.popitem(last=False)

    def forget(self, place: Hashable) -> None:
        """Forget what a press brought, as it was taken away."""
        self._brought.pop(place, None)
