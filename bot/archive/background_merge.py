"""Merging what came and went since an index was saved into it, in the background, while questions are answered."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.archive.index_builder import IndexBuilder, IndexedArchive
    from bot.archive.store import Store

_log = logging.getLogger(__name__)


class BackgroundMerge:
    """Saves the index once enough has come and gone; at most one such merge runs at a time.

    When one fails or is broken off, the index that answers stays as it is, and the next change is another occasion.
    """

    def __init__(self, builder: IndexBuilder, store: Store) -> None:
        self._builder = builder
        self._store = store
        self._running: asyncio.Task[None] | None = None

    def consider(self, indexed: IndexedArchive, adopt: Callable[[IndexedArchive], Awaitable[None]]) -> None:
        """Begin a merge if it is time; `adopt` is given the indexed archive of what the store held at that moment."""
        running = self._running is not None and not self._running.done()
        if not running and self._builder.is_due(indexed.archive):
            self._running = asyncio.create_task(self._merge(indexed, adopt))

    async def finished(self) -> None:
        """Wait until no merge is running."""
        if self._running is not None:
            await asyncio.wait([self._running])

    async def break_off(self) -> None:
        """End a merge that is running."""
        if self._running is not None:
            self._running.cancel()
            await self.finished()

    async def _merge(
        self, indexed: IndexedArchive, adopt: Callable[[IndexedArchive], Awaitable[None]]
    ) -> None:
        try:
            await adopt(await self._builder.merged(self._store, indexed))
        except BotError as error:
            _log.warning("what came lately could not be merged into the index: %s", error)
