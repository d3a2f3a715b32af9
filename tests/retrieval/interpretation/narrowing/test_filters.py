"""Which words of a question narrow it, and which are part of what is asked."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given

from retrieval.interpretation.narrowing.filters import Facets, FilterCues, narrowed, without
from retrieval.records import Scope
from tests.support.corpora import anything, unhurried
from tests.support.meaning import FACETS, filters, table


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def found(question: str, facets: Facets = FACETS) -> tuple[str, Scope | None]:
    """Return what is left to ask, and of which articles."""
    spotted = filters().find(question, facets)
    return without(question, spotted), narrowed(spotted)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("في 2014", "2014-01-01", "2014-12-31"),
        ("في عام ٢٠١٤", "2014-01-01", "2014-12-31"),
        ("سنة 2014م", "2014-01-01", "2014-12-31"),
        ("خلال العام 2014", "2014-01-01", "2014-12-31"),
        ("منذ مارس 2023", "2023-03-01", ""),
        ("منذ عام 2015", "2015-01-01", ""),
        ("بعد آذار 2016", "2016-04-01", ""),
        ("بعد 2016", "2017-01-01", ""),
        ("قبل 2015", "", "2014-12-31"),
        ("حتى كانون الأول 2015", "", "2015-12-31"),
        ("بين 2014 و2016", "2014-01-01", "2016-12-31"),
        ("بين عامي ٢٠١٤ و ٢٠١٦", "2014-01-01", "2016-12-31"),
        ("من مارس 2014 إلى مايو 2016", "2014-03-01", "2016-05-31"),
        ("من سنة 2014 لـ2016", "2014-01-01", "2016-12-31"),
        ("من مارس لمايو 2016", "2016-03-01", "2016-05-31"),
        ("ف صيف 2016", "2016-06-01", "2016-08-31"),
        ("خلال شهر أيلول 2018", "2018-09-01", "2018-09-30"),
        ("في غشت 2018", "2018-08-01", "2018-08-31"),
        ("في جويلية 2018", "2018-07-01", "2018-07-31"),
        ("في شباط/فبراير 2016", "2016-02-01", "2016-02-29"),
        ("في 15 سبتمبر 2014", "2014-09-15", "2014-09-15"),
        ("في صيف 2016", "2016-06-01", "2016-08-31"),
        ("خلال شتاء عام 2016", "2015-12-01", "2016-02-29"),
        ("في نهاية 2014", "2014-10-01", "2014-12-31"),
        ("في رمضان 2016", "2016-06-06", "2016-07-05"),
    ],
)
def test_times_of_reports_narrow(words: str, first: str, last: str) -> None:
    scope = Scope(day(first), day(last))
    assert found(f"ماذا قال وزير النقل عن الجسر {words}؟") == ("ماذا قال وزير النقل عن الجسر؟", scope)


@pytest.mark.parametrize("closing", ["بس", "فقط", "بس لو سمحت", "برك من فضلك", "فقط، please"])
def test_what_only_closes_a_question_may_stand_behind_its_filters(closing: str) -> None:
    question = f"ماذا قال وزير النقل عن الجسر في مارس 2015 {closing}؟"
    [one] = filters().find(question, FACETS)
    assert question[one.span.start : one.span.end] == "في مارس 2015"
    assert found(question) == ("ماذا قال وزير النقل عن الجسر؟", Scope(day("2015-03-01"), day("2015-03-31")))
    [alone] = filters().only(f"في 2016 {closing}", FACETS)
    assert alone.scope == Scope(day("2016-01-01"), day("2016-12-31"))


def test_what_closes_a_question_without_a_filter_stays_in_it() -> None:
    assert found("ماذا قال وزير النقل عن الجسر بس؟") == ("ماذا قال وزير النقل عن الجسر بس؟", None)


@pytest.mark.parametrize(("words", "last"), [("في 2014،", "2014-12-31"), ("من 2014 إلى 2016", "2016-12-31")])
def test_a_time_may_stand_before_the_question(words: str, last: str) -> None:
    scope = Scope(day("2014-01-01"), day(last))
    assert found(f"{words} ماذا قال وزير النقل عن الجسر؟") == ("ماذا قال وزير النقل عن الجسر؟", scope)


@pytest.mark.parametrize(
    "question",
    [
        "ماذا حدث في الميناء في 2014؟",
        "من افتتح الجسر عام 2014؟",
        "كم بلغ عدد السكان قبل 2015؟",
        "أين أقيمت بطولة 2018؟",
        "ما نتائج انتخابات عام 2016؟",
        "من حكم المدينة بين 1901 و1927؟",
        "ماذا قال الوزير عن ميزانية 2018؟",
        "ماذا قال الوزير في 2014 عن الجسر؟",
        "ماذا نشر في 2014؟",
        "ماذا قال الوزير في أيلول؟",
        "ماذا قال الوزير بين 2016 و2014؟",
    ],
)
def test_the_time_of_what_is_asked_about_narrows_nothing(question: str) -> None:
    assert found(question) == (question, None)


def test_what_happened_since_a_day_was_published_since() -> None:
    assert found("ماذا حدث في الميناء منذ 2014؟") == ("ماذا حدث في الميناء؟", Scope(first=day("2014-01-01")))


def test_a_time_that_leaves_out_no_dated_article_is_no_filter() -> None:
    question = "ماذا حدث في الميناء منذ 1995؟"
    assert found(question) == (question, None)
    assert found("ماذا قال الوزير عن الجسر في 2014؟", Facets(FACETS.outlets))[1] is None


@pytest.mark.parametrize(
    ("words", "outlet"),
    [
        ("من بريد الساحل", "بريد الساحل"),
        ("نقلا عن بريد الساحل", "بريد الساحل"),
        ("نقلاً عن النافذة", "النافذة"),
        ("بحسب النافذة", "النافذة"),
        ("من موقع النافذة", "النافذة"),
        ("وفقا لصحيفة النافذة", "النافذة"),
        ("طبقا للنافذة", "النافذة"),
        ("من صحيفة المرفأ", "صحيفة المرفأ"),
        ("بحسب المرفا", "صحيفة المرفأ"),
        ("من شبكة منارة", "شبكة منارة الإخبارية"),
        ("من وكالة الجنوب", "وكالة أنباء الجنوب"),
    ],
)
def test_outlets_of_the_archive_narrow(words: str, outlet: str) -> None:
    asked = ("كم بلغت كلفة الجسر؟", Scope(outlets=(outlet,)))
    assert found(f"كم بلغت كلفة الجسر {words}؟") == asked


@pytest.mark.parametrize(
    "question",
    [
        "من بريد الساحل؟",
        "من خرج من النافذة؟",
        "كم صحفيا استقال من صحيفة المرفأ؟",
        "ماذا قالت صحيفة المرفأ عن الجسر؟",
        "متى تأسست وكالة أنباء الجنوب؟",
        "ماذا ورد عن الجسر في النافذة؟",
        "كم بلغت كلفة الجسر من صحيفة الشروق البعيد؟",
        "ماذا قيل عن بريد الساحل؟",
    ],
)
def test_outlets_that_are_spoken_of_and_strange_ones_narrow_nothing(question: str) -> None:
    assert found(question) == (question, None)


def test_where_something_was_written_narrows_what_was_said() -> None:
    scope = Scope(outlets=("صحيفة المرفأ",))
    assert found("ماذا ورد عن الجسر في صحيفة المرفأ؟") == ("ماذا ورد عن الجسر؟", scope)


def test_filters_add_up() -> None:
    scope = Scope(day("2015-01-01"), day("2016-12-31"), ("النافذة",))
    asked = "ماذا قال الوزير عن الجسر بحسب النافذة منذ 2015 حتى 2016؟"
    assert found(asked) == ("ماذا قال الوزير عن الجسر؟", scope)


def test_of_endless_filters_the_last_count() -> None:
    spotted = filters().find(f"ماذا قال الوزير {'منذ 2015 ' * 3000}؟", FACETS)
    assert 0 < len(spotted) < 20


@pytest.mark.parametrize(
    ("said", "words"),
    [("ومنذ 2015؟", "منذ 2015"), ("ومن بريد الساحل؟", "من بريد الساحل"), ("في عام 2014", "في عام 2014")],
)
def test_a_text_may_be_nothing_but_a_filter(said: str, words: str) -> None:
    [only] = filters().only(said, FACETS)
    assert said[slice(*only.span)] == words


@pytest.mark.parametrize("said", ["وفي الميناء؟", "ومنذ 2015 ماذا حدث؟", "2015", "", "و"])
def test_other_texts_are_more_or_less_than_a_filter(said: str) -> None:
    assert filters().only(said, FACETS) == ()


@unhurried
@given(anything)
def test_filters_are_parts_of_what_was_said_in_order(question: str) -> None:
    spotted = filters().find(question, FACETS)
    edges = [edge for found in spotted for edge in found.span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(question) for edge in edges)
    filters().only(question, FACETS)


def test_word_lists_that_are_missing_are_named() -> None:
    with pytest.raises(ValueError, match="filters: expected a table"):
        FilterCues.from_table({name: found for name, found in table().items() if name != "filters"})
