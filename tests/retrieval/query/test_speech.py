from __future__ import annotations

import pytest

from tests.support.meaning import understood


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("ماذا قالت إيران عن قطر؟", ["ايران"]),
        ("وماذا قالت إيران (قطعت ليبيا علاقاتها مع قطر)؟", ["ايران"]),
        ("ماذا قال وزير الخارجية (الأزمة)؟", ["وزير", "الخارجيه"]),
    ],
)
def test_who_spoke_is_named_before_the_brackets(text: str, speakers: list[str]) -> None:
    assert [word.form.word for word in understood(text).words if word.speaker] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("وش قالت البحرين لناسها؟", ["البحرين"]),
        ("ماذا قال الوزير لشعبهم عن قطر؟", ["الوزير"]),
        ("ماذا قال سيرغي لافروف عن قطر؟", ["سيرغي", "لافروف"]),
    ],
)
def test_whom_something_is_said_to_is_no_part_of_who_says_it(text: str, speakers: list[str]) -> None:
    assert [word.form.word for word in understood(text).words if word.speaker] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("ماذا قال النائب منجي الرحوي عن الأوضاع؟", ["منجي", "الرحوي"]),
        ("ماذا قال رئيس الحكومة يوسف الشاهد عن الفساد؟", ["يوسف", "الشاهد"]),
        ("ماذا قال الرئيس الأمريكي دونالد ترامب عن قطر؟", ["دونالد", "ترامب"]),
        ("ماذا قال وزير خارجية إيران عن قطر؟", ["وزير", "خارجيه", "ايران"]),
        ("ماذا قال وزير الخارجية الإيراني عن قطر؟", ["وزير", "الخارجيه", "الايراني"]),
        ("ماذا قال المتحدث باسم الحكومة عن قطر؟", ["المتحدث", "باسم", "الحكومه"]),
    ],
)
def test_who_is_named_behind_an_office_speaks_by_that_name(text: str, speakers: list[str]) -> None:
    assert [word.form.word for word in understood(text).words if word.speaker] == speakers


def test_what_somebody_thinks_of_with_a_joined_particle_is_no_part_of_the_name() -> None:
    question = understood("ما رأي نادر الصافي بمطالبة النقابات؟")
    assert [word.form.word for word in question.words if word.speaker] == ["نادر", "الصافي"]
