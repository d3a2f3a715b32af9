"""Ordinal numbers name one of what is shown, in the standard and in dialects."""

from __future__ import annotations

import pytest

from retrieval.dialogue.ordinals import ordinal, ranks


@pytest.mark.parametrize(
    ("word", "number"), [("الثاني", 2), ("والتانيه", 2), ("التالت", 3), ("3", 3), ("الوزير", 0)]
)
def test_an_ordinal_is_known_with_and_without_what_joins_it(word: str, number: int) -> None:
    assert ordinal(word) == number


def test_places_are_named_by_ordinals_and_nothing_else() -> None:
    assert ranks(["والثاني", "والثالثه"]) == (2, 3)
    assert ranks(["المقال", "الثاني"]) == ()
    assert ranks(["2"]) == ()
