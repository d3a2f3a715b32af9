"""One generation of the archive with its index: opened where a sound one is saved, otherwise built."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.database import lock
from bot.errors import CommandError
from bot.processes import Workers, processors
from bot.progress import Stage, Step, silent
from retrieval.archive import Archive
from retrieval.errors import DamagedIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.archive.store import ArchiveState, Store
    from bot.progress import Progress
    from retrieval.arabic.language import Language
    from retrieval.archive import ParallelMap
    from retrieval.records import Article
    from retrieval.tuning import Tuning


SHARED = 2_000
"""Articles from which on their index is built by several processes, which take half a second to start."""
LARGE = 5_000
"""Articles from which on compiled search pays: it saves half a millisecond a question then."""

COUNTED = 50
"""Articles between two reports of how many there were."""

CHANGES, PART = 200, 10
"""As many articles may come and go, but not more than a tenth, before the whole archive is indexed anew.

They are indexed again when the program starts, which takes 200 of them a quarter of a second.
"""
MERGED = 2
"""A part of these: that many, and a program that stays indexes the archive anew before it has to."""


@dataclass(frozen=True, slots=True)
class IndexedArchive:
    """An index and the generation of the store whose texts it was built from."""

    archive: Archive
    generation: int

    def accelerate(self) -> None:
        """Search a large archive with compiled code, if there is numba to compile it."""
        if len(self.archive) >= LARGE:
            self.archive.accelerate()


@dataclass(frozen=True, slots=True)
class IndexBuilder:
    """Builds the index of one archive, kept in `folder`; one build runs at a time."""

    folder: Path
    language: Language
    tuning: Tuning
    _building: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def latest(
        self, store: Store, progress: Progress, current: IndexedArchive | None = None
    ) -> IndexedArchive:
        """Return the indexed archive of what the store holds now; raises CommandError when its index cannot be saved.

        Where little came and went since the `current` one, or the one that was saved, that alone is indexed.
        """
        state = await store.state()
        if current is not None and (updated := await self._updated(current.archive, store, state)):
            return updated
        async with self._building:
            with suppress(DamagedIndex):
                saved = await asyncio.to_thread(Archive.open, self.folder, self.language, self.tuning)
                if updated := await self._updated(saved, store, state):
                    return updated
            return await self._built(store, state, progress, processors())

    async def anew(self, store: Store) -> IndexedArchive:
        """Return the indexed archive of what the store holds now, built anew; raises as `latest` does.

        It leaves a processor, if there are several, to those who ask.
        """
        async with self._building:
            return await self._built(store, await store.state(), silent, max(1, processors() - 1))

    def is_due(self, archive: Archive) -> bool:
        """Return whether so much came and went since `archive` was built that it should soon be built anew."""
        return archive.changes > _most(archive) // MERGED

    async def _updated(self, archive: Archive, store: Store, state: ArchiveState) -> IndexedArchive | None:
        """Return `archive` with what came and went since; None where that is too much."""
        if archive.fingerprint == state.fingerprint:
            return IndexedArchive(archive, state.generation)
        most = _most(archive) - archive.changes
        changes = await store.difference(archive.fingerprint, state, most) if most > 0 else None
        if changes is None:
            return None
        changed = await asyncio.to_thread(archive.changed, changes.came, changes.went, state.fingerprint)
        return IndexedArchive(changed, state.generation)

    async def _built(
        self, store: Store, state: ArchiveState, progress: Progress, processes: int
    ) -> IndexedArchive:
        total = await store.count()
        stop = threading.Event()

        def build() -> Archive:
            with closing(store.scan(state.generation)) as articles:
                watched = _watched(articles, stop, progress, total)
                spread = _spread(total, processes)
                built = Archive.build(watched, self.language, self.tuning, state.fingerprint, spread)
            if stop.is_set():
                raise _Stopped
            try:
                with lock.alone(self.folder):
                    built.save(self.folder)
            except OSError as error:
                raise CommandError(f"{self.folder}: the index cannot be saved: {error.strerror}") from error
            del built
            # The saved one need not stay in memory.
            return Archive.open(self.folder, self.language, self.tuning)

        building = asyncio.create_task(asyncio.to_thread(build))
        try:
            return IndexedArchive(await asyncio.shield(building), state.generation)
        finally:
            # Cancelled, it waits for the thread, which would otherwise still write when the next build does.
            stop.set()
            await asyncio.wait([building])
            building.exception()  # has been raised above, or is _Stopped


def _most(archive: Archive) -> int:
    """Return how many articles may come and go before the archive is indexed anew."""
    return min(CHANGES, len(archive) // PART)


@contextmanager
def _spread(total: int, processes: int) -> Iterator[ParallelMap]:
    """Yield how the work on so many articles is done: by other processes where there is enough of it."""
    if total < SHARED or processors() == 1:
        yield map
        return
    with Workers(processes) as workers:
        yield workers.mapped


class _Stopped(Exception):
    """The build was cancelled."""


def _watched(
    articles: Iterable[Article], stop: threading.Event, progress: Progress, total: int
) -> Iterator[Article]:
    """Yield the articles and report how many have been taken.

    It ends in _Stopped once `stop` is set, for a thread cannot be cancelled.
    """
    done = 0
    for done, article in enumerate(articles, start=1):
        if stop.is_set():
            raise _Stopped
        yield article
        if done % COUNTED == 0:
            progress(Step(Stage.INDEXING, done, total))
    progress(Step(Stage.INDEXING, done, total))
