"""Maxima and sums of matrix rows over ranges of their columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


def maxima(values: Floats, ends: Longs) -> Floats:
    """The maximum of each row of `values` (R × N, not negative) over consecutive ranges with `ends` (M + 1): R × M."""
    return maxima_over(values, np.stack([ends[:-1], ends[1:]], axis=1))


def maxima_over(values: Floats, ranges: Longs) -> Floats:
    """The maximum of each row of `values` (R × N, not negative) over half-open `ranges` (M × 2), 0 over empty ones."""
    if not len(ranges):
        return np.zeros((len(values), 0))
    padded = np.concatenate([values, np.zeros((len(values), 1))], axis=1)
    found = np.maximum.reduceat(padded, ranges.ravel(), axis=1)[:, ::2]
    maximum: Floats = np.where(ranges[:, 0] < ranges[:, 1], found, 0.0)
    return maximum


def sums_over(values: Floats, ranges: Longs) -> Floats:
    """The sum of each row of `values` (R × N) over half-open `ranges` (M × 2)."""
    totals = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    differences: Floats = totals[:, ranges[:, 1]] - totals[:, ranges[:, 0]]
    return differences
