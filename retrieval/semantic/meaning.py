"""Meaning as ranking, windows and verdict use it: an encoder, the vectors it made, and what they count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.ranges import maxima_over
from retrieval.semantic.scoring import Similarity, similarity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.corpus import Corpus, Longs
    from retrieval.ranking import Ranking, Windows
    from retrieval.records import Article, Unread
    from retrieval.semantic.encoder import Encoder
    from retrieval.semantic.vectors import Vectors


@dataclass(frozen=True, slots=True)
class SemanticWeights:
    """What cosines count beside the other features: the passage's, its best sentence's, a window's best sentence's.

    The best `passages` of the ranking by words are compared, and `read` of them, if need be, while somebody waits.
    """

    passage: float = 45.0
    sentence: float = 55.0
    window: float = 111.0
    passages: int = 20
    read: int = 5


DEFAULT = SemanticWeights()
_ASKED = 64  # questions whose vectors are remembered


class Meaning:
    """An encoder with the vectors it made. Several threads may use it."""

    def __init__(self, encoder: Encoder, vectors: Vectors, weights: SemanticWeights = DEFAULT) -> None:
        self.vectors = vectors
        self._encoder = encoder
        self._weights = weights
        self._asked = lru_cache(_ASKED)(encoder.question)

    def nearest(self, question: str, most: int) -> NDArray[np.uint64]:
        """Return the keys of at most so many passages that are nearest to the question, the nearest first."""
        return self.vectors.nearest(self._asked(question), most)[0]

    def near(self, question: str, ranking: Ranking, corpus: Corpus, *, every: bool = False) -> Similarity:
        """Compare the question with what is known of the best passages of `ranking`, or of `every` one."""
        found, top = ranking.found, ranking.order[: None if every else self._weights.passages]
        keys = corpus.passage_keys[found.passages[top]].tolist()
        held = [self.vectors.held(key) for key in keys]
        return similarity(self._asked(question), top, held, found.ranges, len(found.pieces))

    def wanted(self, ranking: Ranking, near: Similarity) -> Longs:
        """Return the passages, numbers in the ranking's corpus, that ought to be read to answer well."""
        best = ranking.order[: self._weights.read]
        return ranking.found.passages[best[~near.known[best]]]

    def reranked(self, ranking: Ranking, near: Similarity) -> Ranking:
        """Put the passages in the order of words and meaning; the scores are less by what the nearest has more.

        So they stay comparable with those of questions whose passages no encoder has read.
        """
        added = self._weights.passage * near.passages + self._weights.sentence * near.sentences
        scores = ranking.scores + added - added.max()
        return replace(ranking, scores=scores, order=np.lexsort((ranking.found.passages, -scores)))

    def weighed(self, windows: Windows, near: Similarity) -> Windows:
        """Let the nearest sentence of each window count."""
        nearest = maxima_over(1 + near.pieces[None], windows.ranges)[0] - 1  # maxima of what is not negative
        return replace(windows, scores=windows.scores + self._weights.window * (nearest - nearest.max()))

    def forget(self) -> None:
        """Forget the questions asked, whose vectors are otherwise at hand when they are asked again."""
        self._asked.cache_clear()

    def read(self, unread: Unread, article: Article) -> None:
        """Make the vectors of a passage of `article`, which takes a tenth of a second, unless there are some."""
        if unread.key not in self.vectors:
            texts = [article.text[start:end] for start, end in unread.sentences]
            self.vectors.add(unread.key, self._encoder.passage(article.title, texts))
