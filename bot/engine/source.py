"""The passages of an archive in an engine, as ranking asks for them; nothing of them is on this machine."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.errors import EngineError
from retrieval.corpus.columns import outlet_key
from retrieval.corpus.excerpts import excerpt, with_forms
from retrieval.first_stage.naming import Named, naming, widened
from retrieval.first_stage.rescoring import Scorer
from retrieval.first_stage.slices import decoded
from retrieval.first_stage.source import Found
from retrieval.records import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.engine.client import Engine
    from bot.engine.layout import EngineState
    from retrieval.arrays import Floats
    from retrieval.bm25.weights import Parameters
    from retrieval.corpus.lexicon import LexiconNumbers
    from retrieval.first_stage.lexicon import ArchiveLexicon
    from retrieval.first_stage.naming import Sought
    from retrieval.first_stage.source import PassageSource

    Hit = dict[str, list[Any]]

MORE = 1.25
"""So many times the passages that are wanted are asked for: the engine knows lengths in steps, and orders a little
differently."""
ABOUT = 1_000
"""Articles that are listed about a subject at most."""
_FIELDS = ["slice", "article", "number", "generation", "group"]
_REMEMBERED = 20_000  # articles whose groups are
_WHOLE = "allow_partial_search_results=false&search_type=dfs_query_then_fetch"


class EngineSource:
    """See `PassageSource`; of one state of one edition."""

    def __init__(
        self,
        engine: Engine,
        index: str,
        state: EngineState,
        lexicon: ArchiveLexicon,
        parameters: Parameters,
    ) -> None:
        self._engine, self._index, self._state = engine, index, state
        self._lexicon, self._gone = lexicon, frozenset(state.gone)
        self._scorer = Scorer(lexicon.statistics, parameters)
        self.groups: dict[str, int] = {}
        """The groups of near duplicates of articles that were found lately, for who quotes them."""
        self.k1 = parameters.k1

    @property
    def fingerprint(self) -> str:
        """Return what the articles that stand are named by."""
        return self._state.fingerprint

    @property
    def names(self) -> LexiconNumbers:
        """Return what numbers stand for."""
        return self._lexicon.names

    @property
    def terms(self) -> EngineSource:
        """Return the statistics of terms."""
        return self

    @property
    def gram_counts(self) -> Floats:
        """Return how often each character gram occurs."""
        return self._lexicon.gram_counts

    @property
    def corpus_size(self) -> int:
        """Return how many passages stand."""
        return self._lexicon.statistics.documents

    def __len__(self) -> int:
        return self._state.articles

    def row(self, term: str) -> int | None:
        """Return the term's number; None for one of no passage."""
        return self._lexicon.names.terms.row(term)

    def document_frequency(self, row: int) -> int:
        """Return in how many passages the term numbered `row` stands."""
        return int(self._lexicon.statistics.frequencies[row])

    def best(
        self,
        weights: Mapping[str, float],
        n: int,
        scope: Scope | None,
        *,
        keys: NDArray[np.uint64] | None = None,
        article: str | None = None,
    ) -> Found:
        """Return the best passages; see `PassageSource`. Raises EngineError when the engine cannot be asked."""
        known = {row: weight for term, weight in weights.items() if (row := self.row(term)) is not None}
        within = self._within(scope) + ([{"term": {"article": article}}] if article is not None else [])
        hits = self._search(self._should(known), within, int(n * MORE)) if known else []
        near = (
            [] if keys is None else self._search([], [*within, {"terms": {"key": keys.tolist()}}], len(keys))
        )
        found = {hit["number"][0]: hit for hit in (*hits, *near)}
        ordered = [found[number] for number in sorted(found)]
        ids = [hit["article"][0] for hit in ordered]
        if len(self.groups) > _REMEMBERED:
            self.groups = {}
        self.groups.update((hit["article"][0], hit["group"][0]) for hit in ordered)
        slices = [_sliced(hit) for hit in ordered]
        corpus = with_forms(decoded(slices, ids), [self._lexicon.forms])
        best = self._scorer.best(corpus, known, n)
        if keys is not None:
            asked = {hit["number"][0] for hit in near}
            places = [place for place, number in enumerate(sorted(found)) if number in asked]
            best = best.with_unscored(np.array(places, np.int64), n)
        part = excerpt([corpus], best.documents)
        names = list(dict.fromkeys(ids))
        return Found(part.corpus, part.renumbered(best), [names[number] for number in part.articles.tolist()])

    def about(self, words: Sequence[Sought], scope: Scope | None) -> Named:
        """Return the articles about all of `words`, of the newest `ABOUT` with their stems; see `PassageSource`."""
        if not words:
            return Named()
        rows = [[self.row(term) for term in word.stems] for word in words]
        held = [{"terms": {"terms": [_token(row) for row in asked if row is not None]}} for asked in rows]
        within = [*held, *self._within(scope)]
        leading = self._named([*within, {"term": {"leads": True}}], words)
        return widened(leading, lambda: self._named(within, words))

    def _named(self, within: list[Any], words: Sequence[Sought]) -> Named:
        """Return the newest articles within filters that name all words."""
        query = {
            "size": ABOUT,
            "query": {"bool": {"filter": within}},
            "sort": [{"published": "desc"}, {"number": "desc"}],
            "collapse": {"field": "article"},
            "stored_fields": "_none_",
            "docvalue_fields": ["article", "generation", "slice"],
        }
        hits = self._hits(query)
        if not hits:
            return Named()
        ids = [hit["article"][0] for hit in hits]
        corpus = decoded([_sliced(hit) for hit in hits], ids)
        titled, told = naming(corpus, np.arange(len(ids)), words)
        above = tuple(id_ for id_, names in zip(ids, titled, strict=True) if names)
        below = tuple(id_ for id_, names in zip(ids, told & ~titled, strict=True) if names)
        return Named(above, below)

    def _should(self, known: Mapping[int, float]) -> list[Any]:
        """Return the question for the engine: its own idf is taken out of the weights, and the archive's put in."""
        collection = self._lexicon.statistics
        clauses = []
        for row, weight in known.items():
            df = float(collection.frequencies[row])
            theirs = np.log1p((collection.documents - df + 0.5) / (df + 0.5))
            boost = weight * float(self._scorer.idf[row] / theirs)
            clauses.append({"term": {"terms": {"value": _token(row), "boost": boost}}})
        return clauses

    def _within(self, scope: Scope | None) -> list[Any]:
        """Return the filters of a scope, and of what stands."""
        filters: list[Any] = [{"range": {"generation": {"lte": self._state.generation}}}]
        scope = scope or Scope()
        if scope.first or scope.last:
            first = scope.first.toordinal() if scope.first else 1
            last = {"lte": scope.last.toordinal()} if scope.last else {}
            filters.append({"range": {"published": {"gte": first, **last}}})
        if scope.outlets:
            rows = [self._lexicon.names.outlets.row(outlet_key(name)) for name in scope.outlets]
            filters.append({"terms": {"outlet": [row for row in rows if row is not None]}})
        if scope.articles:
            filters.append({"terms": {"article": list(scope.articles)}})
        return filters

    def _search(self, should: list[Any], within: list[Any], size: int) -> list[Hit]:
        matching: dict[str, Any] = {"filter": within}
        if should:
            matching |= {"should": should, "minimum_should_match": 1}
        query = {
            "size": size,
            "query": {"bool": matching},
            "stored_fields": "_none_",
            "docvalue_fields": _FIELDS,
            "track_total_hits": False,
        }
        return self._hits(query)

    def _hits(self, query: dict[str, Any]) -> list[Hit]:
        path = f"/{self._index}/_search?{_WHOLE}&filter_path=_shards.failed,timed_out,hits.hits.fields"
        found = self._engine.ask("POST", path, query)
        if found is None:
            raise EngineError("the archive was replaced in the engine; try again")
        if found["_shards"]["failed"] or found["timed_out"]:
            raise EngineError("a part of the engine does not answer; try again later")
        hits = [hit["fields"] for hit in found.get("hits", {}).get("hits", [])]
        return [
            hit
            for hit in hits
            if not (hit["article"][0] in self._gone and hit["generation"][0] < self._state.generation)
        ]


def _sliced(hit: Hit) -> bytes:
    """Return the part of the forward index that is kept with a passage."""
    return base64.urlsafe_b64decode(hit["slice"][0] + "==")


def _token(row: int) -> str:
    """Return what a term is called in the engine."""
    return f"{row:x}"


if TYPE_CHECKING:

    def _fulfils(source: EngineSource) -> PassageSource:
        return source
