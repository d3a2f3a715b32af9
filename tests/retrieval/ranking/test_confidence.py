from __future__ import annotations

import math
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.ranking.confidence import confidence, signals
from retrieval.tuning import VerdictWeights
from tests.support.corpora import article, bench

WEIGHTS = VerdictWeights()
NEWS = (
    article("visit", "زار الوزير مدينة بغداد يوم الأحد. وعقد مؤتمرا صحفيا."),
    article("rain", "هطل المطر على حلب صباح الاثنين."),
    article("match", "فاز المنتخب على ضيفه بهدفين."),
)
NAMES = tuple(signals(bench(NEWS).rank("الوزير")))


def sure(question: str) -> float:
    return confidence(signals(bench(NEWS).rank(question)), WEIGHTS)


def test_every_signal_has_its_weight() -> None:
    assert set(NAMES) == asdict(WEIGHTS).keys() - {"bias", "threshold"}


def test_confidence_is_the_logistic_of_the_weighted_signals() -> None:
    weighted = sum(asdict(WEIGHTS)[name] for name in NAMES)

    assert confidence(dict.fromkeys(NAMES, 1.0), WEIGHTS) == pytest.approx(
        1 / (1 + math.exp(-WEIGHTS.bias - weighted))
    )


@given(st.fixed_dictionaries({name: st.floats(-1e9, 1e9) for name in NAMES}))
def test_confidence_is_a_probability_whatever_the_signals(found: dict[str, float]) -> None:
    assert 0 < confidence(found, WEIGHTS) < 1


def test_a_question_that_the_archive_answers_is_surer_than_one_it_shares_a_word_with() -> None:
    assert sure("متى زار الوزير مدينة بغداد؟") > sure("متى زار اللاعب مدينة برشلونة؟")


@pytest.mark.parametrize(
    "question", ["الوزير", "متى زار الوزير بغداد؟", "المطر والمنتخب والوزير وكوكب زحل البعيد"]
)
def test_signals_are_finite(question: str) -> None:
    assert all(map(math.isfinite, signals(bench(NEWS).rank(question)).values()))


def test_an_everyday_word_that_is_met_is_less_evidence_than_another() -> None:
    news = (*NEWS, article("sea", "غرقت الصومعة قرب الميناء صباح السبت."))
    common, telling = (signals(bench(news).rank(word))["evidence"] for word in ("المدينة", "الصومعة"))

    assert 0 < common < telling == 1.0


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("متى زار الوزير بغداد؟", False),
        ("متى زار الوزير طهران؟", True),
        ("متى هطل المطر على حلب عام 1950؟", True),
        ("متى هطل المطر الغزير على حلب؟", False),
    ],
)
def test_a_place_or_number_that_the_best_passage_lacks_speaks_against_it_and_other_words_do_not(
    question: str, lacks: bool
) -> None:
    assert (signals(bench(NEWS).rank(question))["unnamed"] > 0) is lacks


def test_what_the_headline_names_is_named() -> None:
    news = (article("talks", "استمرت المحادثات ثلاث ساعات.", "محادثات في طهران"), *NEWS)

    assert signals(bench(news).rank("كم استمرت المحادثات في طهران؟"))["unnamed"] == 0
