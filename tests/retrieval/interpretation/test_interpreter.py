"""Follow-ups and filters together: what a reader means."""

from __future__ import annotations

import datetime

import pytest

from retrieval.interpretation.narrowing.filters import Facets
from retrieval.records import Scope
from tests.support.meaning import FACETS, interpreter

EARLIER = "ماذا قال وزير النقل عن الجسر منذ مارس 2014؟"


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("وماذا قال عن الميناء؟", "ماذا قال وزير النقل عن الميناء منذ مارس 2014؟"),
        ("وماذا قال عن الميناء في 2015؟", "ماذا قال وزير النقل عن الميناء في 2015؟"),
        ("ومنذ 2016؟", "ماذا قال وزير النقل عن الجسر منذ 2016؟"),
        ("ومن بريد الساحل؟", "ماذا قال وزير النقل عن الجسر منذ مارس 2014 من بريد الساحل؟"),
        ("ماذا قال رئيس البلدية عن الميناء؟", "ماذا قال رئيس البلدية عن الميناء؟"),
    ],
)
def test_the_filters_of_the_earlier_question_stay_until_others_of_their_kind_come(
    said: str, question: str
) -> None:
    assert interpreter().understand(said, EARLIER, FACETS).question == question


def test_a_question_is_asked_without_its_filters_and_can_drop_them_one_by_one() -> None:
    meant = interpreter().understand("ماذا قال الوزير عن الجسر بحسب النافذة منذ 2015؟", None, FACETS)
    assert meant.asked == "ماذا قال الوزير عن الجسر؟"
    assert meant.scope == Scope(first=datetime.date(2015, 1, 1), outlets=("النافذة",))
    assert meant.labels == ("بحسب النافذة", "منذ 2015")
    assert meant.widened == "ماذا قال الوزير عن الجسر منذ 2015؟"
    assert meant.dropping(0) == "ماذا قال الوزير عن الجسر منذ 2015؟"
    assert meant.dropping(1) == "ماذا قال الوزير عن الجسر بحسب النافذة؟"
    assert meant.dropping(2) == meant.question


def test_without_anything_earlier_what_is_said_is_what_is_meant() -> None:
    meant = interpreter().understand("ومتى كان ذلك؟", None, Facets())
    assert (meant.question, meant.filters, meant.scope) == ("ومتى كان ذلك؟", (), None)


@pytest.mark.parametrize(("word", "names"), [("ولادة", True), ("وحلب", False), ("قال", False), ("حلب", True)])
def test_a_word_that_is_no_verb_and_follows_nothing_may_name_something(word: str, names: bool) -> None:
    assert interpreter().names(word) is names


def test_a_short_question_of_a_word_spoken_of_before_may_go_on_from_it() -> None:
    meant = interpreter().understand("ومن هو رئيس البنك؟", "كم أقرض البنك الدولي تونس؟", Facets())
    assert meant.goes_on and not meant.may_lean


def test_a_question_that_follows_on_may_be_longer_than_one_that_does_not() -> None:
    def goes_on(said: str) -> bool:
        return interpreter().understand(said, "كم قتيلا في حريق لندن؟", Facets()).goes_on

    assert goes_on("وكم شخصا كان ساكنا في البرج؟") and not goes_on("كم شخصا كان ساكنا في البرج؟")


def test_of_what_was_spoken_of_the_last_and_the_first_are_kept() -> None:
    earlier = "من أنقذ الرضيع (الأمهات، حريق لندن)؟"
    assert interpreter().about(earlier, Facets()) == "الرضيع، حريق لندن"


@pytest.mark.parametrize(
    ("said", "office", "points"),
    [
        ("الوزير ده مين؟", ("وزير",), True),
        ("وزير الدفاع اسمه ايه؟", ("وزير", "دفاع"), False),
        ("والباحثة مين؟", ("باحثه",), False),
        ("الوزير هذا منه؟", ("وزير",), True),
        ("وشكون وزير دفاعها؟", ("وزير", "دفاع"), False),
        ("شو اسم السفير السوري", ("سفير", "سوري"), False),
        ("مين قتل الوزير؟", (), False),
        ("ما عاصمة فرنسا؟", (), False),
    ],
)
def test_the_holder_of_an_office_is_asked_for_by_its_words_alone(
    said: str, office: tuple[str, ...], points: bool
) -> None:
    assert interpreter().asked_office(said) == (office, points)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("وماذا عن غزة؟", "غزة"),
        ("وإسرائيل شو دخلها؟", "إسرائيل"),
        ("والغنوشي شنوة دخلو في الموضوع؟", "الغنوشي"),
        ("والأكراد شو دخلهم بالموضوع؟", "الأكراد"),
        ("وكوريا الشمالية ايه دخلها بالقصة دي؟", "كوريا الشمالية"),
        ("والوزير شو دخله؟", ""),
        ("إسرائيل شو قالت؟", ""),
        ("ماذا حدث في غزة؟", ""),
    ],
)
def test_what_a_question_only_names_is_known(said: str, named: str) -> None:
    assert interpreter().only_about(said) == named


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("من هو بوتين؟", ("بوتين",)), ("مين بشار الأسد", ("بشار", "اسد")), ("من هو الرئيس؟", ()),
        ("من قتل بوتين؟", ()), ("من ساند نادية؟", ()),
        ("من هو الطبيب الذي مات؟", ()), ("ما هي روسيا؟", ()),
    ],
)  # fmt: skip
def test_who_somebody_is_is_asked_by_a_name_alone(said: str, name: tuple[str, ...]) -> None:
    assert interpreter().only_person(said) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("بيسكوف قال ايه لما سألوه عن الموضوع ده", "بيسكوف"),
        ("الغنوشي شنو قال على هاد الشي؟", "الغنوشي"),
        ("ماشي، ومحمد صلاح؟", "محمد صلاح"),
        ("طيب وأردوغان؟", "أردوغان"),
        ("ماذا قال بوتين عن هذا الأمر؟", "بوتين"),
        ("والمدرب؟", ""),
        ("والوزير شو قال عن هالشي؟", ""),
        ("وثمنه؟", ""),
        ("مين أصحاب الفكرة دي؟", ""),
        ("هو قال ايه؟", ""),
        ("فلوس كثير؟", ""),
    ],
)
def test_whom_a_turn_names_by_itself_is_known(said: str, name: str) -> None:
    assert interpreter().own_name(said) == name
