"""How politely a server is asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.web.politeness import FIRST_REST, LONGEST_REST, Politeness

if TYPE_CHECKING:
    from tests.support.clock import Clock


class Watch:
    """A sleep that moves the clock instead, and remembers for how long."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.now += seconds


@pytest.fixture
def watch(clock: Clock) -> Watch:
    return Watch(clock)


@pytest.fixture
def politeness(watch: Watch) -> Politeness:
    return Politeness(1.0, watch.clock, watch)


async def ask(politeness: Politeness, host: str, delay: float = 0.0) -> None:
    async with politeness.turn(host, delay):
        pass


async def test_a_server_gets_a_pause_between_two_requests_another_does_not(
    politeness: Politeness, watch: Watch
) -> None:
    await ask(politeness, "a.example")
    await ask(politeness, "b.example")
    assert watch.slept == []
    await ask(politeness, "a.example")
    assert watch.slept == [1.0]


async def test_a_site_may_ask_for_a_longer_pause(politeness: Politeness, watch: Watch) -> None:
    await ask(politeness, "a.example", 5)
    await ask(politeness, "a.example", 5)
    assert watch.slept == [5.0]


async def test_requests_to_one_server_come_one_after_another(politeness: Politeness) -> None:
    inside = 0
    most = 0

    async def visit() -> None:
        nonlocal inside, most
        async with politeness.turn("a.example"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(visit() for _ in range(5)))
    assert most == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("90", 90),
        (" 0 ", 0),
        ("999999999", LONGEST_REST),
        ("9" * 5000, FIRST_REST),
        ("Thu, 01 Jan 1970 00:10:00 GMT", 600),
        ("Thu, 01 Jan 1960 00:00:00 GMT", 0),
        ("soon", FIRST_REST),
        (None, FIRST_REST),
    ],
)
def test_what_a_server_asks_for_is_kept_within_bounds(
    politeness: Politeness, header: str | None, seconds: float
) -> None:
    assert politeness.rest("a.example", header) == seconds
    assert politeness.resting("a.example") == seconds
    assert politeness.resting("b.example") == 0


def test_a_server_that_goes_on_refusing_is_left_alone_longer_and_longer(politeness: Politeness) -> None:
    waits = [politeness.rest("a.example", None) for _ in range(12)]
    assert waits[:3] == [60, 120, 240] and waits[-1] == LONGEST_REST
    politeness.rested("a.example")
    assert politeness.rest("a.example", None) == FIRST_REST


async def test_a_short_rest_is_waited_for_a_long_one_is_not(politeness: Politeness, watch: Watch) -> None:
    politeness.rest("a.example", "12")
    await ask(politeness, "a.example")
    assert watch.slept == [12]
    politeness.rest("b.example", "1200")
    await ask(politeness, "b.example")
    assert watch.slept == [12] and politeness.resting("b.example") == 1200


async def test_servers_of_long_ago_are_forgotten_but_not_those_that_rest(
    politeness: Politeness, clock: Clock
) -> None:
    politeness.rest("resting.example", "9000")
    for number in range(3000):
        await ask(politeness, f"{number}.example")
        clock.now += 2
    assert politeness.resting("resting.example") > 0
    assert len(politeness._hosts) <= 1001


async def test_a_clock_that_is_set_back_prolongs_no_pause(politeness: Politeness, watch: Watch) -> None:
    watch.clock.now = 10.0**9
    await ask(politeness, "a.example", 5)
    politeness.rest("b.example", None)
    watch.clock.now = 0.0
    await ask(politeness, "a.example")
    assert watch.slept == [5.0]
    assert politeness.resting("b.example") == LONGEST_REST
