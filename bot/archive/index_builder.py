"""One generation of the archive with its index: opened where a sound one is saved, and what came since added to it."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
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
"""As many articles may come and go, but not more than a tenth, before they are saved as a segment of the index.

Until then they are indexed again when the program starts, which takes 200 of them a quarter of a second.
"""
SAVED = 2
"""A part of these: that many, and a program that stays saves them in the background before it has to."""
WHILE_SAVING = 20
"""So many times as many may come while that is going on: a merge of a million passages takes minutes."""


@dataclass(frozen=True, slots=True)
class IndexUpdate:
    """What came to an archive and what went, and the fingerprint that it has since."""

    came: tuple[Article, ...]
    went: frozenset[str]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class IndexedArchive:
    """An index and the generation of the store whose texts it was built from.

    It is the saved index of the fingerprint `saved` with `changes` made to it, one after the other.
    """

    archive: Archive
    generation: int
    saved: str
    changes: tuple[IndexUpdate, ...] = ()

    def accelerate(self) -> None:
        """Search a large archive with compiled code, if there is numba to compile it."""
        if len(self.archive) >= LARGE:
            self.archive.accelerate()


@dataclass(frozen=True, slots=True)
class Share:
    """How many processes may work on an index, and who is told how far it is."""

    processes: int
    progress: Progress


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

        What came and went since the `current` one, or the one that was saved, is indexed alone; much of it is saved.
        """
        state = await store.state()
        if current is not None and (updated := await self._updated(current, store, state)):
            return updated
        async with self._building:
            opened = await self._opened(current)
            if opened and (updated := await self._updated(opened, store, state)):
                return updated
            return await self._saved(opened, store, state, Share(processors(), progress))

    async def merged(self, store: Store, current: IndexedArchive) -> IndexedArchive:
        """Return the indexed archive of what the store holds now, saved; raises as `latest` does.

        It leaves a processor, if there are several, to those who ask.
        """
        async with self._building:
            opened, state = await self._opened(current), await store.state()
            return await self._saved(opened, store, state, Share(max(1, processors() - 1), silent))

    async def anew(self, store: Store, progress: Progress) -> IndexedArchive:
        """Return the indexed archive of what the store holds now, built of nothing else; raises as `latest` does."""
        async with self._building:
            return await self._saved(None, store, await store.state(), Share(processors(), progress))

    def is_due(self, archive: Archive) -> bool:
        """Return whether so much came and went since `archive` was saved that it should soon be saved."""
        return archive.changes > _most(archive) // SAVED

    async def _opened(self, current: IndexedArchive | None) -> Archive | None:
        """Return the saved archive, None where there is none that is sound."""
        known = current.archive if current else None
        try:
            if known is None:
                await self.verify()
            return await asyncio.to_thread(Archive.open, self.folder, self.language, self.tuning, known)
        except DamagedIndex:
            return None

    async def verify(self) -> None:
        """Compare what is saved with its checksums; raises DamagedIndex where it differs."""
        try:
            await asyncio.to_thread(Archive.verify, self.folder)
        except OSError as error:
            raise DamagedIndex(str(self.folder), f"cannot be read: {error.strerror}") from error

    async def _updated(
        self, current: Archive | IndexedArchive, store: Store, state: ArchiveState
    ) -> IndexedArchive | None:
        """Return the `current` one with what came and went since; None where that is too much."""
        if isinstance(current, Archive):
            current = IndexedArchive(current, state.generation, current.fingerprint)
        archive = current.archive
        if archive.fingerprint == state.fingerprint:
            return replace(current, generation=state.generation)
        times = WHILE_SAVING if self._building.locked() and current.changes else 1
        most = times * _most(archive) - archive.changes
        changes = await store.difference(archive.fingerprint, state, most) if most > 0 else None
        if changes is None:
            return None

        def change() -> IndexedArchive:
            with closing(store.scan_changes(changes)) as came:
                made = IndexUpdate(tuple(came), changes.went, state.fingerprint)
            changed = archive.changed(made.came, made.went, made.fingerprint)
            return IndexedArchive(changed, state.generation, current.saved, (*current.changes, made))

        return await asyncio.to_thread(change)

    async def _saved(
        self, opened: Archive | None, store: Store, state: ArchiveState, share: Share
    ) -> IndexedArchive:
        """Return the archive of the store saved: with what came since it was `opened`, or, if that is more, anew."""
        changes = await store.difference(opened.fingerprint, state, len(opened)) if opened else None
        total = changes.came if changes else await store.count()
        stop = threading.Event()

        def build() -> Archive:
            scanned = store.scan_changes(changes) if changes else store.scan(state.generation)
            with closing(scanned) as articles:
                watched = _watched(articles, stop, share.progress, total)
                spread = _spread(total, share.processes)
                if opened and changes:
                    built = opened.changed(watched, changes.went, state.fingerprint, spread)
                else:
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
            return Archive.open(self.folder, self.language, self.tuning, opened)

        building = asyncio.create_task(asyncio.to_thread(build))
        try:
            return IndexedArchive(await asyncio.shield(building), state.generation, state.fingerprint)
        finally:
            # Cancelled, it waits for the thread, which would otherwise still write when the next build does.
            stop.set()
            await asyncio.wait([building])
            building.exception()  # has been raised above, or is _Stopped


def _most(archive: Archive) -> int:
    """Return how many articles may come and go before the archive is saved."""
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
