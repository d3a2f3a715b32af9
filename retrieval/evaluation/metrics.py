"""Outcomes → figures with their 95 % bootstrap intervals.

A figure is computed from how often each question counts. So one function gives the figure of a set (every
question once), of its bootstrap resamples, and, with the outcomes of two runs below each other, of runs that
swapped answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.arrays import Bools, Floats, Longs
    from retrieval.evaluation.grading import Outcome

RESAMPLES = 2000
SEED = 2026
BINS = 10
RANKED = 10
_CELLS = 1 << 22  # of a matrix of weights at a time: 32 megabytes


class Figure(StrEnum):
    """What is measured.

    Articles count whatever the verdict, over the answerable questions. Quotes count over those of them whose
    answer's words are known; a refused question is a miss. Words are those of the first quotes. Further quotes
    are right that hold a gold answer or are of a relevant article, over the answerable questions' further quotes.
    Answered and refused are parts of all questions, right answers the part of the answered whose first quote is
    right. Refusals are wrong over the answerable questions, right over the others.

    The calibration error (ECE: Naeini, Cooper and Hauskrecht 2015; ten equal bins) compares the confidence of
    the answered questions with how many of their first quotes are right, or first articles where the words
    are not known. Refused questions showed no quote that could be right. Its interval lies high: noise widens
    the gaps that it adds up.
    """

    ARTICLE_1 = "article@1"
    ARTICLE_5 = "article@5"
    MRR = "mrr@10"
    QUOTE_1 = "quote@1"
    QUOTE_WORDS = "quote_words"
    QUOTE_3 = "quote@3"
    FURTHER_RIGHT = "further_right"
    ANSWERED = "answered"
    REFUSED = "refused"
    RIGHT_ANSWERS = "right_answers"
    WRONG_REFUSALS = "wrong_refusals"
    RIGHT_REFUSALS = "right_refusals"
    ECE = "ece"


@dataclass(frozen=True, slots=True)
class Column:
    """What each of N questions adds to a figure, and how often it counts for it (N), most often once or not at all.

    The values have B parts (B × N) whose sums over the questions are added without their signs: a mean has
    one part and no negative values, the calibration error ten.
    """

    values: Floats
    counted: Bools | Longs


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over `questions` questions, with its 95 % interval."""

    value: float
    low: float
    high: float
    questions: int


def columns(outcomes: Sequence[Outcome]) -> Mapping[Figure, Column]:
    """Return what every figure is computed from, the outcomes in their order."""
    answerable = np.array([outcome.answerable for outcome in outcomes], dtype=bool)
    graded = np.array([outcome.graded for outcome in outcomes], dtype=bool)
    answered = np.array([outcome.answered for outcome in outcomes], dtype=bool)
    rank = np.array([outcome.rank or np.inf for outcome in outcomes])
    quote = np.array([outcome.quote or np.inf for outcome in outcomes])
    confidence = np.array([outcome.confidence for outcome in outcomes])
    further = np.array([outcome.further for outcome in outcomes])
    further_right = np.array([outcome.further_right for outcome in outcomes])
    right = np.where(graded, quote <= 1, answerable & (rank <= 1))
    everyone = np.ones(len(outcomes), dtype=bool)
    # What each question adds to the calibration error.
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    inside = (bins == np.arange(BINS)[:, None]) & answered
    gaps = Column(np.where(inside, confidence - right, 0.0), answered)
    return {
        Figure.ARTICLE_1: _shares(rank <= 1, answerable),
        Figure.ARTICLE_5: _shares(rank <= 5, answerable),
        Figure.MRR: _shares(np.where(rank <= RANKED, 1 / rank, 0), answerable),
        Figure.QUOTE_1: _shares(quote <= 1, graded),
        Figure.QUOTE_WORDS: _shares(np.array([outcome.words for outcome in outcomes]), answered),
        Figure.QUOTE_3: _shares(quote <= 3, graded),
        Figure.FURTHER_RIGHT: Column(
            np.where(answerable, further_right, 0.0)[None], np.where(answerable, further, 0)
        ),
        Figure.ANSWERED: _shares(answered, everyone),
        Figure.REFUSED: _shares(~answered, everyone),
        Figure.RIGHT_ANSWERS: _shares(right, answered),
        Figure.WRONG_REFUSALS: _shares(~answered, answerable),
        Figure.RIGHT_REFUSALS: _shares(~answered, ~answerable),
        Figure.ECE: gaps,
    }


def measure(column: Column, weights: Floats) -> Floats:
    """Return the figure (R) under each row of weights (R × N); nan where no question counts."""
    totals = weights @ column.counted.astype(np.float64)
    sums = np.abs(weights @ column.values.T).sum(axis=1)
    figure = np.full(len(totals), np.nan)
    np.divide(sums, totals, out=figure, where=totals > 0)
    return figure


def estimates(outcomes: Sequence[Outcome]) -> dict[Figure, Estimate]:
    """Return the figures that questions count for, with percentiles of resampled questions (Efron 1979)."""
    found = {figure: column for figure, column in columns(outcomes).items() if column.counted.any()}
    # How often each question is drawn with replacement.
    chance, size = np.random.default_rng(SEED), len(outcomes)
    even = np.full(size, 1 / size)
    rounds = (chance.multinomial(size, even, rows).astype(np.float64) for rows in portions(RESAMPLES, size))
    drawn = np.concatenate([[measure(column, draw) for column in found.values()] for draw in rounds], axis=1)
    lows, highs = np.nanquantile(drawn, [0.025, 0.975], axis=1).tolist()
    once = np.ones((1, len(outcomes)))
    return {
        figure: Estimate(float(measure(column, once)[0]), low, high, int((column.counted > 0).sum()))
        for (figure, column), low, high in zip(found.items(), lows, highs, strict=True)
    }


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, dict[Figure, Estimate]]:
    """Return the estimates of each kind of question, most frequent kind first."""
    kinds: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        kinds.setdefault(outcome.kind, []).append(outcome)
    ordered = sorted(kinds, key=lambda kind: (-len(kinds[kind]), kind))
    return {kind: estimates(kinds[kind]) for kind in ordered}


def portions(rows: int, width: int) -> Iterator[int]:
    """Yield sizes of portions of `rows`: as many rows of `width` numbers as fit into memory."""
    most = max(1, _CELLS // width)
    yield from (min(most, rows - first) for first in range(0, rows, most))


def _shares(values: NDArray[np.generic], counted: Bools) -> Column:
    return Column(np.where(counted, values, 0.0)[None], counted)
