"""The live archive: articles and their index, loaded, kept in step, asked, and swapped in whole."""

from __future__ import annotations

import asyncio
import logging
import math
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from bot.archive.background_merge import BackgroundMerge
from bot.archive.duplicates import without_repeats
from bot.archive.finders import SPREAD, Finder, Finders
from bot.archive.generation import Batch
from bot.archive.index_builder import LARGE, IndexBuilder, IndexedGeneration
from bot.archive.listing import Listing, at_url, numbered, numbers, oldest, select
from bot.archive.store import Store
from bot.configuration import settings as configuration
from bot.database.load_turn import LoadTurn
from bot.errors import CommandError, EngineError
from bot.processes import MOST_RESIDENT, processors, resident
from bot.progress import silent
from bot.semantic.reading import PATIENCE, Reading
from retrieval.errors import DamagedIndex

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Sequence

    from bot.archive.finders import Asked
    from bot.archive.generation import ChangeCounts
    from bot.archive.index_builder import IndexedArchive
    from bot.archive.listing import Holdings
    from bot.configuration.settings import Settings
    from bot.database.database import Database
    from bot.engine.archive import EngineArchive
    from bot.progress import Progress
    from retrieval.arabic.language import Language
    from retrieval.archive import Findings
    from retrieval.records import Answer, Article, Scope
    from retrieval.semantic.meaning import Meaning

T = TypeVar("T")

_log = logging.getLogger(__name__)

BY_HAND = "telegram"
"""The source of what an editor gave one by one: it comes back even if it was removed by hand before."""


