"""BM25 with rank-bm25's scores over an inverted index. The one importer of rank_bm25."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.bm25 import flatfiles
from retrieval.bm25.flatfiles import FlatFiles
from retrieval.bm25.postings import Documents, Postings, Statistics, invert, parts_of
from retrieval.bm25.scoring import Best, WeightedTerms, scores, search
from retrieval.bm25.vocabulary import SubVocabulary, Vocabulary
from retrieval.bm25.weights import DEFAULTS, Parameters, average_idf, saturation, weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from retrieval.arrays import Bools, Floats

    Search = Callable[[WeightedTerms, int, Bools | None], Best]

Document = TypeVar("Document")

KIND, VERSION = "bm25", 1


class BM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """`rank_bm25.BM25Okapi`, its parameters, attributes, methods and scores, over an inverted index.

    The scores are rank-bm25's to 1e-9, save for its traps, which are mended:

    - An empty corpus, or one of empty documents, is an index that finds nothing; rank-bm25 divides by zero.
    - Equal scores stand in ascending order of document and a document without a score is never returned;
      rank-bm25's `get_top_n` prefers the last documents, and gives those when nothing matches.
    - A term in exactly half the documents weighs what a term in more than half does, `epsilon * average_idf`,
      and not nothing. Where the average idf is not positive (a handful of documents), both weigh `LEAST_IDF`.
    - `tokenizer` is called in this process, not in a pool of others that is never closed.

    `doc_len` is an int32 array; `idf` and `doc_freqs` are put together from the arrays when first asked for. Isnad
    itself asks `best`: `get_scores`, `get_batch_scores`, `get_top_n`, `idf` and `doc_freqs` are rank-bm25's API.
    """

    def __init__(
        self,
        corpus: Sequence[Sequence[str]],
        tokenizer: Callable[[Sequence[str]], Sequence[str]] | None = None,
        k1: float = 1.5,
        b: float = 0.75,
        epsilon: float = 0.25,
    ) -> None:
        """Index documents that are sequences of tokens, or that `tokenizer` splits into tokens."""
        documents = corpus if tokenizer is None else [tokenizer(document) for document in corpus]
        numbers: dict[str, int] = {}
        ids = [numbers.setdefault(term, len(numbers)) for document in documents for term in document]
        ends = np.cumsum([len(document) for document in documents], dtype=np.int64)
        postings = invert(lambda: parts_of(np.array(ids, np.int32), ends), len(numbers))
        self._adopt(postings, Vocabulary.of(list(numbers)), Parameters(k1, b, epsilon))
        self.tokenizer = tokenizer

    @classmethod
    def from_parts(
        cls,
        documents: Callable[[], Iterable[Documents]],
        vocabulary: Vocabulary | SubVocabulary,
        parameters: Parameters = DEFAULTS,
    ) -> BM25:
        """Index documents of numbered tokens that need not be in memory together.

        The numbers are rows of `vocabulary`, which may hold terms of no document. Raises ValueError for others.
        """
        index = cls.__new__(cls)
        index._adopt(invert(documents, len(vocabulary)), vocabulary, parameters)
        return index

    def save(self, folder: Path) -> None:
        """Write the index to `folder`, all or nothing; what stood there before is replaced."""
        arrays = {column.name: getattr(self._postings, column.name) for column in fields(Postings)}
        arrays |= self.vocabulary.arrays()
        parameters = {"k1": self.k1, "b": self.b, "epsilon": self.epsilon}
        flatfiles.save(folder, KIND, VERSION, FlatFiles(arrays, parameters))

    @classmethod
    def open(cls, folder: Path, whole: Vocabulary | None = None) -> BM25:
        """Map an index that `save` wrote; raises DamagedIndex when it is torn, foreign or of another version.

        One over a part of a vocabulary needs the `whole` one. Only small files are read: `verify` reads all.
        """
        content = flatfiles.mapped(folder, KIND, VERSION)
        arrays = dict(content.arrays)
        vocabulary: Vocabulary | SubVocabulary
        if whole is None:
            vocabulary = Vocabulary(arrays.pop("term_keys"), arrays.pop("term_rows"))
        else:
            vocabulary = SubVocabulary(whole, arrays.pop("terms"))
        index = cls.__new__(cls)
        index._adopt(Postings(**arrays), vocabulary, Parameters(**content.numbers))
        index._files = content
        return index

    def searcher(self, average_length: float, *, accelerated: bool) -> Search:
        """Return the search of these documents as part of a collection whose documents are so long on average.

        It is compiled if that is asked for, and there is numba.
        """
        saturated = saturation(self._postings, average_length, self.parameters)
        compiled = _compiled_search(self._postings, saturated) if accelerated else None
        return compiled or partial(search, self._postings, saturated)

    @cached_property
    def statistics(self) -> Statistics:
        """Return what the scores depend on beside the document."""
        return Statistics.of(self._postings)

    def release(self) -> None:
        """Give back the memory of mapped pages that have been read; see `FlatFiles.release`."""
        self._files.release()

    @staticmethod
    def verify(folder: Path) -> None:
        """Compare all that `folder` holds with the checksums; raises DamagedIndex."""
        flatfiles.verify(folder, KIND, VERSION)

    def _adopt(
        self,
        postings: Postings,
        vocabulary: Vocabulary | SubVocabulary,
        parameters: Parameters,
    ) -> None:
        self.parameters = parameters
        self.k1, self.b, self.epsilon = parameters.k1, parameters.b, parameters.epsilon
        self.tokenizer = None
        self._files = FlatFiles({}, {})
        self._postings: Postings = postings
        self.vocabulary: Vocabulary | SubVocabulary = vocabulary
        self.doc_len = postings.lengths
        self.corpus_size = len(self.doc_len)
        self.avgdl = self.statistics.average_length
        self._saturation = saturation(postings, self.avgdl, parameters)
        self._search: Search = partial(search, postings, self._saturation)

    def accelerate(self) -> bool:
        """Search with compiled code from now on; return whether numba is there to compile it.

        Finds the same documents with the same scores three to eight times as fast. It takes a second or two, and
        ten more the first time on a machine, and may be done by another thread than those that search.
        """
        compiled = _compiled_search(self._postings, self._saturation)
        self._search = compiled or self._search
        return compiled is not None

    @cached_property
    def average_idf(self) -> float:
        """Return the mean of what the terms weigh before the floor."""
        return average_idf(self.statistics)

    @cached_property
    def _idf(self) -> Floats:
        return weights(self.statistics, self.epsilon)

    @cached_property
    def _most(self) -> Floats:
        """Return what each term's score tends to in a document full of it."""
        return (self.k1 + 1) * self._idf

    @cached_property
    def idf(self) -> dict[str, float]:
        """Return what each term weighs."""
        used = self._postings.document_frequencies > 0
        return {
            term: idf
            for term, idf, occurs in zip(self.vocabulary, self._idf.tolist(), used.tolist(), strict=True)
            if occurs
        }

    @cached_property
    def doc_freqs(self) -> list[dict[str, int]]:
        """Return the frequencies of each document's terms."""
        documents: list[dict[str, int]] = [{} for _ in range(self.corpus_size)]
        for row, term in enumerate(self.vocabulary):
            holders, kinds = self._postings.of(row)
            frequencies = self._postings.frequencies[kinds]
            for document, frequency in zip(holders.tolist(), frequencies.tolist(), strict=True):
                documents[document][term] = frequency
        return documents

    def get_scores(self, query: Sequence[str]) -> Floats:
        """Return the score of every document, [N]; a term that stands twice in the query counts twice."""
        return scores(self._postings, self._saturation, self._weighted(Counter(query)))

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """Return the scores of some documents, in their order; IndexError for one that is not there."""
        asked: list[float] = self.get_scores(query)[np.asarray(doc_ids, np.int64)].tolist()
        return asked

    def get_top_n(self, query: Sequence[str], documents: Sequence[Document], n: int = 5) -> list[Document]:
        """Return the n of `documents` (the corpus in any form) that score best, fewer where fewer match."""
        if len(documents) != self.corpus_size:
            msg = f"the index holds {self.corpus_size} documents, {len(documents)} were given"
            raise ValueError(msg)
        return [documents[document] for document in self.best(Counter(query), n).documents.tolist()]

    def row(self, term: str) -> int | None:
        """Return the term's number, its place in the vocabulary; None for a term of no document."""
        return self.vocabulary.row(term)

    def document_frequency(self, row: int) -> int:
        """Return in how many documents the term numbered `row` stands."""
        return len(self._postings.of(row)[0])

    def best(self, weights: Mapping[str, float], n: int, allowed: Bools | None = None) -> Best:
        """Return the n documents with the highest sum over terms of weight * score, as far as it is positive.

        Given `allowed`, [N], only documents that it marks are looked for; the scores are the same.
        Raises ValueError for a weight that is negative, not a number or beyond all measure.
        """
        return self._search(self._weighted(weights), n, allowed)

    def _weighted(self, weights: Mapping[str, float]) -> WeightedTerms:
        known = {row: weight for term, weight in weights.items() if (row := self.row(term)) is not None}
        return WeightedTerms.of(known, self._most)


def _compiled_search(postings: Postings, saturated: Floats) -> Search | None:
    """Return the search in compiled code, ready; None without numba."""
    try:
        from retrieval.bm25.scoring_numba import CompiledSearch  # noqa: PLC0415, the import takes long
    except ImportError:
        return None
    compiled = CompiledSearch(postings, saturated)
    compiled(WeightedTerms(np.empty(0, np.int64), np.empty(0)), 1, None)
    return compiled
