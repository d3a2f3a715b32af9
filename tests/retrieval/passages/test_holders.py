"""Who holds an office is named beside it, in the article that was just quoted."""

from __future__ import annotations

import pytest

from retrieval.arabic.language import folded
from retrieval.passages.excerpts import whole
from retrieval.passages.holders import Holders
from retrieval.records import Article

HOLDERS = Holders(folded("قال قوله أن إنه إن اليوم يستقيل"), lambda word: word in folded("زياد جون بيتر"))


@pytest.mark.parametrize(
    ("text", "office", "marked", "named"),
    [
        ("وصف وزير الدفاع، بيتر هولتكفيست، الخطوة.", "وزير دفاع", "وزير الدفاع، بيتر هولتكفيست", True),
        (
            "أكد وزير الصناعة والتجارة، زياد العذاري، ذلك.",
            "وزير",
            "وزير الصناعة والتجارة، زياد العذاري",
            True,
        ),
        ("سافر السفير السوري في روسيا. وقال السفير رياض حداد إنه عاد.", "سفير", "السفير رياض حداد", True),
        ("قالت الباحثة ليلى منصور إنها عادت.", "باحثه", "الباحثة ليلى منصور", True),
        ("نقلت الوكالة عن وزير الدفاع قوله إنها قتلته.", "وزير", "وزير", False),
        ("أعلن رئيس بلديتها ترحيب المدينة بهم.", "رييس", "رئيس", False),
        ("الوزير يستقيل (بعد فضيحة).", "وزير", "الوزير", False),
    ],
)
def test_whoever_is_named_beside_an_office_is_marked_with_it(
    text: str, office: str, marked: str, named: bool
) -> None:
    found = HOLDERS.find([whole(Article("one", "عنوان", text))], office.split())
    assert found and found.named is named
    [mark] = found.quote.highlights
    assert found.quote.text[mark.start : mark.end] == marked


def test_an_office_that_no_article_has_is_held_by_nobody() -> None:
    assert HOLDERS.find([whole(Article("one", "عنوان", "عاد السفير."))], ["وزير"]) is None
