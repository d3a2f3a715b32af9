"""When followers are told."""

from __future__ import annotations

import datetime

import pytest

from bot.following.records import Rhythm
from bot.following.timing import is_due, zone

RIYADH = "Asia/Riyadh"  # three hours ahead of UTC, all year


def at(hour: int, day: int = 10) -> datetime.datetime:
    """An hour of Riyadh."""
    return datetime.datetime(2026, 1, day, hour, 30, tzinfo=zone(RIYADH)).astimezone(datetime.UTC)


def due(made: datetime.datetime, now: datetime.datetime, rhythm: Rhythm) -> bool:
    return is_due(int(made.timestamp()), rhythm, now)


@pytest.mark.parametrize(("hour", "due_now"), [(22, True), (23, False), (0, False), (6, False), (7, True)])
def test_quiet_hours_may_last_over_midnight(hour: int, due_now: bool) -> None:
    assert due(at(3), at(hour), Rhythm(zone=RIYADH, quiet=(23, 7))) is due_now


def test_quiet_hours_of_a_day_are_kept() -> None:
    rhythm = Rhythm(zone=RIYADH, quiet=(13, 15))
    assert [hour for hour in range(24) if not due(at(0), at(hour), rhythm)] == [13, 14]


def test_a_digest_comes_at_the_first_such_hour_after_the_news() -> None:
    rhythm = Rhythm(hour=8, zone=RIYADH)
    assert not due(at(9), at(23), rhythm) and not due(at(9), at(7, 11), rhythm)
    assert due(at(9), at(8, 11), rhythm) and due(at(7), at(8), rhythm)


def test_a_digest_that_is_late_keeps_the_quiet_hours_but_not_one_in_time() -> None:
    rhythm = Rhythm(hour=23, zone=RIYADH, quiet=(22, 7))
    assert due(at(20), at(23), rhythm)
    assert not due(at(20), at(3, 11), rhythm) and due(at(20), at(7, 11), rhythm)


def test_an_unknown_zone_is_that_of_the_machine() -> None:
    assert zone("Nowhere/Land") is None and zone("../etc") is None and zone("") is None
