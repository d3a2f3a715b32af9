"""What asks an archive for passages knows of it: the best ones for weighted terms, and statistics of terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from retrieval.records import Span, Unread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.arrays import Floats, Longs
    from retrieval.bm25.scoring import Best
    from retrieval.corpus.columns import Corpus
    from retrieval.corpus.lexicon import LexiconNumbers
    from retrieval.first_stage.naming import Named, Sought
    from retrieval.records import Scope


@dataclass(frozen=True, slots=True)
class Found:
    """The best passages: a corpus of them in the archive's order, their numbers in it with scores, and article ids."""

    corpus: Corpus
    best: Best
    ids: Sequence[str]

    def unread(self, passages: Longs) -> tuple[Unread, ...]:
        """Return what an encoder is to read of `passages`, numbers in the corpus."""
        corpus = self.corpus
        found: list[Unread] = []
        for passage in passages.tolist():
            first, end = corpus.passage_pieces[passage]
            starts, ends = corpus.piece_starts[first:end].tolist(), corpus.piece_ends[first:end].tolist()
            article = self.ids[corpus.passage_articles[passage]]
            found.append(Unread(int(corpus.passage_keys[passage]), article, tuple(map(Span, starts, ends))))
        return tuple(found)


class TermStatistics(Protocol):
    """In how many passages terms stand; `row` numbers a term as the corpus of `Found` does, None for one unknown."""

    @property
    def k1(self) -> float: ...  # noqa: D102

    @property
    def corpus_size(self) -> int: ...  # noqa: D102

    def row(self, term: str) -> int | None: ...  # noqa: D102

    def document_frequency(self, row: int) -> int: ...  # noqa: D102


class PassageSource(Protocol):
    """The passages of an archive, wherever they are kept; `gram_counts` is how often each character gram occurs."""

    @property
    def fingerprint(self) -> str: ...  # noqa: D102

    @property
    def names(self) -> LexiconNumbers: ...  # noqa: D102

    @property
    def terms(self) -> TermStatistics: ...  # noqa: D102

    @property
    def gram_counts(self) -> Floats: ...  # noqa: D102

    def __len__(self) -> int:
        """Return how many articles stand."""

    def best(
        self,
        weights: Mapping[str, float],
        n: int,
        scope: Scope | None,
        *,
        keys: NDArray[np.uint64] | None = None,
        article: str | None = None,
    ) -> Found:
        """Return the n passages within `scope` with the highest scores, as `BM25.best` has them.

        Passages of those `keys` are among them, with a score of 0 where they have no term in common. Given the id of an
        `article`, only its passages are looked for.
        """

    def about(self, words: Sequence[Sought], scope: Scope | None) -> Named:
        """Return the articles whose headline or first passage names all `words`.

        Where few do, those follow of which any passage does.
        """
