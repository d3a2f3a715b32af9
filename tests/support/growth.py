"""How the cost of a piece of work grows with its input, whatever the machine."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

TIMES = 4
"""How many times as large the larger input is to be."""
MOST = 10.0
"""What is linear takes 4 times as long for it, what is quadratic 16 times."""
_ROUNDS = 6
_RUNS, _LONG = 2, 0.1
"""How often a round runs the smaller input; once will do from so many seconds on, which noise does not double."""


def growth(work: Callable[[T], object], make: Callable[[int], T], size: int) -> float:
    """Return how many times as long `work` takes for an input of `TIMES` the `size` as for one of `size`.

    It is the processor time of the fastest of several runs; they end as soon as the growth is below `MOST`.
    """
    small, large = make(size), make(TIMES * size)
    least, most = float("inf"), float("inf")
    for _ in range(_ROUNDS):
        for _ in range(_RUNS):
            least = min(least, _seconds(work, small))
            if least > _LONG:
                break
        most = min(most, _seconds(work, large))
        if most < MOST * least:
            break
    return most / least


def _seconds(work: Callable[[T], object], given: T) -> float:
    # A collection would take its time for all that earlier tests have left behind.
    gc.disable()
    try:
        begun = time.thread_time_ns()
        work(given)
        return max(1, time.thread_time_ns() - begun) / 1e9
    finally:
        gc.enable()
