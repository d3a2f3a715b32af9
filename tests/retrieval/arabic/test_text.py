from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.text import fold, fold_text, plain, sentences, words
from retrieval.records import Span
from tests.support.corpora import WORDS, anything, prose, unhurried

texts = st.one_of(anything, st.text())


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def spelled(text: str) -> list[str]:
    return [text[start:end] for start, end in words(text)]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("مستشفى", "مستشفي"),
        ("مدرسة", "مدرسه"),
        ("مسؤول", "مسوول"),
        ("شئون", "شيون"),
        ("مُحَمَّدٌ", "محمد"),
        ("العـــربية", "العربيه"),
        ("هٰذا", "هذا"),
        ("ﺍﻟﻌﺮﺑﻴﺔ", "العربيه"),
        ("ﻻ", "لا"),
        ("می\u200cخواهم", "ميخواهم"),
        ("پوتین", "بوتين"),
        ("١٢٣", "123"),
        ("۱۲۳", "123"),
        ("BBC", "bbc"),
        ("\u202bقال\u202c", "قال"),
    ],
)
def test_spellings_that_readers_take_for_one_fold_to_one(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold_text(written).text == folded


def test_plain_words_keep_their_hamzas_for_the_stemmer() -> None:
    assert plain("أُؤئإآةى") == "أؤئإآةى"


@given(texts)
@unhurried
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)

    assert fold(once) == once


@given(texts)
@unhurried
def test_a_folded_text_has_an_ascending_place_for_every_character_and_its_end(text: str) -> None:
    folded = fold_text(text)

    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    assert folded.places[-1] == len(text)


@given(texts)
@unhurried
def test_every_folded_character_is_what_the_one_at_its_place_folds_to(text: str) -> None:
    folded = fold_text(text)

    assert all(letter in fold(text[place]) for letter, place in zip(folded.text, folded.places, strict=False))


@given(st.data(), texts)
@unhurried
def test_a_folded_span_is_found_again_in_the_folding_of_its_original(data: st.DataObject, text: str) -> None:
    folded = fold_text(text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(folded.text))] * 2)))

    original = folded.original(Span(start, end))

    assert 0 <= original.start <= original.end <= len(text)
    assert folded.text[start:end] in fold_text(text[original.start : original.end]).text


@given(st.data(), st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join))
@unhurried
def test_the_original_of_a_folded_span_is_the_same_span_where_letters_fold_one_to_one(
    data: st.DataObject, text: str
) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))

    assert fold_text(text).original(Span(start, end)) == (start, end)


def test_the_original_of_a_folded_word_brings_its_vowel_marks() -> None:
    text = "قال مُحَمَّدٌ أمس"
    folded = fold_text(text)
    place = folded.text.index("محمد")

    start, end = folded.original(Span(place, place + len("محمد")))

    assert text[start:end] == "مُحَمَّدٌ"


@given(texts)
@unhurried
def test_words_stand_in_order_and_never_overlap(text: str) -> None:
    places = [0, *(place for word in words(text) for place in word), len(text)]

    assert places == sorted(places)
    assert all(start < end for start, end in words(text))


@given(texts)
@unhurried
def test_every_letter_and_digit_is_part_of_a_word_and_no_white_space_is(text: str) -> None:
    inside = {place for start, end in words(text) for place in range(start, end)}

    assert {place for place, letter in enumerate(text) if letter.isalnum()} <= inside
    assert not any(text[place].isspace() for place in inside)


@given(texts)
@unhurried
def test_a_word_cut_out_is_one_word(text: str) -> None:
    assert all(list(words(word)) == [(0, len(word))] for word in spelled(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال: «نعم»، ومضى.", ["قال", "نعم", "ومضى"]),
        ("نسبة 2.5% أو ٢٫٥ من 3,000", ["نسبة", "2.5", "أو", "٢٫٥", "من", "3,000"]),
        ("مُحَمَّدٌ والعـــرب", ["مُحَمَّدٌ", "والعـــرب"]),
        ("طائرة F16 وشركةBBC", ["طائرة", "F16", "وشركة", "BBC"]),
        ("O’Neil's café", ["O’Neil's", "café"]),
        ("و28 ألف_باء", ["و", "28", "ألف", "باء"]),
        ("3×4÷2 ×", ["3", "4", "2"]),
        ("لعبةفليكي ومدينةُبيروت والشركةالوطنية", ["لعبة", "فليكي", "ومدينةُ", "بيروت", "والشركة", "الوطنية"]),
        ("ة", ["ة"]),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_or_numbers(text: str, expected: list[str]) -> None:
    assert spelled(text) == expected


@given(texts)
@unhurried
def test_sentences_stand_in_order_trimmed_and_never_overlap(text: str) -> None:
    found = sentences(text)

    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(sentence and sentence == sentence.strip() for sentence in cut(text))


@given(texts)
@unhurried
def test_no_word_is_lost_between_sentences_or_cut_by_their_ends(text: str) -> None:
    inside = [word for sentence in cut(text) for word in spelled(sentence)]

    assert inside == spelled(text)


@given(prose)
@unhurried
def test_no_sentence_goes_over_a_line_end(text: str) -> None:
    assert not any("\n" in sentence for sentence in cut(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ذهب الولد. عاد الأب.", ["ذهب الولد.", "عاد الأب."]),
        ("هل عاد؟ نعم! ربما…", ["هل عاد؟", "نعم!", "ربما…"]),
        ("قال «عدنا.» ثم مضى.", ["قال «عدنا.»", "ثم مضى."]),
        ("أولا، ثانيا؛ ثالثا.", ["أولا، ثانيا؛ ثالثا."]),
        ("بلغت 2.5 و٢.٥ بالمئة.", ["بلغت 2.5 و٢.٥ بالمئة."]),
        ("حضر د. محمد (أ. علي).", ["حضر د. محمد (أ. علي)."]),
        ("زر www.example.com اليوم.", ["زر www.example.com اليوم."]),
        ("وقعت الشركة.، ثم مضت.", ["وقعت الشركة.، ثم مضت."]),
        ("عنوان\nنص الخبر", ["عنوان", "نص الخبر"]),
        ("انتهى.ثم بدأ", ["انتهى.", "ثم بدأ"]),
        ("***\n---", []),
        ("", []),
    ],
)
def test_sentences_end_at_line_ends_and_full_stops_only(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_text_of_many_sentences_is_split_to_its_end() -> None:
    assert len(sentences("ذهب الولد. " * 500)) == 500


@pytest.mark.parametrize(
    "mark", ["\u200f", "\u202b", "\u2067", "\u061c", "\ufeff", "\u00ad", "\u0640", "\u064e"]
)
def test_invisible_characters_and_marks_inside_a_word_leave_it_one_word(mark: str) -> None:
    assert spelled(f"بغ{mark}داد") == [f"بغ{mark}داد"]
    assert fold(f"بغ{mark}داد") == "بغداد"


def test_every_decimal_digit_of_unicode_folds_to_its_value() -> None:
    digits = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Nd"]

    assert [fold(digit) for digit in digits] == [str(unicodedata.decimal(digit)) for digit in digits]
