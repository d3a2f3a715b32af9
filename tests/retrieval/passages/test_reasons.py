"""What tells why is a sentence of the article that was just quoted, cut where a clause begins if it is long."""

from __future__ import annotations

import pytest

from retrieval.passages.excerpts import part, whole
from retrieval.passages.reasons import telling, tells
from retrieval.records import Article, Span
from tests.support.meaning import dialogue

MARKS = dialogue().lists.groups["reasons"]
LONG = f"أغلق الجسر {'مساء اليوم ' * 15}، ثم عاد الناس {'إلى البيت ' * 18}بسبب المطر {'الغزير جدا ' * 25}."


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("أغلق الجسر. وعزا الوزير إغلاق الجسر إلى المطر.", "وعزا الوزير إغلاق الجسر إلى المطر"),
        ("أغلق الجسر. ويعود هذا الإغلاق إلى المطر. وهطل المطر بسبب الريح.", "ويعود هذا الإغلاق إلى المطر"),
        ("أغلق الجسر. وتعود أسباب إغلاقه إلى المطر.", "وتعود أسباب إغلاقه إلى المطر"),
        ("أغلق الجسر. وكان التشقق من بين أسباب إغلاقه.", "بين أسباب إغلاقه"),
        ("أغلق الجسر. وعاد الناس إلى الساحة بسبب الريح.", None),
    ],
)
def test_a_cause_is_of_the_topic_or_stands_beside_what_was_quoted(text: str, marked: str | None) -> None:
    found = telling([whole(Article("bridge", "الجسر", text))], ["اغلاق", "الجسر"], "cause", MARKS)
    assert [found.text[start:end] for start, end in found.highlights] == [marked] if found else marked is None


def test_a_cause_is_told_by_a_sentence_that_has_a_short_name_of_the_topic() -> None:
    text = "فتح النفق. وزار نوح المدينة في إطار سعيه إلى الصلح. وأغلق الجسر بسبب المطر."
    found = telling([part(Article("visit", "", text), Span(0, 9))], ["زار", "نوح", "القرية"], "cause", MARKS)
    assert found and found.text.startswith("وزار نوح")


def test_a_long_sentence_is_cut_where_a_clause_begins() -> None:
    found = telling([whole(Article("bridge", "الجسر", LONG))], ["الجسر"], "cause", MARKS)
    assert found and found.text.startswith("ثم عاد") and found.opens_inside and found.closes_inside


def test_after_that_tells_a_cause_only_where_it_was_quoted_first() -> None:
    text = "أغلق الجسر بعد أن تشقق. وأغلق النفق بعد أن غرق."
    article = Article("bridge", "الجسر", text)
    quoted, other = part(article, Span(0, 23)), part(article, Span(24, len(text)))
    assert tells(other, "cause", MARKS)
    found = telling([quoted], ["اغلق"], "cause", MARKS)
    assert found and found.text == quoted.text
    assert telling([quoted], ["اغلق"], "cause", MARKS, clearly=True) is None


def test_what_something_was_for_is_a_cause() -> None:
    text = "أغلق الجسر أسبوعين للقيام بأشغال."
    quoted = part(Article("bridge", "الجسر", text), Span(0, len(text)))
    assert telling([quoted], ["اغلق", "الجسر"], "cause", MARKS) is not None


def test_what_is_put_down_to_something_tells_why_before_any_purpose_in_the_article() -> None:
    text = "مددت البلدية إغلاق الجسر في إطار إجراء. وشكر العمدة السكان. وأرجع المجلس هذا القرار إلى التشقق."
    text += " وأغلق الجسر أيضا بهدف الصيانة."
    quoted = part(Article("bridge", "الجسر", text), Span(0, text.index(".") + 1))
    assert tells(quoted, "cause", MARKS) and not tells(quoted, "cause", MARKS, clearly=True)
    found = telling([quoted], ["اغلاق", "الجسر"], "cause", MARKS, clearly=True)
    assert found and found.text.startswith("وأرجع المجلس")


def test_what_something_is_the_product_of_tells_why() -> None:
    text = "قدرت الخسائر بمليار دينار. وهذه الخسائر هي نتاج عدة عوامل منها الجفاف."
    quoted = part(Article("losses", "الخسائر", text), Span(0, text.index(".") + 1))
    found = telling([quoted], ["الخساير"], "cause", MARKS)
    assert found and "نتاج عدة عوامل" in found.text
