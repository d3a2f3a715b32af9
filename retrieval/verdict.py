"""How sure Isnad is that its first quote holds the answer, and from where on it says so."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict

import numpy as np

from retrieval.ranges import maxima_over
from retrieval.ranking import Ranking, Windows
from retrieval.tuning import VerdictWeights


def signals(ranking: Ranking, windows: Windows, window: int) -> Mapping[str, float]:
    """What the confidence is computed from: how well the quote and its passage meet the question."""
    found, wanted = ranking.found, ranking.wanted
    owner = windows.owners[window]
    covered = np.maximum(
        maxima_over(ranking.held.covered, windows.ranges[window : window + 1])[:, 0], found.title_hits[:, owner]
    )
    return {
        "titled_coverage": float(wanted.weights @ covered),
        "sentence": float(windows.features["best_piece"][window]),
        "grams": float(windows.features["grams"][window]),
        "pairs": float(ranking.features["pairs"][owner]),
        "rarest": float(covered[np.argmax(wanted.weights)]),
    }


def confidence(found: Mapping[str, float], weights: VerdictWeights) -> float:
    """The calibrated probability that the first quote answers, 0…1."""
    values = asdict(weights)
    total = values["bias"] + sum(values[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
