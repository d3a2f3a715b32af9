"""How often an address may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.pages.address_limit import MOST_ADDRESSES, AddressLimit

if TYPE_CHECKING:
    from tests.support.clock import Clock


def test_who_asks_too_often_is_told_how_long_to_wait_and_then_may_ask_again(clock: Clock) -> None:
    limit = AddressLimit(2, clock)

    assert [limit.wait("1.2.3.4") for _ in range(3)] == [0, 0, 30]
    assert limit.wait("1.2.3.5") == 0
    clock.now = 30
    assert [limit.wait("1.2.3.4") for _ in range(2)] == [0, 30]


def test_a_subscriber_with_many_addresses_of_ipv6_is_one(clock: Clock) -> None:
    limit = AddressLimit(1, clock)

    assert limit.wait("2001:db8:1:2::1") == 0
    assert limit.wait("2001:db8:1:2:ffff::9") == 60
    assert limit.wait("2001:db8:1:3::1") == 0
    assert [limit.wait("::ffff:1.2.3.4"), limit.wait("1.2.3.4")] == [0, 60]


def test_inventing_addresses_takes_no_memory_without_end(clock: Clock) -> None:
    limit = AddressLimit(1, clock)
    for number in range(MOST_ADDRESSES + 100):
        limit.wait(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")

    assert len(limit._buckets) == MOST_ADDRESSES
    assert limit.wait("10.0.0.0") == 0, "the oldest is forgotten"


def test_with_nothing_set_anybody_may_ask_as_often_as_they_like(clock: Clock) -> None:
    assert {AddressLimit(0, clock).wait("1.2.3.4") for _ in range(1000)} == {0}
