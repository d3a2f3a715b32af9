"""Dates in Arabic text, in every form that news pages use."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arabic.dates import MONTHS, counted_back, find, first
from retrieval.arabic.text import fold

Parts = tuple[int | None, int | None, int | None]
KNOWN = datetime.date(2024, 3, 1)


def parts(text: str) -> list[Parts]:
    return [(date.year, date.month, date.day) for date in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نشر في البوابة يوم 28 - 09 - 2014", (2014, 9, 28)),
        ("الجمعة 5-12-2025", (2025, 12, 5)),
        ("الجمعة 5/12/2025", (2025, 12, 5)),
        ("2014-09-28", (2014, 9, 28)),
        ("2014-09-28T10:11:12+03:00", (2014, 9, 28)),
        ("2018/07/22", (2018, 7, 22)),
        ("29.08.2023", (2023, 8, 29)),
        ("15\\11\\2025", (2025, 11, 15)),
        ("١٢ تشرين الثاني ٢٠٢٠", (2020, 11, 12)),
        ("\u200f28\u200f/\u200f9\u200f/\u200f2014", (2014, 9, 28)),
        ("الخميس, 28 مايو, 2009", (2009, 5, 28)),
        ("الأربعاء 27/يناير/2016", (2016, 1, 27)),
        ("10 أكتوبر (تشرين الأول) 2023", (2023, 10, 10)),
        ("7 أكتوبر/ تشرين الأول 2023", (2023, 10, 7)),
        ("الاثنين 16 جمادى الآخرة 1444هـ - 9 يناير 2023م", (2023, 1, 9)),
        ("March 5, 2021", (2021, 3, 5)),
        ("5 March 2021", (2021, 3, 5)),
        ("12 الفاتح 1999", (1999, 9, 12)),
    ],
)
def test_a_full_date_is_found_in_each_of_its_forms(text: str, expected: Parts) -> None:
    assert parts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("يوم الجمعة 9 سبتمبر/أيلول الجاري", (None, 9, 9)),
        ("15 سبتمبر ايلول", (None, 9, 15)),
        ("منذ مارس/آذار 2023،", (2023, 3, None)),
        ("في أوائل يوليو/تموز، قال", (None, 7, None)),
        ("في عام 2015 بالتعاون", (2015, None, None)),
        ("5/12/25", (None, 12, 5)),
    ],
)
def test_what_a_date_does_not_say_stays_unknown(text: str, expected: Parts) -> None:
    assert parts(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "31 فبراير 2020",
        "30-02-2020",
        "12/31/2014",
        "19 من ربيع الثاني 1446",
        "02-12-20145",
        "الرقم 2014-2016",
        "الأهداف 3-2-1",
        "قال ناصر 2014",
        "عدد 2254",
    ],
)
def test_an_impossible_date_or_another_number_is_not_found(text: str) -> None:
    assert parts(text) == []


def test_twin_month_names_that_disagree_are_no_date() -> None:
    assert (2020, 9, 9) not in parts("9 سبتمبر/تموز 2020")


def test_each_date_has_its_own_span_of_the_text() -> None:
    text = "من 24و25 يناير 2014 إلى 26 فبراير"
    assert [text[date.span.start : date.span.end] for date in find(text)] == ["25 يناير 2014", "26 فبراير"]


@pytest.mark.parametrize(
    ("names", "month"),
    [
        ("يناير كانون-الثاني جانفي", 1),
        ("فبراير شباط فيفري", 2),
        ("مارس آذار اذار", 3),
        ("أبريل إبريل نيسان أفريل", 4),
        ("مايو أيار ماي", 5),
        ("يونيو يونيه حزيران جوان", 6),
        ("يوليو يوليه تموز جويلية يوليوز", 7),
        ("أغسطس آب أوت غشت", 8),
        ("سبتمبر أيلول شتنبر", 9),
        ("أكتوبر تشرين-الأول", 10),
        ("نوفمبر تشرين-الثاني نونبر", 11),
        ("ديسمبر كانون-الأول دجنبر", 12),
    ],
)
def test_every_country_s_month_names_are_known(names: str, month: int) -> None:
    assert {MONTHS[fold(name.replace("-", " "))] for name in names.split()} == {month}


def test_the_first_full_date_is_the_first_that_says_year_month_and_day() -> None:
    assert first("منذ مارس 2023، أي قبل 5/4/2024 و6/4/2024") == datetime.date(2024, 4, 5)
    assert first("منذ مارس 2023") is None


@given(st.dates(datetime.date(1800, 1, 1), datetime.date(2199, 12, 31)), st.data())
def test_any_day_is_found_again_whichever_way_it_is_written(day: datetime.date, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name, month in MONTHS.items() if month == day.month]))
    for written in (f"{day.day}/{day.month}/{day.year}", day.isoformat(), f"{day.day} {name} {day.year}"):
        assert [date.full() for date in find(f"يوم {written} م")] == [day]


@given(st.text(alphabet="0123456789/-. \u200fمايو،يناير", max_size=60))
def test_spans_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    bounds = [bound for date in find(text) for bound in date.span]
    assert bounds == sorted(bounds)
    assert all(0 <= bound <= len(text) for bound in bounds)


@pytest.mark.parametrize("written", ["1er mai 2024", "Mercredi 1 mai 2024", "01 Mai 2024 à 10h"])
def test_a_day_in_french_stands_on_pages_of_the_maghreb(written: str) -> None:
    assert first(written) == datetime.date(2024, 5, 1)


@pytest.mark.parametrize("written", ["فاتح ماي 2024", "الأربعاء فاتح ماي 2024", "2024 مايو 01"])
def test_the_first_of_a_month_has_a_name_in_the_maghreb_and_the_year_may_lead(written: str) -> None:
    assert first(written) == datetime.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("قبل ٣ ساعات", 0), ("منذ 20 دقيقة", 0), ("منذ ساعتين", 0), ("اليوم", 0),
        ("أمس", 1), ("نشر أمس", 1), ("منذ يوم واحد", 1), ("منذ يومين", 2), ("أول أمس", 2),
        ("قبل 5 أيام", 5), ("منذ ١٢ يوما", 12),
    ],
)  # fmt: skip
def test_a_telling_is_counted_from_the_day_that_is_known(text: str, days: int) -> None:
    assert counted_back(text, KNOWN) == KNOWN - datetime.timedelta(days)


@pytest.mark.parametrize(
    "text",
    [
        "منذ أسبوع",
        "قبل 3 أشهر",
        "منذ سنوات",
        "قال أمس إن السوق مفتوح",
        "أمس واليوم",
        "آخر تحديث: قبل ساعتين",
        "",
        "أ" * 900,
    ],
)
def test_what_tells_no_day_is_not_found(text: str) -> None:
    assert counted_back(text, KNOWN) is None
