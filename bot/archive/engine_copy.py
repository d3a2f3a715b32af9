"""The archive in an engine: a copy of what is written here, or all there is of it, where another Isnad writes it."""

from __future__ import annotations

import asyncio
import math
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Self

from bot.archive.duplicates import without_repeats
from bot.archive.indexed_generation import IndexedGeneration
from bot.errors import CommandError, EngineError
from bot.semantic.reading import PATIENCE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.archive.finders import Asked
    from bot.archive.index_builder import IndexedArchive
    from bot.archive.store import Store
    from bot.catalogue.records import Catalogue
    from bot.configuration.settings import Settings
    from bot.engine.archive import EngineArchive
    from bot.engine.editions import Edition
    from bot.progress import Progress
    from bot.semantic.reading import Reading
    from retrieval.arabic.language import Language
    from retrieval.archive import Findings
    from retrieval.records import Answer, Article
    from retrieval.semantic.meaning import Meaning


class EngineCopy:
    """Get one from `open`; every method raises EngineError when the engine cannot be asked."""

    def __init__(self, archive: EngineArchive, reading: Reading, catalogue: Catalogue | None) -> None:
        self.archive = archive
        self._reading = reading
        self.catalogue = catalogue
        """What is asked beside questions, as long as nothing was ever written here."""

    @classmethod
    @asynccontextmanager
    async def open(
        cls, settings: Settings, language: Language, store: Store, reading: Reading
    ) -> AsyncIterator[Self]:
        """Open the copy of what the store holds; nothing is asked yet."""
        # Who has no engine does not pay for the import.
        from bot.engine.archive import EngineArchive  # noqa: PLC0415
        from bot.engine.catalogue import EngineCatalogue  # noqa: PLC0415

        async with EngineArchive.open(settings.engine, language, settings.retrieval) as archive:
            written = (await store.state()).generation
            yield cls(archive, reading, None if written else EngineCatalogue(archive))

    async def check_writing(self) -> None:
        """Raise CommandError where another Isnad writes the archive."""
        if self.catalogue and await self.archive.edition():
            raise CommandError(
                "this bot only answers from the engine; whoever writes the archive there must change it"
            )

    async def publish(
        self, indexed: IndexedArchive, store: Store, progress: Progress, *, anew: bool = False
    ) -> None:
        """Have the engine hold what the store holds, once anything was written to it."""
        if indexed.generation:
            self.catalogue = None
            loop = asyncio.get_running_loop()
            generation = IndexedGeneration(indexed.archive, indexed.generation, store, loop)
            await self.archive.publish(generation, progress, anew=anew)

    async def share_meaning(self, indexed: IndexedArchive | None) -> None:
        """Have the engine keep the vectors of the passages that were read here, for bots that only answer."""
        meaning, vectors = await self._reading.meaning(), self._reading.vectors
        if indexed and indexed.generation and meaning and vectors:
            _, keys = await asyncio.to_thread(indexed.archive.standing)
            await self.archive.put_vectors(meaning, vectors, keys)

    async def ask(self, asked: Asked, meaning: Meaning | None, catalogue: Catalogue) -> Answer:
        """Return the engine's answer, its quotes cut from the versions that were indexed."""
        edition, findings = await self.find(asked, meaning)
        reading = self.archive.articles(findings.articles, edition)
        articles, groups = await asyncio.gather(reading, catalogue.groups(findings.articles))
        if not articles.keys() >= set(findings.articles):
            raise EngineError("the archive was replaced in the engine; try again")
        return without_repeats(edition.searcher.answer(findings, articles), groups)

    async def find(
        self, asked: Asked, meaning: Meaning | None, patience: float = PATIENCE
    ) -> tuple[Edition, Findings]:
        """Return what the engine holds, once what nobody has read of the best passages is read for so many seconds."""
        meant = self.archive.meant(meaning) if meaning and self.catalogue else meaning
        meant = meant.thorough() if meant and patience == math.inf else meant
        edition, findings = await self.archive.find(asked, meant)
        if not (findings.unread and meant):
            return edition, findings
        articles = await self.archive.articles({passage.article for passage in findings.unread}, edition)
        await self._reading.read_with(meant, findings.unread, articles, patience)
        return await self.archive.find(asked, meant)

    async def nearest(self, text: str, most: int) -> list[Article]:
        """Return at most so many articles that have most in common with `text`, the nearest first."""
        _, findings = await self.archive.find((text, None, None))
        articles = await self.archive.articles(findings.ranked[:most])
        return [articles[id_] for id_ in findings.ranked[:most] if id_ in articles]

    def knows(self, word: str) -> bool:
        """Return whether the archive holds a word of this stem; False before the first question."""
        standing = self.archive.standing
        return standing is not None and standing.searcher.knows(word)

    def spelt(self, word: str) -> str | None:
        """Return the archive's word that one in small Latin letters sounds like; None before the first question."""
        standing = self.archive.standing
        return standing.searcher.spelt(word) if standing else None
