"""Sums are told from scores, days, years and questions of numbers."""

from __future__ import annotations

import pytest

from retrieval.dialogue.wording.sums import is_sum
from retrieval.query.tokens import tokens


@pytest.mark.parametrize(
    "said",
    [
        "17*23",
        "5 + 7 =",
        "كم حاصل 17 في 23",
        "خمسة زائد ستة",
        "كم 20% من 300",
        "احسب 45/9",
        "شحال ١٢ ضرب ٤",
        "كم نصف 250",
    ],
)
def test_numbers_with_what_is_done_with_them_are_a_sum(said: str) -> None:
    assert is_sum(said, tokens(said))


@pytest.mark.parametrize(
    "said",
    [
        "2014-2015",
        "شو 11/9؟",
        "ما نتيجة 5-0؟",
        "كم 5 في المئة من السكان",
        "خمسة على خمسة",
        "كم في 2015",
        "نصف 2015",
        "من 3 إلى 5 مارس",
    ],
)
def test_scores_days_years_and_numbers_of_something_are_no_sum(said: str) -> None:
    assert not is_sum(said, tokens(said))
