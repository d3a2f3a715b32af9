"""Segments of like size → one, as in a log-structured merge (O'Neil and others, 1996).

Nothing is analysed again: words keep their numbers, so that a merge puts arrays one after the other and inverts them.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.corpus.columns import OF_FORMS, Corpus
from retrieval.corpus.excerpts import joined
from retrieval.corpus.segment import Counts, Segment, inverted, lost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arrays import Bools

KEPT = 2
"""A segment of which no more than one part in so many still stands is written anew."""


def first_to_merge(standing: Sequence[int], held: Sequence[int]) -> int:
    """Return the first segment that is to be merged with all that follow it, or their number where none is.

    `standing` is how many passages of each stand, `held` how many it has. A segment is merged with those that follow
    once these together are larger, so that of N passages there are at most log2(N) segments, and each passage is
    written about as often. What is gone for the most part is left out.
    """
    later = sum(standing)
    for place, (stand, have) in enumerate(zip(standing, held, strict=True)):
        later -= stand
        if stand < later or KEPT * stand < have:
            return place
    return len(standing)


def merged(segments: Sequence[Segment], standing: Sequence[Bools], first: int) -> Segment:
    """Return the segment of the articles that stand of segment `first` and all that follow it.

    `segments` are all of the archive, and `standing` marks their articles.
    """
    parts, marks = segments[first:], standing[first:]
    # The columns of the articles that stand, one after the other.
    runs: list[Corpus] = []
    for part, marked in zip(parts, marks, strict=True):
        changes = np.flatnonzero(np.diff(marked, prepend=False, append=False))
        runs += [run(part.corpus, first, end) for first, end in changes.reshape(-1, 2).tolist()]
    corpus = with_all_forms([part.corpus for part in parts], joined(runs or [run(parts[0].corpus, 0, 0)]))
    whole = with_all_forms([part.corpus for part in segments], corpus)
    last, firsts = segments[-1], segments[first].firsts
    names = last.names if first else last.names.compact()
    _, grams_gone = lost(segments, [~marked & (place >= first) for place, marked in enumerate(standing)])
    counts = sum((part.gram_counts.all(len(names.grams)) for part in parts), -grams_gone)
    ids = [
        id_
        for part, marked in zip(parts, marks, strict=True)
        for id_, stands in zip(part.ids, marked.tolist(), strict=True)
        if stands
    ]
    index = inverted(whole, names, last.index.parameters, firsts)
    return Segment(ids, corpus, index, names, firsts, Counts.of(counts))


def run(corpus: Corpus, first: int, end: int) -> Corpus:
    """Return the columns of the articles from number `first` to before `end`, mostly without a copy of them."""
    pieces = slice(*corpus.article_piece_ends[[first, end]].tolist())
    tokens = slice(*corpus.piece_token_ends[[pieces.start, pieces.stop]].tolist())
    titles = slice(*corpus.title_ends[[first, end]].tolist())
    passages = slice(*np.searchsorted(corpus.passage_articles, (first, end)).tolist())
    ranges = {"token": tokens, "piece": pieces, "passage": passages}
    columns = {
        column.name: getattr(corpus, column.name)[
            ranges.get(column.name.partition("_")[0], slice(first, end))
        ]
        for column in fields(Corpus)
        if column.name not in OF_FORMS
    }
    columns |= {
        "piece_token_ends": corpus.piece_token_ends[pieces.start : pieces.stop + 1] - tokens.start,
        "article_piece_ends": corpus.article_piece_ends[first : end + 1] - pieces.start,
        "title_ends": corpus.title_ends[first : end + 1] - titles.start,
        "title_forms": corpus.title_forms[titles],
        "passage_pieces": corpus.passage_pieces[passages] - pieces.start,
        "passage_articles": corpus.passage_articles[passages] - np.int32(first),
    }
    return replace(corpus, **columns)


def with_all_forms(parts: Sequence[Corpus], corpus: Corpus) -> Corpus:
    """Return `corpus` with what `parts`, one after the other, know of forms."""
    grams = np.cumsum([0, *(len(part.grams) for part in parts)])
    ends = [part.gram_ends[1:] + first for part, first in zip(parts, grams[:-1], strict=True)]
    return replace(
        corpus,
        form_terms=np.concatenate([part.form_terms for part in parts]),
        form_flags=np.concatenate([part.form_flags for part in parts]),
        grams=np.concatenate([part.grams for part in parts]),
        gram_ends=np.concatenate([[0], *ends]),
    )
