"""A generation of the archive with its index, for who publishes it elsewhere."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from bot.archive.store import ArchiveState
from bot.database.rows import listed
from bot.engine.published import VersionEntry
from retrieval.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Collection, Generator
    from pathlib import Path

    from bot.archive.changes.difference import Difference
    from bot.archive.store import Store
    from retrieval.archive import Archive
    from retrieval.records import Article

_ALL = 1 << 40
_ENTRIES = """SELECT id, articles.seq AS seq, coalesce(story, articles.seq) AS story, title, outlet, section, url
    FROM articles LEFT JOIN stories ON stories.seq = articles.seq WHERE id IN (SELECT value FROM json_each(:ids))
    AND since <= :at AND (until IS NULL OR until > :at)"""


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

    def is_ours(self, alias: str, fingerprint: str) -> bool:
        """Return whether it was this store that published that state under the alias."""
        return self._published().get(alias) == fingerprint

    def note(self, alias: str) -> None:
        """Remember that this generation was published under the alias."""
        before = self._published()
        known = before | {alias: self.archive.fingerprint}
        if known == before:
            return
        with replacing(self._memory) as aside:
            aside.write_bytes(msgspec.json.encode(known))

    @property
    def _memory(self) -> Path:
        path = self.store.database.path
        return path.with_name(f"{path.name}.published")

    def _published(self) -> dict[str, str]:
        """Return what was published last under each alias."""
        try:
            return msgspec.json.decode(self._memory.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.MsgspecError):
            return {}

    def entries(self, ids: Collection[str]) -> dict[str, VersionEntry]:
        """Return what lists say of the articles among `ids`, by id."""
        asked = self.store.database.rows(_ENTRIES, {"ids": listed(ids), "at": self.generation})
        rows = asyncio.run_coroutine_threadsafe(asked, self.loop).result()
        return {
            row["id"]: VersionEntry(
                row["seq"], row["story"], row["title"], row["outlet"], row["section"], row["url"]
            )
            for row in rows
        }
