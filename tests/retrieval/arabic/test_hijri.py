"""Dates of the Islamic calendar as Gregorian days."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic import hijri


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("الاثنين 16 جمادى الآخرة 1444هـ", (2023, 1, 9)),
        ("١٩ من ربيع الثاني ١٤٤٦", (2024, 10, 22)),
        ("1 محرم 1445 هـ", (2023, 7, 19)),
        ("10 ذي الحجة سنة 1443", (2022, 7, 9)),
        ("14/9/1445هـ", (2024, 3, 24)),
        ("1445-09-14", (2024, 3, 24)),
        ("غرة رمضان، 1 رمضان المبارك 1446", (2025, 3, 1)),
    ],
)
def test_a_date_is_found_in_each_of_its_forms(text: str, day: tuple[int, int, int]) -> None:
    assert hijri.find(text) == datetime.date(*day)


@pytest.mark.parametrize(
    "text",
    [
        "31 رمضان 1445",
        "رمضان 1445",
        "14/9/2024",
        "13/13/1445",
        "عدد 1445",
        "5 صفر 1201",
        "7-2-1445-3",
        "صفر أهداف",
    ],
)
def test_what_is_no_full_date_is_not_found(text: str) -> None:
    assert hijri.find(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("رمضان 1437", (2016, 6, 6), (2016, 7, 5)),
        ("شهر رمضان 2016", (2016, 6, 6), (2016, 7, 5)),
        ("محرم عام 2017", (2017, 9, 21), (2017, 10, 20)),
    ],
)
def test_a_month_is_of_its_own_year_or_begins_in_ours(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert hijri.month(text) == (datetime.date(*first), datetime.date(*last))


@given(st.text(alphabet="0123456789/- ربيع صفر من ", max_size=80))
def test_any_text_is_a_day_or_none(text: str) -> None:
    day = hijri.find(text)
    assert day is None or 1924 <= day.year <= 2077
