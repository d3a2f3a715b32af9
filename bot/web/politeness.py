"""How politely a server is asked: one request at a time, with a pause between two, and not while it wants rest."""

from __future__ import annotations

import asyncio
import email.utils
import math
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Clock = Callable[[], float]
    Sleep = Callable[[float], Awaitable[object]]

GAP: Final = 1.0
"""Seconds from the end of one request to a server until the next, unless its robots.txt asks for more."""
PATIENCE: Final = 20.0
"""Seconds that are waited on the spot for a server that asks for rest."""
FIRST_REST, LONGEST_REST = 60.0, 6 * 60 * 60.0
"""Seconds for which a server that is overloaded is left alone, doubled from the first to the longest."""
_MOST_HOSTS: Final = 1000


@dataclass(slots=True)
class _Host:
    """One server: `free` is when it may be asked again, `until` how long it wants rest, by the clock.

    What is left until then is bounded by `gap` and LONGEST_REST: the clock may be set back meanwhile.
    """

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free: float = -math.inf
    gap: float = 0.0
    until: float = -math.inf
    refusals: int = 0


class Politeness:
    """The servers of one fetcher; `clock` gives Unix seconds."""

    def __init__(self, gap: float = GAP, clock: Clock = time.time, sleep: Sleep = asyncio.sleep) -> None:
        self._gap = gap
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, delay: float = 0.0) -> AsyncIterator[None]:
        """Wait until `host` may be asked, `delay` seconds after the last time or more; others wait meanwhile.

        What it asks for in rest is waited for, too, unless that is more than patience has.
        """
        state = self._host(host)
        async with state.turn:
            rest = self.resting(host)
            wait = max(min(state.free - self._clock(), state.gap), rest if rest <= PATIENCE else 0.0)
            if wait > 0:
                await self._sleep(wait)
            try:
                yield
            finally:
                state.gap = max(self._gap, delay)
                state.free = self._clock() + state.gap

    def resting(self, host: str) -> float:
        """Return for how many seconds `host` still wants to be left alone."""
        return min(max(0.0, self._host(host).until - self._clock()), LONGEST_REST)

    def rest(self, host: str, retry_after: str | None) -> float:
        """Leave `host` alone for as long as it asks in a Retry-After header, within bounds; return the seconds."""
        state = self._host(host)
        usual = min(FIRST_REST * 2**state.refusals, LONGEST_REST)
        asked = _seconds(retry_after or "", self._clock())
        state.refusals = min(state.refusals + 1, 16)
        wait = min(usual if asked is None else asked, LONGEST_REST)
        state.until = self._clock() + wait
        return wait

    def rested(self, host: str) -> None:
        """Note that `host` answers as it should."""
        self._host(host).refusals = 0

    def _host(self, host: str) -> _Host:
        if host not in self._hosts and len(self._hosts) >= _MOST_HOSTS:
            now = self._clock()
            self._hosts = {
                name: known
                for name, known in self._hosts.items()
                if known.turn.locked() or max(known.free, known.until) > now
            }
        return self._hosts.setdefault(host, _Host())


def _seconds(retry_after: str, now: float) -> float | None:
    """Return what a Retry-After header says, as seconds from `now`; None for what is neither a number nor a date."""
    if retry_after.strip().isdecimal() and len(retry_after) < 12:
        return float(retry_after)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(retry_after).timestamp() - now)
    except (ValueError, OverflowError):
        return None
