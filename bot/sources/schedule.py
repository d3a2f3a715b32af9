"""When each source is visited: in the background, one at a time of each server, so that no answer waits."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot.source_list.kinds import Folder, host
from bot.sources.visit import LONGEST_WAIT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.source_list.kinds import Remote
    from bot.sources.visit_state import Logbook

    Visited = Callable[[Remote | Folder], Awaitable[object]]

_log = logging.getLogger(__name__)

AT_ONCE: Final = 4
"""Servers that are visited at the same time."""
LONGEST_SLEEP: Final = 300.0
AFTER_FAILURE: Final = 600.0
"""Seconds until a visit that broke is tried again."""


class Schedule:
    """Visits sources when they are due, and when somebody asks for it."""

    def __init__(self, sources: Sequence[Remote | Folder], visit: Visited, logbook: Logbook) -> None:
        self._by_server: dict[str, list[Remote | Folder]] = {}
        for source in sources:
            self._by_server.setdefault(_server(source), []).append(source)
        self._woken = {server: asyncio.Event() for server in self._by_server}
        self._visit = visit
        self._logbook = logbook
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[str] = set()
        self._asked_for: set[str] = set()

    @property
    def sources(self) -> list[Remote | Folder]:
        """Return all sources, those of one server together."""
        return [source for sources in self._by_server.values() for source in sources]

    def under_way(self, source: Remote | Folder) -> bool:
        """Return whether it is being visited just now."""
        return source.name in self._under_way

    def now(self, source: Remote | Folder) -> None:
        """Visit a source as soon as its server is free, even if it is paused or has just been visited."""
        self._asked_for.add(source.name)
        self._woken[_server(source)].set()

    async def pause(self, source: Remote | Folder, *, paused: bool) -> None:
        """Visit a source no more, or again."""
        await self._logbook.pause(source.name, paused=paused)
        self._woken[_server(source)].set()

    async def run(self) -> None:
        """Visit, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for server in self._by_server:
                tasks.create_task(self._run(server))

    async def _run(self, server: str) -> None:
        """Visit the sources of one server, one after another."""
        sources, woken = self._by_server[server], self._woken[server]
        while True:
            woken.clear()
            try:
                for source in sources:
                    if await self._wait(source) <= 0:
                        await self._visit_now(source)
                wait = min([await self._wait(source) for source in sources])
            except Exception:  # noqa: BLE001  # what ails the archive's file may pass
                _log.exception("the schedule of %s was interrupted; it goes on soon", server or "folders")
                wait = AFTER_FAILURE
            with suppress(TimeoutError):
                async with asyncio.timeout(min(max(wait, 0.0), LONGEST_SLEEP)):
                    await woken.wait()

    async def _wait(self, source: Remote | Folder) -> float:
        """Return seconds until a source is due."""
        if source.name in self._asked_for:
            return 0.0
        state = await self._logbook.state(source.name)
        if state.paused:
            return LONGEST_SLEEP
        wait = state.due - self._logbook.clock()
        # Longer than any visit lets it be: the clock was ahead then.
        return wait if wait <= max(source.seconds or 0, LONGEST_WAIT) else 0.0

    async def _visit_now(self, source: Remote | Folder) -> None:
        async with self._slots:
            self._asked_for.discard(source.name)
            self._under_way.add(source.name)
            try:
                await self._visit(source)
            except Exception:  # noqa: BLE001  # one source must not stop the others
                _log.exception("a source could not be visited: %s", source.name)
                await self._logbook.set_due(source.name, self._logbook.clock() + AFTER_FAILURE)
            finally:
                self._under_way.discard(source.name)


def _server(source: Remote | Folder) -> str:
    return "" if isinstance(source, Folder) else host(source)
