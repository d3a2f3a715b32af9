from __future__ import annotations

import pytest

from retrieval.arabic.text import fold
from retrieval.interpretation.grammar.names import KnownNames
from tests.support.corpora import language


@pytest.mark.parametrize(
    ("said", "inside", "places"),
    [
        ("كم عدد قتلي حريق مكه", [], ["مكه"]),
        ("فين وقع زلزال فالمغرب", ["المغرب"], ["المغرب"]),
        ("ماذا حدث في فرنسا امس", ["فرنسا"], ["فرنسا"]),
        ("من فاز بالانتخابات الجزائريه", [], ["الجزائر"]),
        ("ماذا عن روسيا", [], []),
        ("اين روسيا", [], []),
        ("من افتتح الجسر", [], []),
    ],
)
def test_a_question_asks_of_the_place_that_it_is_inside_or_that_ends_it(
    said: str, inside: list[str], places: list[str]
) -> None:
    assert KnownNames(language()).asked_places([fold(word) for word in said.split()]) == (
        [fold(place) for place in inside],
        [fold(place) for place in places],
    )


def test_what_tells_of_a_place_begins_with_its_root_or_that_of_its_government() -> None:
    names = KnownNames(language())
    assert names.roots_of_place("فرنسا")[0] == "فرنس"
    assert "موسكو" in names.roots_of_place("روسيا")
    assert fold("الولايات المتحد") in names.roots_of_place("امريكا")
    assert names.roots_of_place("مكه") == ["مكه"]
