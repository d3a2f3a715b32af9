"""What a term weighs in BM25, and how its repetition and a document's length count, with rank-bm25's formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from retrieval.arrays import Floats
    from retrieval.bm25.postings import Postings, Statistics

# What a term of more than half the documents weighs where the average idf gives no positive floor.
LEAST_IDF = 1e-3


@dataclass(frozen=True, slots=True)
class Parameters:
    """BM25's parameters; ValueError for impossible ones.

    `k1` is how late repetition of a term stops to count, `b` how much a document is marked down for its
    length, and `epsilon` what a term of most documents weighs, as a part of the average idf.
    """

    k1: float = 1.5
    b: float = 0.75
    epsilon: float = 0.25

    def __post_init__(self) -> None:
        if not (self.k1 >= 0 and 0 <= self.b <= 1 and self.epsilon >= 0):
            msg = f"BM25 needs k1 >= 0, 0 <= b <= 1 and epsilon >= 0, not {self}"
            raise ValueError(msg)


DEFAULTS = Parameters()


def weights(collection: Statistics, epsilon: float) -> Floats:
    """Return rank-bm25's idf of each term, [T], with its floor for terms in half the documents or more."""
    df = collection.frequencies
    average = average_idf(collection)
    floor = epsilon * average if average > 0 else LEAST_IDF
    return np.where(2 * df >= collection.documents, floor, _idf(collection))


def average_idf(collection: Statistics) -> float:
    """Return the mean idf of the terms that occur, 0 where none does."""
    used = collection.frequencies > 0
    return float(_idf(collection)[used].mean()) if used.any() else 0.0


def _idf(collection: Statistics) -> Floats:
    df = collection.frequencies
    found: Floats = np.log(collection.documents - df + 0.5) - np.log(df + 0.5)
    return found


def saturation(postings: Postings, average_length: float, parameters: Parameters) -> Floats:
    """Return tf / (tf + norm) of each kind of posting, [K]."""
    k1, b = parameters.k1, parameters.b
    frequencies = postings.frequencies.astype(np.float64)
    norms = k1 * (1 - b + b * postings.sizes / (average_length or 1.0))
    saturated: Floats = frequencies / (frequencies + norms)
    return saturated
