"""Types of arrays, and maxima and sums of matrix rows over ranges of their columns."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Number = TypeVar("Number", bound=np.integer)
Summed = TypeVar("Summed", np.int64, np.float64)


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """Return the values, each once, in order: `numpy.unique`, which imports masked arrays at its first call."""
    ordered = np.sort(values, axis=None)
    return ordered[heads(ordered)]


def heads(values: NDArray[np.integer]) -> Bools:
    """Return which of the values are the first of a run of equal ones."""
    first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return first


def maxima(values: Floats, ends: Longs) -> Floats:
    """Return the maximum of each row of `values` over consecutive ranges with `ends` (M + 1); see `maxima_over`."""
    if len(ends) < 2:
        return np.zeros((len(values), 0))
    found = np.maximum.reduceat(_padded(values), ends, axis=1)[:, :-1]
    return _emptied(found, ends[:-1] >= ends[1:])


def maxima_over(values: Floats, ranges: Longs) -> Floats:
    """Return the maximum of each row of `values` (R × N, not negative) over half-open `ranges` (M × 2): R × M.

    Over an empty range it is 0.
    """
    if not len(ranges):
        return np.zeros((len(values), 0))
    found = np.maximum.reduceat(_padded(values), ranges.ravel(), axis=1)[:, ::2]
    return _emptied(found, ranges[:, 0] >= ranges[:, 1])


def _padded(values: Floats) -> Floats:
    """Return the values with a last column of 0, at which a range may begin that is empty."""
    padded = np.zeros((values.shape[0], values.shape[1] + 1))
    padded[:, :-1] = values
    return padded


def _emptied(found: Floats, empty: Bools) -> Floats:
    """Return what was found, 0 in the columns of what is empty."""
    if empty.any():
        found[:, empty] = 0.0
    return found


def maxima_of(values: Floats, owners: Longs, count: int) -> Floats:
    """Return the maximum of each row of `values` (R × N, not negative, most of them 0) over each owner's columns.

    `owners` (N) are numbered from 0 to `count`; what owns nothing has 0.
    """
    rows, columns = np.nonzero(values > 0)
    found = np.zeros((len(values), count))
    # One index is looked up several times as fast as two.
    np.maximum.at(found.ravel(), rows * count + owners[columns], values[rows, columns])
    return found


def sums_over(values: NDArray[Summed], ranges: Longs) -> NDArray[Summed]:
    """Return the sum of each row of `values` (R × N) over half-open `ranges` (M × 2)."""
    totals = np.zeros((values.shape[0], values.shape[1] + 1), values.dtype)
    values.cumsum(axis=1, out=totals[:, 1:])
    differences: NDArray[Summed] = totals[:, ranges[:, 1]] - totals[:, ranges[:, 0]]
    return differences


def spread(ranges: NDArray[np.integer]) -> tuple[Longs, Longs]:
    """Return all places in the half-open `ranges` (n × 2), range after range, and for each place the range it is of."""
    starts, ends = ranges[:, 0].astype(np.int64), ranges[:, 1].astype(np.int64)
    lengths = ends - starts
    return places(starts, lengths), np.repeat(np.arange(len(ranges), dtype=np.int64), lengths)


def places(firsts: NDArray[np.integer], counts: NDArray[np.integer]) -> Longs:
    """Return the ranges first, first + 1, … of the given counts, one after the other."""
    ends = counts.cumsum()
    found: Longs = (firsts - (ends - counts)).repeat(counts)
    found += np.arange(len(found), dtype=np.int64)
    return found
