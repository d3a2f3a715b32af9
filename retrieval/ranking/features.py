"""What speaks for a passage or a quote: named numbers between about 0 and 1, computed for all candidates at once.

The features are the fields of `tuning.PassageWeights`; those of sentences are in `retrieval.ranking.sentences`:

- bm25: the first stage's score, as a part of the most the question could score
- grams: BM25's saturated frequencies of the question's character grams (spelling variants, what stemming misses)
- pairs: neighbouring words of the question standing together
- coverage: the part of the question's weight that is met, by best match; `titled_` counts what the headline meets
- titled_coverage_squared: the same times itself, which is to count against it: the more is met, the less one more word
- titled: the part that the headline alone meets
- sentence, two_sentences: the same of the best single piece, or two neighbouring ones
- title_share: the part of the headline that the question asks for
- answer_type: the best match of a piece that holds a word of the kind asked for (a date for «متى»)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import CUE_FLAGS, Flag
from retrieval.arabic.language import QuestionKind
from retrieval.arrays import Bools, Floats, Longs, maxima, maxima_of, maxima_over, spread, sums_over
from retrieval.corpus.columns import OPENS, Corpus

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.query.question import ParsedQuestion
    from retrieval.ranking.candidates import Candidates, Wanted

K1, B = 1.5, 0.75  # BM25's usual saturation and length normalisation
PAIR_GAPS = ((1, 1.0), (2, 0.7), (-1, 0.5))  # places from the first word to the second → what the pair counts
OPENING = 4  # words

# What an answer of each kind is made of; the words that `CUE_FLAGS` marks only point to one («حوالي») and count half.
ANSWERS = {QuestionKind.WHEN: Flag.YEAR | Flag.MONTH, QuestionKind.HOW_MANY: Flag.NUMBER}
HINT = 0.5
_DATING = Flag.WHEN | Flag.MONTH  # what a year stands behind
ASIDE = 0.1  # what a word in brackets, which tells the article, counts among its sentences


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the pieces of the candidates hold; Q question words, G grams, P pieces.

    `answering` (T) is how far each token is of the kind asked for, `answers` (1 × P) the most in a piece. `covered`
    (Q × P) is how well each word is met, `gram_counts` (G × P) how often each gram is,
    `pairs` (Q - 1 × P) how closely neighbours in the question stand together, `opening` (Q × P) how well the first
    words meet each, `opens` (P) which begin a sentence, `speakerless` (P) which begin «وأضاف أن» and name no one,
    `lengths` (1 × P) the number of words, `local` (Q × P) what each word counts in a piece, see `local_weights`.
    `headlined` (K) says of which passages the headline counts what is asked for.
    """

    answering: Floats
    covered: Floats
    gram_counts: Longs
    pairs: Floats
    opening: Floats
    answers: Floats
    opens: Floats
    speakerless: Floats
    lengths: Floats
    local: Floats
    headlined: Bools


def weigh(corpus: Corpus, found: Candidates, wanted: Wanted, question: ParsedQuestion) -> Evidence:
    """Measure every piece once; passages are then maxima and sums over ranges of pieces."""
    starts = found.piece_ends[:-1]
    owners = found.piece_owners[found.met]
    pieces = len(found.piece_articles)
    size = len(wanted.grams) * pieces
    grams = np.bincount(found.gram_numbers * pieces + found.gram_pieces, minlength=size)
    answers = answering(corpus, found, wanted, question)
    asides = np.array([word.aside for word in question.words])
    covered = maxima_of(found.hits, owners, pieces)
    # Which pieces (P) begin with a verb of saying and, behind it, a particle instead of a name.
    seconds = np.minimum(starts + 1, np.maximum(found.piece_ends[1:] - 1, 0))
    says = _flags_at(corpus, found, starts) & int(Flag.QUOTATION) != 0
    unnamed = _flags_at(corpus, found, seconds) & int(Flag.STOP) != 0
    speakerless: Floats = (says & unnamed).astype(np.float64)
    return Evidence(
        answering=answers,
        covered=covered,
        gram_counts=grams.reshape(len(wanted.grams), pieces),
        pairs=_pairs(found),
        opening=maxima_of(found.hits * (found.met - starts[owners] < OPENING), owners, pieces),
        opens=(corpus.piece_marks & OPENS).astype(np.float64),
        answers=maxima(answers[None], found.piece_ends),
        speakerless=speakerless,
        lengths=np.diff(found.piece_ends)[None].astype(np.float64),
        local=local_weights(found, covered, np.where(asides, ASIDE, 1.0) * wanted.weights),
        headlined=counted_in_headlines(corpus, found, question),
    )


