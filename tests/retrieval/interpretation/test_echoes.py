"""A reader is told what a question was taken for only in words that one would say."""

from __future__ import annotations

import pytest

from retrieval.interpretation.exchanging import headed
from tests.support.meaning import FACETS, interpreter


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("المؤشر، بورصة تونس", "بورصة تونس"),
        ("هجوم نيس", "هجوم نيس"),
        ("وزير الدفاع الأميركي", "وزير الدفاع الأميركي"),
        ("السبب، تخرج بريطانيا من الاتحاد", ""),
        ("نمر حارسة عندما كانت", ""),
        ("قال الأسد ذلك عن أردوغان", ""),
        ("السويد التجنيد الإجباري", ""),
        ("البلدية جسر النخلة", ""),
        ("لمدة قد", ""),
        ("هيلموت كول كي", ""),
        ("الصين سكّرت الجسر الزجاجي", ""),
    ],
)
def test_what_was_spoken_of_is_named_where_it_is_a_noun_that_nothing_cuts(about: str, said: str) -> None:
    assert interpreter().echoes.topic(about) == said


@pytest.mark.parametrize(
    ("question", "well"),
    [
        ("شو قال وزير الدفاع الأميركي عن فرنسا؟", True),
        ("متى قال بوتين ذلك عن الاتفاق؟", True),
        ("كم بلغت كلفة جسر الياسمين؟", True),
        ("علاش صار في بورصة تونس؟", False),
        ("وين صار لحارسة الحديقة؟", False),
        ("ليه المعارضة اتحفظت على لمدة قد؟", False),
        ("امتى نشر الأسد الكلام ده؟", False),
        ("شكون وزير دفاع السويد التجنيد الإجباري؟", False),
        ("اسكتلندا؟", False),
        ("وين التقوا كيري على لافروف؟", False),
        ("وين التقى كيري ولافروف؟", True),
        ("كم ثمن الماسة الكبيرة وفي أي بلد؟", False),
        ("كم ثمن الماسة الكبيرة في بلد المنشأ؟", True),
        ("ايش كان مرض مرض السكري؟", False),
        ("وين ولد هجوم مانشستر؟", False),
        ("وين ولد منفذ هجوم مانشستر؟", True),
        ("قديش طول الصين سكّرت الجسر الزجاجي؟", False),
        ("مين ساعد هلق اللاجئ السوري؟", False),
        ("كام طول نفق؟", False),
        ("ماذا اسم المدير؟", False),
        ("كم طول النفق؟", True),
        ("ماذا بيدي مطعم بيأكل الغلابة ببلاش؟", False),
        ("قداش صدرنا من زيت الزيتونة العام؟", False),
        ("كم صدرت تونس في نهاية العام؟", True),
    ],
)
def test_a_question_that_was_put_together_is_shown_where_somebody_would_ask_it_so(
    question: str, well: bool
) -> None:
    assert interpreter().echoes.reads_well(question) is well


@pytest.mark.parametrize(
    ("said", "earlier", "means"),
    [
        ("وأمريكا؟", "ماذا قال بوتين؟", "ماذا قالت أمريكا؟"),
        ("وروسيا؟", "كيف رد العراق على الهجوم؟", "كيف ردت روسيا على الهجوم؟"),
        ("والعراق؟", "ماذا قالت تركيا؟", "ماذا قال العراق؟"),
    ],
)
def test_a_verb_of_saying_agrees_with_the_place_that_speaks_now(said: str, earlier: str, means: str) -> None:
    assert interpreter().understand(said, earlier, FACETS).question == means


@pytest.mark.parametrize(
    ("question", "well"),
    [
        ("أين أعلن لقتال داعش ذلك؟", False),
        ("مين وافق على لدعم الأكراد؟", False),
        ("مين مع كيري لموسكو؟", False),
        ("متى قالت الأسد ذلك؟", False),
        ("متى بدأ الهدنة في جنيف؟", False),
        ("أين أعلن بوتين أنقرة للقاء أردوغان ذلك؟", False),
        ("أين أعلنت واشنطن العمل المشترك ذلك؟", False),
        ("فرنسا رد عليه بايه؟", False),
        ("متى قالت فرنسا ذلك؟", True),
        ("أين أعلن الأسد ذلك؟", True),
        ("أين أعلن وزير الدفاع ذلك؟", True),
        ("بماذا رد الأسد على أردوغان؟", True),
        ("متى بدأت الهدنة في جنيف؟", True),
    ],
)
def test_what_has_no_subject_that_fits_its_verb_is_not_said(question: str, well: bool) -> None:
    assert interpreter().echoes.reads_well(question) is well


def test_a_heading_leaves_out_what_a_question_was_taken_to_be_of_where_that_is_more_than_a_name() -> None:
    assert headed("كم عمره (محمد صلاح)؟") == "كم عمره (محمد صلاح)؟"
    assert headed("هل سيجتمع به (كان يريد الأسد من زيارته)؟") == "هل سيجتمع به؟"
