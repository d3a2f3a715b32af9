from __future__ import annotations

import pickle
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.bm25.vocabulary import Numbered, Vocabulary
from retrieval.corpus.builder import CorpusBuilder
from retrieval.corpus.columns import Corpus
from retrieval.corpus.lexicon import FormMaker
from retrieval.corpus.portions import Portion, PortionMaker, batches
from retrieval.tuning import PassageLimits
from tests.support.corpora import anything, archives, article, few, prose, word_lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.records import Article

texts = st.one_of(prose, anything)


def maker() -> PortionMaker:
    return PortionMaker(word_lists(), PassageLimits())


def joined(portions: list[list[Article]]) -> CorpusBuilder:
    make = maker()
    return defined(map(make, portions))


def defined(portions: Iterable[Portion]) -> CorpusBuilder:
    builder = CorpusBuilder()
    for portion in portions:
        builder.add(portion)
    builder.define(partial(map, FormMaker(word_lists())))
    return builder


@given(archives(texts, most=6), st.integers(1, 300))
@few
def test_a_corpus_is_the_same_however_its_articles_were_cut_into_portions(
    articles: tuple[Article, ...], characters: int
) -> None:
    whole, cut = joined([list(articles)]), joined(list(batches(articles, characters)))

    assert (cut.ids, list(cut.names.outlets)) == (whole.ids, list(whole.names.outlets))
    for left, right in ((cut.names.terms, whole.names.terms), (cut.names.grams, whole.names.grams)):
        assert list(left) == list(right)
    same(whole.finish(), cut.finish())


def same(one: Corpus, other: Corpus) -> None:
    for column in fields(Corpus):
        left, right = getattr(one, column.name), getattr(other, column.name)
        assert left.dtype == right.dtype, column.name
        np.testing.assert_array_equal(left, right, column.name)


@given(archives(texts, most=6), st.integers(1, 300))
@few
def test_batches_hold_all_articles_in_order(articles: tuple[Article, ...], characters: int) -> None:
    cut = list(batches(articles, characters))

    assert [held for batch in cut for held in batch] == list(articles)
    assert all(sum(len(held.text) for held in batch[:-1]) < characters for batch in cut)


def test_makers_in_turn_each_with_a_series_of_its_own_make_the_same_corpus() -> None:
    articles = [
        article(f"a{number}", text)
        for number, text in enumerate(["زار الوزير بغداد.", "زار بغداد وزير."] * 3)
    ]
    makers = [maker(), pickle.loads(pickle.dumps(maker()))]
    portions = [makers[number % 2]([held]) for number, held in enumerate(articles)]

    same(defined(portions).finish(), joined([articles]).finish())


def test_a_maker_that_forgets_begins_a_new_series(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [article(f"a{number}", "زار الوزير مدينة بغداد.") for number in range(3)]
    expected = joined([articles]).finish()
    monkeypatch.setattr("retrieval.corpus.tokenizer.REMEMBERED", 1)

    make = maker()
    portions = [make([held]) for held in articles]

    assert len({portion.series for portion in portions}) == 3
    same(defined(portions).finish(), expected)


@pytest.mark.parametrize("known", [(), ("ب", "ا")])
def test_names_are_numbered_in_the_order_they_are_met_after_those_that_are_known(
    known: tuple[str, ...],
) -> None:
    numbers = Numbered(Vocabulary.of(known))

    assert [numbers[name] for name in ("ج", "ب", "د", "ج")] == ([0, 1, 2, 0] if not known else [2, 0, 3, 2])
    assert numbers.new == ([*"جبد"] if not known else [*"جد"])
