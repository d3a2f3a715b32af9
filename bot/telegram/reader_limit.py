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
"""Readers remembered; beyond that, only those who asked within the last minute."""


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