def counted_in_headlines(corpus: Corpus, found: Candidates, question: ParsedQuestion) -> Bools:
    """Return of which passages (K) the headline has a number right before what is counted: «40 نائبا يهددون»."""
    counted = int(bool(question.words[0].form.flags & Flag.HOW_MANY))  # «كم عدد القتلى؟»
    told = np.zeros(len(corpus.headline_words), bool)
    if question.kind is QuestionKind.HOW_MANY and counted < len(question.words):
        named = found.form_hits[counted].take(corpus.title_forms) > 0
        numbers = corpus.form_flags[corpus.title_forms] & int(Flag.NUMBER) != 0
        beside = np.flatnonzero(numbers[:-1] & named[1:])
        holders = np.searchsorted(corpus.title_ends, beside, side="right") - 1
        told[holders[beside + 1 < corpus.title_ends[holders + 1]]] = True
    return told[found.articles]


def answering(corpus: Corpus, found: Candidates, wanted: Wanted, question: ParsedQuestion) -> Floats:
    """Return how far each token (T) is of the kind asked for, 0…1.

    The question's own words are not, but for what may be a dual where it asks how many: «شهرين» answers «كم شهرا».
    """
    kind, flags = question.kind, corpus.form_flags
    hints = HINT * (flags & int(CUE_FLAGS.get(kind, Flag(0))) != 0)
    sure = flags & int(ANSWERS.get(kind, Flag(0))) != 0
    if len(wanted.expected):
        sure |= np.isin(corpus.form_terms[:, 0], wanted.expected)
    answers: Floats = np.maximum(hints, sure).take(found.forms)
    asked = found.met[found.hits.max(axis=0, initial=0.0) >= 1.0]
    two = kind is QuestionKind.HOW_MANY and flags[found.forms[asked]] & int(Flag.DUAL) != 0
    answers[asked] = np.where(two, 1.0, 0.0)
    if kind is QuestionKind.HOW_MANY:  # «منذ سنة 2011» counts nothing
        said = flags[found.forms]
        dated = np.append(False, said[:-1] & int(_DATING) != 0) & (said & int(Flag.YEAR) != 0)
        days = np.append(said[1:] & int(Flag.MONTH) != 0, False)
        answers[dated | days] = 0.0  # nor does «11 نوفمبر»
    return answers


def passage_features(found: Candidates, held: Evidence, wanted: Wanted, bm25: Floats) -> dict[str, Floats]:
    """Return feature name → values (K); `bm25` (K) is the first stage's score as a part of the most possible."""
    weights, ranges = wanted.weights, found.ranges
    lengths = sums_over(held.lengths, ranges)[0]
    relative = lengths / max(lengths.mean(), 1.0)
    covered = maxima_over(held.covered, ranges)
    sentence = weights @ held.covered
    titled_coverage = weights @ np.maximum(covered, found.title_hits)
    # The most that any two neighbouring pieces of each passage cover, or one where there is but one.
    both = held.covered.copy()
    np.maximum(both[:, :-1], both[:, 1:], out=both[:, :-1])
    double = weights @ both
    inner = np.stack([ranges[:, 0], np.maximum(ranges[:, 1] - 1, ranges[:, 0] + 1)], axis=1)
    best: Floats = maxima_over(double[None], inner)[0]
    return {
        "bm25": bm25,
        "grams": wanted.gram_weights @ saturate(sums_over(held.gram_counts, ranges), relative),
        "pairs": pair_weights(weights) @ maxima_over(held.pairs, ranges),
        "titled_coverage": titled_coverage,
        "titled_coverage_squared": titled_coverage**2,
        "titled": weights @ found.title_hits,
        "titled_sentence": _titled_sentence(found, held, weights),
        "two_sentences": best,
        "title_share": found.title_share,
        "opening": maxima_over((weights @ held.opening)[None], ranges)[0],
        "length": relative,
        "answer_type": maxima_over((sentence * (held.answers[0] > 0))[None], ranges)[0],
    }


