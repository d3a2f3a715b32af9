"""What is published: an archive's index on this machine, and its articles."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.archive.store import ArchiveState

if TYPE_CHECKING:
    from collections.abc import Generator

    from bot.archive.difference import Difference
    from bot.archive.store import Store
    from retrieval.archive import Archive
    from retrieval.records import Article

_ALL = 1 << 40


@dataclass(frozen=True, slots=True)
class Published:
    """One generation of a store with its index; its methods block, and are for other threads than the store's."""

    archive: Archive
    generation: int
    store: Store
    loop: asyncio.AbstractEventLoop

    @property
    def fingerprint(self) -> str:
        """Return what names the articles."""
        return self.archive.fingerprint

    def since(self, fingerprint: str) -> Difference | None:
        """Return what came and went since another state of the same store; None where that was none."""
        now = ArchiveState(self.generation, self.archive.fingerprint)
        looked = self.store.difference(fingerprint, now, _ALL)
        return asyncio.run_coroutine_threadsafe(looked, self.loop).result()

    def came(self, changes: Difference) -> Generator[Article]:
        """Yield the articles that came."""
        return self.store.scan_changes(changes)

    def all(self) -> Generator[Article]:
        """Yield all articles."""
        return self.store.scan(self.generation)
