"""One generation of the archive with its index: opened where a sound one is saved, otherwise built."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import CommandError
from bot.progress import Stage, Step
from bot.workers import mapped, processors
from retrieval.archive import Archive
from retrieval.errors import DamagedIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.progress import Progress
    from bot.store import State, Store
    from retrieval.archive import Mapped
    from retrieval.building import Portion, PortionMaker
    from retrieval.language import Language
    from retrieval.records import Article
    from retrieval.tuning import Tuning


SHARED = 2_000
"""Articles from which on their index is built by several processes, which take half a second to start."""
LARGE = 5_000
"""Articles from which on compiled search pays: it saves half a millisecond a question then."""

CHANGES, PART = 200, 10
"""As many articles may come and go, but not more than a tenth, before the whole archive is indexed anew.

They are indexed again when the program starts, which takes 200 of them a quarter of a second.
"""


@dataclass(frozen=True, slots=True)
class Edition:
    """An index and the generation of the store whose texts it was built from."""

    archive: Archive
    generation: int

    def quicken(self) -> None:
        """Search a large archive with compiled code, if there is numba to compile it."""
        if len(self.archive) >= LARGE:
            self.archive.accelerate()


@dataclass(frozen=True, slots=True)
class Press:
    """Makes editions of one archive; the index is kept in `folder`."""

    folder: Path
    language: Language
    tuning: Tuning

    async def latest(self, store: Store, progress: Progress, current: Edition | None = None) -> Edition:
        """The edition of what the store holds now. Raises CommandError when its index cannot be saved.

        Where little came and went since the `current` one, or the one that was saved, that is all that is indexed.
        """
        state = await store.state()
        if current is not None and (brought := await self._brought(current.archive, store, state)):
            return brought
        saved = await asyncio.to_thread(self._saved)
        if saved is not None and (brought := await self._brought(saved, store, state)):
            return brought
        return await self._built(store, state, progress)

    async def _brought(self, archive: Archive, store: Store, state: State) -> Edition | None:
        """The edition that `archive` becomes with what came and went since; None where that is too much."""
        if archive.fingerprint == state.fingerprint:
            return Edition(archive, state.generation)
        most = min(CHANGES, len(archive) // PART) - archive.changes
        changes = await store.difference(archive.fingerprint, state, most) if most > 0 else None
        if changes is None:
            return None
        changed = await asyncio.to_thread(archive.changed, changes.came, changes.went, state.fingerprint)
        return Edition(changed, state.generation)

    async def _built(self, store: Store, state: State, progress: Progress) -> Edition:
        total = await store.count()
        stop = threading.Event()

        def build() -> Archive:
            with closing(store.scan(state.generation)) as articles:
                watched = _until(stop, articles)
                portions = _portions(progress, total)
                built = Archive.build(watched, self.language, self.tuning, state.fingerprint, portions)
            if stop.is_set():
                raise _Stopped
            self._keep(built)
            del built
            # The saved one need not stay in memory.
            return Archive.open(self.folder, self.language, self.tuning)

        building = asyncio.create_task(asyncio.to_thread(build))
        try:
            return Edition(await asyncio.shield(building), state.generation)
        finally:
            # Cancelled, it waits for the thread, which would otherwise still write when the next build does.
            stop.set()
            await asyncio.wait([building])
            building.exception()  # has been raised above, or is _Stopped

    def _saved(self) -> Archive | None:
        try:
            return Archive.open(self.folder, self.language, self.tuning)
        except DamagedIndex:
            return None

    def _keep(self, built: Archive) -> None:
        try:
            built.save(self.folder)
        except OSError as error:
            raise CommandError(f"{self.folder}: the index cannot be saved: {error.strerror}") from error


def _portions(progress: Progress, total: int) -> Mapped:
    """How portions of `total` articles are made: by several processes where there is enough to do for them."""

    def told(make: PortionMaker, batches: Iterable[list[Article]]) -> Iterator[Portion]:
        processes = processors() if total >= SHARED else 1
        portions = mapped(make, batches, processes) if processes > 1 else map(make, batches)
        done = 0
        for portion in portions:
            yield portion
            done += len(portion.ids)
            progress(Step(Stage.INDEXING, done, total))

    return told


class _Stopped(Exception):
    """The build was cancelled."""


def _until(stop: threading.Event, articles: Iterable[Article]) -> Iterator[Article]:
    """The articles; ends in _Stopped once `stop` is set, for a thread cannot be cancelled."""
    for article in articles:
        if stop.is_set():
            raise _Stopped
        yield article
