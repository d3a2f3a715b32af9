"""The index that answers: swapped in whole as the store changes, and asked in this process and others beside it."""

from __future__ import annotations

import asyncio
import logging
import math
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from bot.archive.background_merge import BackgroundMerge
from bot.archive.finders import SPREAD, Finder, Finders
from bot.archive.index_builder import LARGE, IndexBuilder
from bot.processes import MOST_RESIDENT, processors, resident
from bot.progress import silent
from bot.semantic.reading import PATIENCE, Reading
from retrieval.errors import DamagedIndex

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.archive.finders import Asked
    from bot.archive.index_builder import IndexedArchive
    from bot.archive.store import Store
    from bot.configuration.settings import Settings
    from bot.progress import Progress
    from retrieval.arabic.language import Language
    from retrieval.archive import Findings
    from retrieval.semantic.meaning import Meaning

T = TypeVar("T")

_log = logging.getLogger(__name__)


class LiveIndex:
    """The index of an open store; get one from `open`."""

    def __init__(self, settings: Settings, language: Language, store: Store, finders: Finders) -> None:
        self._store, self._finders = store, finders
        self.language = language
        """The word lists and the thesaurus, as they were read when the archive was opened."""
        self._builder = IndexBuilder(settings.index, self.language, settings.retrieval)
        self._staying = False
        self._helping: asyncio.Task[None] | None = None
        self.current: IndexedArchive | None = None
        """What answers, another object whenever the archive has changed; None before the first question."""
        self.changing = asyncio.Lock()
        """Held by whoever changes what answers: what comes and goes by a few takes turns."""
        self.merging = BackgroundMerge(self._builder, store)
        self.reading = Reading(settings, store.articles)

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: Settings, language: Language, store: Store) -> AsyncIterator[Self]:
        """Open the index of a store; nothing is read or built yet."""
        async with Finders.open() as finders:
            index = cls(settings, language, store, finders)
            try:
                yield index
            finally:
                await index.merging.break_off()
                await index.reading.close()
                if index._helping:
                    index._helping.cancel()
                    await asyncio.wait([index._helping])

    async def update(self, progress: Progress = silent) -> IndexedArchive:
        """Swap in what answers with what came and went since; raises CommandError when it cannot be saved."""
        return await self._swap(await self._builder.latest(self._store, progress, self.current))

    async def rebuild(self, progress: Progress = silent) -> IndexedArchive:
        """Build the index anew, so that nothing is left in it of what the archive holds no more."""
        async with self.changing:
            await self.merging.break_off()
            return await self._swap(await self._builder.anew(self._store, progress))

    async def verify(self) -> bool:
        """Return whether index and vectors are as they were written; what is not is made anew."""
        try:
            await self._builder.verify()
        except DamagedIndex as error:
            _log.error("the index is damaged and is built anew: %s", error)
            await self.rebuild()
            return False
        damaged = await asyncio.to_thread(self.reading.vectors.damaged) if self.reading.vectors else 0
        if damaged:
            _log.error("the vectors of %s passages are damaged and are made anew", damaged)
        if damaged and self.current:
            await self.reading.follow(self.current.archive, self.current.generation)
        return not damaged

    async def stay(self, ready: Callable[[], Awaitable[IndexedArchive]]) -> None:
        """Be quick and keep little in memory from now on; `ready` makes the archive ready where nothing answers yet."""
        self._staying = True
        indexed = await ready()
        await asyncio.to_thread(indexed.accelerate)
        await self.reading.follow(indexed.archive, indexed.generation)
        self.consider_merging(indexed)
        await self._spread(indexed)

    def consider_merging(self, indexed: IndexedArchive) -> None:
        """Begin to save what came and went, in the background, where the program stays and it is time."""
        if self._staying:
            self.merging.consider(indexed, self._adopt)

    async def here(self, work: Callable[[], T]) -> T:
        """Do some work on the index, between the questions that are answered in this process."""
        return await self._finders.here(work)

    async def find(self, indexed: IndexedArchive, asked: Asked) -> Findings:
        """Return what is found, having read for a moment what no encoder has read."""
        meaning = await self.reading.meaning()
        if self._staying and self._finders.crowded:
            # Other processes look, too, from when they are ready.
            self._helping = self._helping or asyncio.create_task(self._help(indexed))
        with self.reading.questions.taken():
            findings = await self._finders.find(indexed, asked, meaning)
            return await self._read(indexed, asked, findings, meaning, PATIENCE) if meaning else findings

    async def find_thoroughly(self, indexed: IndexedArchive, asked: Asked) -> Findings:
        """Return what is found once all passages that may matter are read, however long that takes."""
        meaning = await self.reading.understood(asked[0])
        if meaning is None:
            return await self._finders.find(indexed, asked, None)
        thorough = meaning.thorough()
        findings = await self.here(partial(indexed.archive.find, *asked, thorough))
        return await self._read(indexed, asked, findings, thorough, math.inf)

    async def _read(
        self, indexed: IndexedArchive, asked: Asked, findings: Findings, meaning: Meaning, patience: float
    ) -> Findings:
        """Return what is found once what no encoder has read is read, for at most so many seconds."""
        if not findings.unread:
            return findings
        await self.reading.read(findings.unread, indexed.generation, patience)
        return await self.here(partial(indexed.archive.find, *asked, meaning))

    async def release(self, indexed: IndexedArchive) -> None:
        """Give memory back where a program that stays has come to hold much."""
        if self._staying and resident() > MOST_RESIDENT:
            await self.here(indexed.archive.release)
            self.reading.release()

    async def _swap(self, latest: IndexedArchive) -> IndexedArchive:
        """Answer from `latest` from now on."""
        if self._staying:
            await asyncio.to_thread(latest.accelerate)
            await self.reading.follow(latest.archive, latest.generation)
        self.current = latest
        self._finders.adopt(self._finder(latest), latest)
        if self._staying:
            await self._spread(latest)
        return latest

    async def _spread(self, indexed: IndexedArchive) -> None:
        """Have other processes look, too, where the archive is large enough to be worth them."""
        if len(indexed.archive) >= SPREAD:
            await self._help(indexed)

    async def _help(self, indexed: IndexedArchive) -> None:
        await self._finders.begin(
            processors() - 1, self._finder(indexed), indexed, await self.reading.meaning()
        )

    def _finder(self, indexed: IndexedArchive) -> Finder:
        """Return what answers as an index does, in other processes."""
        builder, large = self._builder, len(indexed.archive) >= LARGE
        return Finder(
            builder.folder,
            builder.language,
            builder.tuning,
            indexed.saved,
            indexed.changes,
            large,
            self.reading.files,
        )

    async def _adopt(self, merged: IndexedArchive) -> None:
        """Answer from an index that was built in the background."""
        async with self.changing:
            await self._swap(await self._builder.latest(self._store, silent, merged))
