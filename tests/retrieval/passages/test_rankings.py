"""Places of a ranking are told by the sentence that names them, and not by months or kings of that number."""

from __future__ import annotations

import pytest

from retrieval.passages.rankings import telling
from retrieval.records import Article, Quote

TEXT = (
    "افتتح المعرض في تشرين الثاني الماضي. وحل فريق النخيل في المركز الأول. وجاء فريق الزيتون في المرتبة الثانية. "
    "وزار الملك حسن الثاني الملعب. وحل فريق الواحة ثالثا."
)
ARTICLE = Article("cup", "نتائج الدورة", TEXT)
SHOWN = Quote(ARTICLE, 0, 36, TEXT[:36], (), 1.0)


@pytest.mark.parametrize(("rank", "marked"), [(1, "الأول"), (2, "الثانية"), (3, "ثالثا")])
def test_a_place_is_told_by_the_sentence_that_names_it_beside_a_word_of_rankings(
    rank: int, marked: str
) -> None:
    told = telling((SHOWN,), rank)
    assert told is not None
    assert [told.text[a:b] for a, b in told.highlights] == [marked]


def test_a_place_that_no_sentence_names_is_told_by_none() -> None:
    assert telling((SHOWN,), 4) is None
    assert telling((SHOWN,), 99) is None


def test_where_a_ranking_was_asked_for_any_such_number_tells_a_place_but_no_month() -> None:
    article = Article("cup", "", "بدأ السباق في كانون الثاني. والثاني كان نادر الصافي.")
    [told] = [telling((Quote(article, 0, 5, article.text[:5], (), 1.0),), 2, of_ranking=True)]
    assert told is not None and told.text == "والثاني كان نادر الصافي."
