"""Who wrote an article, as its lines say it."""

from __future__ import annotations

import pytest

from retrieval.extraction.bylines import author, portrays, signature
from tests.benchmarks.quality.cleaning import boilerplate_lists

BOILERPLATE = boilerplate_lists()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("كتب: سمير حداد", "سمير حداد"),
        ("كتبت ليلى العطار", "ليلى العطار"),
        ("بقلم: سمير حداد - الثلاثاء 6 نوفمبر 2012", "سمير حداد"),
        ("تقرير: سمير حداد", "سمير حداد"),
        ("نشر في 6 نوفمبر 2012 بواسطة سمير حداد", "سمير حداد"),
        ("6 نوفمبر 2012، 10:15 | بواسطة سمير حداد", "سمير حداد"),
        ("تقرير: ارتفاع أسعار الخبز", None),
        ("أهم 10 كتب سمير حداد", None),
        ("نشر في 6 نوفمبر 2012 بواسطة admin", None),
        ("كتب سمير حداد " + "كلمة " * 20, None),
    ],
)
def test_a_cue_tells_the_author(line: str, name: str | None) -> None:
    assert author(line, BOILERPLATE) == name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("سمير حداد", "سمير حداد"),
        ("سمير حداد، ليلى العطار", "سمير حداد، ليلى العطار"),
        ("سمير حداد - بيروت", "سمير حداد"),
        ("أ.د/ سمير حداد", "سمير حداد"),
        ("د. علي حسن", "د. علي حسن"),
        ("سمير حداد الثلاثاء 6 نوفمبر 2012", "سمير حداد"),
        ("سمير حداد، الثلاثاء: 6 نوفمبر 2012", "سمير حداد"),
        ("سمير حداد يفتتح معرض الزهور", None),
        ("بيروت", None),
    ],
)
def test_a_line_of_nothing_but_names_is_a_signature(line: str, names: str | None) -> None:
    assert signature(line, BOILERPLATE) == names


@pytest.mark.parametrize(
    ("text", "portrait"),
    [
        ("كاتب وروائي من مواليد 1971.", True),
        ("* باحثة في علم الاجتماع.", True),
        ("الكاتب الذي فاز بالجائزة يعيش في القرية.", False),
        ("وقال كاتب من المدينة إن الجسر قديم.", False),
        ("كاتب " + "كلمة " * 80, False),
        ("", False),
    ],
)
def test_who_begins_with_what_an_author_is_says_who_that_is(text: str, portrait: bool) -> None:
    assert portrays(text) is portrait
