"""What speaks for a passage or a quote: named numbers between about 0 and 1, computed for all candidates at once.

The features are the fields of `tuning.PassageWeights` and `tuning.WindowWeights`:

- bm25: the first stage's score, as a part of the most the question could score
- grams: BM25's saturated frequencies of the question's character grams (spelling variants, what stemming misses)
- pairs: neighbouring words of the question standing together
- coverage: the part of the question's weight that is met, by best match; `titled_` counts what the headline meets
- sentence, two_sentences, best_piece: the same of the best single piece, or two neighbouring ones
- title_share: the part of the headline that the question asks for
- answer_type, answer_words: words of the kind that the question asks for (a date for «متى»)
- soft_bm25: BM25's saturated frequencies of the question's words, roots and synonyms included
- context, gram_mass: how much of all that its article meets, neighbouring sentences included, the window holds
- words, new_words: its length, and how much of it the question did not already say
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis import Flag
from retrieval.candidates import Candidates, Wanted
from retrieval.corpus import Corpus, Longs, spread
from retrieval.language import Kind
from retrieval.ranges import Floats, maxima, maxima_over, sums_over

K1, B = 1.5, 0.75  # BM25's usual saturation and length normalisation
PAIR_GAPS = ((1, 1.0), (2, 0.7), (-1, 0.5))  # places from the first word to the second → what the pair counts
AFTER, BEFORE = 0.6, 0.3  # how far the match of a sentence speaks for the one after it, and the one before it
MANY_ANSWER_WORDS = 4
MANY_NEW_WORDS = 40

ANSWER_FLAGS = {
    Kind.WHEN: Flag.WHEN | Flag.YEAR | Flag.MONTH,
    Kind.WHERE: Flag.WHERE,
    Kind.WHO: Flag.WHO,
    Kind.HOW_MANY: Flag.HOW_MANY | Flag.NUMBER,
    Kind.WHY: Flag.WHY,
    Kind.HOW: Flag.HOW,
    Kind.QUOTATION: Flag.QUOTATION,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the pieces of the candidates hold; Q question words, G grams, P pieces.

    `covered` (Q × P) is how well each word is met, `counts` (Q × P) how often, `gram_counts` (G × P) likewise for grams,
    `pairs` (Q - 1 × P) how closely neighbours in the question stand together, `answers` (1 × P) how many new words are of
    the kind asked for, `lengths` (1 × P) the number of words.
    """

    covered: Floats
    counts: Floats
    gram_counts: Floats
    pairs: Floats
    answers: Floats
    lengths: Floats


def weigh(corpus: Corpus, found: Candidates, wanted: Wanted, kind: Kind) -> Evidence:
    """Measure every piece once; passages and windows are then maxima and sums over ranges of pieces."""
    ranges = np.stack([found.piece_ends[:-1], found.piece_ends[1:]], axis=1)
    size = len(wanted.grams) * len(found.pieces)
    grams = np.bincount(found.gram_numbers * len(found.pieces) + found.gram_pieces, minlength=size)
    answers = answering(corpus, found, kind)[None].astype(np.float64)
    return Evidence(
        covered=maxima(found.hits, found.piece_ends),
        counts=sums_over(found.hits, ranges),
        gram_counts=grams.reshape(len(wanted.grams), len(found.pieces)).astype(np.float64),
        pairs=_pairs(found),
        answers=sums_over(answers, ranges),
        lengths=np.diff(found.piece_ends)[None].astype(np.float64),
    )


def answering(corpus: Corpus, found: Candidates, kind: Kind) -> NDArray[np.bool_]:
    """Which tokens (T) are of the kind asked for and not the question's own words."""
    asked = corpus.form_flags[found.forms] & int(ANSWER_FLAGS.get(kind, Flag(0))) != 0
    return asked & (found.hits.max(axis=0, initial=0.0) < 1.0)


def passage_features(found: Candidates, held: Evidence, wanted: Wanted, bm25: Floats) -> dict[str, Floats]:
    """Feature name → values (K); `bm25` (K) is the first stage's score as a part of the most possible."""
    weights, ranges = wanted.weights, found.ranges
    lengths = sums_over(held.lengths, ranges)[0]
    relative = lengths / max(lengths.mean(), 1.0)
    covered = maxima_over(held.covered, ranges)
    sentence = weights @ held.covered
    return {
        "bm25": bm25,
        "grams": wanted.gram_weights @ saturate(sums_over(held.gram_counts, ranges), relative),
        "pairs": pair_weights(weights) @ maxima_over(held.pairs, ranges),
        "titled_coverage": weights @ np.maximum(covered, found.title_hits),
        "titled_sentence": _titled_sentence(found, held, weights),
        "two_sentences": _two_sentences(held, weights, ranges),
        "title_share": found.title_share,
        "answer_type": maxima_over((sentence * (held.answers[0] > 0))[None], ranges)[0],
    }


