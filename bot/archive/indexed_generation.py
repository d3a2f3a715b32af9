"""A generation of the archive with its index, for who publishes it elsewhere."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.archive.store import ArchiveState

if TYPE_CHECKING:
    from collections.abc import Generator

    from bot.archive.changes.difference import Difference
    from bot.archive.store import Store
    from retrieval.archive import Archive
    from retrieval.records import Article

_ALL = 1 << 40


@dataclass(frozen=True, slots=True)
class IndexedGeneration:
    """A generation of a store and its index; its methods block, see `Store.scan`."""

    archive: Archive
    generation: int
    store: Store
    loop: asyncio.AbstractEventLoop

    def since(self, fingerprint: str) -> Difference | None:
        """Return what came and went since another state of the store; None where that was none."""
        now = ArchiveState(self.generation, self.archive.fingerprint)
        looked = self.store.difference(fingerprint, now, _ALL)
        return asyncio.run_coroutine_threadsafe(looked, self.loop).result()

    def came(self, fingerprint: str) -> Generator[Article]:
        """Yield the articles that came since another state."""
        changes = self.since(fingerprint)
        if changes:
            yield from self.store.scan_changes(changes)

    def all(self) -> Generator[Article]:
        """Yield all articles."""
        return self.store.scan(self.generation)
