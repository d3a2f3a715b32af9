"""Passages are read by the encoder: those that a question waits for at once, all others in the background."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, nullcontext, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.database import lock
from bot.errors import SemanticError, StoreError
from bot.semantic import model
from bot.semantic.precedence import Precedence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from bot.configuration.settings import Settings
    from retrieval.archive import Archive
    from retrieval.arrays import Longs
    from retrieval.records import Article, Unread
    from retrieval.semantic.meaning import Meaning
    from retrieval.semantic.vectors import Vectors

    ArticlesOf = Callable[[Collection[str], int], Awaitable[Mapping[str, Article]]]
    """The articles of those ids as they were at that generation of the archive."""

_log = logging.getLogger(__name__)

PATIENCE = 0.6
"""Seconds from which on no further passage is read for a question that waits: the last takes a tenth of one."""

BATCH = 8
"""Passages that are read in the background between two looks at what else there is to do."""
SAMPLE = 512
"""Passages of all parts of an archive that are read first: their mean tells what the archive is about."""
NICENESS = 10
FORGOTTEN_SECONDS = 75.0
"""Seconds in which another process, which looks twice at an archive that changed, has dropped what is asked of it."""
_AGAIN_SECONDS = 0.5
WASTE = 2
"""As many times the passages of the archive may be kept before those of what went are dropped."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of an archive's passages have been read, and of how many it was seen that their vectors are damaged."""

    done: int
    total: int
    damaged: int = 0


