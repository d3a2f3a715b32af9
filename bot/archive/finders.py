"""Who looks for answers: this process, and others beside it that map the same saved index.

Looking is arithmetic in Python, so that one process has one processor's worth of it. A process of its own answers what
it is asked as this one would: it opens the saved index and makes the changes since, which it is sent once.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.processes import MOST_RESIDENT, Workers, resident
from retrieval.archive import Archive
from retrieval.errors import DamagedIndex

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.archive.index_builder import IndexedArchive, IndexUpdate
    from retrieval.arabic.language import Language
    from retrieval.archive import Findings
    from retrieval.records import Scope
    from retrieval.tuning import Tuning

    Asked = tuple[str, int | None, Scope | None]

T = TypeVar("T")
_log = logging.getLogger(__name__)

SPREAD = 1_000
"""Articles from which on processes beside this one look, too.

Of 2,000 a question takes as long as all that Telegram asks for a message, so that a second processor nearly doubles
what is answered in a rush. For fewer it is not worth the second that a process takes to begin, and sixty megabytes.
"""
_BESIDE, _HERE = 0, 1
_asked: dict[Path, Archive] = {}
"""What this process, where it is one beside the main one, was asked last, by the folder of its index."""


@dataclass
class Finder:
    """Looks in another process; it is sent there once an edition, and maps the index when it is first asked.

    It gives None where what is saved is not what it was made for.
    """

    folder: Path
    language: Language
    tuning: Tuning
    saved: str
    changes: tuple[IndexUpdate, ...]
    accelerated: bool

    def __call__(self, asked: Asked) -> Findings | None:
        """Return what the archive holds on a question."""
        archive = self._archive
        if archive is None:
            return None
        question, limit, scope = asked
        findings = archive.find(question, limit, scope)
        if resident() > MOST_RESIDENT:
            archive.release()
        return findings

    @cached_property
    def _archive(self) -> Archive | None:
        """Return the archive of this edition, made of the one that this process asked before as far as it can be."""
        editions = {change.fingerprint: place for place, change in enumerate(self.changes, start=1)}
        editions[self.saved] = 0
        before = _asked.get(self.folder)
        if before is None or before.fingerprint not in editions:
            try:
                before = Archive.open(self.folder, self.language, self.tuning, before)
            except DamagedIndex:
                return None
        if before.fingerprint not in editions:
            return None
        for change in self.changes[editions[before.fingerprint] :]:
            before = before.changed(change.came, change.went, change.fingerprint)
        if self.accelerated:
            before.accelerate()
        _asked[self.folder] = before
        return before


class Finders:
    """The processes that look, each for one question at a time; get one from `open`.

    Until it is `begun`, and where there is one processor, this process alone looks.
    """

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread
        self._workers: Workers | None = None
        # Others go before this one, which has Telegram to talk to.
        self._free: asyncio.PriorityQueue[int] = asyncio.PriorityQueue()
        self._free.put_nowait(_HERE)
        self._finder: Finder | None = None
        self._edition: IndexedArchive | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator[Self]:
        """Yield the finders; at the end all processes are ended."""
        # One thread: what is looked for here is found one after the other, whoever asks.
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="finder") as thread:
            finders = cls(thread)
            try:
                yield finders
            finally:
                if finders._workers:
                    await asyncio.to_thread(finders._workers.close)

    async def begin(self, processes: int, finder: Finder, edition: IndexedArchive) -> None:
        """Have so many processes look, too, from when each of them is ready."""
        if self._workers or processes < 1:
            return
        self._workers = Workers(processes)
        self.adopt(finder, edition)
        ready = [self._beside(finder, ("", None, None)) for _ in range(processes)]
        await asyncio.gather(*ready, return_exceptions=True)
        for _ in range(processes):
            self._free.put_nowait(_BESIDE)

    def adopt(self, finder: Finder, edition: IndexedArchive) -> None:
        """Have the processes answer from another edition."""
        self._finder, self._edition = finder, edition

    async def find(self, edition: IndexedArchive, asked: Asked) -> Findings:
        """Return what an edition of the archive holds on a question."""
        seat = await self._free.get()
        try:
            if seat == _BESIDE and self._finder and edition is self._edition:
                found = await self._beside(self._finder, asked)
                if found is not None:
                    return found
            return await self.here(lambda: edition.archive.find(*asked))
        finally:
            self._free.put_nowait(seat)

    async def here(self, work: Callable[[], T]) -> T:
        """Do some work on an archive in this process."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _beside(self, finder: Finder, asked: Asked) -> Findings | None:
        assert self._workers is not None  # noqa: S101  # begun
        begun: Any = self._workers.begin(finder, asked, _nothing)
        found: Findings | None = await asyncio.wrap_future(begun)
        return found


def _nothing(_: Asked) -> None:
    """Stand in for a process that died: the question is looked for here."""
    _log.warning("a process that looks for answers died; another takes its place")
