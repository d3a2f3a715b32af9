"""Addresses taken apart and put together, whatever they are made of."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.web.address_guard import AddressGuard, Parts
from bot.web.refusals import Refused, Rule
from bot.web.transport import joined, parsed

PAGE = "https://news.example/a/b?c=d"


def test_an_address_is_taken_apart_in_the_form_it_is_asked_for_in() -> None:
    assert parsed(" HTTPS://Reader@News.Example:8443/خبر?q=س#top ") == Parts(
        "https://Reader@news.example:8443/%D8%AE%D8%A8%D8%B1?q=%D8%B3",
        "https",
        "news.example",
        8443,
        secret=True,
    )
    assert parsed("http://[2606:4700::1111]/").host == "2606:4700::1111"
    assert parsed("http://أخبار.example/").host == "xn--igbicxr.example"


@pytest.mark.parametrize(
    ("target", "leads"),
    [
        ("/x", "https://news.example/x"),
        ("x", "https://news.example/a/x"),
        ("//other.example/", "https://other.example/"),
        ("?q", "https://news.example/a/b?q"),
    ],
)
def test_a_redirect_counts_from_where_it_stands(target: str, leads: str) -> None:
    assert joined(PAGE, target) == leads


@given(st.text(max_size=60))
@example("http://[::1")
@example("http://a:b:c/")
@example("http://a:99999/")
@example("http://a:0/")
@example("http://\u2025.example/")
@example("http://" + "a" * 70 + ".example/")
@example("http://exa\tmple/")
@example("javascript:alert(1)")
def test_no_address_is_too_odd_to_be_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://a.example/{text}"):
        with suppress(Refused):
            place = AddressGuard().endpoint(parsed(url))
            assert place.scheme in {"http", "https"} and place.host and place.port in {80, 443}
    with suppress(Refused):
        joined(PAGE, text)


@pytest.mark.parametrize("text", ["http://[::1", "http://a:b/", "http:///a", "\x00"])
def test_what_is_no_address_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Refused) as caught:
        AddressGuard().endpoint(parsed(text))
    assert caught.value.rule in {Rule.SCHEME, Rule.UNKNOWN_HOST}
