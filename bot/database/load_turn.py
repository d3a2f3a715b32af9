"""Whose turn it is to load into an archive: one load of this process, and of one process at a time."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from bot.database import lock
from bot.errors import CommandError
from bot.progress import Stage, Step, silent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.progress import Progress


class LoadTurn:
    """The turn of this process at one archive's file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held, self._holders = AsyncExitStack(), 0
        self.loading = False
        """Whether a load of this process is under way."""

    @asynccontextmanager
    async def alone(self, progress: Progress = silent) -> AsyncIterator[None]:
        """Be the one load of this process, and wait for those of others.

        Raises CommandError where another load of this process is running.
        """
        if self.loading:
            raise CommandError("another load is running; wait until it has ended")
        self.loading = True
        try:
            async with self.taken(progress):
                yield
        finally:
            self.loading = False

    @asynccontextmanager
    async def taken(self, progress: Progress = silent) -> AsyncIterator[None]:
        """Wait until no other process loads into the archive, and keep it from that; may be entered again."""
        if self._holders == 0:
            waits = partial(progress, Step(Stage.WAITING, 0, 1))
            await self._held.enter_async_context(lock.turn(self._file, waits))
        self._holders += 1
        try:
            yield
        finally:
            self._holders -= 1
            if self._holders == 0:
                await self._held.aclose()
