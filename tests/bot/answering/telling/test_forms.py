"""What has the form of what is asked for is likely to answer it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.telling.forms import in_form
from bot.answering.telling.responses import Response
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.interpretation.interpreter import Interpretation
from retrieval.records import Answer, Article, Quote, Span, Verdict


@pytest.mark.parametrize(
    ("marked", "sure"),
    [("48 ساعة", FAIR_CONFIDENCE), ("سليم الحداد", 0.2), ("ساعة", None), ("مهلة", None)],
)
def test_a_number_of_what_is_counted_is_likely_to_be_the_answer(marked: str, sure: float | None) -> None:
    text = "أمهل سليم الحداد السفير مهلة 48 ساعة."
    begin = text.index(marked)
    shown = Quote(Article("x", "عنوان", text), 0, len(text), text, (Span(begin, begin + len(marked)),), 1.0)
    answer = Answer("كم ساعه مهلة السفير؟", Verdict.NOT_FOUND, 0.2, (shown,))
    found = in_form(Response(Interpretation(answer.question), answer)).answer
    assert (found.verdict is Verdict.ANSWERED) is (sure is not None)
    assert found.confidence == (sure or 0.2)


def test_an_answer_with_a_number_of_what_is_counted_is_likely_to_be_right() -> None:
    text = "شارك في 53 مباراة وأحرز 24 هدفاً."
    marked = Span(text.index("24"), len(text) - 1)
    shown = Quote(Article("x", "عنوان", text), 0, len(text), text, (marked,), 1.0)
    answer = Answer("وكم هدف سجل؟", Verdict.ANSWERED, 0.37, (shown,))
    assert in_form(Response(Interpretation(answer.question), answer)).answer.confidence == FAIR_CONFIDENCE
    other = replace(answer, question="وكم كأسا رفع؟")
    assert in_form(Response(Interpretation(other.question), other)).answer.confidence == 0.37


def test_what_is_hardly_sure_at_all_stays_what_is_nearest() -> None:
    text = "أمهل سليم الحداد السفير."
    shown = Quote(Article("x", "عنوان", text), 0, len(text), text, (Span(5, 16),), 1.0)
    answer = Answer("من أنذره؟", Verdict.NOT_FOUND, 0.1, (shown,))
    found = in_form(Response(Interpretation(answer.question), answer)).answer
    assert found.verdict is Verdict.NOT_FOUND and found.quotes == (shown,)
