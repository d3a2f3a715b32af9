"""Lines arranged for terminals that know nothing of Arabic.

What is expected is spelt in code points: an editor would reorder it.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.bidi import arrange, arranged, is_arabic, starts_arabic
from bot.rendering.texts import harmless


def test_arabic_is_joined_and_runs_from_the_right() -> None:
    # beh, alef, beh: final-less alef makes the last beh isolated.
    assert arranged("باب") == "\ufe8f\ufe8e\ufe91"


def test_latin_words_and_numbers_keep_their_order_inside_an_arabic_line() -> None:
    assert arranged("ب BBC 2014") == "BBC 2014 \ufe8f"


def test_brackets_are_mirrored() -> None:
    assert arranged("(ب)") == "(\ufe8f)"
    assert [shape.place for shape in arrange("(ب)")] == [2, 1, 0]


def test_a_full_stop_ends_an_arabic_line_on_the_left() -> None:
    assert arranged("ب.") == ".\ufe8f"


def test_lam_with_alef_is_one_shape_at_the_place_of_the_lam() -> None:
    assert [(shape.text, shape.place) for shape in arrange("بلا")] == [("\ufefc", 1), ("\ufe91", 0)]


def test_a_vowel_mark_follows_its_letter_to_the_screen() -> None:
    assert [(shape.text, shape.place) for shape in arrange("بُا")] == [("\ufe8e", 2), ("\ufe91\u064f", 0)]


def test_a_line_that_begins_with_a_latin_word_still_runs_from_the_right() -> None:
    assert arranged("BBC ب") == "\ufe8f BBC"


def test_direction_marks_do_their_work_and_are_not_shown() -> None:
    assert arranged("ب /x") == "x/ \ufe8f"
    assert arranged("ب \u200e/x") == "/x \ufe8f"


def test_text_without_arabic_stays_as_it_is() -> None:
    assert arranged("Hello (2014).") == "Hello (2014)."


def test_the_direction_of_a_line_is_that_of_its_first_letter() -> None:
    assert starts_arabic("2014 ب BBC")
    assert not starts_arabic("2014 BBC ب")
    assert is_arabic("BBC ب")
    assert not is_arabic("BBC 2014")


@given(st.text(st.sampled_from("ابلإآةىءًّ ،.()«»12aB-/")).map(harmless))
def test_every_shape_stands_for_a_letter_of_the_line(line: str) -> None:
    shapes = arrange(line)
    places = [shape.place for shape in shapes]
    assert len(set(places)) == len(places)
    assert all(0 <= place < len(line) for place in places)
    letters = {place for place, letter in enumerate(line) if letter.isascii()}
    assert letters <= set(places)
