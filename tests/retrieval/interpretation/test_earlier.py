"""What an earlier question was about."""

from __future__ import annotations

import pytest

from tests.support.meaning import followups


@pytest.mark.parametrize(
    ("earlier", "about"),
    [
        ("فمة قانون جديد في بريطانيا؟", "قانون جديد في بريطانيا"),
        ("هو فمة قانون جديد في بريطانيا؟", "قانون جديد في بريطانيا"),
        ("هو ومؤتمر سوتشي كيف كان؟", "مؤتمر سوتشي"),
    ],
)
def test_what_opens_a_question_is_no_part_of_what_it_is_about(earlier: str, about: str) -> None:
    assert followups().earlier.about(earlier) == about


def test_what_came_after_something_is_followed_by_what_happened_there() -> None:
    earlier = followups().earlier
    assert earlier.straight("وبعدين (مؤتمر سوتشي)؟") == "ماذا حدث في مؤتمر سوتشي؟"
    assert earlier.straight("متى كان مؤتمر سوتشي؟") == "متى كان مؤتمر سوتشي؟"


def test_she_is_not_who_spoke_but_what_was_spoken_of() -> None:
    asked = "ماذا قال بوتين عن تونس؟"
    assert followups().earlier.about_her(asked, None, she=True) == "تونس"
    assert followups().earlier.topic(asked) == "تونس"
