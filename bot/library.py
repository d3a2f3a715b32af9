"""The live archive: articles and their index, loaded, kept in step, asked, and swapped in whole."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from bot import settings as configuration
from bot.edition import Press
from bot.errors import CommandError
from bot.intake import Intake, Source
from bot.progress import Stage, Step, silent
from bot.store import Changes, Store
from retrieval.cleaning import Chrome

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Collection, Sequence

    from bot.edition import Edition
    from bot.progress import Progress
    from bot.settings import Settings
    from bot.store import Batch, Holdings
    from retrieval.records import Answer, Article, Scope, SetAside

    Write = Callable[[Sequence[str], AsyncIterable[Batch]], Awaitable[Changes]]

T = TypeVar("T")
SEEDS = "seeds"
"""The name under which an archive remembers the pages that Isnad ships with: their folder may move."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, and the sources it had to set aside."""

    changes: Changes
    set_aside: tuple[SetAside, ...]


class NothingToLoad(CommandError):
    """The sources hold no readable article; the archive was left as it was."""

    def __init__(self, set_aside: Sequence[SetAside]) -> None:
        super().__init__("nothing was loaded: none of the sources holds a readable article")
        self.set_aside = tuple(set_aside)


class Library:
    """An open archive; get one from `open`."""

    def __init__(self, settings: Settings, store: Store, press: Press, finder: ThreadPoolExecutor) -> None:
        self._settings = settings
        self._store = store
        self._press = press
        self._finder = finder
        self._edition: Edition | None = None
        self._loading = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: Settings) -> AsyncIterator[Self]:
        """Open the archive that the settings name, creating it where there is none.

        Raises StoreError when the file is unusable, SettingsError when the language's word lists are.
        """
        language = configuration.language(settings)
        folder = settings.archive.with_name(settings.archive.name + ".index")
        async with Store.open(settings.archive) as store:
            # One thread: the answers of one archive are found one after the other, whoever asks.
            with ThreadPoolExecutor(max_workers=1, thread_name_prefix="finder") as finder:
                yield cls(settings, store, Press(folder, language, settings.retrieval), finder)

    async def fill(self, progress: Progress = silent) -> None:
        """On first use, load the pages that Isnad ships with; an archive that was ever loaded stays as is."""
        if not await self._store.sources():
            seeds = [Source.at(self._settings.seeds, SEEDS)]
            await self._load(seeds, self._store.replace, progress)

    async def prepare(self, progress: Progress = silent) -> None:
        """Make ready for questions: `fill` on first use, then the index."""
        await self.fill(progress)
        if self._edition is None:
            await self.refresh(progress)

    async def refresh(self, progress: Progress = silent) -> Edition:
        """Bring the index up to what the store holds and swap it in; questions are answered meanwhile."""
        self._edition = await self._press.latest(self._store, progress)
        return self._edition

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        """The archive's answer with at most `limit` quotes, by default as many as the settings say.

        Given a `scope`, only its articles are asked.
        """
        edition = self._edition or await self.refresh()
        findings = await self._in_finder(lambda: edition.archive.find(question, limit, scope))
        articles = await self._store.articles(findings.articles, at=edition.generation)
        return await self._in_finder(lambda: edition.archive.answer(findings, articles))

    async def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """The articles among `ids` that the archive holds, by id."""
        return await self._store.articles(ids)

    def stream(self) -> AsyncIterator[Article]:
        """Every article in the order of loading, a page in memory at a time."""
        return self._store.stream()

    async def holdings(self) -> Holdings:
        """What the archive holds: number of articles, outlets, dates."""
        return await self._store.holdings()

    async def newest(self, most: int) -> list[Article]:
        """At most so many articles, the newest first, those of unknown date last."""
        return await self._store.newest(most)

    async def load(
        self, paths: Sequence[Path], *, replace: bool = False, progress: Progress = silent
    ) -> LoadReport:
        """Add the articles of files and folders, or let them take the place of all that is there.

        What cannot be read is set aside. Raises CommandError, having changed nothing, when a path does not
        exist or another load is running, and NothingToLoad.
        """
        sources = {source.name: source for source in map(Source.at, paths)}
        write = self._store.replace if replace else self._store.add
        return await self._load(list(sources.values()), write, progress)

    async def reload(self, progress: Progress = silent) -> LoadReport:
        """Read earlier loads' sources again; what they no longer hold goes. Raises as `load` does."""
        names = await self._store.sources()
        sources = [Source.at(self._settings.seeds if name == SEEDS else Path(name), name) for name in names]
        return await self._load(sources, self._store.renew, progress)

    async def _load(self, sources: Sequence[Source], write: Write, progress: Progress) -> LoadReport:
        if self._loading.locked():
            raise CommandError("another load is running; wait until it has ended")
        async with self._loading:
            aside: list[SetAside] = []
            changes = await write(
                [source.name for source in sources], self._batches(sources, aside, progress)
            )
            await self.refresh(progress)
            return LoadReport(changes, tuple(aside))

    async def _batches(
        self, sources: Sequence[Source], aside: list[SetAside], progress: Progress
    ) -> AsyncIterator[Batch]:
        """The articles of the sources, read in a thread; what is set aside joins `aside`."""
        chrome = configuration.plain_data(self._settings, "chrome.toml", Chrome.from_table)
        portions = Intake(chrome).portions(sources)
        total = sum(len(source.files) for source in sources)
        found = False
        while (portion := await asyncio.to_thread(next, portions, None)) is not None:
            aside.extend(portion.set_aside)
            progress(Step(Stage.READING, portion.files, total))
            if portion.batch.articles:
                found = True
                yield portion.batch
        if not found:
            raise NothingToLoad(aside)

    async def _in_finder(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._finder, work)
