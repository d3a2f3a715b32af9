"""How sure Isnad is that its first quote holds the answer, and from where on it says so."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.ranking import Ranking
    from retrieval.tuning import VerdictWeights


def signals(ranking: Ranking) -> Mapping[str, float]:
    """What speaks for the best passage: its score, how much of the question's grams and word pairs it holds.

    `length` is the logarithm of the question's number of words: of many words, part is easily met by chance.
    """
    best = ranking.order[0]
    return {
        "score": float(ranking.scores[best]),
        "grams": float(ranking.features["grams"][best]),
        "pairs": float(ranking.features["pairs"][best]),
        "length": math.log(len(ranking.question.words)),
    }


def confidence(found: Mapping[str, float], weights: VerdictWeights) -> float:
    """The calibrated probability that the first quote answers, 0…1."""
    values = asdict(weights)
    total = values["bias"] + sum(values[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
