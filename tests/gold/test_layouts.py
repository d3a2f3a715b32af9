"""Pages and files in the style of real layouts are understood at least as well as they were."""

from __future__ import annotations

import pytest

from tests.benchmarks.quality.layouts import HALVES, scored, total


@pytest.mark.parametrize("half", HALVES)
def test_layouts_of_both_halves_are_understood_as_well_as_before(half: str) -> None:
    figures = total(scored(half))
    assert figures.pages == 30
    assert figures.recall >= 0.99 and figures.boilerplate <= 0.01
    assert figures.title == 1.0 and figures.author >= 0.95
    assert figures.date == 1.0 and figures.dated >= 0.9 and figures.kind == 1.0
