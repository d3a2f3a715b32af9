"""Lists that are asked for within a time, wherever in the message that stands."""

from __future__ import annotations

import datetime

import pytest

from retrieval.dialogue.turns import Browse, Context, Questions
from retrieval.interpretation.narrowing.filters import Facets
from retrieval.records import Scope
from tests.support.meaning import dialogue

FACETS = Facets(
    (),
    datetime.date(2013, 5, 1),
    datetime.date(2026, 1, 1),
    knows=lambda word: True,
    newest=datetime.date(2017, 6, 21),
)
YEARS = Scope(datetime.date(2014, 1, 1), datetime.date(2015, 12, 31))
QUARTER = Scope(datetime.date(2015, 1, 1), datetime.date(2015, 3, 31))
SUMMER = Scope(datetime.date(2015, 6, 1), datetime.date(2015, 8, 31))
MARCH = Scope(datetime.date(2017, 3, 1), datetime.date(2017, 3, 31))
LATER = Scope(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))


@pytest.mark.parametrize(
    ("said", "subject", "scope"),
    [
        ("من سنة 2014 لـ2015 شو صار في مصر", "مصر", YEARS),
        ("شنوة صار في مصر من 2014 الى 2015", "مصر", YEARS),
        ("بين 2014 و2015 ماذا حدث في مصر؟", "مصر", YEARS),
        ("شو صار بين يناير ومارس 2015 في ليبيا", "ليبيا", QUARTER),
        ("شو صار في ليبيا في الفترة من يناير إلى مارس 2015", "ليبيا", QUARTER),
        ("شو صار في مصر خلال سنتي 2014 و2015", "مصر", YEARS),
        ("أخبار مصر 2014-2015", "مصر", YEARS),
        ("شو صار في مصر في 2014 و2015", "مصر", YEARS),
        ("وش حصل في مصر من 1 يناير 2015 الى 31 مارس 2015", "مصر", QUARTER),
        ("أهم الأحداث في ليبيا بين يناير ومارس 2015", "ليبيا", QUARTER),
        ("شنو وقع ف سوسة ف صيف 2015", "سوسة", SUMMER),
        ("شو صار صيف 2015 بسوسة", "سوسة", SUMMER),
        ("أحداث مارس 2017 في فرنسا", "فرنسا", MARCH),
        ("وش صار في سوريا عام 2020", "سوريا", LATER),
    ],
)
def test_what_happened_in_a_place_within_a_long_time_is_the_list_of_that_time(
    said: str, subject: str, scope: Scope
) -> None:
    turn = dialogue().interpret(said, Context(), FACETS)
    assert isinstance(turn, Browse)
    assert (turn.subject, turn.scope) == (subject, scope)


def test_other_news_of_a_subject_can_be_asked_for() -> None:
    assert dialogue().interpret("عطيني اخبار اخرى على مصر", Context(), FACETS) == Browse("مصر")


@pytest.mark.parametrize(
    "said",
    [
        "ماذا حدث في فرنسا عام 1789؟",
        "ماذا حدث بين عامي 1922-1991؟",
        "ماذا حدث لجسر الياسمين عام 2015؟",
        "من فاز في مصر بين 2014 و2015؟",
        "من 2015 شو صار في مصر",
    ],
)
def test_a_time_before_the_archive_or_of_what_is_no_place_is_part_of_the_question(said: str) -> None:
    assert isinstance(dialogue().interpret(said, Context(), FACETS), Questions)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("وقبلها بشهر وش صار", "2017-05-01", "2017-05-31"),
        ("شو صار قبلها بيومين؟", "2017-06-03", "2017-06-03"),
        ("وماذا حدث بعدها بأسبوع؟", "2017-06-12", "2017-06-18"),
    ],
)
def test_a_time_counted_from_what_was_shown_is_the_list_of_that_time(
    said: str, first: str, last: str
) -> None:
    shown = Context("متى قطعت السعودية علاقتها مع قطر؟", 1, day=datetime.date(2017, 6, 5))
    turn = dialogue().interpret(said, shown, FACETS)
    assert isinstance(turn, Browse) and turn.subject == "قطر"
    assert turn.scope == Scope(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize("said", ["وقبلها وش صار", "وقبلها بقليل وش صار", "من استقال قبلها بشهر؟"])
def test_what_counts_no_time_or_asks_more_than_what_happened_is_a_question(said: str) -> None:
    shown = Context("متى قطعت السعودية علاقتها مع قطر؟", 1, day=datetime.date(2017, 6, 5))
    assert isinstance(dialogue().interpret(said, shown, FACETS), Questions)


@pytest.mark.parametrize(
    ("said", "subject", "narrowed"),
    [
        ("نحب نشوف المقالات على تزوير العملة في أكتوبر 2016", "تزوير العملة", True),
        ("عايز اشوف المقالات اللي اتكتبت عن تزوير العملة", "تزوير العملة", False),
        ("بدي شوف شو انكتب عن ليبيا", "ليبيا", False),
        ("ابي اشوف الأخبار اللي عن ليبيا في 2016", "ليبيا", True),
        ("بغيت نشوف المقالات الكل على المغرب", "المغرب", False),
        ("أود أن أطلع على ما نشر حول ليبيا", "ليبيا", False),
        ("مشكور، شكو اخبار جديده", "", False),
        ("شكو اخبار جديدة عن العراق", "العراق", False),
        ("واش كاين شي جديد على المغرب", "المغرب", False),
        ("نحب نشوف الأخبار في أكتوبر 2016", "", True),
    ],
)
def test_a_wish_to_see_articles_and_a_question_whether_there_is_news_are_lists_of_their_subject(
    said: str, subject: str, *, narrowed: bool
) -> None:
    listed = dialogue().interpret(said, Context(), FACETS)
    assert isinstance(listed, Browse)
    assert (listed.subject, bool(listed.narrowings)) == (subject, narrowed)
