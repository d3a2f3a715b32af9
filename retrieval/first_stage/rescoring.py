"""Scores as rank-bm25 has them, of passages that an engine found by its own: exact lengths and the archive's idf."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.bm25.scoring import Best
from retrieval.bm25.weights import Parameters, weights
from retrieval.corpus.columns import documents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.bm25.postings import Statistics
    from retrieval.corpus.columns import Corpus


class Scorer:
    """What terms are worth in a collection; see `BM25`."""

    def __init__(self, collection: Statistics, parameters: Parameters) -> None:
        self._collection, self._parameters = collection, parameters
        self.idf = weights(collection, parameters.epsilon)
        self._most = (parameters.k1 + 1) * self.idf

    def best(self, corpus: Corpus, asked: Mapping[int, float], n: int) -> Best:
        """Return the n best of the passages of `corpus`, which knows its forms, for weighted rows of terms."""
        total = np.zeros(len(corpus.passage_articles))
        k1, b = self._parameters.k1, self._parameters.b
        length = self._collection.average_length or 1.0
        for part in documents(corpus, max(1, len(total))):
            sizes = np.bincount(part.holders, minlength=part.count)
            norms = k1 * (1 - b + b * sizes / length)
            for row, weight in asked.items():
                frequencies = np.bincount(part.holders[part.tokens == row], minlength=part.count).astype(
                    np.float64
                )
                total += weight * self._most[row] * (frequencies / (frequencies + norms))
        found = np.flatnonzero(total > 0)
        order = np.lexsort((found, -total[found]))[:n]
        return Best(found[order], total[found[order]])
