from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arrays import distinct, heads, maxima, maxima_of, maxima_over, sums_over
from tests.support.corpora import unhurried


@st.composite
def matrices(draw: st.DrawFn) -> list[list[float]]:
    width = draw(st.integers(0, 8))
    cells = st.integers(0, 5).map(float)
    return draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4))


@st.composite
def matrices_with_ranges(draw: st.DrawFn) -> tuple[list[list[float]], list[tuple[int, int]]]:
    rows = draw(matrices())
    place = st.integers(0, len(rows[0]))
    ranges = st.tuples(place, place).map(lambda pair: (min(pair), max(pair)))
    return rows, draw(st.lists(ranges, max_size=8))


def pairs(ranges: list[tuple[int, int]]) -> np.ndarray:
    return np.array(ranges, dtype=np.int64).reshape(-1, 2)


@given(matrices_with_ranges())
@unhurried
def test_maxima_over_ranges_are_those_of_the_slices_and_nothing_for_empty_ones(
    given_: tuple[list[list[float]], list[tuple[int, int]]],
) -> None:
    rows, ranges = given_

    found = maxima_over(np.array(rows), pairs(ranges))

    assert found.shape == (len(rows), len(ranges))
    assert found.tolist() == [[max(row[a:b], default=0.0) for a, b in ranges] for row in rows]


@given(matrices_with_ranges())
@unhurried
def test_sums_over_ranges_are_those_of_the_slices(
    given_: tuple[list[list[float]], list[tuple[int, int]]],
) -> None:
    rows, ranges = given_

    found = sums_over(np.array(rows), pairs(ranges))

    assert found.shape == (len(rows), len(ranges))
    assert found.tolist() == [[sum(row[a:b]) for a, b in ranges] for row in rows]


@given(st.data(), matrices())
@unhurried
def test_maxima_of_consecutive_ranges_are_those_over_each(
    data: st.DataObject, rows: list[list[float]]
) -> None:
    width = len(rows[0])
    ends = [0, *sorted(data.draw(st.lists(st.integers(0, width), max_size=5))), width]

    found = maxima(np.array(rows), np.array(ends))

    assert found.tolist() == maxima_over(np.array(rows), pairs(list(itertools.pairwise(ends)))).tolist()


@given(st.data(), matrices())
@unhurried
def test_maxima_of_owners_are_those_of_their_columns(data: st.DataObject, rows: list[list[float]]) -> None:
    width = len(rows[0])
    owners = data.draw(st.lists(st.integers(0, 3), min_size=width, max_size=width))

    found = maxima_of(np.array(rows), np.array(owners, np.int64), 4)

    assert found.tolist() == [
        [max((row[n] for n in range(width) if owners[n] == owner), default=0.0) for owner in range(4)]
        for row in rows
    ]


@given(st.lists(st.integers(-3, 3)))
def test_distinct_values_are_those_of_a_set_in_order(values: list[int]) -> None:
    assert distinct(np.array(values, np.int64)).tolist() == sorted(set(values))


def test_the_first_of_each_run_of_equal_values_is_its_head() -> None:
    assert heads(np.array([4, 4, 2, 4, 4, 4])).tolist() == [True, False, True, True, False, False]
    assert heads(np.array([], np.int64)).tolist() == []
