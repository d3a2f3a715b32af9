from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.analysis import Analyser
from retrieval.bm25.vocabulary import Vocabulary
from retrieval.corpus.lexicon import FormMaker, Lexicon
from tests.support.corpora import WORDS, few, word_lists

words = st.lists(st.sampled_from([*WORDS, "بَغداد", "بغدادُ", "٢٠١٦", "و", "NATO", "12,5"]), max_size=20)
MAKE = FormMaker(word_lists())


def held(lexicon: Lexicon) -> list[tuple[str, list[str], int, list[str]]]:
    """Return what the columns of a lexicon say of each form: its name, terms, flags and grams."""
    names, columns = lexicon.names(Vocabulary.of([])), lexicon.columns()
    terms, grams, ends = list(names.terms), list(names.grams), columns["gram_ends"]
    return [
        (
            name,
            [terms[term] if term >= 0 else "" for term in columns["form_terms"][number]],
            int(columns["form_flags"][number]),
            [grams[gram] for gram in columns["grams"][ends[number] : ends[number + 1]]],
        )
        for number, name in enumerate(names.forms)
    ]


@given(words)
@few
def test_the_columns_say_what_analysis_says_of_each_form_first_met(listed: list[str]) -> None:
    lexicon, analyser = Lexicon(), Analyser(word_lists())
    numbers = lexicon.add(MAKE(listed)).tolist()

    forms = {f"{form.word}\0{form.stem}": form for form in map(analyser.form, reversed(listed))}
    found = held(lexicon)
    assert sorted(name for name, *_ in found) == sorted(forms)
    for name, terms, flags, grams in found:
        form = forms[name]
        assert (terms, flags, grams) == ([form.stem, form.root], form.flags, list(form.grams))
    assert [found[number][0] for number in numbers] == [
        f"{form.word}\0{form.stem}" for form in map(analyser.form, listed)
    ]


@given(st.lists(words, max_size=4))
@few
def test_forms_are_numbered_alike_however_their_words_were_cut_into_lists(lists: list[list[str]]) -> None:
    whole, cut = Lexicon(), Lexicon()
    expected = whole.add(MAKE([word for listed in lists for word in listed])).tolist()

    assert [number for listed in lists for number in cut.add(MAKE(listed)).tolist()] == expected
    assert held(cut) == held(whole)


def test_what_is_known_keeps_its_number_and_only_what_is_not_joins_the_columns() -> None:
    base = Lexicon()
    base.add(MAKE(["الوزير", "بغداد"]))
    more = Lexicon(base.names(Vocabulary.of([])))

    assert more.add(MAKE(["بغداد", "الموصل", "الوزير", "الموصل"])).tolist() == [1, 2, 0, 2]
    assert len(more.columns()["form_flags"]) == 1
    assert isinstance(more.names(Vocabulary.of([])).terms, Vocabulary)
    assert list(more.names(Vocabulary.of([])).forms)[2].startswith("الموصل\0")


def test_a_maker_of_forms_does_the_same_in_another_process() -> None:
    there = pickle.loads(pickle.dumps(MAKE))

    assert there(["الوزير"]).names == MAKE(["الوزير"]).names
