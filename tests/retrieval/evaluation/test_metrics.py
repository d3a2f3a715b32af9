from __future__ import annotations

import numpy as np
import pytest

from retrieval.evaluation.grading import Outcome
from retrieval.evaluation.metrics import Column, Figure, by_kind, columns, estimates, measure, portions


def outcome(
    *,
    answerable: bool = True,
    graded: bool = True,
    confidence: float = 0.75,
    rank: int | None = 1,
    quote: int | None = 1,
    words: int = 40,
    kind: str = "who",
    further: tuple[int, int] = (0, 0),
) -> Outcome:
    """An answered question; one of no words is refused."""
    return Outcome("", "", kind, answerable, graded, words > 0, confidence, rank, quote, words, *further)


def refused(*, answerable: bool = True, rank: int | None = 1) -> Outcome:
    return outcome(answerable=answerable, graded=answerable, confidence=0.1, rank=rank, quote=None, words=0)


def values(*outcomes: Outcome) -> dict[Figure, float]:
    return {figure: found.value for figure, found in estimates(outcomes).items()}


def test_articles_count_whatever_the_verdict_and_only_for_answerable_questions() -> None:
    found = values(
        outcome(rank=1),
        refused(rank=2),
        outcome(rank=6),
        outcome(rank=None),
        refused(answerable=False, rank=None),
    )
    assert found[Figure.ARTICLE_1] == 1 / 4
    assert found[Figure.ARTICLE_5] == 2 / 4
    assert found[Figure.MRR] == pytest.approx((1 + 1 / 2 + 1 / 6 + 0) / 4)


def test_quotes_count_for_answerable_questions_with_known_words_and_a_refusal_is_a_miss() -> None:
    found = values(
        outcome(quote=1),
        outcome(quote=2),
        outcome(quote=3),
        outcome(quote=None),
        refused(),
        outcome(graded=False, quote=None),
        outcome(answerable=False, graded=False, rank=None, quote=None),
    )
    assert found[Figure.QUOTE_1] == 1 / 5
    assert found[Figure.QUOTE_3] == 3 / 5


def test_words_are_counted_of_the_quotes_that_were_shown() -> None:
    assert values(outcome(words=30), outcome(words=60), refused())[Figure.QUOTE_WORDS] == 45


def test_further_quotes_count_one_by_one_and_only_for_answerable_questions() -> None:
    outcomes = (
        outcome(further=(2, 1)),
        outcome(further=(1, 1)),
        outcome(),
        outcome(answerable=False, graded=False, rank=None, quote=None, further=(2, 0)),
    )
    found = estimates(outcomes)[Figure.FURTHER_RIGHT]
    assert found.value == pytest.approx(2 / 3)
    assert found.questions == 2
    assert Figure.FURTHER_RIGHT not in values(outcome())


def test_answered_and_refused_are_parts_of_all_and_right_answers_a_part_of_the_answered() -> None:
    unknown = outcome(graded=False, rank=1, quote=None)
    shown = outcome(answerable=False, graded=False, rank=None, quote=None)
    found = values(outcome(quote=1), outcome(quote=2), unknown, shown, refused())
    assert found[Figure.ANSWERED] == pytest.approx(0.8)
    assert found[Figure.REFUSED] == pytest.approx(0.2)
    assert found[Figure.RIGHT_ANSWERS] == pytest.approx(2 / 4)


def test_refusals_are_wrong_over_the_answerable_and_right_over_the_others() -> None:
    wrong, right = refused(), refused(answerable=False, rank=None)
    shown = outcome(answerable=False, graded=False, rank=None, quote=None)
    found = values(outcome(), outcome(), outcome(), wrong, right, right, shown)
    assert found[Figure.WRONG_REFUSALS] == 1 / 4
    assert found[Figure.RIGHT_REFUSALS] == pytest.approx(2 / 3)


