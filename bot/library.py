"""The live archive: articles and their index, loaded, kept in step, asked, and swapped in whole."""

from __future__ import annotations

import asyncio
import math
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from bot import settings as configuration
from bot.edition import Press
from bot.errors import CommandError
from bot.memory import resident
from bot.merging import Merging
from bot.progress import silent
from bot.reports import LoadReport, NothingToLoad
from bot.semantic.reading import Reading
from bot.store import Batch, Changes, Deed, Store
from bot.stories import told_once

if TYPE_CHECKING:
    from collections.abc import (
        AsyncIterable,
        AsyncIterator,
        Awaitable,
        Callable,
        Collection,
        Sequence,
    )
    from pathlib import Path

    from bot.catalogue import Holdings, Listing
    from bot.database import Database
    from bot.edition import Edition
    from bot.progress import Progress
    from bot.settings import Settings
    from bot.store import Version
    from bot.tree import Source
    from retrieval.archive import Findings
    from retrieval.language import Language
    from retrieval.records import Answer, Article, Scope, SetAside
    from retrieval.semantic.meaning import Meaning

    Write = Callable[[Sequence[str], AsyncIterable[Batch]], Awaitable[Changes]]

__all__ = ["BY_HAND", "Library", "LoadReport", "NothingToLoad"]

T = TypeVar("T")
BY_HAND = "telegram"
"""The source of what an editor gave one by one: it comes back even if it was removed by hand before."""

MOST_RESIDENT = 640_000_000
"""Bytes in memory from which on what was read of the index is given back; it stays in the system's cache."""


