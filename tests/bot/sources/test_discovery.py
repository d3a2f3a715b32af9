"""A site's own address finds what the site can be read by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.source_list.kinds import Site
from tests.bot.sources.test_check import found
from tests.support.web import Page
from tests.support.web.newsroom import OUTLET, story

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.web.newsroom import Newsroom

WAYS = ("/robots.txt", "/sitemap.xml", "/feed", "/rss", "/rss.xml", "/wp-json/wp/v2/posts")


def only(newsroom: Newsroom, *kept: str) -> None:
    """Take away all that the site can be read by but for these."""
    for path in WAYS:
        if path not in kept:
            newsroom.server.puts(path, Page(b"gone", status=404))


def front(newsroom: Newsroom, links: str) -> None:
    newsroom.server.puts("/", f"<html><head>{links}</head><body><h1>{OUTLET}</h1></body></html>")


async def test_its_sitemap_is_taken_first(settings: Settings, newsroom: Newsroom) -> None:
    newsroom.publishes(*(story(number) for number in range(3)))
    result = await found(Site(url=newsroom.url("/")), settings, newsroom)
    assert result.sound
    assert result.by.startswith("site by sitemap")


@pytest.mark.parametrize("kind", ["application/rss+xml", "application/atom+xml"])
async def test_the_feed_that_its_front_page_names_is_taken_and_not_that_of_comments(
    settings: Settings, newsroom: Newsroom, kind: str
) -> None:
    newsroom.publishes(*(story(number) for number in range(3)))
    only(newsroom, "/feed")
    comments = f'<link rel="alternate" type="{kind}" href="/comments/feed">'
    front(newsroom, f'{comments}<link rel="alternate" type="{kind}" href="/feed">')
    result = await found(Site(url=newsroom.url("/")), settings, newsroom)
    assert result.sound
    assert result.by == f"feed {newsroom.url('/feed')}"


async def test_wordpress_is_taken_where_the_front_page_names_its_interface(
    settings: Settings, newsroom: Newsroom
) -> None:
    newsroom.publishes(*(story(number) for number in range(3)))
    only(newsroom, "/wp-json/wp/v2/posts")
    front(newsroom, '<link rel="https://api.w.org/" href="/wp-json/">')
    result = await found(Site(url=newsroom.url("/")), settings, newsroom)
    assert result.sound
    assert result.by.startswith("site by wordpress")


@pytest.mark.parametrize("way", ["/feed", "/wp-json/wp/v2/posts"])
async def test_the_usual_addresses_are_tried_where_nothing_is_named(
    settings: Settings, newsroom: Newsroom, way: str
) -> None:
    newsroom.publishes(*(story(number) for number in range(3)))
    only(newsroom, way)
    front(newsroom, "")
    assert (await found(Site(url=newsroom.url("/")), settings, newsroom)).sound


async def test_a_feed_that_is_broken_is_passed_over(settings: Settings, newsroom: Newsroom) -> None:
    newsroom.publishes(*(story(number) for number in range(3)))
    only(newsroom, "/feed")
    newsroom.server.puts("/broken", "<html><body>no feed</body></html>")
    front(newsroom, '<link rel="alternate" type="application/rss+xml" href="/broken">')
    assert (
        await found(Site(url=newsroom.url("/")), settings, newsroom)
    ).by == f"feed {newsroom.url('/feed')}"


async def test_a_site_with_nothing_to_be_read_by_says_what_to_do(
    settings: Settings, newsroom: Newsroom
) -> None:
    only(newsroom)
    front(newsroom, "")
    result = await found(Site(url=newsroom.url("/")), settings, newsroom)
    assert result.error
    assert "give the address of one of them" in result.error
