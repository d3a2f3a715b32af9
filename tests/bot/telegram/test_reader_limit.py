"""How often each reader may ask."""

from __future__ import annotations

from bot.telegram.reader_limit import RateCheck, ReaderRateLimit


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_asks_too_often_is_warned_once_and_allowed_again_a_minute_later() -> None:
    clock = Clock()
    limit = ReaderRateLimit(2, clock)
    assert [limit.check("a") for _ in range(4)] == [
        RateCheck.ALLOWED,
        RateCheck.ALLOWED,
        RateCheck.TOO_FAST,
        RateCheck.WARNED,
    ]
    assert limit.check("b") is RateCheck.ALLOWED
    clock.now = 60.0
    assert [limit.check("a") for _ in range(3)] == [RateCheck.ALLOWED, RateCheck.ALLOWED, RateCheck.TOO_FAST]


def test_without_a_limit_everybody_may_ask_as_often_as_they_like() -> None:
    limit = ReaderRateLimit(0)
    assert {limit.check("a") for _ in range(100)} == {RateCheck.ALLOWED}


def test_a_crowd_is_forgotten_when_it_rests() -> None:
    clock = Clock()
    limit = ReaderRateLimit(1, clock)
    for number in range(10_000):
        limit.check(str(number))
    clock.now = 61.0
    assert {limit.check(str(number)) for number in range(10_000)} == {RateCheck.ALLOWED}
