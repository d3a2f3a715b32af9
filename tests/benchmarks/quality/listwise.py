"""Listwise logistic regression: of each list, one of the right ones is to have the highest score.

The probability of a right one is its share of the exponentials of all scores in its list (the softmax of ListNet,
Cao et al. 2007); where several are right, their sum counts. Newton's method with the Fisher information of the lists
maximises the sum of the logarithms, less a ridge on the weights of standardised values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.arrays import Floats

RIDGE = 1.0
STEPS = 60
SHORTEST_STEP = 1e-3
ENOUGH = 1e-6  # a step that gains a smaller part of the loss than this is the last


@dataclass(frozen=True, slots=True)
class Ranked:
    """One list: the features of its members (N × F), which are right (N), and what the list counts."""

    values: Floats
    right: NDArray[np.bool_]
    weight: float = 1.0


def fit(lists: Sequence[Ranked]) -> Floats:
    """The weights (F) of the features; lists of which all or none are right teach nothing and are passed over."""
    taught = [one for one in lists if one.right.any() and not one.right.all()]
    values = np.concatenate([one.values for one in taught])
    centre, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = [Ranked((one.values - centre) / spread, one.right, one.weight) for one in taught]
    weights = np.zeros(values.shape[1])
    loss = _loss(scaled, weights)
    for _ in range(STEPS):
        step = _newton(scaled, weights)
        length = 1.0
        while (reached := _loss(scaled, weights + length * step)) >= loss and length > SHORTEST_STEP:
            length /= 2
        if reached >= loss - ENOUGH * abs(loss):
            break
        weights, loss = weights + length * step, reached
    fitted: Floats = weights / spread
    return fitted


def _shares(one: Ranked, weights: Floats) -> Floats:
    scores = one.values @ weights
    odds = np.exp(scores - scores.max())
    shares: Floats = odds / odds.sum()
    return shares


def _loss(lists: Sequence[Ranked], weights: Floats) -> float:
    likely = (one.weight * np.log(_shares(one, weights)[one.right].sum() + 1e-12) for one in lists)
    return RIDGE * float(weights @ weights) / 2 - float(sum(likely))


def _newton(lists: Sequence[Ranked], weights: Floats) -> Floats:
    gradient, information = [-RIDGE * weights], [RIDGE * np.eye(len(weights))]
    for one in lists:
        shares = _shares(one, weights)
        right = np.where(one.right, shares, 0.0) / max(shares[one.right].sum(), 1e-300)
        mean = shares @ one.values
        gradient.append(one.weight * ((right - shares) @ one.values))
        information.append(
            one.weight * ((one.values * shares[:, None]).T @ one.values - np.outer(mean, mean))
        )
    step: Floats = np.linalg.solve(np.sum(information, axis=0), np.sum(gradient, axis=0))
    return step
