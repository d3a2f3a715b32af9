"""Ranking → answer: where the chosen windows stand in their articles, and the quotes cut there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.ranking.quotes import highlights
from retrieval.records import Article, Quote, Span

if TYPE_CHECKING:
    from retrieval.corpus.columns import Corpus
    from retrieval.ranking.rank import Ranking, Windows


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: a span of the text of article number `article`, with highlights as spans of that text."""

    article: int
    span: Span
    highlights: tuple[Span, ...]
    score: float


def place(ranking: Ranking, windows: Windows, corpus: Corpus, window: int) -> Place:
    """Where `window` stands in its article, and what in it answers."""
    first, end = windows.ranges[window]
    pieces = ranking.found.pieces
    span = Span(int(corpus.piece_starts[pieces[first]]), int(corpus.piece_ends[pieces[end - 1]]))
    owner = int(ranking.found.articles[windows.owners[window]])
    score = float(windows.scores[window] + ranking.scores[windows.owners[window]])
    return Place(owner, span, tuple(highlights(ranking, corpus, windows.ranges[window])), score)


def quote(place: Place, article: Article) -> Quote:
    """The slice of `article` that `place` says, with its highlights counted from its beginning."""
    start, end = place.span
    marked = tuple(Span(first - start, last - start) for first, last in place.highlights)
    return Quote(article, start, end, article.text[start:end], marked, place.score)
