"""What robots.txt lets a crawler fetch."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.robots import LONGEST_DELAY, MOST_BYTES, Robots, parse

SITE = "https://news.example"


def said(text: str) -> Robots:
    return parse(text.encode(), "Isnad")


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/fish", "/fish", True),
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish", False),
        ("/fish/", "/fish", False),
        ("/fish*", "/fishheads?id=1", True),
        ("/*.php", "/folder/file.php?x", True),
        ("/*.php$", "/file.php", True),
        ("/*.php$", "/file.php?x", False),
        ("/fish*.php", "/fishheads/catfish.php", True),
        ("/fish*.php", "/Fish.PHP", False),
        ("/a*b*c$", "/a-b-b-c", True),
        ("/a*b*c$", "/a-b-c-d", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/ab*b$", "/ab", False),
        ("/سياسة", "/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/1", True),
        ("/%d8%b3", "/%D8%B3/1", True),
        ("*/print", "/a/print", True),
    ],
)
def test_a_pattern_fits_as_the_standard_says(pattern: str, path: str, fits: bool) -> None:
    rules = said(f"User-agent: *\nDisallow: {pattern}")
    assert rules.allow(SITE + path) is not fits


def test_the_longest_pattern_decides_and_allowing_goes_first() -> None:
    rules = said("User-agent: *\nDisallow: /\nAllow: /ar/\nDisallow: /ar/ads\nAllow: /same\nDisallow: /same")
    allowed = {path: rules.allow(SITE + path) for path in ("/", "/ar/1", "/ar/ads/1", "/same")}
    assert allowed == {"/": False, "/ar/1": True, "/ar/ads/1": False, "/same": True}


def test_our_own_group_goes_before_the_one_for_all() -> None:
    others = "User-agent: *\nDisallow: /\n\n"
    ours = "user-agent: ISNAD\nDisallow: /private # not this\n\nUser-Agent: isnad\nDisallow: /b"
    rules = said(others + ours)
    assert [rules.allow(SITE + path) for path in ("/a", "/private", "/b")] == [True, False, False]


def test_several_names_share_the_rules_that_follow() -> None:
    rules = said("User-agent: other\nUser-agent: isnad\nDisallow: /a\nUser-agent: third\nDisallow: /b")
    assert [rules.allow(SITE + path) for path in ("/a", "/b")] == [False, True]


def test_an_empty_rule_and_an_empty_file_allow_everything() -> None:
    assert said("User-agent: *\nDisallow:").allow(SITE)
    assert said("<html>no such file</html>").allow(SITE)
    assert parse(b"\xff\xfe\x00", "Isnad").allow(SITE)


def test_a_query_belongs_to_what_is_matched() -> None:
    rules = said("User-agent: *\nDisallow: /*?print=")
    assert rules.allow(f"{SITE}/a?id=1") and not rules.allow(f"{SITE}/a?print=1")


@pytest.mark.parametrize(
    ("value", "delay"), [("10", 10), ("0.5", 0.5), ("900", LONGEST_DELAY), ("-3", 0), ("nan", 0), ("soon", 0)]
)
def test_a_pause_is_kept_within_bounds(value: str, delay: float) -> None:
    assert said(f"User-agent: *\nCrawl-delay: {value}\nDisallow: /a").delay == delay


def test_sitemaps_are_found_wherever_they_stand() -> None:
    text = "Sitemap: https://news.example/a.xml\nUser-agent: other\nDisallow: /\nsitemap: /b.xml"
    assert said(text).sitemaps == ("https://news.example/a.xml", "/b.xml")


def test_a_name_that_begins_as_ours_does_is_another_crawler() -> None:
    assert said("User-agent: is\nDisallow: /").allow(SITE)


def test_no_more_of_a_file_is_read_than_the_standard_asks_for() -> None:
    assert said("User-agent: *\n" + "#" * MOST_BYTES + "\nDisallow: /").allow(SITE)


@pytest.mark.parametrize(
    "agent", ["User-agent: {}", "user agent {}", "Useragent: {} isnad", "User-agent: *{}"]
)
def test_memory_grows_with_a_file_and_not_with_its_names_times_its_rules(agent: str) -> None:
    def peak(size: int) -> int:
        names = "\n".join(agent.format(number) for number in range(size))
        tracemalloc.start()
        try:
            said(names + "\nDisallow: /a" * size)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(800) < 6 * peak(200)


@given(st.binary(max_size=300))
def test_no_file_is_too_broken_to_be_read(data: bytes) -> None:
    parse(b"User-agent: *\n" + data, "Isnad").allow(f"{SITE}/a")
