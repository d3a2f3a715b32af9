"""Indexes of one vocabulary searched as one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.bm25.scoring import Best, WeightedTerms
from retrieval.bm25.vocabulary import SubVocabulary
from retrieval.bm25.weights import weights as idf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.arrays import Bools
    from retrieval.bm25.index import BM25
    from retrieval.bm25.postings import Statistics
    from retrieval.bm25.vocabulary import Vocabulary

_REMEMBERED = 1 << 12  # terms whose rows are


class JointIndex:
    """The documents of several indexes, numbered one index after the other, less those that do not stand.

    Documents that stand score as they would in one index of nothing else. `vocabulary` knows all terms; each part is
    over all or some of them.
    """

    def __init__(
        self,
        parts: Sequence[BM25],
        vocabulary: Vocabulary,
        whole: Statistics,
        standing: Sequence[Bools | None],
        *,
        accelerated: bool = False,
    ) -> None:
        """Take `whole`, the statistics of the documents that `standing` marks for each part, None where all stand."""
        self.whole = whole
        self.k1 = parts[-1].k1
        self.corpus_size = whole.documents
        self.accelerated = accelerated
        self._parts = parts
        # One question asks for the same terms several times.
        self._row = lru_cache(_REMEMBERED)(vocabulary.row)
        self._standing = standing
        self._most = (self.k1 + 1) * idf(whole, parts[-1].epsilon)
        self._searches = [part.searcher(whole.average_length, accelerated=accelerated) for part in parts]

    def row(self, term: str) -> int | None:
        """Return the term's number; None for one of no document."""
        return self._row(term)

    def document_frequency(self, row: int) -> int:
        """Return in how many of the documents that stand the term numbered `row` does."""
        return int(self.whole.frequencies[row])

    def best(self, weights: Mapping[str, float], n: int, allowed: Bools | None = None) -> Best:
        """Return the n best documents; see `BM25.best`."""
        known = {row: weight for term, weight in weights.items() if (row := self.row(term)) is not None}
        asked = WeightedTerms.of(known, self._most)
        found: list[Best] = []
        first = 0
        for place, part in enumerate(self._parts):
            last = first + len(part.doc_len)
            # Which documents of the part are looked for, None for all.
            within, marks = None if allowed is None else allowed[first:last], self._standing[place]
            if within is not None:
                marks = within if marks is None else marks & within
            best = self._searches[place](_of_part(asked, part), n, marks)
            if len(best.documents):
                found.append(Best(best.documents + first, best.scores))
            first = last
        if len(found) == 1:
            return found[0]
        documents = np.concatenate([np.empty(0, np.int64), *(best.documents for best in found)])
        scores = np.concatenate([np.empty(0), *(best.scores for best in found)])
        # The n best of all, equal scores by ascending document.
        order = np.lexsort((documents, -scores))[:n]
        return Best(documents[order], scores[order])

    def accelerate(self) -> bool:
        """Search with compiled code from now on; see `BM25.accelerate`."""
        self.accelerated = self._parts[0].accelerate()
        length = self.whole.average_length
        self._searches = [part.searcher(length, accelerated=self.accelerated) for part in self._parts]
        return self.accelerated


def _of_part(asked: WeightedTerms, part: BM25) -> WeightedTerms:
    """Return those of the terms that a part knows, by its own rows."""
    if not isinstance(part.vocabulary, SubVocabulary):
        held = asked.rows < len(part.vocabulary)
        return WeightedTerms(asked.rows[held], asked.worth[held])
    rows = part.vocabulary.rows
    places = np.searchsorted(rows, asked.rows)
    held = np.append(rows, -1)[places] == asked.rows
    return WeightedTerms(places[held], asked.worth[held])
