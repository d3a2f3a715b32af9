"""Who speaks in the quotes of an answer, and whose side they are of."""

from __future__ import annotations

import datetime

import pytest

from bot.answering.telling.responses import Response
from bot.answering.telling.sides import in_own_words, of_side, spoken
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.interpretation.interpreter import Interpretation
from retrieval.passages.excerpts import part
from retrieval.records import Answer, Article, Quote, Span, Verdict


@pytest.mark.parametrize(
    ("named", "first", "sure"),
    [
        (("بوتين",), 1, FAIR_CONFIDENCE),
        (("بوتين", "حلب"), 2, FAIR_CONFIDENCE),
        (("بوتين", "الصين"), 1, FAIR_CONFIDENCE - 0.1),
        (("ترامب",), 0, HIGH_CONFIDENCE),
    ],
)
def test_what_somebody_says_in_the_article_comes_before_what_only_names_them(
    named: tuple[str, ...], first: int, sure: float
) -> None:
    told = ("التقى بوتين وترامب.", "ووصف بوتين الرئيس بأنه مثقف.", "ووصف بوتين معركة حلب بأنها حاسمة.")
    article = Article("shown", "عنوان", " ".join(told))
    answer = Answer("ماذا قال؟", Verdict.ANSWERED, HIGH_CONFIDENCE, (part(article, Span(0, len(told[0]))),))
    found = in_own_words(Response(Interpretation("ماذا قال؟"), answer), named, frozenset({"وصف"}))
    assert (found.answer.quotes[0].text, found.answer.confidence) == (told[first], sure)


@pytest.mark.parametrize(
    ("text", "answered"),
    [("شكك سامي في الخبر.", True), ("قال المدير إنه التقى سامي في الميناء.", False)],
)
def test_nobody_is_said_to_be_silent_above_his_own_words(text: str, answered: bool) -> None:
    told = Quote(Article("x", "عنوان", text), 0, len(text), text, (), 1.0)
    answer = Answer("ما رد سامي على الغارات؟", Verdict.NOT_FOUND, 0.2, (told,), silent="سامي")
    found = spoken(Response(Interpretation(answer.question), answer), frozenset({"شكك", "قال"})).answer
    assert (found.verdict is Verdict.ANSWERED) is answered
    assert bool(found.silent) is not answered
    assert found.confidence < FAIR_CONFIDENCE


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("بدأت الغارات. شكك سامي في الخبر.", True),
        ("بدأت الغارات. وصل سامي.", False),
        ("شكك سامي في الخبر.", False),
    ],
)
def test_nobody_is_said_to_be_silent_who_speaks_in_an_article_just_shown_of_that(
    text: str, answered: bool
) -> None:
    shown = Quote(Article("x", "عنوان", text), 0, 4, text[:4], (), 1.0)
    answer = Answer("ما رد سامي على الغارات؟", Verdict.NOT_FOUND, 0.2, (), silent="سامي")
    response = Response(Interpretation(answer.question), answer)
    found = spoken(response, frozenset({"شكك"}), (shown,), ("سامي", "غارات")).answer
    assert [one.text for one in found.quotes] == (["شكك سامي في الخبر."] if answered else [])
    assert bool(found.silent) is not answered


@pytest.mark.parametrize(
    ("question", "holder", "text", "author", "kept"),
    [
        ("الصادرات في 2017", "", "بلغت الصادرات ألف طن.", None, False),
        ("الصادرات في 2016", "", "بلغت الصادرات ألف طن.", None, True),
        ("الصادرات في 2015", "", "بلغت الصادرات ألف طن عام 2015.", None, True),
        ("رأي سامي في الاتفاق", "سامي", "الاتفاق ضعيف.", None, False),
        ("رأي سامي في الاتفاق", "سامي", "الاتفاق ضعيف.", "سامي نصار", True),
        ("رأي سامي في الاتفاق", "سامي", "قال سامي إن الاتفاق ضعيف.", None, True),
    ],
)
def test_a_side_of_a_comparison_is_told_by_what_is_of_its_year_or_person(
    question: str, holder: str, text: str, author: str | None, kept: bool
) -> None:
    article = Article("x", "عنوان", text, author=author, published=datetime.date(2016, 3, 1))
    answer = Answer(question, Verdict.ANSWERED, 0.5, (Quote(article, 0, len(text), text, (), 1.0),))
    found = of_side(Response(Interpretation(question), answer), holder).answer
    assert (found.verdict is Verdict.ANSWERED) is kept


def test_the_words_of_others_are_no_answer_beside_those_of_whom_is_asked() -> None:
    text = "قالت المصادر إن الحرب طويلة. قال سامي إن الحرب قصيرة. وامتدت الحرب."
    article = Article("x", "عنوان", text)
    ends = [text.index("قال سامي"), text.index("وامتدت"), len(text)]
    quotes = tuple(
        Quote(article, start, end, text[start:end], (), 1.0)
        for start, end in zip([0, *ends], ends, strict=False)
    )
    answer = Answer("ماذا قال سامي عن الحرب؟", Verdict.ANSWERED, 0.6, quotes)
    response = Response(Interpretation(answer.question), answer)
    found = in_own_words(response, ("سامي", "حرب"), frozenset({"قال", "قالت"})).answer
    assert found.quotes == quotes[1:]
