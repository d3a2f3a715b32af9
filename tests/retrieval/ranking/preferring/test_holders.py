from __future__ import annotations

import pytest

from retrieval.archive import Archive
from retrieval.ranking.preferring.holders import holder_first, names_holder, preferring_holder
from retrieval.ranking.rank import windows
from retrieval.records import Verdict
from retrieval.tuning import Tuning
from tests.support.corpora import answering, article, bench, language


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("قال وزير التربية ناجي جلول إن الدروس تعود.", True),
        ("قال يوسف وزير التربية إن الدروس تعود.", True),
        ("قال وزير التربية إن الدروس تعود.", False),
        ("زار وزير التربية، سعيدا، المدرسة.", False),
        ("قال وزير العدل ناجي جلول إن التربية تعود.", False),
        ("لا تعليق على وزير التربية", False),
    ],
)
def test_somebody_is_named_right_behind_the_office_or_is_a_known_name_before_it(
    text: str, *, named: bool
) -> None:
    laid = bench([article("one", text)], language())
    ranking = laid.rank("من هو وزير التربية؟")

    assert names_holder(ranking, laid.corpus, ranking.found.ranges[0]) is named


NEWS = (
    article("school", "قال وزير التربية إن الدروس تعود. وأكد وزير التربية أن المدارس جاهزة."),
    article("fair", "افتتح وزير التربية ناجي جلول معرض الكتاب."),
)


@pytest.mark.parametrize("question", ["من هو وزير التربية؟", "شكون هو وزير التربية؟"])
def test_who_holds_an_office_is_answered_by_what_names_him(question: str) -> None:
    archive = Archive.build(NEWS, language(), answering())

    found = archive.find(question)

    assert found.verdict is Verdict.ANSWERED
    assert found.articles[0] == "fair"


def test_a_question_for_something_else_keeps_its_order_and_its_windows() -> None:
    laid, tuning = bench(NEWS, language()), Tuning()
    ranking = laid.rank("ماذا افتتح وزير التربية؟")
    quotable = windows(ranking, laid.corpus, tuning)

    assert holder_first(ranking, laid.corpus) is ranking
    assert preferring_holder(ranking, quotable, laid.corpus) is quotable
