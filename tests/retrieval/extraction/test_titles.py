"""Titles of browsers' windows: which part is the headline, and which the site."""

from __future__ import annotations

import pytest

from retrieval.extraction.titles import bare, parted, site
from tests.benchmarks.quality.cleaning import boilerplate_lists

BOILERPLATE = boilerplate_lists()
HEADLINE = "إغلاق الجسر القديم شهرا كاملا"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (f"{HEADLINE} - منبر الجنوب", "منبر الجنوب"),
        (f"{HEADLINE} :: منبر الجنوب", "منبر الجنوب"),
        (f"{HEADLINE} | محليات | منبر الجنوب", "منبر الجنوب"),
        (f"جريدة السنديان - {HEADLINE}", "جريدة السنديان"),
        (f"جريدة السنديان » محليات » {HEADLINE}", "جريدة السنديان"),
    ],
)
def test_the_site_is_what_a_title_adds_to_the_headline(written: str, name: str) -> None:
    assert site(written, HEADLINE, BOILERPLATE) == name


@pytest.mark.parametrize(
    "written",
    [
        HEADLINE,
        "",
        f"بالصور - {HEADLINE}",
        f"{HEADLINE} | محليات",
        f"{HEADLINE} - منبر الجنوب - صوت من لا صوت له",
        f"{HEADLINE} - كل أخبار المدينة لحظة بلحظة",
        f"{HEADLINE} - العدد 214",
        "فتح الجسر الجديد - منبر الجنوب",
    ],
)
def test_what_may_be_something_else_is_no_site(written: str) -> None:
    assert site(written, HEADLINE, BOILERPLATE) is None


@pytest.mark.parametrize(
    ("written", "keys", "parts"),
    [
        (f"{HEADLINE} | الميدان نيوز", set(), (HEADLINE, "الميدان نيوز")),
        (f"{HEADLINE} - منبر الجنوب", {"منبر الجنوب"}, (HEADLINE, "منبر الجنوب")),
        (f"{HEADLINE} - منبر الجنوب", set(), (f"{HEADLINE} - منبر الجنوب", None)),
        ("الجسر - منبر الجنوب", {"منبر الجنوب"}, ("الجسر - منبر الجنوب", None)),
    ],
)
def test_a_headline_is_parted_from_its_outlet_where_that_is_certain(
    written: str, keys: set[str], parts: tuple[str, str | None]
) -> None:
    assert parted(written, keys, BOILERPLATE) == parts


def test_names_of_sites_come_off_both_ends() -> None:
    assert bare(f"الميدان نيوز | {HEADLINE} | محليات | منبر الجنوب", "منبر الجنوب", BOILERPLATE) == HEADLINE
