from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.ranking.features import pair_weights, saturate, weigh
from retrieval.tuning import PassageWeights, Tuning
from tests.support.corpora import (
    Bench,
    anything,
    archives,
    article,
    bench,
    few,
    first_stage,
    prose,
    questions,
)

if TYPE_CHECKING:
    from retrieval.records import Article

UNBOUNDED = {"bm25", "length"}  # roots and synonyms add to the one, the other is a part of the average


def feature(laid: Bench, question: str, name: str) -> dict[int, float]:
    """Article number → the feature of its only passage."""
    ranking = laid.rank(question)
    return dict(zip(ranking.found.articles.tolist(), ranking.features[name].tolist(), strict=True))


def news(*texts: str) -> Bench:
    return bench([article(f"a{number}", text) for number, text in enumerate(texts)])


@given(archives(st.one_of(prose, anything)), questions)
@few
def test_features_are_those_the_weights_name_and_lie_between_nought_and_one(
    articles: tuple[Article, ...], question: str
) -> None:
    laid = bench(articles)
    found = first_stage(laid.terms, laid.understand(question), Tuning().first_stage)
    if not len(found.documents):
        return
    ranking = laid.rank(question)

    assert ranking.features.keys() == {field.name for field in fields(PassageWeights)}
    for name, values in ranking.features.items():
        assert np.isfinite(values).all()
        assert (values >= 0).all()
        assert name in UNBOUNDED or (values <= 1 + 1e-9).all(), name


def test_coverage_is_whole_where_all_words_stand_and_part_where_some_do() -> None:
    laid = news("زار الوزير بغداد أمس.", "زار الوزير حلب.", "انتخب المجلس رئيسا.", "هطل المطر.")

    found = feature(laid, "زار الوزير بغداد", "titled_coverage")

    assert found[0] == pytest.approx(1.0)
    assert 0 < found[1] < 1


def test_the_headline_covers_words_that_the_text_does_not_hold() -> None:
    laid = bench([article("a", "زار بغداد أمس.", "الوزير"), article("b", "زار بغداد أمس.", "المطر")])

    found = feature(laid, "زار الوزير بغداد", "titled_sentence")

    assert found[0] == pytest.approx(1.0)
    assert found[1] < 1


def test_two_sentences_cover_what_one_does_not() -> None:
    laid = news("زار الوزير المدينة. عقد مؤتمرا.", "زار الوزير المدينة. هطل المطر. عقد مؤتمرا.")

    found = feature(laid, "الوزير مؤتمرا", "two_sentences")

    assert found[0] == pytest.approx(1.0)
    assert found[1] < 1


def test_neighbours_of_the_question_count_most_side_by_side_and_nothing_apart() -> None:
    laid = news("وقف النار هنا.", "وقف سريع النار هنا.", "النار وقف هنا.", "وقف هنا أمس صباحا حيث النار.")

    found = feature(laid, "وقف النار", "pairs")

    assert found[0] == pytest.approx(1.0)
    assert found[0] > found[1] > found[2] > found[3] == 0.0


def test_words_in_two_sentences_are_no_pair() -> None:
    assert feature(news("بدأ وقف. النار هنا."), "وقف النار", "pairs") == {0: 0.0}


def test_grams_meet_a_spelling_that_stems_miss() -> None:
    laid = news("زار شتاينماير بغداد.", "زار كيسنجر بغداد.")

    found = feature(laid, "زار شتاينمير بغداد", "grams")

    assert found[0] > found[1] > 0


@pytest.mark.parametrize(
    ("question", "answering", "silent"),
    [
        ("متى زار الوزير المدينة؟", "زار الوزير المدينة عام 2016.", "زار الوزير المدينة راضيا."),
        ("أين اجتمع الوزراء؟", "اجتمع الوزراء في بغداد.", "اجتمع الوزراء سريعا."),
        ("كم جنديا قتل؟", "قتل 48 جنديا.", "قتل جنديا."),
        ("لماذا انسحبت القوات؟", "انسحبت القوات بسبب المطر.", "انسحبت القوات سريعا."),
        ("ماذا قال عن الحرب؟", "وصرح عن الحرب كثيرا.", "وقف عن الحرب كثيرا."),
    ],
)
def test_a_sentence_that_holds_a_word_of_the_kind_asked_for_counts(
    question: str, answering: str, silent: str
) -> None:
    found = feature(news(answering, silent), question, "answer_type")

    assert found[0] > found[1] == 0.0


def test_the_opening_is_the_first_words_of_a_sentence() -> None:
    laid = news("بغداد مدينة كبيرة قديمة جميلة.", "مدينة كبيرة قديمة جميلة هي بغداد.")

    found = feature(laid, "ما بغداد؟", "opening")

    assert found[0] == pytest.approx(1.0)
    assert found[1] == 0.0


@given(st.lists(st.floats(0, 50), min_size=1, max_size=6), st.floats(0, 5))
def test_repetition_counts_ever_less_and_never_a_whole(counts: list[float], length: float) -> None:
    found = saturate(np.array([sorted(counts)]), np.full(len(counts), length))[0]

    assert (np.diff(found) >= 0).all()
    assert ((found >= 0) & (found < 1)).all()


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=8))
def test_pairs_share_the_weight_by_their_lighter_word(weights: list[float]) -> None:
    found = pair_weights(np.array(weights))

    assert found.sum() == pytest.approx(1.0)
    assert len(found) == len(weights) - 1


def test_one_word_makes_no_pair() -> None:
    assert pair_weights(np.array([1.0])).tolist() == []


def test_the_evidence_of_a_question_counts_its_words_and_those_that_may_answer() -> None:
    laid = news("زار الوزير بغداد. زار الوزير والوزير حلب عام 2016.")
    ranking = laid.rank("متى زار الوزير حلب؟")

    held = weigh(laid.corpus, ranking.found, ranking.wanted, ranking.question)

    assert held.lengths.tolist() == [[3.0, 6.0]]
    assert held.covered.tolist() == [[1.0, 1.0], [1.0, 1.0], [0.0, 1.0]]
    assert (held.answers > 0).tolist() == [[False, True]]
