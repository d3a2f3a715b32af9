from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.evaluation.grading import Outcome
from retrieval.evaluation.metrics import Figure
from retrieval.evaluation.significance import FigureChange, compare

RIGHT = Outcome("", "", "who", True, True, True, 0.95, 1, 1, 40)
WRONG = replace(RIGHT, rank=2, quote=None)
REFUSED = replace(RIGHT, answered=False, confidence=0.1, quote=None, words=0)
UNANSWERABLE = replace(RIGHT, answerable=False, graded=False, rank=None, quote=None)


def change(figure: Figure, before: list[Outcome], after: list[Outcome]) -> FigureChange:
    [found] = [change for change in compare(before, after) if change.figure is figure]
    return found


def test_a_run_that_is_right_where_the_other_was_wrong_is_better_and_the_other_way_round_worse() -> None:
    good, bad = [RIGHT] * 20, [RIGHT] * 5 + [WRONG] * 15
    better, worse = change(Figure.QUOTE_1, bad, good), change(Figure.QUOTE_1, good, bad)
    assert (better.before, better.after, better.tendency) == (0.25, 1.0, "better")
    assert (worse.before, worse.after, worse.tendency) == (1.0, 0.25, "worse")
    assert better.p == worse.p < 0.001


def test_the_probability_is_that_of_as_many_heads_in_a_row() -> None:
    # Four questions differ, all one way: two of sixteen tosses do as much, all heads and all tails.
    found = change(Figure.QUOTE_1, [WRONG] * 4 + [RIGHT] * 6, [RIGHT] * 10)
    assert found.p == pytest.approx(2 / 16, abs=0.01)
    assert found.tendency == "noise"


def test_gains_that_losses_outweigh_are_noise() -> None:
    before, after = [RIGHT] * 10 + [WRONG] * 11, [WRONG] * 10 + [RIGHT] * 11
    found = change(Figure.ARTICLE_1, before, after)
    assert found.p > 0.5
    assert found.tendency == "noise"


def test_runs_that_do_not_differ_are_equal() -> None:
    assert {(found.p, found.tendency) for found in compare([RIGHT, REFUSED], [RIGHT, REFUSED])} == {
        (1.0, "equal")
    }


def test_fewer_wrong_refusals_and_a_smaller_calibration_error_are_better() -> None:
    assert change(Figure.WRONG_REFUSALS, [REFUSED] * 12, [RIGHT] * 12).tendency == "better"
    overconfident = [replace(WRONG, confidence=0.95)] * 12
    modest = [replace(WRONG, confidence=0.05)] * 12
    assert change(Figure.ECE, overconfident, modest).tendency == "better"


def test_more_right_refusals_are_better() -> None:
    silent = replace(UNANSWERABLE, answered=False, words=0)
    assert change(Figure.RIGHT_REFUSALS, [UNANSWERABLE] * 12, [silent] * 12).tendency == "better"


def test_quotes_are_neither_better_nor_worse_for_their_length() -> None:
    short, long = [RIGHT] * 12, [replace(RIGHT, words=55)] * 12
    assert change(Figure.QUOTE_WORDS, short, long).tendency == "longer"
    assert change(Figure.QUOTE_WORDS, long, short).tendency == "shorter"


def test_to_answer_more_questions_or_to_refuse_more_is_neither_better_nor_worse() -> None:
    assert change(Figure.ANSWERED, [REFUSED] * 12, [RIGHT] * 12).tendency == "more"
    assert change(Figure.REFUSED, [REFUSED] * 12, [RIGHT] * 12).tendency == "fewer"


def test_a_figure_that_one_run_lacks_is_left_out() -> None:
    figures = {found.figure for found in compare([REFUSED] * 3, [RIGHT] * 3)}
    assert Figure.WRONG_REFUSALS in figures
    assert figures.isdisjoint({Figure.QUOTE_WORDS, Figure.RIGHT_REFUSALS})
