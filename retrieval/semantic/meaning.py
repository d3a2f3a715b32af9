"""Meaning as ranking, windows and verdict use it: an encoder, the vectors it made, and what they count."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.semantic.scoring import similarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.arrays import Longs
    from retrieval.corpus.columns import Corpus
    from retrieval.ranking.candidates import Similarity
    from retrieval.ranking.rank import Ranking
    from retrieval.records import Article, Unread
    from retrieval.semantic.encoder import Encoder
    from retrieval.semantic.vectors import PassageVectors
    from retrieval.semantic.weights import Singles
    from retrieval.tuning import SemanticTuning


SAMPLE = 256
"""Passages from which on the mean of those that are known is taken for the archive's."""
SAMPLED, GROWTH = 1_000, 1.1
"""Passages whose mean is taken, and how many times as many are known before it is taken anew."""
_ASKED = 64  # questions whose vectors are remembered


class Meaning:
    """An encoder with the vectors it made. Several threads may use it."""

    def __init__(self, encoder: Encoder, vectors: PassageVectors, tuning: SemanticTuning) -> None:
        self.vectors = vectors
        self._encoder = encoder
        self._tuning = tuning
        self._known: dict[str, Singles] = {}
        self._direction: Singles | None = None
        self._averaged, self._follows = 0, False

    @property
    def fingerprint(self) -> str:
        """Return what names the encoder, see `Encoder`."""
        return self._encoder.fingerprint

    @property
    def dimensions(self) -> int:
        """Return how many numbers a vector has."""
        return self._encoder.dimensions

    def thorough(self) -> Meaning:
        """Return the same, for which all passages that are compared are to be read, however long that takes."""
        return Meaning(self._encoder, self.vectors, replace(self._tuning, read=self._tuning.passages))

    def among(self, vectors: PassageVectors) -> Meaning:
        """Return the same encoder, with what it has at hand of questions, and other vectors of passages."""
        other = copy(self)
        other.vectors, other._direction, other._averaged = vectors, None, 0
        return other

    def typical(self, passages: int) -> Singles | None:
        """Return the direction of an archive of so many passages as far as it was read; None while that is little."""
        if self._follows:
            return self._direction
        known = len(self.vectors)
        if known < max(min(passages, SAMPLE), 1):
            return None
        if known >= self._averaged * GROWTH:
            mean = self.vectors.sample(SAMPLED).mean(axis=0)
            self._direction, self._averaged = mean / np.linalg.norm(mean), known
        return self._direction

    def follow(self, typical: Singles | None) -> None:
        """Take that direction for the archive's, whatever is read: where another process reads, all go by its own."""
        self._direction, self._follows = typical, True

    def understand(self, *questions: str) -> None:
        """Have the vectors of questions at hand when they are asked, which takes most of the time that meaning costs.

        Of several it takes less time together.
        """
        if new := [question for question in dict.fromkeys(questions) if question not in self._known]:
            self._read(new)

    def _asked(self, question: str) -> Singles:
        """Return the vector of a question."""
        known = self._known.get(question)
        return known if known is not None else self._read([question])[0]

    def _read(self, questions: Sequence[str]) -> Singles:
        """Return the vectors of questions, which are remembered instead of those of others."""
        vectors = self._encoder.questions(questions)
        self._known.update(zip(questions, vectors, strict=True))
        for question in list(self._known)[:-_ASKED]:
            self._known.pop(question, None)
        return vectors

    def nearest(self, question: str, most: int) -> NDArray[np.uint64]:
        """Return the keys of at most so many passages that are nearest to the question, the nearest first."""
        return self.vectors.nearest(self._asked(question), most)[0]

    def near(
        self, question: str, ranking: Ranking, corpus: Corpus, passages: int, *, every: bool = False
    ) -> Similarity:
        """Compare the question with what is known of the best passages of `ranking`, or of `every` one.

        The archive has so many `passages` in all.
        """
        found, top = ranking.found, ranking.order[: None if every else self._tuning.passages]
        keys = corpus.passage_keys[found.passages[top]].tolist()
        asked = self._asked(question)
        held = self.vectors.held_all(keys)
        near = similarity(asked, top, held, found.ranges, len(found.piece_articles))
        mean = self.typical(passages)
        return near if mean is None else replace(near, typical=float(mean @ asked))

    def wanted(self, ranking: Ranking, near: Similarity) -> Longs:
        """Return the passages, numbers in the ranking's corpus, that ought to be read to answer well."""
        best = ranking.order[: self._tuning.read]
        return ranking.found.passages[best[~near.known[best]]]

    def forget(self) -> None:
        """Forget the questions asked, whose vectors are otherwise at hand when they are asked again."""
        self._known.clear()

    def read(self, unread: Unread, article: Article) -> None:
        """Make the vectors of a passage of `article`, which takes a tenth of a second, unless there are some."""
        if unread.key not in self.vectors:
            texts = [article.text[start:end] for start, end in unread.sentences]
            self.vectors.add(unread.key, self._encoder.passage(article.title, texts))
