"""What a text tells of, by the words that it has."""

from __future__ import annotations

import pytest

from bot.answering.telling import counts, names_all
from retrieval.records import Article, Quote, Span


@pytest.mark.parametrize(
    ("question", "text", "marked", "counted"),
    [
        ("كم مدرس مات؟", "قتل مدرسين اثنين في الهجوم", "مدرسين اثنين", True),
        ("كم ساعة عطتهم؟", "أمهلتهم 48 ساعة", "48 ساعة", True),
        ("وقداش كان في عام 2000؟", "كان في حدود 29 لترا سنة 2000", "29 لترا", True),
        ("وقداش كان في عام 2001؟", "كان في حدود 29 لترا سنة 2000", "29 لترا", False),
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


def test_a_noun_of_three_letters_is_named_by_no_other_that_begins_with_two_of_them() -> None:
    assert not names_all("سكة", "المصدر (سكاي نيوز)")
    assert names_all("سكة", "توقفت سكة الحديد")
    assert names_all("مقاتلين", "مقاتل واحد")
