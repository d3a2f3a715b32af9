"""The editions of an archive that an engine keeps: which of them stands, what it says of itself, and its texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from bot.engine.client import LONG
from bot.engine.layout import STATE, EngineState, recipe, state_of, unpacked
from bot.engine.source import EngineSource
from bot.errors import EngineError
from retrieval.arabic.analysis import Analyser
from retrieval.first_stage.lexicon import ArchiveLexicon
from retrieval.records import Article
from retrieval.searcher import Searcher

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.engine.client import Engine
    from retrieval.arabic.language import Language
    from retrieval.tuning import Tuning

REPLACED = "the archive was replaced in the engine; try again"


@dataclass(frozen=True, slots=True)
class Edition:
    """What is answered from: a state of one index, and what its words are."""

    index: str
    state: EngineState
    lexicon: ArchiveLexicon
    searcher: Searcher
    source: EngineSource


class Editions:
    """The editions under one alias; all methods wait for the engine and raise EngineError when it fails."""

    def __init__(self, engine: Engine, alias: str, language: Language, tuning: Tuning) -> None:
        self.engine, self.alias, self.tuning = engine, alias, tuning
        self.recipe = recipe(language, tuning)
        self._analyser = Analyser(language)

    def latest(self, known: Edition | None) -> Edition | None:
        """Return what stands now, with no more read than changed since the one that is known."""
        index = self.standing()
        if index is None:
            return None
        state = self.state(index)
        if known and (known.index, known.state) == (index, state):
            return known
        if state.recipe != self.recipe:
            raise EngineError("the archive in the engine was made with other word lists or settings")
        return self.edition(index, state, self.lexicon(index, state, known))

    def edition(self, index: str, state: EngineState, lexicon: ArchiveLexicon) -> Edition:
        """Return an edition, ready to be asked."""
        source = EngineSource(self.engine, index, state, lexicon, self.tuning.bm25)
        return Edition(index, state, lexicon, Searcher(source, self._analyser, self.tuning), source)

    def standing(self) -> str | None:
        """Return the index that the alias names."""
        found = self.engine.ask("GET", f"/_alias/{self.alias}?local=true")
        return next(iter(found), None) if found else None

    def state(self, index: str) -> EngineState:
        """Return what an index holds."""
        found = self.engine.ask("GET", f"/{index}-lexicon/_doc/{STATE}")
        try:
            return state_of(found["_source"] if found else None)
        except msgspec.ValidationError as error:
            raise EngineError(f"{index} is no archive of this Isnad: {error}") from error

    def lexicon(self, index: str, state: EngineState, known: Edition | None) -> ArchiveLexicon:
        """Return the words of a state, with no more read than changed since the edition that is known."""
        now = known.state if known and known.index == index else None
        if known and now and now.base == state.base and now.changes <= state.changes:
            lexicon, done = known.lexicon, now.changes
        else:
            pieces = [self._piece(index, f"{state.base}-{number}") for number in range(state.pieces)]
            lexicon, done = ArchiveLexicon.decode(b"".join(pieces)), 0
        for number in range(done, state.changes):
            lexicon = lexicon.with_difference(self._piece(index, f"{state.base}-change-{number}"))
        return lexicon

    def articles(self, edition: Edition, ids: Collection[str]) -> dict[str, Article]:
        """Return the articles among `ids` as they are in the edition, by id."""
        generation = edition.state.generation
        within = [{"terms": {"id": sorted(ids)}}, {"range": {"generation": {"lte": generation}}}]
        query = {
            "size": 1_000,
            "query": {"bool": {"filter": within}},
            "sort": [{"generation": "desc"}],
            "collapse": {"field": "id"},
        }
        path = f"/{edition.index}-articles/_search?allow_partial_search_results=false"
        found = self.found(path, query)
        sources = [hit["_source"] for hit in found["hits"]["hits"]]
        return {source["id"]: msgspec.json.decode(unpacked(source), type=Article) for source in sources}

    def found(self, path: str, query: object) -> dict[str, Any]:
        """Return what a search finds; raises EngineError where the index is gone by now."""
        found: dict[str, Any] | None = self.engine.ask("POST", path, query)
        if found is None:
            raise EngineError(REPLACED)
        return found

    def kept(self) -> list[str]:
        """Return the indexes of passages that are complete or being built, the oldest first."""
        found = self.engine.ask("GET", f"/{self.alias}-*-lexicon/_settings", silence=LONG) or {}
        made = {name: int(one["settings"]["index"]["creation_date"]) for name, one in found.items()}
        return [name.removesuffix("-lexicon") for name in sorted(made, key=lambda name: made[name])]

    def stand(self, index: str) -> None:
        """Have the alias name that edition and no other; of the others only the latest is kept."""
        before = self.standing()
        moved: list[Any] = [{"add": {"index": index, "alias": self.alias}}]
        if before and before != index:
            moved.insert(0, {"remove": {"index": before, "alias": self.alias}})
        self.engine.ask("POST", "/_aliases", {"actions": moved}, LONG)
        for old in self.kept():
            if old not in {index, before}:
                self.engine.ask("DELETE", f"/{old},{old}-articles,{old}-lexicon", silence=LONG)

    def keep_only(self, index: str) -> None:
        """Delete every other edition, and what was read of the passages of all."""
        found = self.engine.ask("GET", f"/{self.alias}-vectors-*/_settings", silence=LONG) or {}
        editions = [f"{old},{old}-articles,{old}-lexicon" for old in self.kept() if old != index]
        for names in (*editions, *found):
            self.engine.ask("DELETE", f"/{names}", silence=LONG)

    def _piece(self, index: str, name: str) -> bytes:
        found = self.engine.ask("GET", f"/{index}-lexicon/_doc/{name}", silence=LONG)
        if found is None:
            raise EngineError(REPLACED)
        return unpacked(found["_source"])
