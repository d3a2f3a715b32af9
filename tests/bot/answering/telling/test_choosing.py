"""Which quotes of an answer are shown, and which of them first."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from bot.answering.telling.choosing import (
    newest_first,
    newest_numbers,
    newest_value,
    unless_priced,
    with_rate,
    without_homographs,
    without_object,
    without_strays,
)
from bot.answering.telling.responses import Response
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.interpretation.interpreter import Interpretation
from retrieval.records import Answer, Article, Quote, Span, Verdict
from tests.bot.answering.archives import quote
from tests.support.meaning import FACETS, interpreter

TOLD = (
    ("oil", "زيت الزيتون بثمانية دنانير."),
    ("oil", "ارتفع السعر."),
    ("shoes", "حذاء بمئات."),
    ("press", "عصر الزيتون."),
)


def test_quotes_of_other_articles_that_name_nothing_of_what_was_asked_are_left_out() -> None:
    found = Response(
        interpreter().understand("بكم زيت الزيتون؟", None, FACETS),
        Answer("", Verdict.ANSWERED, 0.4, tuple(replace(quote(one), text=text) for one, text in TOLD)),
    )
    surely = replace(found, answer=replace(found.answer, confidence=HIGH_CONFIDENCE))
    kept = without_strays(surely, ("زيت", "زيتون")).answer.quotes
    assert [one.text for one in kept] == [TOLD[0][1], TOLD[1][1], TOLD[3][1]]
    unsure = without_strays(found, ("زيتون", "دنانير")).answer.quotes
    assert [one.text for one in unsure] == [TOLD[0][1], TOLD[1][1]]  # «عصر الزيتون» names less
    assert without_strays(found, ("عنب", "تين")) == without_strays(found, ("زيت",)) == found


def _counted(name: str, title: str, day: int, text: str, number: str) -> Quote:
    found = Article(name, title, text, published=datetime.date(2021, 4, day))
    mark = Span(text.index(number), text.index(number) + len(number))
    return Quote(found, 0, len(text), text, (mark,), 1.0)


def test_the_newest_of_like_numbers_comes_first() -> None:
    older = _counted("one", "حصيلة حريق البرج ترتفع", 1, "بلغ عدد قتلى حريق البرج 17 قتيلا.", "17")
    newer = _counted("two", "حصيلة حريق البرج ترتفع مجددا", 3, "بلغ عدد قتلى حريق البرج 30 قتيلا.", "30")
    other = _counted("three", "افتتاح سوق", 5, "بلغ عدد قتلى حريق البرج والسوق 9.", "9")
    found = Response(Interpretation(""), Answer("", Verdict.ANSWERED, 0.9, (older, other, newer)))
    assert newest_first(found, ("حريق", "برج")).answer.quotes == (newer, older, other)
    assert newest_first(found, ("حريق", "طائرة")).answer.quotes == (newer, older, other)
    refused = replace(found, answer=replace(found.answer, verdict=Verdict.NOT_FOUND))
    assert newest_first(refused, ("حريق",)) == refused


def test_what_only_describes_another_is_no_noun_of_a_place() -> None:
    assert interpreter().noun_of_place("ماذا فعل منتخب مصر؟") == "منتخب"
    assert not interpreter().noun_of_place("من هو رئيس مصر؟") and not interpreter().noun_of_place(
        "أين تقع مصر؟"
    )
    elected, team = (
        replace(quote("one"), text=text) for text in ("اتصل الرئيس المنتخب بمصر.", "فاز المنتخب على مصر.")
    )
    found = Response(Interpretation(""), Answer("", Verdict.ANSWERED, 0.6, (elected, team)))
    assert without_homographs(found, "منتخب").answer.quotes == (team,)
    alone = replace(found, answer=replace(found.answer, quotes=(elected,)))
    assert without_homographs(alone, "منتخب").answer.verdict is Verdict.NOT_FOUND
    assert without_homographs(found, "") == found


def rate(year: int, text: str, value: str) -> Quote:
    article = Article(f"{year}", "الدينار أمام الدولار", text, published=datetime.date(year, 1, 1))
    marked = (Span(text.index(value), text.index(value) + len(value)),) if value else ()
    return Quote(article, 0, len(text), text, marked, 1.0)


@pytest.mark.parametrize(
    ("newer", "value", "first"),
    [
        ("بلغ الدينار 2.356 مقابل الدولار.", "2.356", 2017),
        ("بلغ الدينار 2.3 دينار مقابل الدولار.", "2.3 دينار", 2017),
        ("تراجع الدينار 10 بالمائة أمام الدولار.", "10 بالمائة", 2014),
        ("تراجع الدينار أمام الدولار.", "", 2014),
    ],
)
def test_the_newest_of_like_values_is_told_first(newer: str, value: str, first: int) -> None:
    old, new = rate(2014, "بلغ الدينار 1.63 دينار للدولار.", "1.63 دينار"), rate(2017, newer, value)
    answer = Answer("كم سعر الدينار مقابل الدولار؟", Verdict.ANSWERED, 0.7, (old,))
    response = Response(Interpretation(answer.question), answer)
    told = newest_value(response, (old, new), ["دينار", "دولار"], frozenset({"دينار", "دولار"})).answer.quotes
    assert told[0].article.id == f"{first}"


@pytest.mark.parametrize(
    ("texts", "beside", "kept"),
    [
        (["بلغ الدينار 2.2 إزاء الدولار."], [], []),
        (["المتر من السجاد بثمانية عشر جنيها، أي نحو دولار."], [], []),
        (["بلغ الدولار 18 مقابل الجنيه."], [], [0]),
        (["بلغ الدينار 2.2 إزاء الدولار."], ["الدولار يعادل 18 جنيها."], [1]),
    ],
)
def test_a_rate_is_told_by_what_holds_both_currencies_against_one_another(
    texts: list[str], beside: list[str], kept: list[int]
) -> None:
    quotes = [rate(2016, text, text.split()[0]) for text in (*texts, *beside)]
    answer = Answer("كم الدولار مقابل الجنيه؟", Verdict.ANSWERED, 0.7, tuple(quotes[: len(texts)]))
    response = Response(Interpretation(answer.question), answer)
    told = with_rate(response, quotes[len(texts) :], ["دولار", "جنيه"]).answer
    assert told.quotes == tuple(quotes[n] for n in kept)
    assert (told.verdict is Verdict.ANSWERED) is bool(kept)


def test_a_newer_value_of_another_thing_is_no_newer_value() -> None:
    old, new = rate(2014, "ثمن الزيت 8 دينار.", "8 دينار"), rate(2017, "ثمن الخبز 2 دينار.", "2 دينار")
    response = Response(
        Interpretation("كم ثمن الزيت؟"), Answer("كم ثمن الزيت؟", Verdict.ANSWERED, 0.7, (old,))
    )
    assert newest_value(response, (old, new), ["زيت"], frozenset({"دينار"})).answer.quotes == (old,)


def test_of_numbers_of_several_days_the_newest_is_told_first() -> None:
    text = "ارتفع عدد القتلى إلى 30 قتيلا."
    mark = Span(text.index("30"), text.index("30") + 2)

    def told(name: str, day: int, *marks: Span) -> Quote:
        article = Article(name, "عنوان", text, published=datetime.date(2017, 6, day))
        return Quote(article, 0, len(text), text, marks, 1.0)

    quotes = [told("first", 15, mark), told("none", 18), told("last", 17, mark)]
    assert [one.article.id for one in newest_numbers(quotes)] == ["last", "first", "none"]


def _marked(name: str, text: str, word: str) -> Quote:
    mark = Span(text.index(word), text.index(word) + len(word))
    return replace(quote(name), text=text, highlights=(mark,))


@pytest.mark.parametrize(
    ("text", "word", "marks"),
    [
        ("فتح تحقيق في اغتيال المهندس نادر الصافي أمس.", "المهندس", 0),
        ("قتل الجندي نادر الصافي أمس.", "الجندي", 1),
        ("اتهم الوزير بقتل نادر الصافي.", "الوزير", 1),
    ],
)
def test_whoever_something_was_done_to_is_not_marked_as_who_did_it(text: str, word: str, marks: int) -> None:
    meant = interpreter().understand("من قتل نادر الصافي؟", None, FACETS)
    found = Response(meant, Answer("", Verdict.ANSWERED, 0.4, (_marked("one", text, word),)))
    [told] = without_object(found, interpreter()).answer.quotes
    assert len(told.highlights) == marks


def test_what_tells_who_did_it_comes_before_what_tells_only_to_whom() -> None:
    victim = _marked("victim", "تحقيق في مقتل المهندس نادر الصافي أمس.", "المهندس")
    doer = _marked("doer", "تكريم الشهيد المهندس نادر الصافي الذي قتله الاحتلال.", "المهندس")
    meant = interpreter().understand("من قتل نادر الصافي؟", None, FACETS)
    found = Response(meant, Answer("", Verdict.ANSWERED, 0.4, (victim, doer)))
    assert [one.article.id for one in without_object(found, interpreter()).answer.quotes] == [
        "doer",
        "victim",
    ]
    other = replace(found, meant=interpreter().understand("أين قتل نادر الصافي؟", None, FACETS))
    assert without_object(other, interpreter()) is other


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("ظل المرجان عشرين قرنا يصنف مع الأحجار الكريمة.", False),
        ("يباع المرجان بستين دولارا للكيلو.", True),
        ("يباع المرجان بـ60 $ للكيلو.", True),
        ("يبلغ سعر المرجان 200 دنانير.", True),
    ],
)
def test_what_something_costs_is_doubtful_where_no_quote_names_money(text: str, sure: bool) -> None:
    quote = Quote(Article("coral", "المرجان", text), 0, len(text), text, (), 1.0)
    asked = "كم سعر كيلو المرجان؟"
    response = Response(Interpretation(asked), Answer(asked, Verdict.ANSWERED, 0.9, (quote,)))
    assert (unless_priced(response, ("دولار", "ين")).answer.confidence >= FAIR_CONFIDENCE) is sure
