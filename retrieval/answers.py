"""Ranking → answer: which windows are quoted, what is highlighted in them, and whether they answer at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.analysis import Flag
from retrieval.features import HINT
from retrieval.language import Kind
from retrieval.records import Article, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.corpus import Corpus
    from retrieval.ranges import Longs
    from retrieval.ranking import Ranking, Windows
    from retrieval.tuning import Quotes

    Bools = NDArray[np.bool_]

ANSWER_BONUS = 0.3  # what a word of the kind asked for counts beside a full match when highlights are placed
SURE_HIT = 0.5
# How many words may belong to an answering word before them.
FOLLOWING = {Kind.WHO: 2, Kind.WHERE: 1, Kind.HOW_MANY: 1}
JOINED = 2  # highlighted words with one word between them are highlighted as one run


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: a span of the text of article number `article`, with highlights as spans of that text."""

    article: int
    span: Span
    highlights: tuple[Span, ...]
    score: float


def choose(ranking: Ranking, windows: Windows, corpus: Corpus, tuning: Quotes, most: int) -> Iterator[int]:
    """At most `most` windows to quote: the best of the best article first, never two that say the same."""
    best = np.lexsort((windows.ranges[:, 0], -windows.scores))
    passage = ranking.scores[windows.owners]
    articles = ranking.found.articles[windows.owners]
    first = ranking.found.articles[ranking.order[0]]
    lead = best[articles[best] == first][0]
    yield lead
    chosen = [lead]
    newest = corpus.published[articles]
    rest = np.lexsort((windows.ranges[:, 0], -newest, -(windows.scores + passage)))
    coverage = windows.features["coverage"]
    for window in rest:
        if len(chosen) >= most:
            return
        if coverage[window] >= tuning.least * coverage[lead] and not any(
            _alike(ranking, windows, window, other, tuning.alike) for other in chosen
        ):
            yield window
            chosen.append(window)


def _alike(ranking: Ranking, windows: Windows, one: int, other: int, most: float) -> bool:
    """Whether two windows share a piece, or more than `most` of the words of the shorter one and all that answers."""
    first, second = windows.ranges[one], windows.ranges[other]
    if first[0] < second[1] and second[0] < first[1]:
        return True
    words, others = (set(_forms(ranking, window).tolist()) for window in (first, second))
    if len(words & others) <= most * min(len(words), len(others)):
        return False
    sure, other_sure = (set(_forms(ranking, window, answers=True).tolist()) for window in (first, second))
    return sure == other_sure


def _forms(ranking: Ranking, window: Sequence[int], *, answers: bool = False) -> Longs:
    """The forms of a window's words, or of those among them that are surely of the kind asked for."""
    ends = ranking.found.piece_ends
    tokens = slice(ends[window[0]], ends[window[1]])
    forms = ranking.found.forms[tokens]
    return forms[ranking.held.answering[tokens] > HINT] if answers else forms


def place(ranking: Ranking, windows: Windows, corpus: Corpus, window: int) -> Place:
    """Where `window` stands in its article, and what in it answers."""
    first, end = windows.ranges[window]
    pieces = ranking.found.pieces
    span = Span(int(corpus.piece_starts[pieces[first]]), int(corpus.piece_ends[pieces[end - 1]]))
    owner = int(ranking.found.articles[windows.owners[window]])
    score = float(windows.scores[window] + ranking.scores[windows.owners[window]])
    return Place(owner, span, tuple(_highlights(ranking, windows, corpus, window)), score)


def _highlights(ranking: Ranking, windows: Windows, corpus: Corpus, window: int) -> Iterator[Span]:
    """The answering words of the window's best piece: those of the kind asked for, else those the question names."""
    found = ranking.found
    first, end = windows.ranges[window]
    matched = ranking.wanted.weights @ ranking.held.covered[:, first:end]
    holds_answer = ranking.held.answers[0, first:end] > 0
    piece = first + int(np.argmax(matched + ANSWER_BONUS * holds_answer))
    tokens = np.arange(found.piece_ends[piece], found.piece_ends[piece + 1])
    spoken = corpus.form_flags[found.forms[tokens]] & int(Flag.STOP) == 0
    answers = ranking.held.answering[tokens] * spoken
    chosen = answers >= max(answers.max(initial=0.0), HINT)
    if chosen.any():
        chosen = _widened(chosen, spoken, found.tokens[tokens], corpus, ranking.question.kind)
    else:
        chosen = found.hits[:, tokens].max(axis=0) >= SURE_HIT
    places = found.tokens[tokens[chosen]]
    for run in np.split(places, np.flatnonzero(np.diff(places) > JOINED) + 1) if len(places) else ():
        start, last = int(run[0]), int(run[-1])
        yield Span(
            int(corpus.token_starts[start]), int(corpus.token_starts[last]) + int(corpus.token_lengths[last])
        )


def _widened(chosen: Bools, spoken: Bools, tokens: Longs, corpus: Corpus, kind: Kind) -> Bools:
    """With the words that belong to the answering ones: the rest of a name, what is counted, the day of a month."""
    starts = corpus.token_starts[tokens]
    joined = starts[1:] == starts[:-1] + corpus.token_lengths[tokens][:-1] + 1
    for _ in range(FOLLOWING.get(kind, 0)):
        chosen = chosen | np.append(False, chosen[:-1] & joined & spoken[1:])
    if kind is Kind.WHEN:
        numbers = corpus.form_flags[corpus.token_forms[tokens]] & int(Flag.NUMBER) != 0
        chosen = chosen | (numbers & (np.append(chosen[1:], False) | np.append(False, chosen[:-1])))
    return chosen


def quote(place: Place, article: Article) -> Quote:
    """The slice of `article` that `place` says, with its highlights counted from its beginning."""
    start, end = place.span
    highlights = tuple(Span(first - start, last - start) for first, last in place.highlights)
    return Quote(article, start, end, article.text[start:end], highlights, place.score)
