"""Ordinal numbers name one of what is shown, in the standard and in dialects."""

from __future__ import annotations

import pytest

from retrieval.dialogue.ordinals import ordinal, ranks, without_count


@pytest.mark.parametrize(
    ("word", "number"), [("الثاني", 2), ("والتانيه", 2), ("التالت", 3), ("3", 3), ("الوزير", 0)]
)
def test_an_ordinal_is_known_with_and_without_what_joins_it(word: str, number: int) -> None:
    assert ordinal(word) == number


def test_places_are_named_by_ordinals_and_nothing_else() -> None:
    assert ranks(["والثاني", "والثالثه"]) == (2, 3)
    assert ranks(["المقال", "الثاني"]) == ()
    assert ranks(["2"]) == ()


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("ورّيني خمسة اخبار عن ترامب", "ورّيني اخبار عن ترامب"),
        ("آخر 3 أخبار", "آخر أخبار"),
        ("عطيني خبرين عن تونس", "عطيني أخبار عن تونس"),
        ("خبر واحد عن ترامب", "خبر عن ترامب"),
        ("وريني كم خبر عن السياحة", "وريني خبر عن السياحة"),
        ("كم خبر عن السياحة", "كم خبر عن السياحة"),
        ("أخبار 2016", "أخبار 2016"),
        ("في 2016 أخبار كثيرة", "في 2016 أخبار كثيرة"),
    ],
)
def test_how_many_articles_are_wanted_is_left_out_of_what_is_wanted(said: str, plainly: str) -> None:
    assert without_count(said) == plainly
