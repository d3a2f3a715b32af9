"""The live archive: articles and their index, asked, listed and changed."""

from __future__ import annotations

import math
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Self

from bot.archive.catalogue import StoredCatalogue
from bot.archive.changes.generation import Batch
from bot.archive.duplicates import compare, without_repeats
from bot.archive.engine_copy import EngineCopy
from bot.archive.live_index import LiveIndex
from bot.archive.store import Store
from bot.catalogue.records import Listing
from bot.configuration import settings as configuration
from bot.database.load_turn import LoadTurn
from bot.errors import CommandError
from bot.progress import silent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Sequence

    from bot.archive.changes.generation import ChangeCounts
    from bot.archive.finders import Asked
    from bot.archive.index_builder import IndexedArchive
    from bot.catalogue.records import Catalogue, Holdings
    from bot.configuration.settings import Settings
    from bot.database.database import Database
    from bot.engine.archive import EngineArchive
    from bot.progress import Progress
    from retrieval.arabic.language import Language
    from retrieval.archive import Findings
    from retrieval.records import Answer, Article, Scope

BY_HAND = "telegram"
"""The source of what an editor gave one by one: it comes back even if it was removed by hand before."""


class Library:
    """An open archive; get one from `open`."""

    def __init__(self, settings: Settings, store: Store, index: LiveIndex) -> None:
        self.settings, self.store = settings, store
        self.index = index
        # Of long loads there is but one.
        self.load_turn = LoadTurn(store.database.path)
        self._copy: EngineCopy | None = None
        self._stored = StoredCatalogue(store, self._generation)
        self.listeners: list[Callable[[], None]] = []
        """Called whenever the archive may have changed, once it is answered from as it is."""

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: Settings) -> AsyncIterator[Self]:
        """Open the archive that the settings name, creating it where there is none.

        Raises StoreError when the file is unusable, SettingsError when the language's word lists are.
        """
        language = configuration.language(settings)
        async with AsyncExitStack() as opened:
            store = await opened.enter_async_context(Store.open(settings.archive))
            index = await opened.enter_async_context(LiveIndex.open(settings, language, store))
            library = cls(settings, store, index)
            if settings.engine.urls:
                copy = EngineCopy.open(settings, language, store, index.reading)
                library._copy = await opened.enter_async_context(copy)
            yield library

    @property
    def database(self) -> Database:
        """Return the archive's file, for what is kept in it beside the articles."""
        return self.store.database

    @property
    def language(self) -> Language:
        """Return the word lists and the thesaurus, as they were read when the archive was opened."""
        return self.index.language

    @property
    def engine(self) -> EngineArchive | None:
        """Return where the archive is asked and its texts are read, if not on this machine."""
        return self._copy.archive if self._copy else None

    @property
    def only_answers(self) -> bool:
        """Return whether the archive stands in an engine alone, where another Isnad writes it, or will."""
        return self._copy is not None and self._copy.catalogue is not None

    @property
    def catalogue(self) -> Catalogue:
        """Return what is asked of the archive beside questions."""
        return (self._copy and self._copy.catalogue) or self._stored

    @property
    def stands(self) -> object:
        """Return what answers, wherever it is: another object whenever the archive has changed."""
        return self.engine.standing if self.engine else self.index.current

    @property
    def indexed(self) -> IndexedArchive | None:
        """Return what answers, another object whenever the archive has changed; None before the first question."""
        return self.index.current

    async def refresh(self, progress: Progress = silent) -> IndexedArchive:
        """Bring the index up to what the store holds and swap it in; questions are answered meanwhile."""
        indexed = await self.index.update(progress)
        await compare(self.database, progress)
        if self._copy:
            await self._copy.publish(indexed, self.store, progress)
        for listener in self.listeners:
            listener()
        self.index.consider_merging(indexed)
        return indexed

    async def rebuild(self, progress: Progress = silent) -> None:
        """Have nothing left, in the index and in the engine, of what the archive holds no more."""
        indexed = await self.index.rebuild(progress)
        if self._copy:
            await self._copy.publish(indexed, self.store, progress, anew=True)

    async def edition(self) -> IndexedArchive:
        """Return what answers, made ready where nothing does yet."""
        return self.index.current or await self.refresh()

    async def stay(self) -> None:
        """Be quick and keep little in memory from now on, as befits a program that answers for days.

        Compiling the search of a large archive takes seconds, in which questions are answered as before.
        """
        await self.index.stay(self.edition)

    async def ahead(self) -> str | None:
        """Return the fingerprint of an archive that another process made and that is not yet asked, if there is one."""
        now, indexed = (await self.store.state()).fingerprint, self.index.current
        behind = indexed is not None and indexed.archive.fingerprint != now
        return now if behind and not self.load_turn.loading and not self.index.changing.locked() else None

    async def catch_up(self, progress: Progress = silent) -> None:
        """Answer from the archive that stands, whoever made it."""
        async with self.index.changing:
            await self.refresh(progress)

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        """Return the archive's answer with at most `limit` quotes, by default as many as the settings say.

        Given a `scope`, only its articles are asked.
        """
        asked = question, limit, scope
        if self._copy:
            meaning = await self.index.reading.understood(question)
            return await self._copy.ask(asked, meaning, self.catalogue)
        indexed, findings, articles = await self._found(asked)
        if not articles.keys() >= set(findings.articles):
            # Another process put an earlier archive back.
            await self.catch_up()
            indexed, findings, articles = await self._found(asked)
        # Cutting a few quotes takes less than handing them to a thread.
        answer = indexed.archive.answer(findings, articles)
        await self.index.release(indexed)
        return without_repeats(answer, await self.catalogue.groups(findings.articles))

    async def share_meaning(self) -> None:
        """Have the engine keep the vectors of the passages that were read here, for bots that only answer."""
        if self._copy:
            await self._copy.share_meaning(self.index.current)

    async def find(self, indexed: IndexedArchive, question: str, limit: int) -> Findings:
        """Return what is found on a question once all passages that may matter are read, however long that takes."""
        asked = question, limit, None
        if self._copy:
            meaning = await self.index.reading.understood(question)
            return (await self._copy.find(asked, meaning, math.inf))[1]
        return await self.index.find_thoroughly(indexed, asked)

    async def _found(self, asked: Asked) -> tuple[IndexedArchive, Findings, dict[str, Article]]:
        indexed = await self.edition()
        findings = await self.index.find(indexed, asked)
        return indexed, findings, await self.store.articles(findings.articles, at=indexed.generation)

    async def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Return the articles among `ids` that the archive holds, by id."""
        return await (self.engine.articles(ids) if self.engine else self.store.articles(ids))

    async def holdings(self) -> Holdings:
        """Return what the archive holds: number of articles, outlets, dates."""
        return await self.catalogue.holdings()

    async def nearest(self, text: str, most: int) -> list[Article]:
        """Return at most so many articles that have most in common with `text`, the nearest first."""
        if self._copy and self._copy.catalogue:
            return await self._copy.nearest(text, most)
        indexed = await self.edition()
        findings = await self.index.here(lambda: indexed.archive.find(text))
        articles = await self.store.articles(findings.ranked, at=indexed.generation)
        return [articles[id_] for id_ in findings.ranked[:most]]

    async def browse(  # noqa: PLR0913  # what a list is narrowed by
        self,
        subject: str,
        scope: Scope | None,
        section: str | None,
        first: int,
        most: int,
        *,
        oldest: bool = False,
    ) -> Listing:
        """Return at most so many articles about `subject`, if any, newest first, from place `first` (from 0) on.

        Of a subject the `oldest` may come first.
        """
        if not subject:
            return await self.catalogue.select(scope, section, first, most)
        at = None
        if self._copy and self._copy.catalogue:
            ids = await self._copy.archive.about(subject, scope, oldest=oldest)
        else:
            indexed = await self.edition()
            at = indexed.generation
            ids = await self.index.here(lambda: indexed.archive.about(subject, scope, oldest=oldest))
        if section and ids:
            within = await self.catalogue.of_section(ids, section)
            ids = tuple(id_ for id_ in ids if id_ in within)
        articles = await self.catalogue.articles(ids[first : first + most], at)
        listed = (articles.get(id_) for id_ in ids[first : first + most])
        return Listing(len(ids), tuple(filter(None, listed)))

    async def oldest(self) -> Article | None:
        """Return the article of the earliest known date."""
        return await self.catalogue.oldest()

    async def at_url(self, url: str) -> Article | None:
        """Return the article of that address."""
        return await self.catalogue.at_url(url)

    def knows(self, word: str) -> bool:
        """Return whether the archive holds a word of this stem; False before the first question."""
        if self._copy:
            return self._copy.knows(word)
        indexed = self.index.current
        return indexed is not None and indexed.archive.knows(word)

    def spelt(self, word: str) -> str | None:
        """Return the archive's word that one in small Latin letters sounds like; None before the first question."""
        if self._copy:
            return self._copy.spelt(word)
        indexed = self.index.current
        return indexed.archive.spelt(word) if indexed else None

    async def add(
        self, articles: Sequence[Article], source: str, progress: Progress = silent
    ) -> ChangeCounts:
        """Add or update articles that come from no file; no load is waited for.

        Those that an editor removed stay away, unless they are given BY_HAND. What a source brings at short intervals
        is one change, each gift BY_HAND one of its own.
        """
        if self._copy:
            await self._copy.check_writing()
        async with self.index.changing:
            started = (await self.store.state()).generation
            withheld = frozenset() if source == BY_HAND else await self.store.withheld()
            wanted = {article.id: article for article in articles if article.id not in withheld}
            batch = Batch(source, list(wanted.values()))
            changes = await self.store.take(batch, continuing=source != BY_HAND, started=started)
            await self.refresh(progress)
            return changes

    async def remove(self, ids: Collection[str], progress: Progress = silent) -> ChangeCounts:
        """Remove the articles among `ids`, although their files may stay; no load is waited for."""
        if self._copy:
            await self._copy.check_writing()
        async with self.index.changing:
            changes = await self.store.remove(ids)
            await self.refresh(progress)
            return changes

    async def rollback(self, progress: Progress = silent) -> ChangeCounts:
        """Undo the last change of the archive; that is a change, too, so twice is as if never.

        Raises CommandError when nothing was done yet, or a load is running.
        """
        async with self.alone(progress), self.index.changing:
            changes = await self.store.rollback()
            if changes is None:
                raise CommandError("there is no earlier archive to go back to: nothing was changed yet")
            await self.refresh(progress)
            return changes

    @asynccontextmanager
    async def alone(self, progress: Progress = silent) -> AsyncIterator[Store]:
        """Give the store to a load; see `LoadTurn.alone`. Call `catch_up` at the end."""
        if self._copy:
            await self._copy.check_writing()
        async with self.load_turn.alone(progress):
            yield self.store

    async def _generation(self) -> int:
        return (await self.edition()).generation