class Library:
    """An open archive; get one from `open`."""

    def __init__(self, settings: Settings, store: Store, press: Press, finder: ThreadPoolExecutor) -> None:
        self._settings = settings
        self._store = store
        self._press = press
        self._finder = finder
        self._edition: Edition | None = None
        # What comes and goes by a few takes turns; of long loads there is but one.
        self._changing = asyncio.Lock()
        self._at_load = False
        self._staying = False
        self._merging = Merging(press, store)
        self.reading = Reading(settings, store)

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: Settings) -> AsyncIterator[Self]:
        """Open the archive that the settings name, creating it where there is none.

        Raises StoreError when the file is unusable, SettingsError when the language's word lists are.
        """
        language = configuration.language(settings)
        folder = settings.index
        async with Store.open(settings.archive) as store:
            # One thread: the answers of one archive are found one after the other, whoever asks.
            with ThreadPoolExecutor(max_workers=1, thread_name_prefix="finder") as finder:
                library = cls(settings, store, Press(folder, language, settings.retrieval), finder)
                try:
                    yield library
                finally:
                    await library._merging.break_off()
                    await library.reading.close()

    @property
    def database(self) -> Database:
        """The archive's file, for what is kept in it beside the articles."""
        return self._store.database

    @property
    def language(self) -> Language:
        """The word lists and the thesaurus, as they were read when the archive was opened."""
        return self._press.language

    @property
    def edition(self) -> Edition | None:
        """The edition that answers, another object whenever the archive has changed; None before the first question."""
        return self._edition

    async def fill(self, progress: Progress = silent) -> None:
        """On first use, load the pages that Isnad ships with; an archive that was ever loaded stays as is."""
        if not (await self._store.state()).generation and not await self._store.sources():
            # Here and below: who only asks does not wait for what loads.
            from bot import loading  # noqa: PLC0415

            shipped = await loading.shipped(self._settings)
            await self._load(shipped, partial(self._store.replace, what=None), progress)

    async def prepare(self, progress: Progress = silent) -> None:
        """Make ready for questions: `fill` on first use, then the index."""
        await self.fill(progress)
        if self._edition is None:
            await self.refresh(progress)

    async def refresh(self, progress: Progress = silent) -> Edition:
        """Bring the index up to what the store holds and swap it in; questions are answered meanwhile."""
        edition = await self._follow(self._edition, progress)
        await self._store.compare(progress)
        if self._staying:
            self._merging.consider(edition, self._adopt)
        return edition

    async def _follow(self, edition: Edition | None, progress: Progress) -> Edition:
        """Swap in `edition` with what came and went since."""
        latest = await self._press.latest(self._store, progress, edition)
        if self._staying:
            await asyncio.to_thread(latest.quicken)
            await self.reading.follow(latest)
        self._edition = latest
        return latest

    async def _adopt(self, merged: Edition) -> None:
        """Answer from an index that was built in the background."""
        async with self._changing:
            await self._follow(merged, silent)

    async def stay(self) -> None:
        """Be quick and keep little in memory from now on, as befits a program that answers for days.

        Compiling the search of a large archive takes seconds, in which questions are answered as before.
        """
        self._staying = True
        edition = self._edition or await self.refresh()
        await asyncio.to_thread(edition.quicken)
        await self.reading.follow(edition)
        self._merging.consider(edition, self._adopt)

    async def ahead(self) -> str | None:
        """What names the archive that stands, where another process made it and it is not what answers; else None."""
        now = (await self._store.state()).fingerprint
        behind = self._edition is not None and self._edition.archive.fingerprint != now
        return now if behind and not self._changing.locked() else None

    async def catch_up(self) -> None:
        """Answer from the archive that stands, whoever made it."""
        async with self._changing:
            await self.refresh()

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        """The archive's answer with at most `limit` quotes, by default as many as the settings say.

        Given a `scope`, only its articles are asked.
        """
        edition = self._edition or await self.refresh()
        meaning = await self.reading.understood(question)
        findings = await self._find(edition, meaning, question, limit, scope)
        if findings.unread:
            await self.reading.read(findings.unread, edition.generation)
            findings = await self._find(edition, meaning, question, limit, scope)
        articles = await self._store.articles(findings.articles, at=edition.generation)
        answer = await self._in_finder(lambda: edition.archive.answer(findings, articles))
        if self._staying and resident() > MOST_RESIDENT:
            await self._in_finder(edition.archive.release)
            self.reading.release()
        known = await self._store.tellings(findings.articles, edition.generation)
        return await self._in_finder(lambda: told_once(answer, known))

    async def find(self, edition: Edition, question: str, limit: int) -> Findings:
        """What the edition holds on a question, once all passages that may matter are read, however long that takes."""
        meaning = await self.reading.understood(question)
        thorough = meaning.thorough() if meaning else None
        findings = await self._find(edition, thorough, question, limit)
        if findings.unread:
            await self.reading.read(findings.unread, edition.generation, math.inf)
            findings = await self._find(edition, thorough, question, limit)
        return findings

    async def _find(
        self,
        edition: Edition,
        meaning: Meaning | None,
        question: str,
        limit: int | None,
        scope: Scope | None = None,
    ) -> Findings:
        return await self._in_finder(lambda: edition.archive.find(question, limit, scope, meaning))

    async def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """The articles among `ids` that the archive holds, by id."""
        return await self._store.articles(ids)

    async def versions(self, id_: str) -> list[Version]:
        """The latest versions of the article, the newest first; those of a removed one, too."""
        return await self._store.versions(id_)

    async def quoted(self, id_: str, text: str) -> Article | None:
        """The article that `text` was quoted from: as it is now if it still says so, else its last version that does.

        None when the archive holds the article no more; when none of its versions says so, it as it is now.
        """
        versions = await self._store.versions(id_)
        if not versions or versions[0].until is not None:
            return None
        return next((old.article for old in versions if text in old.article.text), versions[0].article)

    def stream(self) -> AsyncIterator[Article]:
        """Every article in the order of loading, a page in memory at a time."""
        return self._store.stream()

    async def holdings(self) -> Holdings:
        """What the archive holds: number of articles, outlets, dates."""
        return await self._store.holdings()

    async def newest(self, most: int) -> list[Article]:
        """At most so many articles, the newest first, those of unknown date last."""
        return await self._store.newest(most)

    async def listing(self, words: str, first: int, most: int) -> Listing:
        """At most so many articles from place `first` (from 0) on, newest first, that have all `words`.

        They are looked for in headline, outlet and id, in any spelling.
        """
        return await self._store.listing(words, first, most)

    async def read(self, data: bytes, name: str) -> list[Article | SetAside]:
        """The articles of a document called `name`, and what of it cannot be read; nothing is kept."""
        from bot import loading  # noqa: PLC0415

        return await loading.document(data, name, self._settings)

    async def load(
        self, paths: Sequence[Path], *, replace: bool = False, progress: Progress = silent
    ) -> LoadReport:
        """Add the articles of files and folders, or let them take the place of all that is there.

        What cannot be read is set aside. Raises CommandError, having changed nothing, when a path does not
        exist or another load is running, and NothingToLoad.
        """
        from bot import loading  # noqa: PLC0415

        sources = await loading.named(paths, self._settings)
        return await self._load(sources, self._store.replace if replace else self._store.add, progress)

    async def reload(self, progress: Progress = silent) -> LoadReport:
        """Read earlier loads' sources, and the folders on the list of sources, again; what they no longer hold goes.

        Raises as `load` does.
        """
        from bot import loading  # noqa: PLC0415

        sources = await loading.followed(await self._store.sources(), self._settings)
        return await self._load(sources, self._store.renew, progress)

    async def add(self, articles: Sequence[Article], source: str, progress: Progress = silent) -> Changes:
        """Add or update articles that come from no file; waits for a load that is running.

        Those that an editor removed stay away, unless they are given BY_HAND. What a source brings at short intervals
        is one deed, each gift BY_HAND one of its own.
        """
        async with self._changing:
            withheld = frozenset() if source == BY_HAND else await self._store.withheld()
            wanted = {article.id: article for article in articles if article.id not in withheld}
            batch = Batch(source, list(wanted.values()))
            changes = await self._store.take(batch, continuing=source != BY_HAND)
            await self.refresh(progress)
            return changes

    async def remove(self, ids: Collection[str], progress: Progress = silent) -> Changes:
        """Remove the articles among `ids`, although their files may stay; waits for a load that is running."""
        async with self._changing:
            changes = await self._store.remove(ids)
            await self.refresh(progress)
            return changes

    async def previous(self) -> Deed | None:
        """The deed that `rollback` would undo."""
        return await self._store.previous()

    async def rollback(self, progress: Progress = silent) -> Changes:
        """Go back to the archive that stood before the last deed, which is a deed, too: twice is as if never.

        Raises CommandError when nothing was done yet, or a load is running.
        """
        async with self._alone():
            changes = await self._store.rollback()
            if changes is None:
                raise CommandError("there is no earlier archive to go back to: nothing was changed yet")
            await self.refresh(progress)
            return changes

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Nothing else changes the archive meanwhile; raises CommandError where another load does, or is to."""
        if self._at_load:
            raise CommandError("another load is running; wait until it has ended")
        self._at_load = True
        try:
            async with self._changing:
                yield
        finally:
            self._at_load = False

    async def _load(self, sources: Sequence[Source], write: Write, progress: Progress) -> LoadReport:
        from bot import loading  # noqa: PLC0415

        async with self._alone():
            aside: list[SetAside] = []
            brought = loading.batches(sources, aside, self._store, self._settings, progress)
            async with aclosing(brought) as batches:
                changes = await write([source.name for source in sources], batches)
            await self.refresh(progress)
            return LoadReport(changes, tuple(aside))

    async def _in_finder(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._finder, work)