def test_the_calibration_error_is_the_mean_gap_between_confidence_and_success_in_ten_bins() -> None:
    sure = [outcome(confidence=1.0, quote=2), outcome(confidence=0.9), outcome(confidence=0.98)]
    doubtful = [outcome(confidence=0.45, quote=None)]
    # The last bin expects 2.88 of 3 and has 2, the fifth 0.45 of 1 and has 0.
    assert values(*sure, *doubtful)[Figure.ECE] == pytest.approx((0.88 + 0.45) / 4)


def test_calibration_goes_by_the_article_where_words_are_unknown_and_leaves_out_the_refused() -> None:
    right = outcome(graded=False, rank=1, quote=None, confidence=0.75)
    wrong = outcome(graded=False, rank=2, quote=None, confidence=0.75)
    unanswerable = outcome(answerable=False, graded=False, rank=None, quote=None, confidence=0.75)
    # The one bin with answers expects 2.25 of 3 and has 1.
    assert values(right, wrong, unanswerable, refused())[Figure.ECE] == pytest.approx(1.25 / 3)


def test_a_figure_that_no_question_counts_for_is_left_out() -> None:
    assert values(refused(answerable=False, rank=None)) == {
        Figure.ANSWERED: 0.0,
        Figure.REFUSED: 1.0,
        Figure.RIGHT_REFUSALS: 1.0,
    }
    assert Figure.QUOTE_1 not in values(outcome(graded=False, quote=None))


def test_an_estimate_says_over_how_many_questions_it_was_made() -> None:
    found = estimates([outcome(), outcome(graded=False), refused(answerable=False)])
    assert (found[Figure.ARTICLE_1].questions, found[Figure.QUOTE_1].questions) == (2, 1)


def test_the_interval_of_a_share_is_that_of_the_binomial_distribution() -> None:
    found = estimates([outcome(rank=1)] * 320 + [outcome(rank=2)] * 80)[Figure.ARTICLE_1]
    margin = 1.96 * (0.8 * 0.2 / 400) ** 0.5
    assert found.value == pytest.approx(0.8)
    assert found.low == pytest.approx(0.8 - margin, abs=0.006)
    assert found.high == pytest.approx(0.8 + margin, abs=0.006)


def test_the_same_outcomes_have_the_same_intervals() -> None:
    outcomes = [outcome(rank=place % 3 + 1) for place in range(20)]
    assert estimates(outcomes) == estimates(outcomes)


def test_a_figure_of_which_a_resample_has_no_question_has_an_interval_all_the_same() -> None:
    found = estimates([*[outcome()] * 9, refused(answerable=False, rank=None)])[Figure.RIGHT_REFUSALS]
    assert (found.value, found.low, found.high, found.questions) == (1.0, 1.0, 1.0, 1)


def test_kinds_are_measured_apart_the_most_frequent_first() -> None:
    found = by_kind(
        [outcome(kind="when", rank=2), outcome(kind="who"), outcome(kind="when"), outcome(kind="how")]
    )
    assert list(found) == ["when", "how", "who"]
    assert [each[Figure.ARTICLE_1].value for each in found.values()] == [0.5, 1.0, 1.0]


def test_a_question_counts_as_often_as_its_weight_says() -> None:
    column = columns([outcome(words=30), outcome(words=60), refused()])[Figure.QUOTE_WORDS]
    weights = np.array([[1.0, 1.0, 1.0], [3.0, 1.0, 0.0], [0.0, 0.0, 2.0]])
    np.testing.assert_array_equal(measure(column, weights), [45.0, 37.5, np.nan])


def test_the_parts_of_a_figure_add_up_without_their_signs() -> None:
    column = Column(np.array([[0.5, 0.25], [-0.5, 0.0]]), np.array([True, True]))
    assert measure(column, np.ones((1, 2))).tolist() == [(0.75 + 0.5) / 2]


@pytest.mark.parametrize("width", [1, 1000, 1 << 21, 1 << 30])
def test_portions_are_all_the_rows_and_never_none(width: int) -> None:
    sizes = list(portions(10, width))
    assert sum(sizes) == 10
    assert min(sizes) >= 1
    assert max(sizes) * width <= max(width, 1 << 22)
