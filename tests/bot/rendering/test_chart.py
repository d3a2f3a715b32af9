"""The picture of the figures."""

from __future__ import annotations

import datetime
import struct

import pytest

from bot.journal.usage import Day, Figures
from bot.rendering import chart

ARABIC = chart.Labels("الأسئلة في آخر 30 يومًا", "الأسئلة بحسب ساعات اليوم", "وُجد لها جواب", "لم يوجد")
ENGLISH = chart.Labels("Questions", "By hour", "answered", "not answered")


def figures(days: int, asked: int) -> Figures:
    first = datetime.date(2026, 2, 13)
    listed = tuple(Day(first + datetime.timedelta(days=n), asked, asked) for n in range(days))
    return Figures(1, asked, asked, 0, 0, None, (asked,) * 24, listed)


@pytest.mark.parametrize(
    ("days", "asked", "labels"),
    [(30, 9_000_000, ARABIC), (30, 0, ARABIC), (1, 1, ARABIC), (30, 9_000_000, ENGLISH)],
)
def test_any_figures_make_a_picture_of_the_same_size(days: int, asked: int, labels: chart.Labels) -> None:
    # A letter that the font lacks would be a warning, and warnings are errors here.
    picture = chart.drawn(figures(days, asked), labels)
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (1200, 1080)
