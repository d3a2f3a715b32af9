"""Who looks for answers: this process, and others beside it that map the same saved index.

Looking is arithmetic in Python, so that one process has one processor's worth of it. A process of its own answers what
it is asked as this one would: it opens the saved index and makes the changes since, which it is sent once.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.errors import SemanticError
from bot.processes import AHEAD, MOST_RESIDENT, Workers, resident
from retrieval.archive import Archive
from retrieval.errors import DamagedIndex
from retrieval.semantic.weights import TOGETHER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from bot.archive.index_builder import IndexedArchive, IndexUpdate
    from bot.semantic.model import MeaningFiles
    from retrieval.arabic.language import Language
    from retrieval.archive import Findings
    from retrieval.records import Scope
    from retrieval.semantic.meaning import Meaning
    from retrieval.semantic.vectors import Vectors
    from retrieval.semantic.weights import Singles
    from retrieval.tuning import Tuning

    Asked = tuple[str, int | None, Scope | None]
    Typical = tuple[Singles | None]

T = TypeVar("T")
_log = logging.getLogger(__name__)

SPREAD = 1_000
"""Articles from which on processes beside this one look, too.

Of 2,000 a question takes as long as all that Telegram asks for a message, so that a second processor nearly doubles
what is answered in a rush. For fewer it is not worth the second that a process takes to begin, and sixty megabytes.
"""
CROWD = 2
"""Questions that wait, from which on it is worth it for whatever archive."""
QUIET_SECONDS = 0.25
"""Without a question, after which who works more is told anew."""
_FIRST: Asked = ("؟", None, None)
"""What a process is asked first, so that it has everything open."""
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
    meaning: MeaningFiles

    def __call__(
        self, given: tuple[Sequence[Asked], Typical | None]
    ) -> tuple[Sequence[Findings] | None, float]:
        """Return what `_find` does, and the seconds of the processor that it took."""
        begun = time.process_time()
        found = self._find(*given)
        return found, time.process_time() - begun

    def _find(self, asked: Sequence[Asked], typical: Typical | None) -> Sequence[Findings] | None:
        """Return what the archive holds on questions: by meaning, too, given the direction that is typical of it."""
        archive, opened = self._archive, _opened(self.meaning) if typical else None
        if archive is None or (typical and opened is None):
            return None
        meaning = None
        if typical and opened:
            meaning, vectors = opened
            meaning.follow(*typical)
            vectors.refresh()
        findings = _found(archive, asked, meaning)
        if resident() > MOST_RESIDENT:
            archive.release()
            if opened:
                opened[1].release()
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


def _found(archive: Archive, asked: Sequence[Asked], meaning: Meaning | None) -> Sequence[Findings]:
    """Return what an archive holds on each of some questions."""
    if meaning and len(asked) > 1:
        archive.understand(asked, meaning)
    return [archive.find(*one, meaning) for one in asked]


@cache
def _opened(files: MeaningFiles) -> tuple[Meaning, Vectors] | None:
    """Return the meaning of an archive's passages, for this process, which reads none itself; None if it is of no use.

    Its pages are those that the main process has mapped.
    """
    try:
        return files.opened(keeps=False)
    except (SemanticError, ImportError):
        return None


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    """A question that nobody looks for yet, and what comes of it."""

    edition: IndexedArchive
    asked: Asked
    meaning: Meaning | None
    found: asyncio.Future[Findings]

    def goes_with(self, other: _Waiting) -> bool:
        """Return whether both may be looked for together."""
        return self.edition is other.edition and self.meaning is other.meaning


class Finders:
    """The processes that look, each for a few questions at a time; get one from `open`.

    Until it is `begun`, and where there is one processor, this process alone looks.
    """

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread
        self._workers: Workers | None = None
        self._processes = self._sent = 0
        self._looks_here = False
        self._waiting: deque[_Waiting] = deque()
        self._looking: set[asyncio.Task[None]] = set()
        self._effort = _Effort()
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
                await asyncio.gather(*finders._looking, return_exceptions=True)

    @property
    def crowded(self) -> bool:
        """Return whether so many questions wait for a process that another one would be worth its beginning."""
        return len(self._waiting) >= CROWD and not self._workers

    async def begin(
        self, processes: int, finder: Finder, edition: IndexedArchive, meaning: Meaning | None
    ) -> None:
        """Have so many processes look, too, from when each of them is ready."""
        if self._workers or processes < 1:
            return
        self._workers = Workers(processes)
        self.adopt(finder, edition)
        ready = [self._beside(finder, edition, [_FIRST], meaning) for _ in range(processes)]
        await asyncio.gather(*ready, return_exceptions=True)
        self._processes = processes

    def adopt(self, finder: Finder, edition: IndexedArchive) -> None:
        """Have the processes answer from another edition."""
        self._finder, self._edition = finder, edition

    async def find(self, edition: IndexedArchive, asked: Asked, meaning: Meaning | None) -> Findings:
        """Return what an edition of the archive holds on a question, by its words and by its `meaning`, if any."""
        self._effort.begin()
        waiting = _Waiting(edition, asked, meaning, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._hand_out()
        return await waiting.found

    def _hand_out(self) -> None:
        """Have who is free look for what waits: others first, for this process has readers to talk to."""
        while self._waiting:
            beside = self._takes_more
            if not beside and (self._looks_here or (self._processes and not self._effort.is_less_here())):
                return
            if beside:
                self._sent += 1
            else:
                self._looks_here = True
            looking = asyncio.create_task(self._look(self._next(), beside=beside))
            self._looking.add(looking)
            looking.add_done_callback(self._looking.discard)

    @property
    def _takes_more(self) -> bool:
        """Return whether a process is to be sent questions: in a rush already while it looks for those before.

        Else it would wait until this one, which is busy then, has taken what it found.
        """
        rush = len(self._waiting) > TOGETHER
        return self._sent < self._processes * (AHEAD if rush else 1)

    def _next(self) -> list[_Waiting]:
        """Take the question that waits longest, and where many wait those behind it that may go with it.

        An encoder reads several in less time, and what is found comes back in one message; but the first of them waits
        for the last.
        """
        share = min(TOGETHER, len(self._waiting) // (2 * (self._processes + 1)))
        taken = [self._waiting.popleft()]
        while len(taken) < share and self._waiting[0].goes_with(taken[0]):
            taken.append(self._waiting.popleft())
        return taken

    async def _look(self, taken: Sequence[_Waiting], *, beside: bool) -> None:
        """Look for questions that may be looked for together; where one of them fails, for each by itself."""
        try:
            for few in (taken, *([one] for one in taken)):
                left = [one for one in few if not one.found.done()]
                if left:
                    await self._settle(left, beside=beside)
        finally:
            if beside:
                self._sent -= 1
            else:
                self._looks_here = False
            self._hand_out()

    async def _settle(self, taken: Sequence[_Waiting], *, beside: bool) -> None:
        """Give each of some questions what is found; what goes wrong is for one that is alone."""
        edition, meaning, asked = taken[0].edition, taken[0].meaning, [one.asked for one in taken]
        found: Sequence[Findings] | None = None
        try:
            if beside and self._finder and edition is self._edition:
                found = await self._beside(self._finder, edition, asked, meaning)
            if found is None:
                found = await self.here(lambda: _found(edition.archive, asked, meaning))
        except Exception as error:  # noqa: BLE001  # whatever it is, it belongs to who asked for it
            if len(taken) == 1 and not taken[0].found.done():
                taken[0].found.set_exception(error)
            return
        for one, findings in zip(taken, found, strict=True):
            if not one.found.done():
                one.found.set_result(findings)

    async def here(self, work: Callable[[], T]) -> T:
        """Do some work on an archive in this process."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _beside(
        self, finder: Finder, edition: IndexedArchive, asked: Sequence[Asked], meaning: Meaning | None
    ) -> Sequence[Findings] | None:
        found: Sequence[Findings] | None
        assert self._workers is not None  # noqa: S101  # begun
        typical = (meaning.typical(edition.archive.passages),) if meaning else None
        begun: Any = self._workers.begin(finder, (asked, typical), _nothing)
        found, seconds = await asyncio.wrap_future(begun)
        self._effort.beside += seconds / max(self._processes, 1)
        return found


@dataclass
class _Effort:
    """Seconds of the processor since a rush began: of this process, whatever it does, and of each one `beside` it."""

    beside: float = 0.0
    _before: float = 0.0
    _last: float = 0.0

    def begin(self) -> None:
        """Begin to count anew with a question that comes after a time without any."""
        if time.monotonic() > self._last + QUIET_SECONDS:
            self.beside, self._before = 0.0, time.process_time()
        self._last = time.monotonic()

    def is_less_here(self) -> bool:
        """Return whether this process has worked no more than the others."""
        return time.process_time() - self._before <= self.beside


def _nothing(_: tuple[Sequence[Asked], Typical | None]) -> tuple[None, float]:
    """Stand in for a process that died: the questions are looked for here."""
    _log.warning("a process that looks for answers died; another takes its place")
    return None, 0.0
