"""Whether the archive answers at all, and how sure Isnad is that its first quote holds the answer.

A question that an archive cannot answer meets something in it by chance, and the more, the larger the archive. So
the best passage is held against what the same question meets elsewhere in the archive, and what is met counts
against the logarithm of the number of passages, with which the best of that many chances grows.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag
from retrieval.arabic.language import QuestionKind
from retrieval.ranking.features import ANSWERS, HINT, quote_features
from retrieval.ranking.judging.requirements import met_by
from retrieval.tuning import by_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.query.question import ParsedQuestion
    from retrieval.ranking.candidates import Similarity
    from retrieval.ranking.query_terms import QueryVocabulary
    from retrieval.ranking.rank import Ranking, Windows
    from retrieval.tuning import ConfidenceWeights, FirstStage, Tuning, VerdictWeights

OTHERS = 5
"""The best passage is held against that of the fifth other article: one story may be told in several."""
FEW = 30
"""Articles that a conversation has shown, at most, among which the fifth other tells nothing of chance."""
RAREST = 8.0
"""No word is worth more idf: in a large archive a slip of the pen is as rare as a name."""
SMALLEST = 240
"""Passages: the models were fitted on no smaller archive, and a smaller one is taken to give chance as much."""
FARTHEST = 8.0
"""A logarithm of odds: nothing else in sight could be quoted."""
HARDLY = 0.15
"""Who is less sure of an answer does not give it: of 29 such to own questions three were right, beside 61 to others."""
AKIN = 0.3
"""What has no word of the question itself, but others of their roots or meaning, is an answer for who is this sure.

Of three question sets one such answer was surer than `HARDLY` and less sure than this, and it was wrong.
"""
INSTEAD = 0.45
"""What takes the place of a better quote, as that lacks what is asked for, is given by who is this sure.

Of 13 such quotes of four question sets the four surer ones are right, and three of the nine others.
"""
UNMET, SURELY, MET = 0.1, 0.6, 1.0
"""What lacks no more of what a question tells, and is this sure, is so much likelier to answer, in logarithms of odds.

