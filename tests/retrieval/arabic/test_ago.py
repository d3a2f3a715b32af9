"""Days told by how long ago they were."""

from __future__ import annotations

import datetime

import pytest

from retrieval.arabic.dates import counted_back

KNOWN = datetime.date(2024, 3, 1)


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
