"""What a reader says to have meant takes its like's place in the question before."""

from __future__ import annotations

import pytest

from tests.support.meaning import FACETS, interpreter


def corrected(meant: str, earlier: str, older: str | None = None) -> str:
    return interpreter().corrected(meant, earlier, FACETS, older=older).question


@pytest.mark.parametrize(
    ("meant", "earlier", "means"),
    [
        ("الوزير الفرنسي", "ماذا قال الوزير التونسي عن الهجرة؟", "ماذا قال الوزير الفرنسي عن الهجرة؟"),
        ("الوزير الفرنسي", "شكون وزير الداخلية؟", "شكون وزير الداخلية الفرنسي؟"),
        ("الوزير الفرنسي", "ماذا قال وزير المالية الألماني أمس؟", "ماذا قال وزير المالية الفرنسي أمس؟"),
        ("هجوم برلين", "متى وقع هجوم نيس في فرنسا؟", "متى وقع هجوم برلين؟"),
    ],
)
def test_somebody_of_another_country_is_put_in_the_same_place(meant: str, earlier: str, means: str) -> None:
    assert corrected(meant, earlier) == means


def test_the_older_question_is_asked_again_where_it_has_what_was_meant() -> None:
    older, earlier = "شكون وزير الداخلية؟", "ومتى بدأ التحقيق؟"
    assert corrected("وزير الداخلية الفرنسي", earlier, older) == "شكون وزير الداخلية الفرنسي؟"
    assert "التحقيق" in corrected("التحقيق الثاني", earlier, older)


def test_a_place_takes_the_place_of_the_one_that_a_question_begins_with() -> None:
    earlier = "وكوريا الشمالية شو دخلها (وقف النار)؟"
    assert corrected("أوكرانيا", earlier) == "وأوكرانيا شو دخلها (وقف النار)؟"
