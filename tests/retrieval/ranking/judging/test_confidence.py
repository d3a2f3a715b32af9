from __future__ import annotations

import math
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.ranking.judging.confidence import (
    FARTHEST,
    SMALLEST,
    chance,
    is_likely,
    probability,
    signals,
)
from retrieval.ranking.rank import windows
from retrieval.ranking.selection import choose
from retrieval.tuning import ConfidenceWeights, Tuning, VerdictWeights
from tests.retrieval.ranking.judging.archives import NEWS
from tests.support.corpora import article, bench

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from retrieval.records import Article

TUNING = Tuning()


def shown(question: str, articles: Iterable[Article] = NEWS) -> Mapping[str, float]:
    """Return what speaks for an answer of an archive of `articles`."""
    laid = bench(articles)
    ranking = laid.rank(question)
    quotable = windows(ranking, laid.corpus, TUNING)
    first = choose(ranking, quotable, laid.corpus, TUNING, 1)[0]
    return signals(ranking, quotable, first, laid.terms, TUNING.first_stage)


def sure(question: str) -> float:
    return probability(shown(question), TUNING.confidence)


NAMES = tuple(shown("الوزير"))


def test_confidence_weighs_every_signal_and_the_verdict_no_other() -> None:
    assert set(NAMES) == asdict(ConfidenceWeights()).keys() - {"bias"}
    assert asdict(VerdictWeights()).keys() - {"bias", "threshold"} <= set(NAMES)


@pytest.mark.parametrize("weights", [VerdictWeights(), ConfidenceWeights()])
def test_a_probability_is_the_logistic_of_the_weighted_signals(
    weights: VerdictWeights | ConfidenceWeights,
) -> None:
    values = asdict(weights)
    weighted = sum(values.get(name, 0.0) for name in NAMES)

    assert probability(dict.fromkeys(NAMES, 1.0), weights) == pytest.approx(
        1 / (1 + math.exp(-values["bias"] - weighted))
    )


@given(st.fixed_dictionaries({name: st.floats(-1e9, 1e9) for name in NAMES}))
def test_it_is_a_probability_whatever_the_signals(found: dict[str, float]) -> None:
    assert 0 < probability(found, ConfidenceWeights()) < 1


def test_a_question_that_the_archive_answers_is_surer_than_one_it_shares_a_word_with() -> None:
    assert sure("متى زار الوزير مدينة بغداد؟") > sure("متى زار اللاعب مدينة برشلونة؟")


@pytest.mark.parametrize(
    "question", ["الوزير", "متى زار الوزير بغداد؟", "المطر والمنتخب والوزير وكوكب زحل البعيد"]
)
def test_signals_are_finite(question: str) -> None:
    assert all(map(math.isfinite, shown(question).values()))


def test_an_everyday_word_that_is_met_is_less_evidence_than_another() -> None:
    news = (*NEWS, article("sea", "غرقت الصومعة قرب الميناء صباح السبت."))
    common, telling = (shown(word, news)["evidence"] for word in ("المدينة", "الصومعة"))

    assert 0 < common < telling


def test_what_is_met_is_less_evidence_in_a_larger_archive() -> None:
    larger = (*NEWS, *(article(f"o{number}", f"مقال رقم {number} عن الزراعة.") for number in range(300)))

    assert shown("أين المطر؟", larger)["evidence"] < shown("أين المطر؟")["evidence"]


def test_the_best_passage_leads_less_where_other_articles_meet_the_question_as_well() -> None:
    others = tuple(article(f"rain{number}", "هطل المطر على حلب أيضا.") for number in range(6))

    assert shown("أين هطل المطر؟", (*NEWS, *others))["lead"] < shown("أين هطل المطر؟")["lead"]


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("متى زار الوزير بغداد؟", False),
        ("متى زار الوزير طهران؟", True),
        ("متى هطل المطر الغزير على حلب؟", False),
    ],
)
def test_a_place_that_the_best_passage_lacks_speaks_against_it_and_other_words_do_not(
    question: str, lacks: bool
) -> None:
    assert (shown(question)["unnamed"] > 0) is lacks


def test_what_the_headline_names_is_named() -> None:
    news = (article("talks", "استمرت المحادثات ثلاث ساعات.", "محادثات في طهران"), *NEWS)

    assert shown("كم استمرت المحادثات في طهران؟", news)["unnamed"] == 0


