"""BM25 sums over whole posting lists with numpy, and the best of them.

Sums are kept in 64-bit fixed point: integers add up to the same total in any order, so that every way of
walking the postings gives the same scores to the last bit, and with them the same ties.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.postings import Postings


@dataclass(frozen=True, slots=True)
class Best:
    """Documents (int64) and their scores (float64), best first, equal scores by ascending document."""

    documents: NDArray[np.int64]
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WeightedTerms:
    """What a query asks for: rows of distinct terms and what each is worth, in fixed point.

    A document's score is the sum over `rows` of `worth` * tf / (tf + norm), each cut to an integer;
    `scale` divides it.
    """

    rows: NDArray[np.int64]
    worth: NDArray[np.float64]
    scale: float

    @classmethod
    def of(cls, rows: Sequence[int], worth: Sequence[float]) -> WeightedTerms:
        """Scale `worth` to fill a signed 64-bit sum; ValueError where one is negative or not finite."""
        total = math.fsum(worth)
        if not math.isfinite(total) or min(worth, default=0.0) < 0:
            msg = f"weights must be finite and not negative: {list(worth)}"
            raise ValueError(msg)
        # The largest power of two that keeps the sum below 2**62, and is itself a float.
        scale = math.ldexp(1.0, min(62 - math.frexp(total)[1], 1000))
        return cls(np.array(rows, np.int64), np.array(worth, np.float64) * scale, scale)


def search(postings: Postings, saturation: NDArray[np.float64], terms: WeightedTerms, n: int) -> Best:
    """Return the n documents of the highest positive scores; `saturation` as in `sums`."""
    total = sums(postings, saturation, terms)
    found = np.flatnonzero(total > 0)
    if 0 < n < len(found):
        least = np.partition(total[found], len(found) - n)[len(found) - n]
        found = found[total[found] >= least]
    order = np.lexsort((found, -total[found]))[: max(n, 0)]
    return Best(found[order], total[found[order]] / terms.scale)


def sums(postings: Postings, saturation: NDArray[np.float64], terms: WeightedTerms) -> NDArray[np.int64]:
    """Return the fixed-point score of every document, [N].

    `saturation` is tf / (tf + norm) for each kind of posting, [K].
    """
    total = np.zeros(len(postings.lengths), np.int64)
    for row, worth in zip(terms.rows.tolist(), terms.worth.tolist(), strict=True):
        documents, kinds = postings.of(row)
        total[documents] += (worth * saturation).astype(np.int64)[kinds]
    return total
