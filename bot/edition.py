"""One generation of the archive with its index: opened where a sound one is saved, otherwise built."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import CommandError
from bot.progress import Stage, Step
from retrieval.archive import Archive
from retrieval.errors import DamagedIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.progress import Progress
    from bot.store import Store
    from retrieval.language import Language
    from retrieval.records import Article
    from retrieval.tuning import Tuning


@dataclass(frozen=True, slots=True)
class Edition:
    """An index and the generation of the store whose texts it was built from."""

    archive: Archive
    generation: int


@dataclass(frozen=True, slots=True)
class Press:
    """Makes editions of one archive; the index is kept in `folder`."""

    folder: Path
    language: Language
    tuning: Tuning

    async def latest(self, store: Store, progress: Progress) -> Edition:
        """The edition of what the store holds now. Raises CommandError when its index cannot be saved."""
        state = await store.state()
        saved = await asyncio.to_thread(self._saved, state.fingerprint)
        if saved is not None:
            return Edition(saved, state.generation)
        total = await store.count()
        stop = threading.Event()

        def build() -> Archive:
            def report(done: int) -> None:
                progress(Step(Stage.INDEXING, done, total))

            with closing(store.scan(state.generation)) as articles:
                watched = _until(stop, articles)
                built = Archive.build(watched, self.language, self.tuning, state.fingerprint, report)
            return self._kept(built)

        try:
            return Edition(await asyncio.to_thread(build), state.generation)
        finally:
            stop.set()

    def _saved(self, fingerprint: str) -> Archive | None:
        try:
            archive = Archive.open(self.folder, self.language, self.tuning)
        except DamagedIndex:
            return None
        return archive if archive.fingerprint == fingerprint else None

    def _kept(self, built: Archive) -> Archive:
        """Save the index and use the saved one, which need not stay in memory."""
        try:
            built.save(self.folder)
            return Archive.open(self.folder, self.language, self.tuning)
        except OSError as error:
            raise CommandError(f"{self.folder}: the index cannot be saved: {error.strerror}") from error


class _Stopped(Exception):
    """The build was cancelled."""


def _until(stop: threading.Event, articles: Iterable[Article]) -> Iterator[Article]:
    """The articles; ends in _Stopped once `stop` is set, for a thread cannot be cancelled."""
    for article in articles:
        if stop.is_set():
            raise _Stopped
        yield article
