from __future__ import annotations

import pytest

from retrieval.arabic.language import QuestionKind
from tests.support.meaning import analyser, understood


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("متى بدأت الحرب؟", QuestionKind.WHEN),
        ("من هي الدول التي قاطعت القمة؟", QuestionKind.WHERE),
        ("شكون هوما الدول؟", QuestionKind.WHERE),
        ("من هي مدينة بغداد؟", QuestionKind.WHO),
        ("إيمتى بلشت الحرب؟", QuestionKind.WHEN),
        ("امتى بدأت الحرب", QuestionKind.WHEN),
        ("وقتاش بدات الحرب؟", QuestionKind.WHEN),
        ("في أي عام بدأت الحرب؟", QuestionKind.WHEN),
        ("ما تاريخ بدء الحرب؟", QuestionKind.WHEN),
        ("أين عقد المؤتمر؟", QuestionKind.WHERE),
        ("وين عقد المؤتمر؟", QuestionKind.WHERE),
        ("فين عقد المؤتمر؟", QuestionKind.WHERE),
        ("المؤتمر كان فين؟", QuestionKind.WHERE),
        ("في أي مدينة عقد المؤتمر؟", QuestionKind.WHERE),
        ("ما هي عاصمة فرنسا؟", QuestionKind.WHERE),
        ("من هو الوزير؟", QuestionKind.WHO),
        ("مين الوزير؟", QuestionKind.WHO),
        ("شكون الوزير؟", QuestionKind.WHO),
        ("منو الوزير؟", QuestionKind.WHO),
        ("كم عدد القتلى؟", QuestionKind.HOW_MANY),
        ("قديش عدد القتلى؟", QuestionKind.HOW_MANY),
        ("شحال عدد القتلى؟", QuestionKind.HOW_MANY),
        ("ما عدد القتلى؟", QuestionKind.HOW_MANY),
        ("ما هو عدد سكان بغداد؟", QuestionKind.HOW_MANY),
        ("لماذا انسحبت القوات؟", QuestionKind.WHY),
        ("ليش انسحبت القوات؟", QuestionKind.WHY),
        ("علاش انسحبت القوات؟", QuestionKind.WHY),
        ("ما سبب انسحاب القوات؟", QuestionKind.WHY),
        ("كيف انسحبت القوات؟", QuestionKind.HOW),
        ("ازاي انسحبت القوات؟", QuestionKind.HOW),
        ("شلون انسحبت القوات؟", QuestionKind.HOW),
        ("ماذا قال الوزير عن الحرب؟", QuestionKind.QUOTATION),
        ("هل انسحبت القوات؟", QuestionKind.WHETHER),
        ("ماذا حدث في حلب؟", QuestionKind.WHAT),
        ("شو صار بحلب؟", QuestionKind.WHAT),
        ("انسحاب القوات من حلب", QuestionKind.WHAT),
        ("ومتى بدأت الحرب؟", QuestionKind.WHEN),
        ("مَتَى بَدَأَتِ الحَرْبُ؟", QuestionKind.WHEN),
    ],
)
def test_a_question_asks_for_what_its_words_say_in_any_dialect(text: str, kind: QuestionKind) -> None:
    assert understood(text).kind is kind


def test_a_question_for_a_thing_of_a_class_expects_its_members() -> None:
    expected = understood("ما لون علم العراق؟").expected

    assert {analyser().form(colour).stem for colour in ("أحمر", "أخضر")} <= expected
    assert analyser().form("بغداد").stem not in expected


def test_a_question_that_names_no_class_expects_nothing_particular() -> None:
    assert understood("ماذا حدث أمس؟").expected == frozenset()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("شوكت انتهت الحرب؟", QuestionKind.WHEN),
        ("يمتى خلصت الحرب؟", QuestionKind.WHEN),
        ("لوين سافر الوزير؟", QuestionKind.WHERE),
        ("شكد كلف الجسر؟", QuestionKind.HOW_MANY),
        ("أديش عدد السكان؟", QuestionKind.HOW_MANY),
        ("بشحال تباع الدار؟", QuestionKind.HOW_MANY),
        ("اشكون فاز بالكأس؟", QuestionKind.WHO),
        ("لمين أعطوا الجائزة؟", QuestionKind.WHO),
        ("اشلون انتهى الإضراب؟", QuestionKind.HOW),
        ("وشو سبب الحريق؟", QuestionKind.WHY),
        ("أشنو وقع في السوق؟", QuestionKind.WHAT),
        ("لشو كل هذا؟", QuestionKind.WHY),
        ("واش رجع القطار؟", QuestionKind.WHETHER),
    ],
)
def test_the_question_words_of_every_region_ask(text: str, kind: QuestionKind) -> None:
    assert understood(text).kind is kind


@pytest.mark.parametrize("text", ["ما أكثر ولاية وقعت فيها الحوادث؟", "ما هي أكبر مدينة في المغرب؟"])
def test_a_superlative_before_a_noun_asks_for_that(text: str) -> None:
    assert understood(text).kind is QuestionKind.WHERE
