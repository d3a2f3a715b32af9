"""What the scores of a collection's documents depend on beside the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.bm25.postings import Postings


@dataclass(frozen=True, slots=True)
class Statistics:
    """What BM25 knows of a collection: documents, tokens, and in how many documents each of T terms stands, [T]."""

    documents: int
    tokens: int
    frequencies: NDArray[np.int64]

    @classmethod
    def of(cls, postings: Postings) -> Statistics:
        """The statistics of the documents with these postings."""
        lengths = postings.lengths
        return cls(len(lengths), int(lengths.sum(dtype=np.int64)), postings.document_frequencies)

    def and_of(self, other: Statistics) -> Statistics:
        """Those of both collections; their terms are numbered alike, and `other` may know more of them."""
        frequencies = other.frequencies.copy()
        frequencies[: len(self.frequencies)] += self.frequencies
        return Statistics(self.documents + other.documents, self.tokens + other.tokens, frequencies)

    def without(self, other: Statistics) -> Statistics:
        """Those of this collection less a part of it."""
        frequencies = self.frequencies - other.frequencies
        return Statistics(self.documents - other.documents, self.tokens - other.tokens, frequencies)
