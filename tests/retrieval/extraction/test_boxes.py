"""Conversations: whatever their turns are like, each is text and begins with who speaks."""

from __future__ import annotations

import pytest

from retrieval.readers.text.page import extract
from tests.benchmarks.quality.cleaning import boilerplate_lists

BOILERPLATE = boilerplate_lists()
LEAD = "يتحدث مدير الميناء هشام الكردي في هذا الحوار عن خطط التوسعة وأسعار السمك في الموسم المقبل."
TURNS = {
    "letters": [
        "س: كيف بدأت العمل؟",
        "ج: بدأت عاملا صغيرا.",
        "س: وما خططكم؟",
        "ج: سنبني رصيفا جديدا في الصيف.",
    ],
    "names": [
        "سامي: أهلا بك.",
        "هدى الكردي: شكرا.",
        "سامي: وكيف الأسعار؟",
        "رامي سلوم: ستنخفض في نيسان حين يعود السردين.",
    ],
    "dashes": ["- سامي: أهلا بك.", "- هدى: شكرا.", "- سامي: وكيف الأسعار؟", "- هدى: ستنخفض في نيسان."],
    "roles": [
        "المذيع: هل ارتفعت الأسعار؟",
        "الضيف: نعم.",
        "المذيع: لماذا؟",
        "الضيف: بسبب العواصف التي منعت الصيد.",
    ],
}


@pytest.mark.parametrize("kind", TURNS)
def test_every_turn_stays_with_who_speaks(kind: str) -> None:
    page = extract(
        "\n".join(["أسعار السمك في المدينة", "13/3/2008", LEAD, *TURNS[kind], "شارك"]), BOILERPLATE
    )
    assert page.text.split("\n") == [LEAD, *TURNS[kind]]


def test_who_speaks_is_no_author_and_who_asked_is() -> None:
    head = ["أسعار السمك في المدينة", "سامي النجار", "هدى الكردي", "13/3/2008"]
    turns = [
        f"{name}: {said}" for name in head[1:3] for said in ("أهلا وسهلا بكم في هذه الحلقة.", "وكيف السوق؟")
    ]
    assert extract("\n".join([*head, LEAD, *turns]), BOILERPLATE).author is None
    asked = extract("\n".join([head[0], "حاوره: سامي النجار", LEAD, *TURNS["letters"]]), BOILERPLATE)
    assert asked.author == "سامي النجار"


def test_a_list_of_things_with_colons_is_no_conversation() -> None:
    page = extract(
        "\n".join(["أنواع السمك", LEAD, "الموقع: الميناء", "الهاتف: لا يوجد", LEAD + " "]), BOILERPLATE
    )
    assert "الهاتف" not in page.text or page.author is None