class Library:
    """An open archive; get one from `open`."""

    def __init__(self, settings: Settings, store: Store, builder: IndexBuilder, finders: Finders) -> None:
        self._settings = settings
        self._store = store
        self._builder = builder
        self._finders = finders
        self._indexed: IndexedArchive | None = None
        # What comes and goes by a few takes turns; of long loads there is but one.
        self._changing = asyncio.Lock()
        self.load_turn = LoadTurn(store.database.path)
        self._staying = False
        self._merging = BackgroundMerge(builder, store)
        self.reading = Reading(settings, store.articles)
        self.engine: EngineArchive | None = None
        """Where the archive is asked and its texts are read, if not on this machine."""
        self.listeners: list[Callable[[], None]] = []
        """Called whenever the archive may have changed, once it is answered from as it is."""

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: Settings) -> AsyncIterator[Self]:
        """Open the archive that the settings name, creating it where there is none.

        Raises StoreError when the file is unusable, SettingsError when the language's word lists are.
        """
        language = configuration.language(settings)
        folder = settings.index
        async with AsyncExitStack() as opened:
            store, finders = await opened.enter_async_context(Store.open(settings.archive)), Finders.open()
            library = cls(
                settings,
                store,
                IndexBuilder(folder, language, settings.retrieval),
                await opened.enter_async_context(finders),
            )
            if settings.engine.urls:
                # Who has no engine does not pay for the import.
                from bot.engine.archive import EngineArchive  # noqa: PLC0415

                remote = EngineArchive.open(settings.engine, language, settings.retrieval)
                library.engine = await opened.enter_async_context(remote)
            try:
                yield library
            finally:
                await library._merging.break_off()
                await library.reading.close()

    @property
    def settings(self) -> Settings:
        """Return the settings that the archive was opened with."""
        return self._settings

    @property
    def store(self) -> Store:
        """Return the store that keeps the articles."""
        return self._store

    @property
    def database(self) -> Database:
        """Return the archive's file, for what is kept in it beside the articles."""
        return self._store.database

    @property
    def language(self) -> Language:
        """Return the word lists and the thesaurus, as they were read when the archive was opened."""
        return self._builder.language

    @property
    def stands(self) -> object:
        """Return what answers, wherever it is: another object whenever the archive has changed."""
        return self.engine.standing if self.engine else self._indexed

    @property
    def indexed(self) -> IndexedArchive | None:
        """Return what answers, another object whenever the archive has changed; None before the first question."""
        return self._indexed

    async def refresh(self, progress: Progress = silent) -> IndexedArchive:
        """Bring the index up to what the store holds and swap it in; questions are answered meanwhile."""
        indexed = await self._update(self._indexed, progress)
        if self.engine and indexed.generation:
            # Have the engine hold what the store holds.
            loop = asyncio.get_running_loop()
            generation = IndexedGeneration(indexed.archive, indexed.generation, self._store, loop)
            await self.engine.publish(generation, progress)
        await self._store.compare(progress)
        for listener in self.listeners:
            listener()
        if self._staying:
            self._merging.consider(indexed, self._adopt)
        return indexed

    async def edition(self) -> IndexedArchive:
        """Return what answers, made ready where nothing does yet."""
        return self._indexed or await self.refresh()

    async def here(self, work: Callable[[], T]) -> T:
        """Do some work on the index, between the questions that are answered in this process."""
        return await self._finders.here(work)

    async def _update(self, indexed: IndexedArchive | None, progress: Progress) -> IndexedArchive:
        """Swap in `indexed` with what came and went since."""
        return await self._swap(await self._builder.latest(self._store, progress, indexed))

    async def _swap(self, latest: IndexedArchive) -> IndexedArchive:
        """Answer from `latest` from now on."""
        if self._staying:
            await asyncio.to_thread(latest.accelerate)
            await self.reading.follow(latest.archive, latest.generation)
        self._indexed = latest
        self._finders.adopt(self._finder(latest), latest)
        if self._staying:
            await self._spread(latest)
        return latest

    async def _spread(self, indexed: IndexedArchive) -> None:
        """Have other processes look, too, where the archive is large enough to be worth them."""
        if len(indexed.archive) >= SPREAD:
            await self._finders.begin(processors() - 1, self._finder(indexed), indexed)

    def _finder(self, indexed: IndexedArchive) -> Finder:
        """Return what answers as an edition does, in other processes."""
        builder, large = self._builder, len(indexed.archive) >= LARGE
        return Finder(builder.folder, builder.language, builder.tuning, indexed.saved, indexed.changes, large)

    async def _adopt(self, merged: IndexedArchive) -> None:
        """Answer from an index that was built in the background."""
        async with self._changing:
            await self._update(merged, silent)

    async def stay(self) -> None:
        """Be quick and keep little in memory from now on, as befits a program that answers for days.

        Compiling the search of a large archive takes seconds, in which questions are answered as before.
        """
        self._staying = True
        indexed = self._indexed or await self.refresh()
        await asyncio.to_thread(indexed.accelerate)
        await self.reading.follow(indexed.archive, indexed.generation)
        self._merging.consider(indexed, self._adopt)
        await self._spread(indexed)

    async def ahead(self) -> str | None:
        """Return the fingerprint of an archive that another process made and that is not yet asked, if there is one."""
        now = (await self._store.state()).fingerprint
        behind = self._indexed is not None and self._indexed.archive.fingerprint != now
        return now if behind and not self.load_turn.loading and not self._changing.locked() else None

    async def catch_up(self, progress: Progress = silent) -> None:
        """Answer from the archive that stands, whoever made it."""
        async with self._changing:
            await self.refresh(progress)

    async def rebuild(self, progress: Progress = silent) -> None:
        """Build the index anew, so that nothing is left in it of what the archive holds no more."""
        async with self._changing:
            await self._merging.break_off()
            await self._swap(await self._builder.anew(self._store, progress))

    async def verify(self) -> bool:
        """Return whether the saved index is as it was written; where it is not, it is built anew."""
        try:
            await self._builder.verify()
        except DamagedIndex as error:
            _log.error("the index is damaged and is built anew: %s", error)
            await self.rebuild()
            return False
        return True

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        """Return the archive's answer with at most `limit` quotes, by default as many as the settings say.

        Given a `scope`, only its articles are asked.
        """
        asked, meaning = (question, limit, scope), await self.reading.understood(question)
        if self.engine:
            return await self._asked_engine(self.engine, asked, meaning)
        indexed, findings, articles = await self._found(asked, meaning)
        if not articles.keys() >= set(findings.articles):
            # Another process put an earlier archive back.
            await self.catch_up()
            indexed, findings, articles = await self._found(asked, meaning)
        # Cutting a few quotes takes less than handing them to a thread.
        answer = indexed.archive.answer(findings, articles)
        if self._staying and resident() > MOST_RESIDENT:
            await self._finders.here(indexed.archive.release)
            self.reading.release()
        groups = await self._store.duplicate_groups(findings.articles, indexed.generation)
        return without_repeats(answer, groups)

    async def _asked_engine(self, engine: EngineArchive, asked: Asked, meaning: Meaning | None) -> Answer:
        """Return the engine's answer, its quotes cut from the versions that were indexed."""
        edition, findings = await engine.find(asked, meaning)
        articles = await engine.articles(findings.articles)
        if not articles.keys() >= set(findings.articles):
            raise EngineError("the archive was replaced in the engine; try again")
        return edition.searcher.answer(findings, articles)

    async def find(self, indexed: IndexedArchive, question: str, limit: int) -> Findings:
        """Return what is found on a question once all passages that may matter are read, however long that takes."""
        meaning = await self.reading.understood(question)
        thorough = meaning.thorough() if meaning else None
        if self.engine:
            return (await self.engine.find((question, limit, None), thorough))[1]
        return await self._find(indexed, (question, limit, None), thorough, math.inf)

    async def _find(
        self, indexed: IndexedArchive, asked: Asked, meaning: Meaning | None, patience: float = PATIENCE
    ) -> Findings:
        """Return what is found, having read for at most so many seconds what no encoder has read."""
        if meaning is None:
            return await self._finders.find(indexed, asked)
        find = partial(indexed.archive.find, *asked, meaning)
        findings = await self._finders.here(find)
        if findings.unread:
            await self.reading.read(findings.unread, indexed.generation, patience)
            findings = await self._finders.here(find)
        return findings

    async def _found(
        self, asked: Asked, meaning: Meaning | None
    ) -> tuple[IndexedArchive, Findings, dict[str, Article]]:
        indexed = self._indexed or await self.refresh()
        findings = await self._find(indexed, asked, meaning)
        return indexed, findings, await self._store.articles(findings.articles, at=indexed.generation)

    async def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Return the articles among `ids` that the archive holds, by id."""
        return await (self.engine.articles(ids) if self.engine else self._store.articles(ids))

    async def quoted(self, id_: str, text: str) -> Article | None:
        """Return the article that `text` was quoted from, in its last version that says so.

        None when the archive holds the article no more; where no version says so, the article as it is now.
        """
        current = (await self._store.articles([id_])).get(id_)
        if current is not None and text in current.text:
            return current
        versions = await self._store.versions(id_)
        if not versions or versions[0].until is not None:
            return None
        return next((old.article for old in versions if text in old.article.text), versions[0].article)

    async def numbers(self, ids: Collection[str]) -> dict[str, int]:
        """Return the numbers of the articles among `ids`, by id; each version of an article has one of its own."""
        at = (self._indexed or await self.refresh()).generation
        return await numbers(self.database, ids, at)

    async def numbered(self, number: int) -> Article | None:
        """Return the version of an article that has a number; None when the archive holds the article no more."""
        return await numbered(self.database, number)

    async def holdings(self) -> Holdings:
        """Return what the archive holds: number of articles, outlets, dates."""
        return await self._store.holdings()

    async def nearest(self, text: str, most: int) -> list[Article]:
        """Return at most so many articles that have most in common with `text`, the nearest first."""
        indexed = self._indexed or await self.refresh()
        findings = await self._finders.here(lambda: indexed.archive.find(text))
        articles = await self._store.articles(findings.ranked, at=indexed.generation)
        return [articles[id_] for id_ in findings.ranked[:most]]

    async def browse(
        self, subject: str, scope: Scope | None, section: str | None, first: int, most: int
    ) -> Listing:
        """Return at most so many articles about `subject`, if any, newest first, from place `first` (from 0) on."""
        if not subject:
            return await select(self._store.database, scope, section, first, most)
        indexed = self._indexed or await self.refresh()
        ids = await self._finders.here(lambda: indexed.archive.about(subject, scope))
        shown = ids[first : first + most]
        articles = await self._store.articles(shown, at=indexed.generation)
        return Listing(len(ids), tuple(articles[id_] for id_ in shown))

    async def oldest(self) -> Article | None:
        """Return the article of the earliest known date."""
        return await oldest(self._store.database)

    async def at_url(self, url: str) -> Article | None:
        """Return the article of that address."""
        return await at_url(self._store.database, url)

    def knows(self, word: str) -> bool:
        """Return whether the archive holds a word of this stem; False before the first question."""
        if self.engine:
            return self.engine.standing is not None and self.engine.standing.searcher.knows(word)
        return self._indexed is not None and self._indexed.archive.knows(word)

    async def listing(self, words: str, first: int, most: int) -> Listing:
        """Return at most so many articles from place `first` (from 0) on, newest first, that have all `words`.

        They are looked for in headline, outlet and id, in any spelling.
        """
        return await self._store.listing(words, first, most)

    async def add(
        self, articles: Sequence[Article], source: str, progress: Progress = silent
    ) -> ChangeCounts:
        """Add or update articles that come from no file; no load is waited for.

        Those that an editor removed stay away, unless they are given BY_HAND. What a source brings at short intervals
        is one change, each gift BY_HAND one of its own.
        """
        async with self._changing:
            started = (await self._store.state()).generation
            withheld = frozenset() if source == BY_HAND else await self._store.withheld()
            wanted = {article.id: article for article in articles if article.id not in withheld}
            batch = Batch(source, list(wanted.values()))
            changes = await self._store.take(batch, continuing=source != BY_HAND, started=started)
            await self.refresh(progress)
            return changes

    async def remove(self, ids: Collection[str], progress: Progress = silent) -> ChangeCounts:
        """Remove the articles among `ids`, although their files may stay; no load is waited for."""
        async with self._changing:
            changes = await self._store.remove(ids)
            await self.refresh(progress)
            return changes

    async def rollback(self, progress: Progress = silent) -> ChangeCounts:
        """Undo the last change of the archive; that is a change, too, so twice is as if never.

        Raises CommandError when nothing was done yet, or a load is running.
        """
        async with self.alone(progress), self._changing:
            changes = await self._store.rollback()
            if changes is None:
                raise CommandError("there is no earlier archive to go back to: nothing was changed yet")
            await self.refresh(progress)
            return changes

    @asynccontextmanager
    async def alone(self, progress: Progress = silent) -> AsyncIterator[Store]:
        """Give the store to a load; see `LoadTurn.alone`. Call `catch_up` at the end."""
        async with self.load_turn.alone(progress):
            yield self._store
