"""Parts of years, and times counted back from today."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.query import times
from retrieval.query.times import Period

TODAY = datetime.date(2026, 3, 30)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("سنتين", "2024-01-01", "2024-12-31"),
        ("عام", "2025-01-01", "2025-12-31"),
        ("ثلاث سنوات", "2023-01-01", "2023-12-31"),
        ("شهر", "2026-02-01", "2026-02-28"),
        ("4 اشهر", "2025-11-01", "2025-11-30"),
        ("اسبوعين", "2026-03-10", "2026-03-16"),
        ("يومين", "2026-03-28", "2026-03-28"),
    ],
)
def test_a_time_that_long_ago_is_a_year_a_month_a_week_or_a_day(said: str, first: str, last: str) -> None:
    found = Period(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    assert times.ago(said.split(), TODAY) == found


@pytest.mark.parametrize("said", ["", "سنه كامله", "شهر رمضان", "0 ايام", "999 سنوات", "سنوات"])
def test_what_counts_no_time_is_none(said: str) -> None:
    assert times.ago(said.split(), TODAY) is None


@pytest.mark.parametrize("said", ["صيف", "صيف حار 2016", "صيف 0000", "صيف 9999", "2016"])
def test_what_names_no_part_of_a_known_year_is_none(said: str) -> None:
    assert times.part_of_year(said.split()) is None


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(1, 100))
def test_a_month_however_long_ago_begins_and_ends_in_one_month(today: datetime.date, number: int) -> None:
    found = times.ago([str(number), "شهور"], today)
    assert found is not None and found.first.day == 1 and found.first.month == found.last.month
    assert (found.last + datetime.timedelta(days=1)).day == 1 and found.last < today


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("سنتين", "2028-01-01", "2028-12-31"),
        ("شهر", "2026-04-01", "2026-04-30"),
        ("اسبوع", "2026-04-06", "2026-04-12"),
    ],
)
def test_a_time_may_be_counted_ahead(said: str, first: str, last: str) -> None:
    found = Period(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    assert times.ago(said.split(), TODAY, 1) == found
