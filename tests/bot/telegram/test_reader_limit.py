"""How often each reader may ask."""

from __future__ import annotations

from bot.telegram.reader_limit import ReaderRateLimit, Turn


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_asks_too_often_is_told_once_and_welcome_again_a_minute_later() -> None:
    clock = Clock()
    pace = ReaderRateLimit(2, clock)
    assert [pace.turn("a") for _ in range(4)] == [Turn.WELCOME, Turn.WELCOME, Turn.TOO_FAST, Turn.TOLD]
    assert pace.turn("b") is Turn.WELCOME
    clock.now = 60.0
    assert [pace.turn("a") for _ in range(3)] == [Turn.WELCOME, Turn.WELCOME, Turn.TOO_FAST]


def test_without_a_limit_everybody_may_ask_as_often_as_they_like() -> None:
    pace = ReaderRateLimit(0)
    assert {pace.turn("a") for _ in range(100)} == {Turn.WELCOME}


def test_a_crowd_is_forgotten_when_it_rests() -> None:
    clock = Clock()
    pace = ReaderRateLimit(1, clock)
    for number in range(10_000):
        pace.turn(str(number))
    clock.now = 61.0
    assert {pace.turn(str(number)) for number in range(10_000)} == {Turn.WELCOME}
