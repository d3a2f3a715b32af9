from __future__ import annotations

import pytest

from retrieval.archive import Archive
from retrieval.ranking.preferring.called import CALLED, PREFERRED, calls, preferring_called
from retrieval.ranking.rank import windows
from retrieval.records import Verdict
from retrieval.tuning import Tuning
from tests.support.corpora import article, bench, language


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("قال رئيس الحكومة نوفل زعرور إن العمل بدأ.", True),
        ("قال نوفل زعرور، المتحدث باسم الشركة، إن العمل بدأ.", True),
        ("عاد نوفل زعرور إلى بيته أمس وانتهى العمل.", False),
        ("عاد نوفل زعرور إلى بيته أمس بعد لقاء مع رئيس الحكومة.", False),
    ],
)
def test_who_somebody_is_is_told_by_what_they_are_beside_their_full_name(text: str, *, called: bool) -> None:
    laid = bench([article("one", text)], language())
    ranking = laid.rank("من هو نوفل زعرور؟")

    assert calls(ranking, windows(ranking, laid.corpus, Tuning()), laid.corpus, 0) is called


def test_who_is_called_so_is_no_doubtful_answer() -> None:
    others = [
        article(f"n{day}", f"قال رئيس الحكومة نوفل زعرور يوم {day} مارس إن العمل بدأ.") for day in range(1, 9)
    ]
    archive = Archive.build(others, language(), Tuning())

    found = archive.find("من هو نوفل زعرور؟")

    assert found.verdict is Verdict.ANSWERED and found.confidence == CALLED


@pytest.mark.parametrize(
    ("question", "preferred"), [("من هو نوفل زعرور؟", True), ("متى عاد نوفل زعرور؟", False)]
)
def test_what_calls_somebody_something_is_preferred_where_that_is_asked(
    question: str, *, preferred: bool
) -> None:
    text = "حضر رئيس الحكومة نوفل زعرور افتتاح المعرض. وعاد نوفل زعرور."
    laid = bench([article("one", text)], language())
    ranking = laid.rank(question)
    before = windows(ranking, laid.corpus, Tuning())
    after = preferring_called(ranking, before, laid.corpus)

    assert sorted(set((after.scores - before.scores).tolist())) == ([0.0, PREFERRED] if preferred else [0.0])
