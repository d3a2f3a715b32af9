"""The archive that stands in an engine: followed, asked, and published to."""

from __future__ import annotations

import asyncio
import math
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Self, TypeVar

from bot.engine.client import Engine
from bot.engine.editions import Editions
from bot.engine.publisher import publish
from bot.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection

    from bot.configuration.environment import EngineSettings
    from bot.engine.editions import Edition
    from bot.engine.published import Published
    from bot.progress import Progress
    from retrieval.arabic.language import Language
    from retrieval.records import Article, Scope
    from retrieval.searcher import Findings
    from retrieval.semantic.meaning import Meaning
    from retrieval.tuning import Tuning

    Asked = tuple[str, int | None, Scope | None]

T = TypeVar("T")

ASKED_AT_ONCE = 8
"""Questions that wait for the engine at the same time."""
FRESH = 1.0
"""Seconds after which it is looked whether the archive in the engine has changed."""


class EngineArchive:
    """Get one from `open`."""

    def __init__(self, editions: Editions, threads: ThreadPoolExecutor) -> None:
        self._editions, self._threads = editions, threads
        self._edition: Edition | None = None
        self._followed = -math.inf
        self._changing = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: EngineSettings, language: Language, tuning: Tuning) -> AsyncIterator[Self]:
        """Open the archive; nothing is asked yet."""
        with Engine(settings) as engine, ThreadPoolExecutor(ASKED_AT_ONCE, "engine") as threads:
            yield cls(Editions(engine, settings.alias, language, tuning), threads)

    @property
    def standing(self) -> Edition | None:
        """Return what was last answered from."""
        return self._edition

    async def edition(self) -> Edition | None:
        """Return what stands in the engine, or did a second ago; None where it holds no archive."""
        if time.monotonic() - self._followed > FRESH:
            await self.follow()
        return self._edition

    async def find(self, asked: Asked, meaning: Meaning | None = None) -> tuple[Edition, Findings]:
        """Return what the archive holds on a question; raises EngineError when that cannot be found out."""
        edition = await self.edition()
        if edition is None:
            raise EngineError(f"the engine holds no archive called {self._editions.alias} yet; load one")
        return edition, await self.work(lambda: edition.searcher.find(*asked, meaning))

    async def follow(self) -> Edition | None:
        """Answer from what stands in the engine now; raises EngineError when that cannot be used."""
        async with self._changing:
            self._edition = await self.work(lambda: self._editions.latest(self._edition))
            self._followed = time.monotonic()
        return self._edition

    async def work(self, work: Callable[[], T]) -> T:
        """Do something that waits for the engine."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Return the articles among `ids` as they are in the edition, by id."""
        if not ids or (edition := self._edition) is None:
            return {}
        return await self.work(lambda: self._editions.articles(edition, ids))

    async def publish(self, published: Published, progress: Progress) -> None:
        """Make what stands in the store what stands in the engine, whole or not at all."""
        async with self._changing:
            known = self._edition
            self._edition = await self.work(lambda: publish(self._editions, known, published, progress))
            self._followed = time.monotonic()
