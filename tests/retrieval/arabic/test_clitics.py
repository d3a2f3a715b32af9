"""Words with a pronoun at their end, and without."""

from __future__ import annotations

import pytest

from retrieval.arabic.clitics import freed, restored, without

VERBS = frozenset({"حضر", "عملت"})


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("حضره", "حضر"),
        ("نتائجها", "نتائج"),
        ("بيانهما", "بيان"),
        ("عددهم", "عدد"),
        ("طه", None),
        ("مؤتمر", None),
    ],
)
def test_a_pronoun_comes_off_a_word_that_is_long_enough(word: str, bare: str | None) -> None:
    assert without(word) == bare


@pytest.mark.parametrize(
    ("stem", "noun"),
    [
        ("نتيجت", "نتيجة"),
        ("تصريحات", "تصريحات"),
        ("بيت", "بيت"),
        ("حيات", "حياة"),
        ("أعضاؤ", "أعضاء"),
        ("رأي", "رأي"),
    ],
)
def test_a_noun_is_spelled_as_it_is_alone(stem: str, noun: str) -> None:
    assert restored(stem) == noun


@pytest.mark.parametrize(
    ("word", "noun", "alone"),
    [
        ("عنها", False, "عن"),
        ("إليه", False, "إلى"),
        ("حضره", False, "حضر"),
        ("عملتها", False, "عملت"),
        ("عملتها", True, "عملة"),
    ],
)
def test_prepositions_verbs_and_nouns_are_freed_each_in_their_way(word: str, noun: bool, alone: str) -> None:
    assert freed(word, VERBS, noun=noun) == alone
