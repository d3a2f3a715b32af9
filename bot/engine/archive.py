"""The archive that stands in an engine: followed, asked, and published to."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.engine.client import Engine
from bot.engine.editions import Editions
from bot.engine.publisher import publish
from bot.errors import EngineError
from bot.processes import give_back_memory

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection

    import numpy as np
    from numpy.typing import NDArray

    from bot.configuration.environment import EngineSettings
    from bot.engine.editions import Edition
    from bot.engine.published import Published
    from bot.engine.vectors import EngineVectors
    from bot.progress import Progress
    from retrieval.arabic.language import Language
    from retrieval.records import Article, Scope
    from retrieval.searcher import Findings
    from retrieval.semantic.meaning import Meaning
    from retrieval.semantic.vectors import Vectors
    from retrieval.tuning import Tuning

    Asked = tuple[str, int | None, Scope | None]

T = TypeVar("T")
_log = logging.getLogger(__name__)

ASKED_AT_ONCE = 8
"""Questions that wait for the engine at the same time."""
FRESH = 1.0
"""Seconds between two looks whether the archive in the engine has changed."""


class EngineArchive:
    """Get one from `open`."""

    def __init__(self, editions: Editions, threads: ThreadPoolExecutor) -> None:
        self._editions, self._threads = editions, threads
        self._edition: Edition | None = None
        self._following: asyncio.Task[None] | None = None
        self._vectors: EngineVectors | None = None
        self._meant: Meaning | None = None
        self._changing = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: EngineSettings, language: Language, tuning: Tuning) -> AsyncIterator[Self]:
        """Open the archive; nothing is asked yet."""
        with Engine(settings) as engine, ThreadPoolExecutor(ASKED_AT_ONCE, "engine") as threads:
            archive = cls(Editions(engine, settings.alias, language, tuning), threads)
            try:
                yield archive
            finally:
                if archive._following:
                    archive._following.cancel()
                    await asyncio.wait([archive._following])

    @property
    def standing(self) -> Edition | None:
        """Return what was last answered from."""
        return self._edition

    async def edition(self) -> Edition | None:
        """Return what stands in the engine, or did a second ago; None where it holds no archive.

        From the first question on it is looked once a second, beside those who ask, whether it has changed.
        """
        if self._edition is None:
            await self.follow()
        if self._following is None:
            self._following = asyncio.create_task(self._follow_on())
        return self._edition

    async def _follow_on(self) -> None:
        while True:
            await asyncio.sleep(FRESH)
            try:
                await self.follow()
            except EngineError as error:
                # What stood a moment ago answers on; who asks is told where it cannot be asked.
                _log.warning(
                    "it cannot be found out whether the archive in the engine has changed: %s", error
                )

    async def find(self, asked: Asked, meaning: Meaning | None = None) -> tuple[Edition, Findings]:
        """Return what the archive holds on a question; raises EngineError when that cannot be found out."""
        edition = await self.edition()
        if edition is None:
            raise EngineError(f"the engine holds no archive called {self._editions.alias} yet; load one")
        return edition, await self.work(lambda: edition.searcher.find(*asked, meaning))

    async def follow(self) -> Edition | None:
        """Answer from what stands in the engine now; raises EngineError when that cannot be used."""
        async with self._changing:
            known = self._edition
            self._edition = await self.work(lambda: self._editions.latest(known))
            if self._edition is not known:
                await self.work(give_back_memory)
        return self._edition

    async def work(self, work: Callable[[], T]) -> T:
        """Do something that waits for the engine."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def found(self, path: str, query: object) -> dict[str, Any]:
        """Return what a search finds; see `Editions.found`. It blocks."""
        return self._editions.found(path, query)

    async def articles(self, ids: Collection[str], edition: Edition | None = None) -> dict[str, Article]:
        """Return the articles among `ids` as they are in an edition, by default the one that stands, by id."""
        asked = edition or await self.edition()
        return await self.work(lambda: self._editions.articles(asked, ids)) if ids and asked else {}

    async def about(self, subject: str, scope: Scope | None, *, oldest: bool = False) -> tuple[str, ...]:
        """Return the ids of the articles about a subject; see `Searcher.about`."""
        edition = await self.edition()
        if edition is None:
            return ()
        return await self.work(lambda: edition.searcher.about(subject, scope, oldest=oldest))

    def meant(self, meaning: Meaning) -> Meaning:
        """Return the same meaning among the vectors that the engine keeps."""
        if self._meant is None:
            self._meant = meaning.among(self._vectors_of(meaning))
        return self._meant

    async def put_vectors(self, meaning: Meaning, vectors: Vectors, keys: NDArray[np.uint64]) -> None:
        """Have the engine keep those of `vectors` that are of the passages with these keys."""
        kept = self._vectors_of(meaning)
        await self.work(lambda: kept.put(vectors, keys))

    def _vectors_of(self, meaning: Meaning) -> EngineVectors:
        if self._vectors is None:
            # Who has no encoder does not pay for the import.
            from bot.engine.vectors import EngineVectors  # noqa: PLC0415

            of = self._editions.alias, meaning.fingerprint, meaning.dimensions
            self._vectors = EngineVectors(self._editions.engine, *of)
        return self._vectors

    async def publish(self, published: Published, progress: Progress, *, anew: bool = False) -> None:
        """Make what stands in the store what stands in the engine, whole or not at all.

        If `anew`, nothing else of the archive is left there.
        """
        async with self._changing:
            known = self._edition
            self._edition = await self.work(
                lambda: publish(self._editions, known, published, progress, anew=anew)
            )
