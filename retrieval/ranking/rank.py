"""Two stages: BM25 finds a few hundred passages, costlier signals put them in order and weigh what to quote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arrays import Bools, Floats, maxima_over, sums_over
from retrieval.ranking.candidates import Candidates, Wanted, gather
from retrieval.ranking.features import Evidence, passage_features, weigh, window_coverage
from retrieval.ranking.sentences import chances, sentence_features
from retrieval.ranking.windows import quotable
from retrieval.tuning import by_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.arrays import Longs
    from retrieval.bm25.scoring import Best
    from retrieval.corpus.columns import Corpus
    from retrieval.query.question import ParsedQuestion
    from retrieval.ranking.candidates import Similarity
    from retrieval.ranking.query_terms import QueryVocabulary
    from retrieval.tuning import PassageWeights, SentenceWeights, Tuning, WindowWeights

DATED = 1.0
"""What it counts for a passage, as a logarithm of odds, that it was published when what is asked was to be reported."""
DONE_BY_OTHERS = 4.0
"""What it counts against a passage or quote that neither it nor its headline names who went there."""
LEAST = 1e-6  # the probability that no quote counts as less likely than


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates of one question (K, best first by `order`), what speaks for each, and what they hold."""

    question: ParsedQuestion
    wanted: Wanted
    found: Candidates
    held: Evidence
    features: Mapping[str, Floats]
    scores: Floats
    order: Longs


@dataclass(frozen=True, slots=True)
class Windows:
    """What could be quoted from the best passages.

    Ranges of the candidates' pieces (W × 2), the passage each is read in, how likely it is to hold the answer if its
    article does, what part of the question it meets, and its score, a logarithm of odds.
    """

    ranges: Longs
    owners: Longs
    likely: Floats
    coverage: Floats
    scores: Floats


def rank(
    question: ParsedQuestion, corpus: Corpus, best: Best, terms: QueryVocabulary, tuning: Tuning
) -> Ranking:
    """Put the `best` passages of the first stage, at least one, in order."""
    wanted = terms.wanted(question, tuning.first_stage)
    found = gather(corpus, best.documents, wanted)
    held = weigh(corpus, found, wanted, question)
    features = passage_features(found, held, wanted, best.scores)
    scores = _weighted(features, tuning.ranking)
    if question.days:
        days = corpus.published[found.articles]
        scores += DATED * ((days >= question.days[0]) & (days <= question.days[1]))
    scores -= DONE_BY_OTHERS * ~done_by_whom(
        question, found, held, found.ranges, np.arange(len(found.ranges))
    )
    return Ranking(question, wanted, found, held, features, scores, np.lexsort((best.documents, -scores)))


def reranked(ranking: Ranking, near: Similarity, tuning: Tuning) -> Ranking:
    """Put the passages in the order of words and meaning, by the weights of `tuning.with_meaning`.

    The nearest passage gets nothing added and the others lose, so that scores mean the same whatever has been read.
    """
    meaning = {
        "meaning": near.passages - near.passages.max(),
        "nearest_sentence": near.sentences - near.sentences.max(),
    }
    features = {**ranking.features, **meaning}
    scores = _weighted(features, tuning.ranking)
    return replace(
        ranking, features=features, scores=scores, order=np.lexsort((ranking.found.passages, -scores))
    )


def windows(ranking: Ranking, corpus: Corpus, tuning: Tuning, near: Similarity | None = None) -> Windows:
    """Return what could be quoted from the best passages of `ranking`, and from all of the best article's."""
    found, held, wanted = ranking.found, ranking.held, ranking.wanted
    best = found.articles[ranking.order[0]]
    first = np.arange(len(ranking.order)) < tuning.quotes.passages
    top = ranking.order[first | (found.articles[ranking.order] == best)]
    searched = np.full(len(ranking.scores), -np.inf)
    searched[top] = ranking.scores[top]
    ranges = quotable(corpus, found, found.ranges[top], tuning.passages.quote)
    features = sentence_features(corpus, found, held, wanted, searched)
    if near:
        features["meaning"] = near.pieces - near.pieces.max()
    likely = sums_over(chances(found, _weighted(features, tuning.sentences), top)[None], ranges)[0]
    words = sums_over(corpus.piece_words[None].astype(np.float64), ranges)[0]
    reading = {
        "words": words / tuning.passages.quote,
        "opens": held.opens[ranges[:, 0]],
        "speakerless": held.speakerless[ranges[:, 0]],
    }
    scores = np.log(np.maximum(likely, LEAST)) + _weighted(reading, tuning.windows)
    # The first, and so the best, passage that holds each window.
    holding = found.ranges[top]
    inside = (ranges[:, :1] >= holding[:, 0]) & (ranges[:, 1:] <= holding[:, 1])
    owners: Longs = top[inside.argmax(axis=1)]
    scores -= DONE_BY_OTHERS * ~done_by_whom(ranking.question, found, held, ranges, owners)
    return Windows(ranges, owners, likely, window_coverage(held, ranges), scores)


def done_by_whom(
    question: ParsedQuestion, found: Candidates, held: Evidence, ranges: Longs, owners: Longs
) -> Bools:
    """Return which ranges of pieces, or the headlines of the passages `owners`, name who did is asked of."""
    doer = [word.doer for word in question.words]
    if not any(doer):
        return np.ones(len(ranges), bool)
    met: Bools = np.maximum(maxima_over(held.covered[doer], ranges), found.title_hits[doer][:, owners])[0] > 0
    return met


def _weighted(
    features: Mapping[str, Floats], weights: PassageWeights | SentenceWeights | WindowWeights
) -> Floats:
    total: Floats = np.sum([weight * features[name] for name, weight in by_name(weights).items()], axis=0)
    return total
