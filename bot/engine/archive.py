"""The archive that stands in an engine: followed, asked, and published to."""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from bot.engine.client import LONG, Engine
from bot.engine.layout import STATE, EngineState, state_of, unpacked
from bot.engine.publishing import EditionWriter, alike, sample
from bot.engine.source import EngineSource
from bot.errors import EngineError
from retrieval.arabic.analysis import Analyser
from retrieval.corpus.storage import recipe
from retrieval.first_stage.lexicon import ArchiveLexicon
from retrieval.records import Article
from retrieval.searcher import Searcher

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection

    from bot.configuration.environment import EngineSettings
    from bot.engine.published import Changes, Published
    from bot.progress import Progress
    from retrieval.arabic.language import Language
    from retrieval.records import Scope
    from retrieval.searcher import Findings
    from retrieval.semantic.meaning import Meaning
    from retrieval.tuning import Tuning

    Asked = tuple[str, int | None, Scope | None]

T = TypeVar("T")

ASKED_AT_ONCE = 8
"""Questions that wait for the engine at the same time."""
CHANGED = 5
"""A part of the archive: no more of it is changed in place, more is built beside it."""
FRESH = 1.0
"""Seconds after which it is looked whether the archive in the engine has changed."""
MOST_CHANGES = 50
"""Changes to a lexicon before it is written whole again."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is answered from: a state of one index, and what its words are."""

    index: str
    state: EngineState
    lexicon: ArchiveLexicon
    searcher: Searcher


