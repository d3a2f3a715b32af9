"""What is kept of articles that are indexed together: the forward index, the inverted one, and the names in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.bm25.flatfiles import FlatFiles
from retrieval.bm25.index import BM25
from retrieval.bm25.postings import Statistics, invert
from retrieval.bm25.vocabulary import SubVocabulary
from retrieval.corpus.columns import NO_TERM, documents, gram_frequencies
from retrieval.corpus.excerpts import excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arrays import Bools, Floats, Ints
    from retrieval.bm25.weights import Parameters
    from retrieval.corpus.builder import CorpusBuilder
    from retrieval.corpus.columns import Corpus
    from retrieval.corpus.lexicon import LexiconNumbers

_UNMAPPED = FlatFiles({}, {})


@dataclass(frozen=True, slots=True)
class Counts:
    """How often what is numbered occurs: `numbers` ascend, all others occur nowhere."""

    numbers: Ints
    counts: Floats

    @classmethod
    def of(cls, counts: Floats) -> Counts:
        """Take how often each number occurs."""
        numbers = np.flatnonzero(counts).astype(np.int32)
        return cls(numbers, counts[numbers])

    def all(self, size: int) -> Floats:
        """Return how often each of so many numbers occurs."""
        counts = np.zeros(size)
        counts[self.numbers] = self.counts
        return counts


@dataclass(frozen=True, slots=True)
class Segment:
    """Some articles, made searchable, that follow those of other segments, or none.

    `ids` are the articles in order, `names` what all its numbers stand for, those of the segments before it included;
    `firsts` is how many of each there were before. `gram_counts` is how often each character gram occurs, `files` what
    is mapped of it and `name` the folder it was saved in, "" where it was not.
    """

    ids: list[str]
    corpus: Corpus
    index: BM25
    names: LexiconNumbers
    firsts: tuple[int, int, int, int]
    gram_counts: Counts
    files: FlatFiles = _UNMAPPED
    name: str = ""

    def release(self) -> None:
        """Give back the memory of mapped pages that have been read; see `FlatFiles.release`."""
        self.index.release()
        self.files.release()

    @property
    def terms(self) -> Ints:
        """Return which of all terms it holds, ascending; the terms of its index are numbered by their places here."""
        vocabulary = self.index.vocabulary
        if isinstance(vocabulary, SubVocabulary):
            return vocabulary.rows
        return np.arange(len(vocabulary), dtype=np.int32)


def indexed(builder: CorpusBuilder, parameters: Parameters, before: Sequence[Segment] = ()) -> Segment:
    """Return the segment of all that `builder` was given, which it gives up, to follow those `before` it."""
    ids, names = builder.ids, builder.names
    corpus = whole = builder.finish()
    if before:
        corpora = [segment.corpus for segment in before]
        first = sum(len(part.passage_articles) for part in corpora)
        passages = first + np.arange(len(corpus.passage_articles))
        whole = excerpt((*corpora, corpus), passages).corpus
    counts = Counts.of(gram_frequencies(whole, len(names.grams)))
    firsts = before[-1].names.counts if before else (0, 0, 0, 0)
    return Segment(ids, corpus, inverted(whole, names, parameters, firsts), names, firsts, counts)


def inverted(
    whole: Corpus, names: LexiconNumbers, parameters: Parameters, firsts: tuple[int, int, int, int]
) -> BM25:
    """Return the inverted index of a corpus that knows all its forms.

    That of the first segment is over all terms. Those of others are over the terms that occur: a list for each of a
    million terms would take more room than a few articles do.
    """
    if not any(firsts):
        return BM25.from_parts(lambda: documents(whole), names.terms, parameters)
    occurs = np.zeros(len(whole.form_terms), bool)
    occurs[whole.token_forms] = occurs[whole.title_forms] = True
    terms = np.setdiff1d(whole.form_terms[occurs], [NO_TERM]).astype(np.int32)
    places = np.searchsorted(terms, whole.form_terms).astype(np.int32)
    numbered = np.where(occurs[:, None] & (whole.form_terms != NO_TERM), places, NO_TERM).astype(np.int32)
    part = replace(whole, form_terms=np.ascontiguousarray(numbered))
    return BM25.from_parts(lambda: documents(part), SubVocabulary(names.terms, terms), parameters)


def lost(segments: Sequence[Segment], gone: Sequence[Bools]) -> tuple[Statistics, Floats]:
    """Return the statistics and the counts of grams of the articles that `gone` marks in each segment."""
    names = segments[-1].names
    marks = [marked[part.corpus.passage_articles] for part, marked in zip(segments, gone, strict=True)]
    held = excerpt([part.corpus for part in segments], np.flatnonzero(np.concatenate(marks))).corpus
    statistics = Statistics.of(invert(lambda: documents(held), len(names.terms)))
    return statistics, gram_frequencies(held, len(names.grams))
