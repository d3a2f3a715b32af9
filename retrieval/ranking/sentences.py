"""How likely each sentence of an article is to hold the answer: the features of a piece and their softmax.

The features are the fields of `tuning.SentenceWeights`, for every piece at once; "asked" is a question word, weighed by
how few pieces of the same article hold it, and counting little where the headline holds it already:

- asked: how much of what is asked the piece matches, as a part of the most that a piece of its article does
- two_sentences: how much of it the piece matches together with the one before
- near: how close to what is asked a word of the kind asked for stands, the more of it the better
- answer: whether the piece holds something that is of the kind asked for beyond doubt (a year, a number)
- grams: BM25's saturated frequencies of the question's character grams
- passage: the score of the best passage that the piece is read in, less the best of all
- beginning, start: how near the article's beginning it stands, halving within 1500 and 100 characters of it; the first
  lines of news repeat the headline, which `start` counts against them
- definition: the same within 400, as far as the headline names what is asked for («من هو …؟»)
- short: whether it is too short to say much
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.arrays import Longs, spread
from retrieval.ranking.features import saturate

if TYPE_CHECKING:
    from retrieval.arrays import Bools, Floats
    from retrieval.corpus.columns import Corpus
    from retrieval.ranking.candidates import Candidates, Wanted
    from retrieval.ranking.features import Evidence

TITLED, TITLED_NEAR = (
    0.8,
    0.5,
)  # what a word that the headline holds loses of its weight, and beside an answer
REACH = 8  # words that are looked at on either side of one that may answer
FADING = 3.0  # words away at which a match counts half
BEGINNING, DEFINITION, START = 1500, 400, 100  # characters within which nearness to the beginning halves
SHORT = 6  # words


def sentence_features(
    corpus: Corpus, found: Candidates, held: Evidence, wanted: Wanted, scores: Floats
) -> dict[str, Floats]:
    """Return feature name → values (P); `scores` (K) are those of the passages, -inf where one is not searched.

    Pieces of passages that are not searched are not measured in full.
    """
    # How well the headline of each piece's article holds each question word: Q × P.
    hits = np.zeros((len(found.title_hits), found.piece_articles[-1] + 1))
    hits[:, found.piece_articles[found.ranges[:, 0]]] = found.title_hits
    titled: Floats = hits[:, found.piece_articles]
    asked = _shares(held.local * (1 - TITLED * titled))
    starts = corpus.piece_starts.astype(np.float64)
    matched = (asked * held.covered).sum(axis=0)
    # The best of the passages' `scores` (K) that each piece (P) is read with.
    pieces, owners = spread(found.ranges)
    best = np.full(len(starts), -np.inf)
    np.maximum.at(best, pieces, scores[owners])
    reading = best
    searched = np.isfinite(reading)
    # What the piece before each one covers (Q × P), nothing where an article or a gap comes before.
    follows = found.piece_articles[1:] == found.piece_articles[:-1]
    before = np.zeros_like(held.covered)
    np.multiply(held.covered[:, :-1], follows, out=before[:, 1:])
    return {
        "asked": matched / np.maximum(_most(found, matched), 1e-9),
        "two_sentences": (asked * np.maximum(held.covered, before)).sum(axis=0),
        "near": _near(found, held, _shares(held.local * (1 - TITLED_NEAR * titled)), searched),
        "answer": (held.answers[0] >= 1) * (matched > 0),
        "grams": wanted.gram_weights @ saturate(held.gram_counts, np.ones(len(starts))),
        "passage": np.where(searched, reading - scores.max(), 0.0),
        "beginning": 1 / (1 + starts / BEGINNING),
        "start": 1 / (1 + starts / START),
        "definition": (wanted.weights @ titled) / (1 + starts / DEFINITION),
        "short": (corpus.piece_words < SHORT).astype(np.float64),
    }


def chances(found: Candidates, scores: Floats, passages: Longs) -> Floats:
    """Return how likely each piece (P) is to be the one of its article that answers, among those of `passages`.

    It is the softmax of the pieces' `scores` (P), 0 for a piece of none of the passages.
    """
    searched = np.zeros(len(scores), bool)
    searched[spread(found.ranges[passages])[0]] = True
    known = np.where(searched, scores, -np.inf)
    most = _most(found, known)
    odds = np.exp(known - np.where(np.isfinite(most), most, 0.0))
    sums = np.bincount(found.piece_articles, odds)
    shares: Floats = odds / np.maximum(sums, 1e-9)[found.piece_articles]
    return shares


def _shares(weights: Floats) -> Floats:
    """Return the columns of `weights` (Q × P) as parts of their sums."""
    shares: Floats = weights / np.maximum(weights.sum(axis=0), 1e-9)
    return shares


def _most(found: Candidates, values: Floats) -> Floats:
    """Return for each piece the highest of the `values` (P) of its article."""
    highest = np.full(found.piece_articles[-1] + 1, -np.inf)
    np.maximum.at(highest, found.piece_articles, values)
    most: Floats = highest[found.piece_articles]
    return most


def _near(found: Candidates, held: Evidence, asked: Floats, wanted: Bools) -> Floats:
    """Return how much of what is `asked` (Q × P) stands around the best answering word of each of the `wanted` pieces.

    A word that is met beside it counts nearly whole, one `FADING` words away half, in the same piece only.
    """
    owners = found.piece_owners
    tokens = np.flatnonzero(held.answering > 0)
    tokens = tokens[wanted[owners[tokens]]]
    around = np.arange(-REACH, REACH + 1)
    places = np.minimum(np.maximum(tokens[:, None] + around, 0), max(len(owners) - 1, 0))
    same = owners[places] == owners[tokens][:, None]
    fading = np.where(same, 1 / (1 + np.abs(around) / FADING), 0.0)
    closest = (found.hits_of(places) * fading).max(axis=2, initial=0.0)
    worth = (asked[:, owners[tokens]] * closest).sum(axis=0) * held.answering[tokens]
    best = np.zeros(len(found.piece_articles))
    np.maximum.at(best, owners[tokens], worth)
    return best
