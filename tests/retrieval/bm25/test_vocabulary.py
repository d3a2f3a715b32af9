from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.bm25.vocabulary import Vocabulary, letters

words = st.text(
    st.characters(exclude_categories=()), max_size=8
)  # any string Python can hold, halves of pairs too


@given(st.lists(words, unique=True, max_size=30))
def test_each_term_has_its_place_as_row(terms: list[str]) -> None:
    vocabulary = Vocabulary.of(terms)

    assert [vocabulary.row(term) for term in terms] == list(range(len(terms)))
    assert list(vocabulary) == terms


@given(st.lists(words, unique=True, min_size=1, max_size=30))
def test_the_last_term_is_unknown_to_a_vocabulary_of_the_others(terms: list[str]) -> None:
    assert Vocabulary.of(terms[:-1]).row(terms[-1]) is None


def test_a_vocabulary_works_from_read_only_bytes() -> None:
    saved = Vocabulary.of(["حلب", "جنيف"])
    keys = np.frombuffer(saved.keys.tobytes(), np.uint8)

    assert Vocabulary(keys, saved.rows).row("جنيف") == 1


def test_a_term_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="1 of 3 stand there again"):
        Vocabulary.of(["حلب", "جنيف", "حلب"])


def test_two_vocabularies_grown_from_one_know_nothing_of_each_others_terms() -> None:
    base = Vocabulary.of(["حلب"]).with_more(["جنيف"])
    one, other = base.with_more(["دجلة", "بغداد"]), base.with_more(["بغداد"])

    assert [grown.row("بغداد") for grown in (base, one, other)] == [None, 3, 2]
    assert (list(base), len(base)) == (["حلب", "جنيف"], 2)
    assert (one.added(2), other.added(1)) == (["دجلة", "بغداد"], ["جنيف", "بغداد"])


def test_the_terms_from_a_row_on_are_known_wherever_they_stand() -> None:
    grown = Vocabulary.of(["ب", "أ"]).with_more(["ج", "د"])

    assert [grown.added(row) for row in (0, 1, 2, 3)] == [
        ["ب", "أ", "ج", "د"],
        ["أ", "ج", "د"],
        ["ج", "د"],
        ["د"],
    ]


def test_the_rows_of_terms_that_begin_alike_are_known_wherever_they_stand() -> None:
    grown = Vocabulary.of(["حلب", "جنيف", "حلبي"]).with_more(["بغداد", "حلبا", "دجلة"])

    assert sorted(grown.rows_beginning("حلب")) == [0, 2, 4]
    assert sorted(grown.terms_beginning("حلب")) == ["حلب", "حلبا", "حلبي"]
    assert list(Vocabulary.of(["حلب"]).rows_beginning("بغ")) == []


@given(st.sets(st.text("ابت", max_size=4)), st.sets(st.text("ابت", max_size=4)), st.integers(0, 9))
def test_words_that_are_looked_for_together_are_found_as_each_alone(
    held: set[str], sought: set[str], split: int
) -> None:
    terms = [f"{word}\0{number}" for number, word in enumerate(held)]
    grown = Vocabulary.of(terms[:split]).with_more(terms[split:])
    tree = letters(f"{word}\0" for word in sought)

    for begun in ("", "ا"):
        each = [row for word in sought for row in grown.rows_beginning(f"{begun}{word}\0")]
        assert sorted(grown.rows_spelled(tree, begun)) == sorted(each)
