"""The part of an archive that some passages stand in, as a small corpus of its own.

An archive is one corpus or several: the passages and articles of each are numbered after those of the one before it,
and its forms are those that all before it lack.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.arrays import Longs, distinct, heads, places
from retrieval.bm25.scoring import Best
from retrieval.corpus.columns import CUMULATIVE, OF_ARTICLES, Corpus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A corpus with the numbers that its articles (A) and passages (W, ascending) have in the archive.

    Its terms and grams keep theirs.
    """

    corpus: Corpus
    articles: Longs
    passages: Longs

    def renumbered(self, best: Best) -> Best:
        """Return `best`, all of whose passages are in the excerpt, with their numbers in it; each keeps its score."""
        return Best(np.searchsorted(self.passages, best.documents), best.scores)


def excerpt(archive: Sequence[Corpus], passages: Longs) -> Excerpt:
    """Return the excerpt of `passages` (W), in any order; the excerpt holds each once, in the archive's order."""
    passages = distinct(passages)
    parts: list[tuple[Corpus, Longs]] = []
    first = first_article = 0
    for corpus in archive:
        last = first + len(corpus.passage_articles)
        inside = passages[slice(*np.searchsorted(passages, (first, last)))] - first
        if len(inside) or (corpus is archive[-1] and not parts):
            part, articles = _cut(corpus, inside)
            parts.append((part, articles + first_article))
        first, first_article = last, first_article + len(corpus.published)
    cuts, numbers = zip(*parts, strict=True)
    corpus = cuts[0] if len(cuts) == 1 else joined(cuts)
    return Excerpt(with_forms(corpus, archive), np.concatenate(numbers), passages)


def _cut(corpus: Corpus, passages: Longs) -> tuple[Corpus, Longs]:
    """Return an excerpt of one corpus, its forms still numbered as in the archive, and the numbers of its articles."""
    owners = corpus.passage_articles[passages]
    # The passages of an article follow each other.
    first = heads(owners)
    articles, numbers = owners[first], first.cumsum() - 1
    ranges = corpus.passage_pieces[passages]
    chosen = distinct(places(ranges[:, 0], ranges[:, 1] - ranges[:, 0]))
    tokens, token_ends = _ranges(corpus.piece_token_ends, chosen)
    titles, title_ends = _ranges(corpus.title_ends, articles)
    ends = np.searchsorted(chosen, corpus.article_piece_ends[articles + 1])
    cut = replace(
        corpus,
        token_forms=corpus.token_forms.take(tokens),
        token_starts=corpus.token_starts.take(tokens),
        token_lengths=corpus.token_lengths.take(tokens),
        piece_token_ends=token_ends,
        piece_starts=corpus.piece_starts[chosen],
        piece_ends=corpus.piece_ends[chosen],
        piece_words=corpus.piece_words[chosen],
        piece_marks=corpus.piece_marks[chosen],
        passage_pieces=np.searchsorted(chosen, ranges),
        passage_articles=numbers.astype(np.int32),
        passage_keys=corpus.passage_keys[passages],
        article_piece_ends=np.concatenate([[0], ends]),
        title_forms=corpus.title_forms[titles],
        title_ends=title_ends,
        headline_words=corpus.headline_words[articles],
        published=corpus.published[articles],
        outlets=corpus.outlets[articles],
    )
    return cut, articles.astype(np.int64)


def joined(parts: Sequence[Corpus]) -> Corpus:
    """Return one corpus of several, one after the other, with what the first knows of forms."""
    pieces = np.cumsum([0, *(len(part.piece_starts) for part in parts[:-1])])
    articles = np.cumsum([0, *(len(part.published) for part in parts[:-1])], dtype=np.int32)
    shifted = [
        replace(
            part,
            passage_pieces=part.passage_pieces + before,
            passage_articles=part.passage_articles + earlier,
        )
        for part, before, earlier in zip(parts, pieces, articles, strict=True)
    ]
    columns_of_all: dict[str, NDArray[Any]] = {}
    for name in OF_ARTICLES:
        columns = [getattr(part, name) for part in shifted]
        if name in CUMULATIVE:
            # The ends of one part's ranges follow those of the part before.
            firsts = np.cumsum([0, *(ends[-1] for ends in columns[:-1])])
            columns = [[0], *(ends[1:] + first for ends, first in zip(columns, firsts, strict=True))]
        columns_of_all[name] = np.concatenate(columns)
    return replace(parts[0], **columns_of_all)


def with_forms(corpus: Corpus, archive: Sequence[Corpus]) -> Corpus:
    """Return `corpus` with the forms it holds numbered anew, and what `archive` knows of these."""
    tokens = len(corpus.token_forms)
    held = np.concatenate([corpus.token_forms, corpus.title_forms], dtype=np.int64)
    # A place for each of the archive's forms: to sort those of the excerpt takes many times as long.
    marked = np.zeros(sum(len(part.form_flags) for part in archive), bool)
    marked[held] = True
    forms = np.flatnonzero(marked)
    numbers = np.empty(len(marked), np.int32)
    numbers[forms] = np.arange(len(forms), dtype=np.int32)
    numbers = numbers.take(held)
    known: list[tuple[NDArray[Any], ...]] = []
    first = 0
    for part in archive:
        last = first + len(part.form_flags)
        inside = forms[slice(*np.searchsorted(forms, (first, last)))] - first
        if len(inside) or part is archive[-1]:
            theirs, ends = _ranges(part.gram_ends, inside)
            known.append(
                (
                    part.form_terms.take(inside, axis=0),
                    part.form_flags[inside],
                    part.grams.take(theirs),
                    np.diff(ends),
                )
            )
        first = last
    terms, flags, grams, counts = map(np.concatenate, zip(*known, strict=True))
    return replace(
        corpus,
        form_terms=terms,
        form_flags=flags,
        grams=grams,
        gram_ends=np.concatenate([[0], np.cumsum(counts)]),
        token_forms=numbers[:tokens],
        title_forms=numbers[tokens:],
    )


def _ranges(ends: Longs, chosen: NDArray[np.integer]) -> tuple[Longs, Longs]:
    """Return all places in those `chosen` of the consecutive ranges with `ends`, and the ends of these among them."""
    firsts = ends[chosen]
    counts = ends[chosen + 1] - firsts
    return places(firsts, counts), np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