def window_features(
    found: Candidates, held: Evidence, wanted: Wanted, windows: Longs, owners: Longs, words: Floats
) -> dict[str, Floats]:
    """Feature name → values (W) for half-open ranges of the candidates' pieces, `windows` (W × 2).

    `owners` (W) are the candidates each window is read as part of, `words` (W) its length as a part of the longest.
    """
    weights = wanted.weights
    covered = maxima_over(held.covered, windows)
    counts = sums_over(held.counts, windows)
    sentence = weights @ held.covered
    grams = wanted.gram_weights @ saturate(held.gram_counts, np.ones(len(found.pieces)))
    answers = sums_over(held.answers, windows)[0]
    new = sums_over(held.lengths, windows)[0] - counts.sum(axis=0)
    return {
        "titled_coverage": weights @ np.maximum(covered, found.title_hits[:, owners]),
        "soft_bm25": weights @ saturate(counts, np.ones(len(windows))),
        "grams": wanted.gram_weights @ saturate(sums_over(held.gram_counts, windows), np.ones(len(windows))),
        "answer_words": np.minimum(answers, MANY_ANSWER_WORDS) / MANY_ANSWER_WORDS,
        "best_piece": maxima_over(sentence[None], windows)[0],
        "words": words,
        "new_words": np.clip(new, 0, MANY_NEW_WORDS) / MANY_NEW_WORDS,
        "context": _share(found, windows, _with_neighbours(found, sentence)),
        "gram_mass": _share(found, windows, grams),
    }


def saturate(counts: Floats, relative_lengths: Floats) -> Floats:
    """BM25's term frequency part, scaled to 0…1."""
    return counts / (counts + K1 * (1 - B + B * relative_lengths))


def pair_weights(weights: Floats) -> Floats:
    """What each pair of neighbouring question words counts: as the lighter of the two, summing to 1."""
    lighter = np.minimum(weights[:-1], weights[1:])
    return lighter / max(lighter.sum(), 1e-9)


def _pairs(found: Candidates) -> Floats:
    """How closely each two neighbouring question words stand together in each piece: Q - 1 × P."""
    first, second = found.hits[:-1], found.hits[1:]
    owner = np.repeat(np.arange(len(found.pieces)), np.diff(found.piece_ends))
    best = np.zeros((len(first), len(found.pieces)))
    for gap, worth in PAIR_GAPS:
        same_piece = owner == np.roll(owner, -gap)
        together = np.where(same_piece, worth * np.sqrt(first * np.roll(second, -gap, axis=1)), 0.0)
        np.maximum(best, maxima(together, found.piece_ends), out=best)
    return best


def _titled_sentence(found: Candidates, held: Evidence, weights: Floats) -> Floats:
    """The most that any one piece of each passage covers together with its headline."""
    places, owners = spread(found.ranges)
    covered = weights @ np.maximum(held.covered[:, places], found.title_hits[:, owners])
    return maxima(covered[None], np.searchsorted(owners, np.arange(len(found.ranges) + 1)))[0]


def _two_sentences(held: Evidence, weights: Floats, ranges: Longs) -> Floats:
    """The most that any two neighbouring pieces of each passage cover, or one where there is but one."""
    padded = np.pad(held.covered, ((0, 0), (0, 1)))
    double = weights @ np.maximum(padded[:, 1:], padded[:, :-1])
    inner = np.stack([ranges[:, 0], np.maximum(ranges[:, 1] - 1, ranges[:, 0] + 1)], axis=1)
    return maxima_over(double[None], inner)[0]


def _with_neighbours(found: Candidates, matches: Floats) -> Floats:
    """What each piece (P) matches, with a part of what its neighbours in the article do."""
    together = found.piece_articles[1:] == found.piece_articles[:-1]
    gained = np.zeros_like(matches)
    gained[1:] += AFTER * matches[:-1] * together
    gained[:-1] += BEFORE * matches[1:] * together
    return matches + gained


def _share(found: Candidates, windows: Longs, matches: Floats) -> Floats:
    """What part of its article's `matches` (P) each window holds."""
    totals = np.bincount(found.piece_articles, matches)[found.piece_articles[windows[:, 0]]]
    return sums_over(matches[None], windows)[0] / np.maximum(totals, 1e-9)
