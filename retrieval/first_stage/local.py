"""The passages of an archive in segments on this machine."""

from __future__ import annotations

from functools import cached_property, reduce
from typing import TYPE_CHECKING

import numpy as np

from retrieval.first_stage.naming import Named, named, widened
from retrieval.first_stage.source import Found
from retrieval.records import Scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.arrays import Bools, Floats, Longs
    from retrieval.bm25.multi_index import JointIndex
    from retrieval.corpus.lexicon import LexiconNumbers
    from retrieval.corpus.segments import Segments
    from retrieval.first_stage.naming import Sought
    from retrieval.first_stage.source import PassageSource


class LocalSource:
    """See `PassageSource`."""

    def __init__(self, segments: Segments) -> None:
        self.segments = segments

    @property
    def fingerprint(self) -> str:
        """Return what the articles that stand were named by."""
        return self.segments.fingerprint

    @property
    def names(self) -> LexiconNumbers:
        """Return what numbers stand for."""
        return self.segments.names

    @property
    def terms(self) -> JointIndex:
        """Return the statistics of terms."""
        return self.segments.index

    @property
    def gram_counts(self) -> Floats:
        """Return how often each character gram occurs."""
        return self.segments.gram_counts

    def __len__(self) -> int:
        return len(self.segments)

    def best(
        self,
        weights: Mapping[str, float],
        n: int,
        scope: Scope | None,
        *,
        keys: NDArray[np.uint64] | None = None,
        article: str | None = None,
    ) -> Found:
        """Return the best passages; see `PassageSource`."""
        allowed = self.segments.passages_of(article) if article is not None else self._allowed(scope)
        best = self.segments.index.best(weights, n, allowed)
        if keys is not None:
            # Behind the best by words come those of `keys` that stand and are allowed, which score nothing.
            numbers, known = self._by_key
            places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
            near = numbers[places[known[places] == keys]]
            best = best.with_unscored(near if allowed is None else near[allowed[near]], n)
        excerpt = self.segments.excerpt(best.documents)
        return Found(excerpt.corpus, excerpt.renumbered(best), self.segments.ids(excerpt.articles))

    def about(self, words: Sequence[Sought], scope: Scope | None) -> Named:
        """Return the articles about all of `words`; see `PassageSource`."""
        index, allowed = self.segments.index, self._allowed(scope)
        most = max(index.corpus_size, 1)
        held = [
            np.sort(index.best(dict.fromkeys(word.stems, 1.0), most, allowed).documents) for word in words
        ]
        if not held:
            return Named()
        passages = reduce(np.intersect1d, held)
        leading = passages[self.segments.leads(passages)]
        first = named(self.segments, leading, words) or Named()
        return widened(first, lambda: named(self.segments, passages, words) or Named())

    def _allowed(self, scope: Scope | None) -> Bools | None:
        """Return which passages may answer, None for all."""
        return None if scope is None or scope == Scope() else self.segments.within(scope)

    @cached_property
    def _by_key(self) -> tuple[Longs, NDArray[np.uint64]]:
        """Return the numbers of the passages that stand, and their keys, both in the order of the keys."""
        numbers, keys = self.segments.passages()
        order = np.argsort(keys)
        return numbers[order], keys[order]


if TYPE_CHECKING:

    def _fulfils(source: LocalSource) -> PassageSource:
        return source
