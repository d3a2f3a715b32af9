"""What the numbers that are marked in a quote are of."""

from __future__ import annotations

import pytest

from retrieval.passages.numbers import counts
from retrieval.records import Article, Quote, Span


@pytest.mark.parametrize(
    ("question", "text", "marked", "counted"),
    [
        ("كم مدرس مات؟", "قتل مدرسين اثنين في الهجوم", "مدرسين اثنين", True),
        ("كم ساعة عطتهم؟", "أمهلتهم 48 ساعة", "48 ساعة", True),
        ("وقداش كان في عام 2000؟", "كان في حدود 29 لترا سنة 2000", "29 لترا", True),
        ("وقداش كان في عام 2001؟", "كان في حدود 29 لترا سنة 2000", "29 لترا", False),
        ("كم طول النفق؟", "ويمتد النفق على مسافة 57 كلم", "57 كلم", True),
        ("كم عمره؟", "يمتد النفق على مسافة 57 كلم", "57 كلم", False),
        ("كم مدرس مات؟", "قتل 12 تلميذا في الهجوم", "12 تلميذا", False),
    ],
)
def test_a_number_of_what_is_counted_or_of_the_year_that_is_asked_of_is_marked(
    question: str, text: str, marked: str, counted: bool
) -> None:
    start = text.index(marked)
    article = Article("a", "", text)
    quote = Quote(article, 0, len(text), text, (Span(start, start + len(marked)),), 0.0)
    assert counts(quote, question) is counted
