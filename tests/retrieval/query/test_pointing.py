"""What a question points at is its noun, before what points or, in dialects, behind it."""

from __future__ import annotations

import pytest

from tests.support.meaning import interpreter


@pytest.mark.parametrize(
    ("said", "noun"),
    [
        ("من يقدم هذا البرنامج؟", "برنامج"),
        ("وشكون يقدّم البرنامج هذا؟", "برنامج"),
        ("مين صاحب المحل ده؟", "محل"),
        ("ومتى صدر هاد القرار؟", "قرار"),
        ("والقرار هيدا صدر إيمتى؟", "قرار"),
        ("شكون صاحب الفكرة هادي؟", "فكره"),
        ("شكون صاحب المحل هذاكا؟", "محل"),
        ("علاش ولعو القرية هاديك؟", "قريه"),
        ("متى قال الرئيس هذا؟", ""),
        ("من فاز بالبطولة هذا العام؟", ""),
        ("ماذا حدث هذا الأسبوع؟", ""),
        ("متى كان ذلك؟", ""),
        ("ما اسم سلسلة الكتب اليابانية هذه؟", ""),
        ("متى ولد منصور هادي الفضلي؟", ""),
    ],
)
def test_the_noun_that_a_question_points_at_is_known_but_no_time_nor_what_somebody_said(
    said: str, noun: str
) -> None:
    assert interpreter().noun_pointed_at(said) == noun
