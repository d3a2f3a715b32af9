"""Indexes of one vocabulary searched as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.bm25.scoring import Best

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.arrays import Bools
    from retrieval.bm25.index import BM25
    from retrieval.bm25.postings import Statistics


class JointIndex:
    """The documents of several indexes, numbered one index after the other, less those that do not stand.

    Documents that stand score as they would in one index of nothing else. The last index knows all terms.
    """

    def __init__(self, parts: Sequence[BM25], whole: Statistics, standing: Bools) -> None:
        """`whole` are the statistics of the documents that `standing`, [N], marks."""
        self.k1 = parts[-1].k1
        self.corpus_size = whole.documents
        self._parts = [part.as_part(whole) for part in parts]
        self._whole = whole
        self._standing = standing

    def row(self, term: str) -> int | None:
        """Return the term's number; None for one of no document."""
        return self._parts[-1].row(term)

    def document_frequency(self, row: int) -> int:
        """Return in how many of the documents that stand the term numbered `row` does."""
        return int(self._whole.frequencies[row])

    def best(self, weights: Mapping[str, float], n: int, allowed: Bools | None = None) -> Best:
        """Return the n best documents; see `BM25.best`."""
        marks = self._standing if allowed is None else self._standing & allowed
        found: list[Best] = []
        first = 0
        for part in self._parts:
            last = first + len(part.doc_len)
            best = part.best(weights, n, marks[first:last])
            found.append(Best(best.documents + first, best.scores))
            first = last
        documents = np.concatenate([best.documents for best in found])
        scores = np.concatenate([best.scores for best in found])
        order = np.lexsort((documents, -scores))[:n]
        return Best(documents[order], scores[order])

    def accelerate(self) -> bool:
        """Search with compiled code from now on; see `BM25.accelerate`."""
        return all(part.accelerate() for part in self._parts)
