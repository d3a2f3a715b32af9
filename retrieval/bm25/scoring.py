"""BM25 sums over whole posting lists with numpy, and the best of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.arrays import Bools, Floats, Longs
    from retrieval.bm25.postings import Postings


# No weights that mean something are near it, and no score overflows.
HEAVIEST = 1e100


@dataclass(frozen=True, slots=True)
class Best:
    """Documents (int64) and their scores (float64), best first, equal scores by ascending document."""

    documents: Longs
    scores: Floats

    def with_unscored(self, documents: Longs, n: int) -> Best:
        """Return the best, fewer where need be, and behind them those of `documents` that score nothing: n in all."""
        more = np.setdiff1d(documents, self.documents)
        kept = max(0, n - len(more))
        joined = np.concatenate([self.documents[:kept], more])
        return Best(joined, np.concatenate([self.scores[:kept], np.zeros(len(more))]))


@dataclass(frozen=True, slots=True)
class WeightedTerms:
    """What a query asks for: rows of distinct terms, and what each is worth.

    A document's score is the sum over `rows`, in their order, of `worth` * tf / (tf + norm).
    """

    rows: Longs
    worth: Floats

    @classmethod
    def of(cls, weights: Mapping[int, float], most: Floats) -> WeightedTerms:
        """Take the rows and their weights, and what each row is worth at weight 1, [T].

        Raises ValueError where a weight is negative or no number, or they add up to more than `HEAVIEST`.
        """
        if not sum(weights.values()) <= HEAVIEST or min(weights.values(), default=0.0) < 0:
            msg = f"weights must not be negative and must add up to {HEAVIEST} at most: {list(weights.values())}"
            raise ValueError(msg)
        rows = np.fromiter(weights, np.int64, len(weights))
        return cls(rows, np.fromiter(weights.values(), np.float64, len(weights)) * most[rows])


def search(
    postings: Postings,
    saturation: Floats,
    terms: WeightedTerms,
    n: int,
    allowed: Bools | None = None,
) -> Best:
    """Return the n documents of the highest positive scores, of those `allowed` ([N], by default all).

    `saturation` is as in `scores`.
    """
    total = scores(postings, saturation, terms)
    if allowed is not None:
        total *= allowed
    found = np.flatnonzero(total > 0)
    if 0 < n < len(found):
        least = np.partition(total[found], len(found) - n)[len(found) - n]
        found = found[total[found] >= least]
    order = np.lexsort((found, -total[found]))[: max(n, 0)]
    return Best(found[order], total[found[order]])


def scores(postings: Postings, saturation: Floats, terms: WeightedTerms) -> Floats:
    """Return the score of every document, [N].

    `saturation` is tf / (tf + norm) for each kind of posting, [K].
    """
    total = np.zeros(len(postings.lengths))
    for row, worth in zip(terms.rows.tolist(), terms.worth.tolist(), strict=True):
        documents, kinds = postings.of(row)
        np.add.at(total, documents, (worth * saturation)[kinds])
    return total
