"""How often each reader may ask."""

from __future__ import annotations

import time
from collections import deque
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = 60.0
_CROWD = 10_000


class Turn(Enum):
    """What a reader's next question meets."""

    WELCOME = auto()
    TOO_FAST = auto()
    TOLD = auto()


class ReaderRateLimit:
    """At most `most` questions of one reader within a minute; who asks more is told so once, until they rest.

    With `most` 0 everybody may ask as often as they like.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._asked: dict[str, deque[float]] = {}
        self._told: set[str] = set()

    def turn(self, reader: str) -> Turn:
        """Count a question of `reader`, unless they have asked too many."""
        if not self._most:
            return Turn.WELCOME
        now = self._clock()
        self._forget_idle(now)
        times = self._asked.setdefault(reader, deque())
        while times and times[0] <= now - MINUTE:
            times.popleft()
        if len(times) < self._most:
            self._told.discard(reader)
            times.append(now)
            return Turn.WELCOME
        if reader in self._told:
            return Turn.TOLD
        self._told.add(reader)
        return Turn.TOO_FAST

    def _forget_idle(self, now: float) -> None:
        """Keep the memory of a crowd bounded by those who asked within the last minute."""
        if len(self._asked) < _CROWD:
            return
        self._asked = {reader: t for reader, t in self._asked.items() if t and t[-1] > now - MINUTE}
        self._told &= self._asked.keys()
