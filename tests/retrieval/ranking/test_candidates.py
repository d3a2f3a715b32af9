from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given

from retrieval.ranking.candidates import ROOT_MATCH, Candidates, Wanted, gather, match
from retrieval.tuning import FirstStage
from tests.support.corpora import Bench, archives, article, bench, few, language, questions, word_lists

if TYPE_CHECKING:
    from retrieval.records import Article


def gathered(laid: Bench, question: str) -> tuple[Candidates, Wanted] | None:
    """All passages of a corpus as candidates of a question, if it has a word to look for."""
    understood = laid.understand(question)
    if not understood.words or not len(laid.corpus.passage_articles):
        return None
    wanted = laid.terms.wanted(understood, FirstStage())
    return gather(laid.corpus, np.arange(len(laid.corpus.passage_articles)), wanted), wanted


@given(archives(), questions)
@few
def test_a_word_matches_by_stem_by_root_or_by_synonym(articles: tuple[Article, ...], question: str) -> None:
    laid = bench(articles)
    if (both := gathered(laid, question)) is None:
        return
    _, wanted = both
    forms = laid.corpus.form_terms.tolist()

    found = match(laid.corpus, wanted)

    for word, (stem, root) in enumerate(zip(wanted.stems.tolist(), wanted.roots.tolist(), strict=True)):
        others = {term: worth for place, term, worth in wanted.others if place == word}
        for form, (its_stem, its_root) in enumerate(forms):
            same_root = ROOT_MATCH if its_root == root >= 0 else 0.0
            expected = 1.0 if its_stem == stem >= 0 else max(same_root, others.get(its_stem, 0.0))
            assert found[word, form] == expected


@given(archives(), questions)
@few
def test_candidates_hold_the_pieces_and_tokens_of_their_passages_each_once(
    articles: tuple[Article, ...], question: str
) -> None:
    laid = bench(articles)
    if (both := gathered(laid, question)) is None:
        return
    found, corpus = both[0], laid.corpus

    assert (
        found.piece_owners.tolist()
        == np.repeat(np.arange(len(corpus.piece_starts)), np.diff(corpus.piece_token_ends)).tolist()
    )
    assert found.forms.tolist() == corpus.token_forms.tolist()
    assert found.piece_ends.tolist() == corpus.piece_token_ends.tolist()
    assert found.ranges.tolist() == corpus.passage_pieces.tolist()


@given(archives(), questions)
@few
def test_grams_are_hit_once_for_every_time_they_stand_in_a_piece(
    articles: tuple[Article, ...], question: str
) -> None:
    laid = bench(articles)
    if (both := gathered(laid, question)) is None:
        return
    (found, wanted), corpus = both, laid.corpus
    numbers = wanted.grams.tolist()
    expected = Counter(
        (piece, numbers.index(gram))
        for piece, (start, end) in enumerate(pairwise(found.piece_ends.tolist()))
        for form in found.forms[start:end].tolist()
        for gram in corpus.grams[corpus.gram_ends[form] : corpus.gram_ends[form + 1]].tolist()
        if gram in numbers
    )

    assert Counter(zip(found.gram_pieces.tolist(), found.gram_numbers.tolist(), strict=True)) == expected


def test_passages_are_gathered_in_the_order_they_were_asked_for() -> None:
    laid = bench([article(name, f"زار الوزير مدينة {name}.") for name in ("حلب", "دمشق", "حمص")])
    wanted = laid.terms.wanted(laid.understand("الوزير"), FirstStage())

    found = gather(laid.corpus, np.array([2, 0, 1]), wanted)

    assert found.articles.tolist() == [2, 0, 1]
    assert found.piece_articles.tolist() == [0, 1, 2]
    assert found.ranges.tolist() == [[2, 3], [0, 1], [1, 2]]


def test_the_headline_is_matched_word_by_word() -> None:
    laid = bench(
        [article("a", "نص أول.", "زيارة الوزير إلى بغداد"), article("b", "نص ثان.", "أخبار الرياضة")]
    )
    both = gathered(laid, "متى زار الوزير بغداد؟")
    assert both
    found, _ = both

    assert found.title_hits[:, 1].tolist() == [0.0, 0.0, 0.0]
    assert found.title_hits[1:, 0].tolist() == [1.0, 1.0]
    assert found.title_share[0] > found.title_share[1] == 0.0


def test_a_synonym_matches_for_less_than_the_word_and_only_where_the_thesaurus_knows_it() -> None:
    known, plain = (
        bench([article("a", "نشرت الجريدة الخبر.")], lists) for lists in (language(), word_lists())
    )
    both, neither = gathered(known, "الصحيفة"), gathered(plain, "الصحيفة")
    assert both
    assert neither

    assert both[0].form_hits.max() == FirstStage().synonym
    assert neither[0].form_hits.max() == 0.0
