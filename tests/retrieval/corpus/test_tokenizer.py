from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.analysis import Analyser
from retrieval.arabic.text import word_places, words
from retrieval.corpus.tokenizer import Tokeniser
from tests.support.corpora import anything, prose, unhurried, word_lists

if TYPE_CHECKING:
    from retrieval.arabic.analysis import Form
    from retrieval.corpus.tokenizer import Tokens

ANALYSER = Analyser(word_lists())
texts = st.lists(st.one_of(prose, anything, st.text()), max_size=5)


def tokenised(texts: list[str]) -> tuple[Tokens, list[Form]]:
    """The tokens of `texts`, and the form of each."""
    tokeniser = Tokeniser(ANALYSER)
    found = tokeniser.tokens(texts)
    raw, compounds = tokeniser.take()
    forms = [compounds[-1 - word] if word < 0 else ANALYSER.form(raw[word]) for word in found.words.tolist()]
    return found, forms


@given(texts)
@unhurried
def test_words_stand_where_they_are_found_one_by_one(texts: list[str]) -> None:
    found, _ = tokenised(texts)

    ends = np.cumsum([len(word_places(text)) for text in texts], dtype=np.int64)
    assert found.ends.tolist() == ends.tolist()
    places = [place for text in texts for place in word_places(text)]
    assert found.starts.tolist() == [start for start, _ in places]
    assert found.lengths.tolist() == [min(end - start, 255) for start, end in places]


@given(texts)
@unhurried
def test_each_word_is_analysed_as_it_would_be_in_its_text_alone(texts: list[str]) -> None:
    _, forms = tokenised(texts)

    assert forms == [form for text in texts for form in ANALYSER.forms(text, list(words(text)))]


def test_a_numeral_does_not_go_on_in_the_next_text() -> None:
    _, forms = tokenised(["ثلاثة", "وعشرون"])

    assert [form.stem for form in forms] == ["#3", "#20"]


def test_a_word_is_new_once_and_a_day_has_the_forms_of_its_parts() -> None:
    tokeniser = Tokeniser(ANALYSER)
    first = tokeniser.tokens(["زار الوزير بغداد.", "الوزير في بغداد"])
    day = tokeniser.day(datetime.date(2016, 9, 12))
    raw, compounds = tokeniser.take()

    assert raw == ["زار", "الوزير", "بغداد", "في"]
    assert first.words.tolist() == [0, 1, 2, 1, 3, 2]
    assert tuple(compounds[-1 - number] for number in day) == ANALYSER.day(datetime.date(2016, 9, 12))
    assert tokeniser.day(datetime.date(2016, 9, 12)) == day
    tokeniser.tokens(["بغداد: الوزير،"])
    assert tokeniser.take() == ([], [])
