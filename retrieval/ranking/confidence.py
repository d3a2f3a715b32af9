"""How sure Isnad is that its first quote holds the answer, and from where on it says so."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag
from retrieval.arrays import maxima_over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.arrays import Floats
    from retrieval.ranking.rank import Ranking
    from retrieval.tuning import VerdictWeights


NAMED = Flag.WHERE | Flag.WHO | Flag.NUMBER | Flag.MONTH


def signals(ranking: Ranking) -> Mapping[str, float]:
    """Return what speaks for the best passage.

    - score, grams: its score, and how much of the question's character grams it holds
    - evidence: how many words of the question it meets, everyday words counting less: part of those is met by chance
    - unnamed: the part of the question's weight in places, persons, dates and numbers that it does not name
    """
    best = ranking.order[0]
    met = _met(ranking, best)
    words = ranking.question.words
    named = np.array([bool(word.form.flags & NAMED) for word in words])
    return {
        "score": float(ranking.scores[best]),
        "grams": float(ranking.features["grams"][best]),
        "evidence": float(np.array([word.weight * word.telling for word in words]) @ met),
        "unnamed": float((ranking.wanted.weights * named) @ (1 - met)),
    }


def _met(ranking: Ranking, passage: int) -> Floats:
    """Return how well each question word (Q) is met in `passage` or its headline, 0…1."""
    held = maxima_over(ranking.held.covered, ranking.found.ranges[passage : passage + 1])[:, 0]
    met: Floats = np.maximum(held, ranking.found.title_hits[:, passage])
    return met


def confidence(found: Mapping[str, float], weights: VerdictWeights) -> float:
    """Return the calibrated probability that the first quote answers, 0…1."""
    values = asdict(weights)
    total = values["bias"] + sum(values[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
