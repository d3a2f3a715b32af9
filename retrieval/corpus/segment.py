"""What is kept of articles that are indexed together: the forward index, the inverted one, and the names in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.bm25.flatfiles import FlatFiles
from retrieval.bm25.index import BM25
from retrieval.corpus.columns import documents, gram_frequencies
from retrieval.corpus.excerpts import excerpt
from retrieval.corpus.lexicon import LexiconNumbers

if TYPE_CHECKING:
    from retrieval.arrays import Floats
    from retrieval.bm25.index import Parameters
    from retrieval.bm25.vocabulary import Vocabulary
    from retrieval.corpus.builder import CorpusBuilder
    from retrieval.corpus.columns import Corpus

_UNMAPPED = FlatFiles({}, {})


@dataclass(frozen=True, slots=True)
class Segment:
    """Some articles, made searchable; `fingerprint` is what their caller named them by.

    `ids` are the articles in order, `outlets` the keys of the outlets by number, `gram_counts` how often each
    character gram occurs, `files` what is mapped of it.
    """

    fingerprint: str
    ids: list[str]
    outlets: list[str]
    corpus: Corpus
    index: BM25
    forms: Vocabulary
    grams: Vocabulary
    gram_counts: Floats
    files: FlatFiles = _UNMAPPED

    def release(self) -> None:
        """Give back the memory of mapped pages that have been read; see `FlatFiles.release`."""
        self.index.release()
        self.files.release()

    @property
    def names(self) -> LexiconNumbers:
        """Return what its forms, terms and grams are numbered by."""
        return LexiconNumbers(self.forms, self.index.vocabulary, self.grams)


def indexed(
    builder: CorpusBuilder, parameters: Parameters, fingerprint: str, base: Corpus | None = None
) -> Segment:
    """Return the segment of all that `builder` was given, which it gives up, on top of `base` if there is one."""
    ids, outlets, names = builder.ids, builder.outlets, builder.names
    corpus = whole = builder.finish()
    if base is not None:
        passages = len(base.passage_articles) + np.arange(len(corpus.passage_articles))
        whole = excerpt((base, corpus), passages).corpus
    index = BM25.from_parts(lambda: documents(whole), names.terms, parameters)
    counts = gram_frequencies(whole, len(names.grams))
    return Segment(fingerprint, ids, outlets, corpus, index, names.forms, names.grams, counts)
