from __future__ import annotations

import numpy as np
import pytest

from retrieval.ranking.judging.requirements import holds
from retrieval.ranking.preferring.picking import nearest_of, picked
from retrieval.ranking.rank import windows
from retrieval.ranking.selection import choose
from retrieval.tuning import Tuning
from tests.support.corpora import article, bench, language

_REST = "وفي الختام شكر المدير الحاضرين على صبرهم الطويل وعلى ما قدموه من وقت ومال في سبيل إنجاح هذا العمل. "
HALL = article(
    "hall",
    "افتتح المدير قاعة المؤتمرات الجديدة في بنزرت، وتتسع قاعة المؤتمرات لضيوف المدينة. "
    f"{_REST * 4}وتتسع القاعة لنحو 900 شخص. {_REST * 3}",
)


def test_a_quote_that_holds_what_is_asked_for_takes_the_place_of_a_better_one_that_does_not() -> None:
    laid = bench([HALL], language())
    ranking = laid.rank("كم تتسع قاعة المؤتمرات الجديدة؟")
    best = choose(ranking, windows(ranking, laid.corpus, Tuning()), laid.corpus, Tuning())

    pick = picked(ranking, laid.corpus, Tuning(), None, None)

    assert [holds(ranking, pick.windows, one) for one in best] == [False, True]
    assert (list(pick.chosen), pick.addressed, pick.instead) == (best[::-1], True, True)


@pytest.mark.parametrize(
    ("question", "nearest"),
    [("من شكر (قاعة المؤتمرات)؟", "شكر"), ("ومتى (قاعة المؤتمرات)؟", "افتتح")],
)
def test_the_nearest_has_some_of_what_is_asked_of_a_subject_in_brackets_if_anything_is(
    question: str, nearest: str
) -> None:
    laid = bench([HALL], language())
    ranking = laid.rank(question)
    quotable = windows(ranking, laid.corpus, Tuning())
    [opening] = np.flatnonzero((quotable.ranges == [0, 1]).all(axis=1)).tolist()

    begin, end = ranking.found.piece_ends[
        quotable.ranges[nearest_of(ranking, quotable, [opening])[0]]
    ].tolist()

    starts = laid.corpus.token_starts
    assert starts[begin] <= HALL.text.index(nearest) <= starts[end - 1]


def test_where_no_usual_quote_holds_what_is_asked_for_one_behind_them_does() -> None:
    early = [
        article(f"early{number}", f"سقطت رافعة كبيرة في الحرم المكي وأنباء عن سقوط قتلى، قال {who}.")
        for number, who in enumerate(("الدفاع المدني", "شاهد من مكة", "مراسل الإذاعة"))
    ]
    late = article("late", "بلغت حصيلة حادثة الرافعة بمكة 62 قتيلا. وزار الأمير الجرحى في المستشفى.")
    laid = bench([*early, late, HALL], language())
    ranking = laid.rank("كم قتيلا في سقوط الرافعة في الحرم المكي؟")

    pick = picked(ranking, laid.corpus, Tuning(), None, None)

    held = [holds(pick.ranking, pick.windows, one) for one in pick.chosen]
    assert (held[0], any(held[1:]), pick.instead, pick.addressed) == (True, False, True, True)
    assert len(pick.chosen) == pick.usual
