"""Which addresses may be connected to."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.address_guard import AddressGuard, Endpoint, Parts, is_public
from bot.web.refusals import Refused, Rule

HERE = Endpoint("http", "a", 80)
PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.9",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:8.8.8.8",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]
PUBLIC = [
    "8.8.8.8",
    "172.32.0.1",
    "192.0.1.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("address", [*PRIVATE, "", "localhost", "8.8.8.8.", "0x7f.1", "1"])
def test_what_is_not_on_the_public_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_public_internet_are_public(address: str) -> None:
    assert is_public(address)


@given(st.integers(0, 2**32 - 1))
def test_an_address_wrapped_in_ipv6_is_as_public_as_the_one_inside(number: int) -> None:
    inner = ipaddress.IPv4Address(number)
    for network in ("::ffff:0:0", "64:ff9b::"):
        wrapped = ipaddress.IPv6Address(int(ipaddress.IPv6Address(network)) + number)
        assert is_public(str(wrapped)) == is_public(str(inner))


def test_a_host_is_judged_by_all_its_addresses() -> None:
    guard = AddressGuard()
    guard.check("http://a/", ["8.8.8.8", "2606:4700::1"], HERE)
    with pytest.raises(Refused) as caught:
        guard.check("http://a/", ["8.8.8.8", "::1"], HERE)
    assert caught.value.rule is Rule.ADDRESS


def test_this_machine_may_be_reached_on_the_ports_of_a_test_alone() -> None:
    guard = AddressGuard(loopback=frozenset({4000}))
    guard.check("http://a/", ["127.0.0.1"], Endpoint("http", "a", 4000))
    for address, port in (("127.0.0.1", 80), ("10.0.0.1", 4000)):
        with pytest.raises(Refused):
            guard.check("http://a/", [address], Endpoint("http", "a", port))


def test_an_internal_host_may_be_anywhere_at_its_port_and_no_other() -> None:
    guard = AddressGuard(internal=frozenset({("cms.local", 8000)}))
    guard.endpoint(Parts("http://cms.local:8000/", "http", "cms.local", 8000))
    guard.check("http://cms.local:8000/", ["10.0.0.7"], Endpoint("http", "CMS.local", 8000))
    with pytest.raises(Refused):
        guard.endpoint(Parts("http://cms.local:8001/", "http", "cms.local", 8001))
    for endpoint in (HERE, Endpoint("http", "cms.local", 80), Endpoint("http", "www.cms.local", 8000)):
        with pytest.raises(Refused):
            guard.check("http://a/", ["10.0.0.7"], endpoint)


@pytest.mark.parametrize(
    ("scheme", "host", "port", "secret", "rule"),
    [
        ("gopher", "a.example", None, False, Rule.SCHEME),
        ("", "", None, False, Rule.SCHEME),
        ("https", "", None, False, Rule.UNKNOWN_HOST),
        ("https", "a.example", None, True, Rule.CREDENTIALS),
        ("https", "a.example", 8443, False, Rule.PORT),
        ("http", "a.example", 25, False, Rule.PORT),
        ("http", "a.example", 0, False, Rule.PORT),
    ],
)
def test_a_place_outside_the_rules_is_refused(
    scheme: str, host: str, port: int | None, secret: bool, rule: Rule
) -> None:
    with pytest.raises(Refused) as caught:
        AddressGuard().endpoint(Parts("address", scheme, host, port, secret))
    assert caught.value.rule is rule


def test_a_port_that_the_list_of_sources_names_is_open_on_that_host_alone() -> None:
    guard = AddressGuard(ports=frozenset({("a.example", 8080)}))
    place = guard.endpoint(Parts("http://a.example:8080/", "http", "a.example", 8080))
    assert place == Endpoint("http", "a.example", 8080)
    assert place.authority == "a.example:8080"
    with pytest.raises(Refused):
        guard.endpoint(Parts("http://b.example:8080/", "http", "b.example", 8080))


@pytest.mark.parametrize(
    ("place", "authority"),
    [
        (Endpoint("http", "a.example", 80), "a.example"),
        (Endpoint("https", "a.example", 80), "a.example:80"),
        (Endpoint("https", "2606::1", 443), "[2606::1]"),
    ],
)
def test_a_place_is_named_as_host_headers_name_it(place: Endpoint, authority: str) -> None:
    assert place.authority == authority