def quote_features(found: Candidates, held: Evidence, wanted: Wanted, window: Longs) -> dict[str, float]:
    """Return what one window, a half-open range of pieces, holds.

    - grams: BM25's saturated frequencies of the question's character grams, weighed
    - answer: whether a piece of it that matches holds what is of the kind asked for, or hints at it
    """
    pieces = slice(*window.tolist())
    grams = held.gram_counts[:, pieces].sum(axis=1, keepdims=True)
    matched = held.covered[:, pieces].max(axis=0, initial=0.0) > 0
    return {
        "grams": float((wanted.gram_weights @ saturate(grams, np.ones(1)))[0]),
        "answer": float((held.answers[0, pieces] * matched).max(initial=0.0)),
    }


def window_coverage(held: Evidence, windows: Longs) -> Floats:
    """Return what part of the question `windows` (W × 2, half-open ranges of pieces) meet by best match, 0 to 1."""
    met: Floats = (held.local[:, windows[:, 0]] * maxima_over(held.covered, windows)).sum(axis=0)
    return met


def saturate(counts: Longs, relative_lengths: Floats) -> Floats:
    """Return BM25's term frequency part, scaled to 0…1."""
    frequencies = counts.astype(np.float64)
    return frequencies / (frequencies + K1 * (1 - B + B * relative_lengths))


def pair_weights(weights: Floats) -> Floats:
    """Return what each pair of neighbouring question words counts: as the lighter of the two, summing to 1."""
    lighter: Floats = np.minimum(weights[:-1], weights[1:])
    return lighter / max(float(lighter.sum()), 1e-9)


def _flags_at(corpus: Corpus, found: Candidates, tokens: Longs) -> NDArray[np.uint16]:
    """Return the flags of `tokens`, of the last one for those behind it; none where there are no tokens."""
    if not len(found.forms):
        return np.zeros(len(tokens), np.uint16)
    return corpus.form_flags[found.forms[np.minimum(tokens, len(found.forms) - 1)]]


def _pairs(found: Candidates) -> Floats:
    """Return how closely each two neighbouring question words stand together in each piece: Q - 1 × P."""
    first = found.hits[:-1]
    owner = found.piece_owners
    best = np.zeros((len(first), len(found.piece_articles)))
    words, columns = np.nonzero(first > 0)
    tokens = found.met[columns]
    for gap, worth in PAIR_GAPS:
        others = np.minimum(np.maximum(tokens + gap, 0), len(owner) - 1)
        near = (owner[others] == owner[tokens]) & (others == tokens + gap)
        word, other = words[near], found.forms[others[near]]
        both = first[word, columns[near]] * found.form_hits[word + 1, other]
        np.maximum.at(best.ravel(), word * best.shape[1] + owner[tokens[near]], worth * np.sqrt(both))
    return best


def _titled_sentence(found: Candidates, held: Evidence, weights: Floats) -> Floats:
    """Return the most that any one piece of each passage covers together with its headline."""
    places, owners = spread(found.ranges)
    covered = weights @ np.maximum(held.covered[:, places], found.title_hits[:, owners])
    best: Floats = maxima(covered[None], np.searchsorted(owners, np.arange(len(found.ranges) + 1)))[0]
    return best


def local_weights(found: Candidates, covered: Floats, weights: Floats) -> Floats:
    """Return what each question word (Q) counts in each piece (Q × P): less, the more pieces of its article hold it.

    The rare words of the archive say which article answers, those that are rare in the article which sentence of it.
    """
    articles = found.piece_articles[-1] + 1
    words, pieces = np.nonzero(covered > 0)
    held_by = np.bincount(words * articles + found.piece_articles[pieces], minlength=len(weights) * articles)
    local = weights[:, None] / np.sqrt(1 + held_by.reshape(len(weights), articles))
    shares: Floats = local / local.sum(axis=0)
    return shares[:, found.piece_articles]