class Reading:
    """The meaning of one archive's passages, opened when it is first asked for; to be closed.

    One process at a time keeps what it reads; in others it is lost with the process.
    """

    def __init__(self, settings: Settings, articles: ArticlesOf) -> None:
        self._settings, self._articles_of = settings, articles
        self.files = model.MeaningFiles(settings.model, settings.vectors, settings.retrieval.semantic)
        self._opening: asyncio.Task[Meaning | None] | None = None
        self._opened = AsyncExitStack()
        self.vectors: Vectors | None = None
        """What was read so far, once it is opened."""
        self._keeps = False
        self._stop = threading.Event()
        self.questions = Precedence()
        self._understanding = ThreadPoolExecutor(1, "understanding")
        self._asked = ThreadPoolExecutor(1, "reading")
        self._patient = ThreadPoolExecutor(1, "background-reading", _give_way)
        self._running: asyncio.Task[None] | None = None
        self._coverage: Coverage | None = None

    @property
    def coverage(self) -> Coverage | None:
        """Return how much of the archive has been read; None where nothing reads it in the background."""
        return self._coverage

    async def meaning(self) -> Meaning | None:
        """Return the meaning of what was read so far; None where there is no encoder, or none that can be used."""
        if self._opening is None:
            self._opening = asyncio.create_task(self._open())
        # Who waits for it may be broken off, and others wait for it, too.
        return await asyncio.shield(self._opening)

    async def understood(self, question: str) -> Meaning | None:
        """Return `meaning`, which has the question's vector at hand: made while others are answered."""
        meaning = await self.meaning()
        if meaning is not None:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._understanding, meaning.understand, question)
        return meaning

    def release(self) -> None:
        """Give back the memory of vectors that have been read."""
        if self.vectors is not None:
            self.vectors.release()

    async def read(self, unread: Iterable[Unread], generation: int, patience: float = PATIENCE) -> None:
        """Read passages that a question waits for, as many as are begun within so many seconds."""
        meaning = await self.meaning()
        if meaning is not None:
            await self.read_with(meaning, unread, await self._articles(unread, generation), patience)

    async def read_with(
        self,
        meaning: Meaning,
        unread: Iterable[Unread],
        articles: Mapping[str, Article],
        patience: float = PATIENCE,
    ) -> None:
        """Read passages of `articles` that a question waits for, as `read` does, into the vectors of `meaning`."""
        patient_until = time.monotonic() + patience
        still = (passage for passage in unread if time.monotonic() < patient_until)
        work = asyncio.get_running_loop().run_in_executor
        try:
            await work(self._asked, _read, meaning, still, articles)
        except OSError as error:
            _log.warning("what was read for a question could not be kept: %s", error)

    async def follow(self, archive: Archive, generation: int) -> None:
        """Read what is not read yet of that archive in the background from now on, and of no other."""
        await self._break_off()
        if self._settings.vectors_due.exists():
            await self._drop(archive)
        if self._settings.semantic.background:
            self._stop.clear()
            self._running = asyncio.create_task(self._follow(archive, generation))

    def ask_to_forget(self) -> None:
        """Have whoever keeps the vectors drop those of what went, once it answers from the archive that stands now.

        A file asks for it, so that it is done whoever is killed meanwhile.
        """
        if self._settings.vectors.exists():
            self._settings.vectors_due.touch(mode=0o600)

    async def forget(self, archive: Archive) -> bool:
        """Do what was asked, or wait until it is done; return False where another process takes long to do it."""
        due, until = self._settings.vectors_due, time.monotonic() + FORGOTTEN_SECONDS
        while due.exists() and not await self._drop(archive):
            if time.monotonic() > until:
                return False
            await asyncio.sleep(_AGAIN_SECONDS)
        return True

    async def close(self) -> None:
        """End what is running, and let go of the files."""
        await self._break_off()
        if self._opening is not None:
            await asyncio.wait([self._opening])
        for threads in (self._understanding, self._asked, self._patient):
            threads.shutdown()
        await self._opened.aclose()

    async def _open(self) -> Meaning | None:
        if not self._settings.semantic.enabled or not model.installed():
            return None
        try:
            self._opened.enter_context(lock.held(self._settings.vectors))
            self._keeps = True
        except StoreError:
            self._keeps = False
        try:
            meaning, vectors = await asyncio.to_thread(self.files.opened, keeps=self._keeps)
        except SemanticError as error:
            _log.warning("answers go by words alone: %s", error)
            return None
        self.vectors = vectors
        self._opened.callback(vectors.close)
        return meaning

    async def _drop(self, archive: Archive) -> bool:
        """Keep the vectors of what this archive holds alone; return whether it is this process that keeps them."""
        meaning, settings = await self.meaning(), self._settings
        try:
            if meaning is None or self.vectors is None:
                # Without its encoder nothing can be said of them, and they are made again.
                keeping = nullcontext() if self._keeps else lock.held(settings.vectors)
                with keeping, suppress(FileNotFoundError):
                    await asyncio.to_thread(shutil.rmtree, settings.vectors)
            elif self._keeps:
                keys = (await asyncio.to_thread(archive.standing))[1]
                work = asyncio.get_running_loop().run_in_executor
                # After what is being read for a question, which may be of an article that went.
                await work(self._asked, self.vectors.compact, keys.tolist())
            else:
                return False
        except StoreError:
            return False
        except OSError as error:
            _log.warning("the vectors of what went could not be dropped: %s", error)
            return False
        settings.vectors_due.unlink(missing_ok=True)
        return True

    async def _follow(self, archive: Archive, generation: int) -> None:
        meaning = await self.meaning()
        if meaning is None or self.vectors is None or not self._keeps:
            return
        try:
            await self._read_all(meaning, self.vectors, archive, generation)
        except OSError as error:
            _log.warning("passages are read no further: %s", error)

    async def _read_all(self, meaning: Meaning, vectors: Vectors, archive: Archive, generation: int) -> None:
        numbers, keys = await asyncio.to_thread(archive.standing)
        if len(vectors) > WASTE * len(numbers):
            await asyncio.to_thread(vectors.compact, keys.tolist())
        missing = numbers[~vectors.known(keys)]
        done = len(numbers) - len(missing)
        self._coverage = Coverage(done, len(numbers))
        for batch in _batches(numbers, keys, missing):
            unread = archive.unread(batch)
            articles = await self._articles(unread, generation)
            work = asyncio.get_running_loop().run_in_executor
            await work(self._patient, _read, meaning, self._until_stopped(unread), articles)
            done += len(batch)
            self._coverage = Coverage(done, len(numbers))

    def _until_stopped(self, unread: Iterable[Unread]) -> Iterator[Unread]:
        for passage in unread:
            self.questions.wait()
            if self._stop.is_set():
                return
            yield passage

    async def _articles(self, unread: Iterable[Unread], generation: int) -> Mapping[str, Article]:
        return await self._articles_of({passage.article for passage in unread}, generation)

    async def _break_off(self) -> None:
        if self._running is not None:
            self._stop.set()
            self.questions.end_waiting()
            self._running.cancel()
            await asyncio.wait([self._running])
            self._running = None


def _read(meaning: Meaning, unread: Iterable[Unread], articles: Mapping[str, Article]) -> None:
    for passage in unread:
        if passage.article in articles:
            meaning.read(passage, articles[passage.article])


def _batches(numbers: Longs, keys: NDArray[np.uint64], missing: Longs) -> Iterator[Longs]:
    """Yield the `missing` passages in the order they are read: a sample, then the latest first."""
    by_key = numbers[np.argsort(keys)]  # keys are hashes: as good as drawn by lot
    sample = np.intersect1d(by_key[:SAMPLE], missing)
    order = np.concatenate([sample, np.setdiff1d(missing, sample)[::-1]])
    for first in range(0, len(order), BATCH):
        yield np.sort(order[first : first + BATCH])


def _give_way() -> None:
    """Let everybody else go first; where threads have no priority of their own, nothing."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
