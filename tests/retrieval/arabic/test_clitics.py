"""Words with what is joined to them, and without."""

from __future__ import annotations

import pytest

from retrieval.arabic.clitics import (
    AND,
    alone,
    begins_itself,
    definite_alone,
    is_definite,
    noun_alone,
    verb_alone,
    without_colloquial,
    without_conjunction,
    without_endings,
    without_joined_article,
    without_prefix,
    without_pronoun,
    without_to,
    written,
)

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
    assert without_pronoun(word) == bare


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
    assert noun_alone(stem) == noun


@pytest.mark.parametrize(("stem", "verb"), [("نفا", "نفى"), ("قتل", "قتل")])
def test_a_verb_is_spelled_as_it_is_alone(stem: str, verb: str) -> None:
    assert verb_alone(stem) == verb


@pytest.mark.parametrize(
    ("word", "noun", "bare"),
    [
        ("عنها", False, "عن"),
        ("إليه", False, "إلى"),
        ("حضره", False, "حضر"),
        ("عملتها", False, "عملت"),
        ("عملتها", True, "عملة"),
    ],
)
def test_prepositions_verbs_and_nouns_lose_their_pronoun_each_in_their_way(
    word: str, noun: bool, bare: str
) -> None:
    assert alone(word, VERBS, noun=noun) == bare


def test_the_article_is_known_by_what_follows_it() -> None:
    words = ("القمه", "بالقمه", "والده", "ال", "قمه")

    assert [is_definite(word) for word in words] == [True, True, False, False, False]


def test_a_conjunction_comes_off_a_word_that_is_longer_than_asked_for() -> None:
    assert [without_conjunction(word) for word in ("وتركيا", "فمتى", "و", "كتاب")] == [
        "تركيا",
        "متى",
        "و",
        "كتاب",
    ]
    assert [without_conjunction(word, AND) for word in ("ونصف", "في")] == ["نصف", "في"]
    assert [without_conjunction(word, {"و": 3, "ف": 4}) for word in ("وزن", "وقال", "فقال", "فقالت")] == [
        "وزن",
        "قال",
        "فقال",
        "قالت",
    ]


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("البيت", "بيت"),
        ("بالبيت", "بيت"),
        ("للبيت", "بيت"),
        ("الم", "الم"),
        ("الله", "الله"),
        ("لله", "الله"),
    ],
)
def test_the_article_comes_off_with_what_is_before_it_but_not_off_god(word: str, bare: str) -> None:
    assert without_joined_article(word) == bare


def test_a_word_may_begin_with_more_than_one_prefix() -> None:
    assert list(without_prefix("والف")) == ["ف", "الف"]
    assert list(without_prefix("مليون")) == []


@pytest.mark.parametrize(
    ("stem", "bare"), [("لمصر", ""), ("هالاتفاق", "اتفاق"), ("حيبدا", "يبدا"), ("بلد", ""), ("دار", "")]
)
def test_a_stem_loses_what_spoken_arabic_joins_before_it(stem: str, bare: str) -> None:
    assert without_colloquial(stem) == bare


def test_a_name_after_to_gets_its_article_back() -> None:
    assert [without_to(word) for word in ("للبوابه", "لبريد", "بريد")] == ["البوابه", "بريد", "بريد"]


def test_endings_come_off_as_long_as_a_stem_is_left() -> None:
    assert [without_endings(stem) for stem in ("كتابات", "معلمونهم", "بيت", "كتب")] == [
        "كتاب",
        "معلم",
        "بيت",
        "كتب",
    ]


@pytest.mark.parametrize(
    ("word", "text", "same"),
    [
        ("السكري", "بالسكري", True),
        ("السكري", "السكر", False),
        ("المهاجرين", "وللمهاجر", True),
        ("لاجي", "اللاجيون", True),
        ("الوزاره", "وزارات", True),
        ("الملكه", "الملك", False),
        ("الزيتون", "زيت", False),
        ("التونسيين", "التونسيون", True),
        ("التونسيين", "التونسي", False),
        ("وبوتين", "لبوتين", True),
        ("القمر", "كالقمر", True),
        ("امريكا", "باميركا", True),
    ],
)
def test_a_noun_is_written_behind_particles_in_its_plural_and_spellings_but_never_as_another_word(
    word: str, text: str, same: bool
) -> None:
    assert (text in written(word, [("امريكا", "اميركا")])) is same


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("للشطرنج", "الشطرنج"),
        ("بالشطرنج", "الشطرنج"),
        ("وللشطرنج", "الشطرنج"),
        ("الشطرنج", "الشطرنج"),
        ("بالون", "بالون"),
    ],
)
def test_a_definite_word_alone_keeps_its_article_and_nothing_before_it(word: str, shown: str) -> None:
    assert definite_alone(word) == shown


@pytest.mark.parametrize("word", ["وارداتها", "والداهما", "واقعيه", "واشنطن", "واحده"])
def test_a_word_with_an_ending_behind_its_own_letters_begins_with_its_own_waw(word: str) -> None:
    assert begins_itself(word, ("وارد", "والد", "واقع", "واشنط", "واحد"))


@pytest.mark.parametrize("word", ["واردوغان", "والدوحه", "والدولار", "والدنمارك"])
def test_a_name_that_only_begins_as_another_word_stands_behind_and(word: str) -> None:
    assert not begins_itself(word, ("وارد", "والد"))