No question of seven sets, foreign ones among them, is answered otherwise for it, but one more of mlqa's own.
"""
CLEARLY = 0.85
"""What leans on a few articles, «كم عاصمة (فاينانشال تايمز)؟», has an answer there that is as sure as this."""
_LEAST_LIKELY = 1e-3
_LEAST = 1.0  # what the fifth other article scores in such an archive
_LEAST_TOLD = 0.25  # what the words of a question tell at the least: as much as a name that is everywhere
_NAMED = Flag.WHERE | Flag.WHO
_TELLING_KINDS = frozenset({QuestionKind.WHEN, QuestionKind.WHERE, QuestionKind.WHO, QuestionKind.HOW_MANY})


def signals(
    ranking: Ranking, windows: Windows, first: int, terms: QueryVocabulary, stage: FirstStage
) -> Mapping[str, float]:
    """Measure what speaks for an answer, whose first quote is the window `first`, in the archive of N passages.

    - lead: how far the best passage's score is ahead of that of the fifth other article
    - evidence: how many words of the question the best passage meets, everyday words counting less, over `chance`
    - grams: how much of the question's character grams the quote holds, over `chance`
    - title_share: the part of the headline that the question asks for
    - exact: the idf, at most `RAREST`, of the words that stand in the quote or its headline themselves
    - unnamed: the idf of the places and persons of the question that the best passage lacks
    - unanswering: 1 where the question asks for a date, place, person or number and the quote has none
    - ending: 1 where quote and headline lack the question's last word, which mostly names what it is about
    - missing: the part of the question's telling words that quote and headline lack
    - lacking: 1 where one of them is nowhere in the archive
    - likely: the logarithm of how likely the quote is to answer if its article does
    - ahead: how far its score is ahead of that of the best quote beside it, at most `FARTHEST`
    """
    best, words = ranking.order[0], ranking.question.words
    scale = chance(terms.index.corpus_size)
    weights = np.array([word.weight for word in words])
    telling = np.array([word.telling for word in words])
    named = np.array([bool(word.form.flags & _NAMED) for word in words])
    idf = np.minimum([terms.idf(word.form.stem) for word in words], RAREST)
    met = met_by(ranking, ranking.found.ranges[best], best)
    quoted = met_by(ranking, windows.ranges[first], windows.owners[first])
    quoting = quote_features(ranking.found, ranking.held, ranking.wanted, windows.ranges[first])
    # How far a quote with the feature `answer` lacks what is asked for, where that has a form of its own.
    kind = ranking.question.kind
    sure = 1.0 if kind in ANSWERS else HINT
    unanswering = max(0.0, 1 - quoting["answer"] / sure) if kind in _TELLING_KINDS else 0.0
    return {
        "lead": _lead(ranking),
        "evidence": float(weights * telling @ met) / scale,
        "grams": quoting["grams"] / scale,
        "title_share": float(ranking.found.title_share[best]),
        "exact": float(weights * telling * idf @ (quoted == 1.0)),
        "unnamed": float(idf * named @ (1 - met)),
        "unanswering": unanswering,
        "ending": float(1 - quoted[-1]),
        "missing": float(weights * telling @ (1 - quoted)) / max(float(weights @ telling), _LEAST_TOLD),
        "lacking": float(any(terms.lacks(word, stage) for word in words)),
        "likely": math.log(max(float(windows.likely[first]), _LEAST_LIKELY)),
        "ahead": _ahead(ranking, windows, first),
    }


def is_likely(
    question: ParsedQuestion, found: Mapping[str, float], tuning: Tuning, *, near: bool, few: bool = False
) -> bool:
    """Return whether the archive is taken to answer, by the signals that were `found`.

    `near` says that some articles alone were asked, of which what leans on them is, `few` that they are so few
    that the best is ahead of none.
    """
    sure = probability(found, tuning.confidence)
    if near and sure >= CLEARLY and any(word.aside for word in question.words):
        return True
    one = len(question.words) == 1  # «كاتر مين», misspelt
    least = HARDLY if found["exact"] else AKIN
    verdict = tuning.verdict
    if found["missing"] <= UNMET and not found["unanswering"] and sure >= SURELY:
        verdict = replace(verdict, bias=verdict.bias + MET)
    answers = probability(found, verdict) >= verdict.threshold and (sure >= least or one)
    return answers and (not few or probability(found, tuning.scoped) >= tuning.scoped.threshold)


def meant(near: Similarity, ranking: Ranking, windows: Windows, first: int) -> Mapping[str, float]:
    """Measure how near in meaning an answer is to its question, as cosines.

    - near: that of the best passage
    - near_quote: that of the quote's nearest sentence
    - typical: that of the mean of the archive's passages, the higher, the more the question is of the archive's kind
    """
    start, end = windows.ranges[first]
    return {
        "near": float(near.passages[ranking.order[0]]),
        "near_quote": float(near.pieces[start:end].max()),
        "typical": near.typical or 0.0,
    }


def chance(passages: int) -> float:
    """Return how much of a question the best of so many passages meets by chance, as a multiple of that of `SMALLEST`.

    The best of N chances of a kind that thins out exponentially grows with ln N (Gumbel 1958).
    """
    return math.log(max(passages, SMALLEST)) / math.log(SMALLEST)


def probability(found: Mapping[str, float], weights: VerdictWeights | ConfidenceWeights) -> float:
    """Return what a logistic model makes of the signals that it weighs, 0…1."""
    values = by_name(weights)
    total = values["bias"] + sum(values.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _ahead(ranking: Ranking, windows: Windows, first: int) -> float:
    """Return how much more a quote is worth than the best that shares no sentence with it."""
    start, end = windows.ranges[first]
    worth = windows.scores + ranking.scores[windows.owners]
    beside = worth[(windows.ranges[:, 1] <= start) | (windows.ranges[:, 0] >= end)]
    return min(float(worth[first] - beside.max(initial=-np.inf)), FARTHEST)


def _lead(ranking: Ranking) -> float:
    """Return the best score less that of the fifth other article, or what such a one scores at the least."""
    _, firsts = np.unique(ranking.found.articles[ranking.order], return_index=True)
    best = ranking.scores[ranking.order[np.sort(firsts)]]
    return float(best[0] - max(_LEAST, best[OTHERS] if len(best) > OTHERS else _LEAST))
