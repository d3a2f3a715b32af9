from __future__ import annotations

import datetime
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.text import words
from retrieval.arrays import spread
from retrieval.corpus.columns import CLOSES, HEADING, NO_TERM, OPENS, RESUMES, documents, gram_frequencies
from retrieval.corpus.passages import pieces, windows
from retrieval.records import CUT, Article, Span
from retrieval.tuning import PassageLimits, Tuning
from tests.support.corpora import anything, archives, article, bench, few, prose

anything_at_all = archives(st.one_of(prose, anything))
LIMITS = Tuning().passages


@given(anything_at_all)
@few
def test_tokens_are_the_words_of_the_articles_in_their_places(articles: tuple[Article, ...]) -> None:
    corpus = bench(articles).corpus
    expected = [(start, min(end - start, 255)) for held in articles for start, end in words(held.text)]

    assert list(zip(corpus.token_starts.tolist(), corpus.token_lengths.tolist(), strict=True)) == expected


@given(anything_at_all)
@few
def test_a_token_has_the_terms_of_its_form(articles: tuple[Article, ...]) -> None:
    laid = bench(articles)
    forms = [form for held in articles for form in laid.analyser.forms(held.text, list(words(held.text)))]
    names = [*laid.vocabulary, ""]

    terms = laid.corpus.form_terms[laid.corpus.token_forms].tolist()

    assert [(names[stem], names[root]) for stem, root in terms] == [(form.stem, form.root) for form in forms]
    assert laid.corpus.form_flags[laid.corpus.token_forms].tolist() == [int(form.flags) for form in forms]


@given(anything_at_all)
@few
def test_pieces_are_those_of_the_articles_and_hold_their_tokens(articles: tuple[Article, ...]) -> None:
    corpus = bench(articles).corpus
    expected = [part for held in articles for part in pieces(held.text, LIMITS.quote)]

    assert corpus.piece_starts.tolist() == [part.start for part in expected]
    assert corpus.piece_ends.tolist() == [part.end for part in expected]
    assert corpus.piece_words.tolist() == [part.words for part in expected]
    assert np.diff(corpus.piece_token_ends).tolist() == [
        len(list(words(held.text[part.start : part.end])))
        for held in articles
        for part in pieces(held.text, LIMITS.quote)
    ]


@given(anything_at_all)
@few
def test_passages_are_windows_of_one_article_each(articles: tuple[Article, ...]) -> None:
    corpus = bench(articles).corpus
    ends = corpus.article_piece_ends.tolist()

    assert list(zip(corpus.passage_articles.tolist(), corpus.passage_pieces.tolist(), strict=True)) == [
        (number, [ends[number] + first, ends[number] + end])
        for number, held in enumerate(articles)
        for first, end in windows(pieces(held.text, LIMITS.quote), LIMITS)
    ]


@given(anything_at_all, st.integers(1, 3))
@few
def test_a_passage_is_the_document_of_its_words_and_its_headline(
    articles: tuple[Article, ...], chunk: int
) -> None:
    corpus = bench(articles).corpus
    split = [
        part.tokens[part.holders == number]
        for part in documents(corpus, chunk)
        for number in range(part.count)
    ]

    assert len(split) == len(corpus.passage_articles)
    for (first, end), owner, found in zip(corpus.passage_pieces, corpus.passage_articles, split, strict=True):
        body = corpus.token_forms[corpus.piece_token_ends[first] : corpus.piece_token_ends[end]]
        title = corpus.title_forms[corpus.title_ends[owner] : corpus.title_ends[owner + 1]]
        expected = corpus.form_terms[np.concatenate([body, title])].ravel()
        assert Counter(found.tolist()) == Counter(expected[expected != NO_TERM].tolist())


@given(anything_at_all)
@few
def test_grams_are_counted_as_often_as_their_words_stand_in_the_texts(articles: tuple[Article, ...]) -> None:
    laid = bench(articles)
    expected = Counter(
        gram
        for held in articles
        for form in laid.analyser.forms(held.text, list(words(held.text)))
        for gram in form.grams
    )

    counted = zip(laid.grams, gram_frequencies(laid.corpus, len(laid.grams)).tolist(), strict=False)

    assert {gram: count for gram, count in counted if count} == expected


def test_pieces_are_marked_as_headings_ends_of_sentences_and_after_what_was_left_out() -> None:
    text = f"عنوان فرعي\nقال الوزير.{CUT}ثم مضى " + "وعاد، " * 70
    corpus = bench([Article("a", "خبر", text, headings=(Span(0, 10),))]).corpus

    marks = corpus.piece_marks.tolist()

    assert marks[:2] == [OPENS | CLOSES | HEADING, OPENS | CLOSES]
    assert marks[2] == OPENS | RESUMES
    assert marks[-1] == CLOSES
    assert set(marks[3:-1]) == {0}


def test_the_day_of_publication_is_searched_with_the_headline() -> None:
    laid = bench([Article("a", "زيارة الوزير", "نص", published=datetime.date(2014, 9, 28))])

    titles = laid.corpus.form_terms[laid.corpus.title_forms, 0].tolist()

    assert [laid.vocabulary[term] for term in titles][2:] == ["#28", "@9", "#2014"]
    assert laid.corpus.published.tolist() == [datetime.date(2014, 9, 28).toordinal()]


def test_outlet_and_author_stand_behind_the_headline_and_unknown_days_are_none() -> None:
    laid = bench((Article("a", "خبر عاجل", "نص", outlet="رصد", author="سمير"), Article("b", "خبر", "نص")))
    titles = laid.corpus.form_terms[laid.corpus.title_forms, 0].tolist()

    assert [laid.vocabulary[term] for term in titles] == ["خبر", "عاجل", "رصد", "سمير", "خبر"]
    assert laid.corpus.headline_words.tolist() == [2, 1]
    assert laid.corpus.published.tolist() == [0, 0]


@pytest.mark.parametrize("articles", [(), (article("a", ""),), (article("a", "…"), article("b", "\n"))])
def test_articles_without_a_word_are_a_corpus_without_passages(articles: tuple[Article, ...]) -> None:
    corpus = bench(articles).corpus

    assert corpus.passage_pieces.shape == (0, 2)
    assert list(documents(corpus)) == []


def test_a_passage_is_as_long_as_the_limits_say() -> None:
    text = "ذهب الولد إلى البيت مساء. " * 100
    few = bench([article("a", text)], tuning=Tuning(passages=PassageLimits(60, 500, 500))).corpus
    many = bench([article("a", text)], tuning=Tuning(passages=PassageLimits(60, 50, 25))).corpus

    assert (len(few.passage_articles), len(many.passage_articles)) == (1, 19)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=6))
def test_ranges_are_spread_into_their_places_each_with_its_owner(ranges: list[tuple[int, int]]) -> None:
    halves = np.array([(start, start + length) for start, length in ranges], dtype=np.int64).reshape(-1, 2)

    places, owners = spread(halves)

    assert list(zip(places.tolist(), owners.tolist(), strict=True)) == [
        (place, owner)
        for owner, (start, length) in enumerate(ranges)
        for place in range(start, start + length)
    ]
