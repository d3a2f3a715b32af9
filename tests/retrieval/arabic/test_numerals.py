from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.numerals import Numeral, numerals, value
from retrieval.arabic.text import fold
from tests.support.corpora import unhurried

NUMBERS = "اثني الثانية ثلاثة خمسون وعشرون عشر عشرة مئة ومئتي ألف آلاف مليون مليار 12 3 000 قال و الأحد"


def said(text: str) -> list[int]:
    return [numeral.value for numeral in numerals(fold(text).split())]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("اثنان", 2),
        ("الثالثة", 3),
        ("وعشرة", 10),
        ("اثني عشر", 12),
        ("الثانية عشرة", 12),
        ("ثلاث عشرة", 13),
        ("تسعة عشر", 19),
        ("عشرون", 20),
        ("ثلاثة وعشرون", 23),
        ("الخامس والعشرين", 25),
        ("مئة", 100),
        ("مائة وخمسة", 105),
        ("ثلاث مئة", 300),
        ("ثلاثمائة وستون", 360),
        ("مئتا ألف", 200_000),
        ("مئتي ألف", 200_000),
        ("ألف وتسعمئة وثمانية وأربعين", 1948),
        ("ألفين وأحد عشر", 2011),
        ("ألفان وستة عشر", 2016),
        ("خمسة آلاف", 5_000),
        ("ثلاثة ملايين", 3_000_000),
        ("سبعة مليارات", 7_000_000_000),
        ("مليونين وثلاثمئة ألف", 2_300_000),
        ("12 ألف", 12_000),
        ("300 مليون", 300_000_000),
        ("48", 48),
        ("1.5 مليون", 1_500_000),
        ("2٫25 مليار", 2_250_000_000),
        ("نصف مليون", 500_000),
        ("ربع مليار", 250_000_000),
        ("مليون ونصف", 1_500_000),
        ("مليون ونصف المليون", 1_500_000),
        ("خمسة وعشرون ألفا وربع", 25_250),
        ("إحدى عشرة", 11),
        ("الحادي عشر", 11),
        ("الحادي و العشرين", 21),
        ("خمس و ستون", 65),
        ("مئة و عشرة", 110),
        ("مئة وعشرة", 110),
        ("ألف و تسعمئة و أربعين", 1940),
        ("ثلاثة و عشرون ألفا", 23_000),
    ],
)
def test_a_number_in_words_is_said(text: str, number: int) -> None:
    assert said(text) == [number]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ثلاثة رجال وخمس نساء", [3, 5]),
        ("عام 2016 و 2017", [2016, 2017]),
        ("الثاني و الثالث", [2, 3]),
        ("ثلاثة و ذهبوا", [3]),
        ("من 3 إلى 5", [3, 5]),
        ("12 13", [12, 13]),
        ("عشرون ثلاثون", [20, 30]),
        ("الأحد 10 تموز", [10]),
        ("خمسة 10", [5, 10]),
        ("مليون ألف", [1_000_000, 1_000]),
        ("عشرون بالمئة", [20]),
        ("نصف ساعة", []),
        ("1.5 كيلومتر", []),
        ("ثلاثة ونصف", [3]),
        ("واحد من أول الناس", []),
        ("أحد الوزراء", []),
        ("قال الرئيس", []),
        ("", []),
    ],
)
def test_numbers_that_stand_beside_each_other_are_said_apart(text: str, numbers: list[int]) -> None:
    assert said(text) == numbers


def test_sunday_and_monday_are_not_three() -> None:
    assert 3 not in said("يومي الأحد والاثنين")


def test_a_numeral_tells_its_words() -> None:
    assert numerals(["في", "اثني", "عشر", "يوما"]) == [Numeral(1, 3, 12)]


@given(st.lists(st.sampled_from(list(map(fold, NUMBERS.split())))))
@unhurried
def test_numerals_stand_in_order_hold_only_number_words_and_miss_none_but_lone_ones(words: list[str]) -> None:
    found = numerals(words)
    inside = [place for start, end, _ in found for place in range(start, end)]
    saying = {place for place, word in enumerate(words) if value(word) is not None}

    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(place in saying or words[place] == "و" for place in inside)
    assert all(value(words[place]) == 1 for place in saying.difference(inside))


@given(st.lists(st.text(max_size=14), max_size=12))
@unhurried
def test_any_words_at_all_are_looked_through(words: list[str]) -> None:
    assert all(numeral.value >= 0 and numeral.start < numeral.end for numeral in numerals(words))


@given(st.integers(0, 10**12 - 1))
@unhurried
def test_a_number_in_digits_is_its_value(number: int) -> None:
    assert value(str(number)) == number


def test_more_digits_than_any_number_in_the_news_say_nothing() -> None:
    assert value("9" * 13) is None


@pytest.mark.parametrize("clitic", ["", "ال", "و", "ب", "ل", "ف", "وال", "بال", "لل"])
def test_particles_leave_the_number_what_it_is(clitic: str) -> None:
    assert value(f"{clitic}خمسين") == 50