@pytest.mark.parametrize(
    ("question", "lacks"),
    [("كم ساعة استمرت المحادثات؟", 0), ("كم بلغ عدد الحضور في القاعة؟", 1), ("ماذا جرى في القاعة؟", 0)],
)
def test_a_quote_without_a_number_does_not_say_how_many(question: str, lacks: float) -> None:
    news = (article("talks", "استمرت المحادثات ثلاث ساعات."), article("hall", "ملأ الحضور القاعة."), *NEWS)

    assert shown(question, news)["unanswering"] == lacks


def test_a_quote_that_lacks_the_last_word_is_about_something_else() -> None:
    assert (shown("متى زار الوزير بغداد؟")["ending"], shown("متى زار الوزير البندقية؟")["ending"]) == (0, 1)


def test_the_more_of_the_telling_words_the_quote_lacks_the_more_is_missing() -> None:
    found = [
        shown(f"متى {said}؟")["missing"] for said in ("هطل المطر", "هطل المطر وغرقت السفينة", "غرق المطر")
    ]

    assert found[0] == 0 < found[1] <= found[2] < 1


@pytest.mark.parametrize(
    ("question", "lacks"), [("متى هطل المطر؟", 0), ("من اخترع المطر؟", 1), ("متى الوزير في المدينة؟", 0)]
)
def test_a_telling_word_that_is_nowhere_in_the_archive_is_lacking(question: str, lacks: float) -> None:
    assert shown(question)["lacking"] == lacks


def test_chance_gives_more_the_larger_an_archive_and_never_less_than_the_smallest_that_was_fitted() -> None:
    assert [chance(0), chance(1), chance(SMALLEST)] == [1, 1, 1]
    assert 1 < chance(1_000) < chance(1_000_000) < 3


def test_a_quote_is_as_far_ahead_as_the_best_beside_it_is_behind() -> None:
    alone = (article("rain", "هطل المطر على حلب صباح الاثنين."),)
    twice = (*alone, article("flood", "هطل المطر على حلب مساء الثلاثاء."))

    assert shown("متى هطل المطر على حلب؟", alone)["ahead"] == FARTHEST
    assert 0 <= shown("متى هطل المطر على حلب؟", twice)["ahead"] < 1


def test_a_quote_answers_as_likely_as_its_sentences_do_among_those_of_its_article() -> None:
    towns = ("بغداد", "البصرة", "أربيل", "الموصل", "كركوك", "النجف")
    told = "وتحدث مع أهلها عن الماء والكهرباء والطرق والمدارس والأسواق والحقول والمزارع والغابات والجسور"
    long = (article("visits", " ".join(f"زار الوزير مدينة {town} {told}." for town in towns)),)

    assert shown("متى هطل المطر؟")["likely"] == pytest.approx(0)
    assert shown("أين تحدث الوزير؟", long)["likely"] < math.log(0.75)


@pytest.mark.parametrize(("exact", "likely"), [(0.0, False), (2.0, True)])
def test_what_has_no_word_of_a_question_itself_answers_it_only_if_that_is_surer(
    exact: float, likely: bool
) -> None:
    unweighed = dict.fromkeys(asdict(TUNING.confidence), 0.0)
    doubtful = replace(TUNING, confidence=ConfidenceWeights(**unweighed | {"bias": math.log(0.25 / 0.75)}))
    question = bench(NEWS).rank("أين عقد الوزير مؤتمره؟").question
    found = dict(shown("أين عقد الوزير مؤتمره؟")) | {"exact": exact, "evidence": 9.0}

    assert is_likely(question, found, doubtful, near=False) is likely


@pytest.mark.parametrize(
    ("missing", "unanswering", "sure", "likely"),
    [(0.07, 0.0, 0.8, True), (0.3, 0.0, 0.8, False), (0.07, 1.0, 0.8, False), (0.07, 0.0, 0.5, False)],
)
def test_what_meets_nearly_all_of_a_question_surely_is_likelier_to_answer_it(
    missing: float, unanswering: float, sure: float, likely: bool
) -> None:
    verdict = VerdictWeights(**dict.fromkeys(asdict(TUNING.verdict), 0.0) | {"threshold": 0.6})
    unweighed = dict.fromkeys(asdict(TUNING.confidence), 0.0)
    odds = ConfidenceWeights(**unweighed | {"bias": math.log(sure / (1 - sure))})
    tuning = replace(TUNING, verdict=verdict, confidence=odds)
    question = bench(NEWS).rank("أين عقد الوزير مؤتمره؟").question
    found = dict(shown("أين عقد الوزير مؤتمره؟")) | {"missing": missing, "unanswering": unanswering}

    assert is_likely(question, found, tuning, near=False) is likely