class EngineArchive:
    """Get one from `open`."""

    def __init__(
        self, engine: Engine, alias: str, language: Language, tuning: Tuning, threads: ThreadPoolExecutor
    ) -> None:
        self._engine, self._alias, self._tuning = engine, alias, tuning
        self._analyser, self._recipe = Analyser(language), recipe(language, tuning)
        self._threads = threads
        self._edition: Edition | None = None
        self._followed = -math.inf
        self._changing = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: EngineSettings, language: Language, tuning: Tuning) -> AsyncIterator[Self]:
        """Open the archive; nothing is asked yet."""
        with Engine(settings) as engine, ThreadPoolExecutor(ASKED_AT_ONCE, "engine") as threads:
            yield cls(engine, settings.alias, language, tuning, threads)

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
            raise EngineError(f"the engine holds no archive called {self._alias} yet; load one")
        return edition, await self.work(lambda: edition.searcher.find(*asked, meaning))

    async def follow(self) -> Edition | None:
        """Answer from what stands in the engine now; raises EngineError when that cannot be used."""
        async with self._changing:
            self._edition = await self.work(self._latest)
            self._followed = time.monotonic()
        return self._edition

    async def work(self, work: Callable[[], T]) -> T:
        """Do something that waits for the engine."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Return the articles among `ids` as they are in the edition, by id."""
        if not ids or (edition := self._edition) is None:
            return {}
        return await self.work(lambda: self._articles(edition, ids))

    async def publish(self, published: Published, progress: Progress) -> None:
        """Make what stands in the store what stands in the engine, whole or not at all."""
        async with self._changing:
            self._edition = await self.work(lambda: self._published(published, progress))
            self._followed = time.monotonic()

    def _latest(self) -> Edition | None:
        index = self._standing()
        if index is None:
            return None
        state, now = self._state(index), self._edition
        if now and (now.index, now.state) == (index, state):
            return now
        if state.recipe != self._recipe:
            raise EngineError("the archive in the engine was made with other word lists or settings")
        return self._of(index, state, self._lexicon(index, state))

    def _of(self, index: str, state: EngineState, lexicon: ArchiveLexicon) -> Edition:
        source = EngineSource(self._engine, index, state, lexicon, self._tuning.bm25)
        return Edition(index, state, lexicon, Searcher(source, self._analyser, self._tuning))

    def _standing(self) -> str | None:
        found = self._engine.ask("GET", f"/_alias/{self._alias}")
        return next(iter(found), None) if found else None

    def _state(self, index: str) -> EngineState:
        found = self._engine.ask("GET", f"/{index}-lexicon/_doc/{STATE}")
        try:
            return state_of(found["_source"] if found else None)
        except msgspec.ValidationError as error:
            raise EngineError(f"{index} is no archive of this Isnad: {error}") from error

    def _lexicon(self, index: str, state: EngineState) -> ArchiveLexicon:
        """Return the words of a state, with no more read than changed since the last that was followed."""
        now = self._edition
        if now and now.index == index and now.state.base == state.base and now.state.changes <= state.changes:
            lexicon, done = now.lexicon, now.state.changes
        else:
            pieces = [self._piece(index, f"{state.base}-{number}") for number in range(state.pieces)]
            lexicon, done = ArchiveLexicon.decode(b"".join(pieces)), 0
        for number in range(done, state.changes):
            lexicon = lexicon.with_difference(self._piece(index, f"{state.base}-change-{number}"))
        return lexicon

    def _piece(self, index: str, name: str) -> bytes:
        found = self._engine.ask("GET", f"/{index}-lexicon/_doc/{name}", silence=LONG)
        if found is None:
            raise EngineError("the archive was replaced in the engine; try again")
        return unpacked(found["_source"])

    def _articles(self, edition: Edition, ids: Collection[str]) -> dict[str, Article]:
        generation = edition.state.generation
        within = [{"terms": {"id": sorted(ids)}}, {"range": {"generation": {"lte": generation}}}]
        query = {
            "size": 1_000,
            "query": {"bool": {"filter": within}},
            "sort": [{"generation": "desc"}],
            "collapse": {"field": "id"},
        }
        path = f"/{edition.index}-articles/_search?allow_partial_search_results=false"
        found = self._engine.ask("POST", path, query)
        if found is None:
            raise EngineError("the archive was replaced in the engine; try again")
        sources = [hit["_source"] for hit in found["hits"]["hits"]]
        return {source["id"]: msgspec.json.decode(unpacked(source), type=Article) for source in sources}

    def _published(self, published: Published, progress: Progress) -> Edition:
        index = self._standing()
        state = self._state(index) if index else None
        ours = published.archive.fingerprint
        if index and state:
            if (state.recipe, _sum(state.fingerprint)) == (self._recipe, _sum(ours)):
                return self._latest() or self._anew(published, progress)
            changes = published.since(state.fingerprint)
            if changes is None:
                raise EngineError(
                    f"{self._alias} in the engine is of another archive; give this one another alias, or remove"
                    f" the alias {self._alias} there"
                )
            few = len(changes) <= len(published.archive) // CHANGED
            if (
                few
                and state.recipe == self._recipe
                and alike(published.archive.segments.names.forms, state.sample)
            ):
                return self._changed(index, state, published, changes)
        same = self._same(published)
        if same:
            self._swap(same)
            return self._latest() or self._anew(published, progress)
        return self._anew(published, progress)

    def _changed(self, index: str, state: EngineState, published: Published, changes: Changes) -> Edition:
        """Return the edition after it was changed in place."""
        writer = EditionWriter(self._engine, index, self._tuning)
        lexicon = ArchiveLexicon.of(published.archive.segments)
        before = self._lexicon(index, state)
        difference = lexicon.difference(before) if state.changes < MOST_CHANGES else None
        with closing(published.came(state.fingerprint)) as came:
            articles = list(came)
        ids = frozenset(article.id for article in articles)
        following = writer.passages(published.archive, ids, state.following, published.generation, _nothing)
        writer.articles(articles, published.generation)
        writer.refresh()
        base, pieces, number = state.base, state.pieces, state.changes
        if difference is None:
            (base, pieces), number = writer.lexicon(lexicon), 0
        else:
            writer.change(base, number, difference)
            number += 1
        now = self._state_of(published, lexicon, following, (base, pieces, number), changes.went)
        writer.state(now)
        writer.remove(changes.went, published.generation)
        return self._of(index, now, lexicon)

    def _anew(self, published: Published, progress: Progress) -> Edition:
        """Return the edition that was built beside the one that stands and took its place."""
        named = hashlib.blake2b(
            f"{published.archive.fingerprint}\0{self._recipe}".encode(), digest_size=6
        ).hexdigest()
        index = f"{self._alias}-{published.generation}-{named}"
        writer = EditionWriter(self._engine, index, self._tuning)
        writer.create()
        lexicon = ArchiveLexicon.of(published.archive.segments)
        following = writer.passages(published.archive, None, 0, published.generation, progress)
        with closing(published.all()) as articles:
            writer.articles(articles, published.generation)
        writer.refresh()
        base, pieces = writer.lexicon(lexicon)
        state = self._state_of(published, lexicon, following, (base, pieces, 0), frozenset())
        writer.state(state)
        self._swap(index)
        return self._of(index, state, lexicon)

    def _state_of(
        self,
        published: Published,
        lexicon: ArchiveLexicon,
        following: int,
        words: tuple[str, int, int],
        gone: frozenset[str],
    ) -> EngineState:
        base, pieces, changes = words
        return EngineState(
            published.archive.fingerprint,
            published.generation,
            self._recipe,
            len(published.archive),
            following,
            base,
            pieces,
            changes,
            tuple(sorted(gone)),
            sample(lexicon),
        )

    def _editions(self) -> list[str]:
        """Return the indexes of passages that are complete or being built, the oldest first."""
        found = self._engine.ask("GET", f"/{self._alias}-*-lexicon/_settings", silence=LONG) or {}
        made = {name: int(one["settings"]["index"]["creation_date"]) for name, one in found.items()}
        return [name.removesuffix("-lexicon") for name in sorted(made, key=lambda name: made[name])]

    def _same(self, published: Published) -> str | None:
        """Return an edition that holds just what is to be published, if one is kept."""
        for index in reversed(self._editions()):
            try:
                state = self._state(index)
            except EngineError:
                continue
            if state.recipe == self._recipe and _sum(state.fingerprint) == _sum(
                published.archive.fingerprint
            ):
                return index
        return None

    def _swap(self, index: str) -> None:
        """Have the alias name that edition and no other; of the others only the latest is kept."""
        before = self._standing()
        moved: list[Any] = [{"add": {"index": index, "alias": self._alias}}]
        if before and before != index:
            moved.insert(0, {"remove": {"index": before, "alias": self._alias}})
        self._engine.ask("POST", "/_aliases", {"actions": moved}, LONG)
        for old in self._editions():
            if old not in {index, before}:
                self._engine.ask("DELETE", f"/{old},{old}-articles,{old}-lexicon", silence=LONG)


def _sum(fingerprint: str) -> str:
    """Return what of a fingerprint names the articles, whatever their generation."""
    return fingerprint.partition("-")[2]


def _nothing(_: object) -> None:
    """Tell nobody how far a few articles are."""
