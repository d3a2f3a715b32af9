"""Two runs over the same questions: which is better, and whether that may be chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from retrieval.evaluation.metrics import SEED, Column, Figure, columns, measure, portions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.arrays import Floats
    from retrieval.evaluation.grading import Outcome

TRIALS = 10_000
SIGNIFICANT = 0.05
_EPSILON = 1e-12  # sums of the same numbers in another order differ by less

_LESS_IS_BETTER = frozenset({Figure.WRONG_REFUSALS, Figure.ECE})

Tendency = Literal["better", "worse", "longer", "shorter", "more", "fewer", "equal", "noise"]

_NEITHER: Final[Mapping[Figure, tuple[Tendency, Tendency]]] = {
    Figure.QUOTE_WORDS: ("shorter", "longer"),
    Figure.ANSWERED: ("fewer", "more"),
    Figure.REFUSED: ("fewer", "more"),
}
"""Figures of which neither direction is better: what a smaller one is called, and a greater one."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of two runs, and what the difference means.

    `p` is how probable (0…1) a difference of this size is between runs that are equally good.
    """

    figure: Figure
    before: float
    after: float
    p: float
    tendency: Tendency


def compare(before: Sequence[Outcome], after: Sequence[Outcome]) -> list[FigureChange]:
    """Return what changed in every figure that both runs have, of the same questions in the same order.

    Approximate randomisation (Noreen 1989; sacrebleu's `--paired-ar`): how large a difference do the runs
    show when a coin decides for each question which outcome is whose?
    """
    found = columns([*after, *before])
    new, old = (_figures(found, side)[:, 0].tolist() for side in _sides(np.ones((1, len(after)))))
    coins, size = np.random.default_rng(SEED), len(after)
    # 1 for each question whose outcomes keep their sides.
    tosses = (coins.integers(2, size=(rows, size)).astype(np.float64) for rows in portions(TRIALS, 2 * size))
    tossed = [_figures(found, ours) - _figures(found, theirs) for ours, theirs in map(_sides, tosses)]
    changes: list[FigureChange] = []
    for figure, first, second, chance in zip(found, old, new, np.concatenate(tossed, axis=1), strict=True):
        difference = second - first
        if np.isnan(difference):
            continue
        extreme = int((np.abs(chance) >= abs(difference) - _EPSILON).sum())
        p = (1 + extreme) / (1 + len(chance))
        changes.append(FigureChange(figure, first, second, p, _tendency(figure, difference, p)))
    return changes


def _figures(found: Mapping[Figure, Column], weights: Floats) -> Floats:
    return np.array([measure(column, weights) for column in found.values()])


def _sides(kept: Floats) -> tuple[Floats, Floats]:
    """Return the weights of the stacked outcomes for the run after and for the run before."""
    return np.concatenate([kept, 1 - kept], axis=1), np.concatenate([1 - kept, kept], axis=1)


def _tendency(figure: Figure, difference: float, p: float) -> Tendency:
    if abs(difference) < _EPSILON:
        return "equal"
    if p >= SIGNIFICANT:
        return "noise"
    if figure in _NEITHER:
        return _NEITHER[figure][difference > 0]
    return "better" if (difference > 0) is not (figure in _LESS_IS_BETTER) else "worse"
