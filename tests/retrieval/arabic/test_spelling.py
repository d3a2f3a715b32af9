from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.spelling import LENGTHS, slips, sounds, spoken

arabic = st.text("ابتسمنروقعكله", min_size=LENGTHS.start, max_size=LENGTHS.stop - 1)


@pytest.mark.parametrize(
    "meant",
    ["اندلس", "انلدس", "اندس", "اندلسس", "نادلس", "ندلس", "باندلس", "اندلش"],
    ids=["itself", "exchanged", "less", "more", "exchanged first", "less first", "more first", "another"],
)
def test_a_slip_is_one_letter_more_or_less_another_or_two_exchanged(meant: str) -> None:
    assert meant in set(slips("اندلس"))


@pytest.mark.parametrize("far", ["اند", "سلدنا", "اندلسيه", "اشدلش"])
def test_two_slips_are_too_many(far: str) -> None:
    assert far not in set(slips("اندلس"))


@given(arabic, arabic)
def test_slips_go_both_ways(one: str, other: str) -> None:
    assert (one in set(slips(other))) is (other in set(slips(one)))


@pytest.mark.parametrize("word", ["#2016", "@5", "", "من", "ا" * LENGTHS.stop])
def test_numbers_months_and_words_too_short_or_long_have_none(word: str) -> None:
    assert list(slips(word)) == []


def test_a_latin_word_is_tried_with_latin_letters() -> None:
    assert "google" in set(slips("googel"))
    assert "google" in set(slips("gogle"))


@pytest.mark.parametrize(
    ("spelled", "elsewhere"),
    [
        ("جاجارين", "غاغارين"),
        ("موريطانيا", "موريتانيا"),
        ("ثاتشر", "تاتشر"),
        ("فيينا", "بيينا"),
        ("هافانا", "حافانا"),
    ],
)
def test_a_sound_of_a_foreign_name_is_spelled_with_another_letter_wherever_it_stands(
    spelled: str, elsewhere: str
) -> None:
    assert elsewhere in set(sounds(spelled))
    assert spelled not in set(sounds(spelled))


@pytest.mark.parametrize(
    ("said", "written"), [("دبح", "ذبح"), ("تلات", "ثلاث"), ("ضهر", "ظهر"), ("كتل", "قتل"), ("سدق", "صدق")]
)
def test_a_letter_that_a_dialect_says_for_another_is_written_as_that(said: str, written: str) -> None:
    assert written in set(spoken(said))
    assert said not in set(spoken(said))
