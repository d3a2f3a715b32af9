"""One article has one name, however its address was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.html.addresses import article_id, canonical

SAME = "https://harbour.example/news/2023/bridge"


@pytest.mark.parametrize(
    "written",
    [
        "http://harbour.example/news/2023/bridge",
        "https://www.harbour.example/news/2023/bridge/",
        "HTTPS://Harbour.Example:443/news/2023/bridge#comments",
        "https://harbour.example/news/2023/bridge?utm_source=tg&utm_medium=x&fbclid=1",
        "https://harbour.example/news/2023/bridge/amp/",
        "https://harbour.example/news/2023/bridge/index.html",
        " https://reader@harbour.example/news/2023/bridge ",
    ],
)
def test_ways_of_writing_an_address_name_one_article(written: str) -> None:
    assert article_id(written) == article_id(SAME)


@pytest.mark.parametrize(
    "other",
    [
        "https://harbour.example/news/2023/bridges",
        "https://harbour.example/news/2023/bridge?id=2",
        "https://other.example/news/2023/bridge",
        "https://harbour.example:8080/news/2023/bridge",
    ],
)
def test_other_addresses_name_other_articles(other: str) -> None:
    assert article_id(other) != article_id(SAME)


def test_escaped_and_plain_arabic_are_one_address_and_parameters_have_no_order() -> None:
    assert canonical("https://a.example/خبر?b=2&a=1") == canonical(
        "https://a.example/%D8%AE%d8%a8%D8%B1?a=1&b=2"
    )


def test_an_arabic_host_is_its_ascii_form() -> None:
    assert canonical("https://مثال.example/1") == canonical("https://xn--mgbh0fb.example/1")


@given(st.text(max_size=200))
def test_any_text_has_a_short_name_that_does_not_change(text: str) -> None:
    assert article_id(text) == article_id(text)
    assert len(article_id(text)) == 20


@given(st.from_regex(r"https?://[a-z]{1,9}\.example/[a-z0-9/%?&=._-]{0,40}", fullmatch=True))
def test_a_canonical_address_is_its_own_canonical_address(url: str) -> None:
    assert canonical("https://" + canonical(url)) == canonical(url)
