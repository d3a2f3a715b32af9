"""Visits to feeds and sites: what is new is taken once, what changes again, and what goes wrong is said."""

from __future__ import annotations

import datetime
import gzip
import tomllib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.archive.changes.generation import ChangeCounts
from bot.configuration.files import packaged
from bot.database.database import Database
from bot.source_list.kinds import FeedSource, Site
from bot.sources import visit as visits
from bot.sources.pages import PageReader
from bot.sources.sitemap_entries import MOST_MAPS
from bot.sources.visit import LONGEST_WAIT, SOON, Visitor
from bot.sources.visit_state import TRIES, Logbook
from bot.web.fetcher import Fetcher, FetchLimits
from bot.web.politeness import Politeness
from bot.web.refusals import Rule
from bot.web.responses import UNKNOWN
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.records import Article
from tests.support.readers import read
from tests.support.web import Page, Seen, Silent, WebServer
from tests.support.web.memory_archive import MemoryArchive
from tests.support.web.newsroom import OUTLET, Newsroom, story

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock


class Visiting:
    """Visits one source after another, and what came of it."""

    def __init__(self, visitor: Visitor, logbook: Logbook, kept: MemoryArchive) -> None:
        self.visit = visitor.visit
        self.state = logbook.state
        self.kept = kept


@pytest.fixture
def boilerplate() -> Boilerplate:
    file = packaged("config") / "boilerplate.toml"
    return Boilerplate.from_table(tomllib.loads(file.read_text(encoding="utf-8")))


@pytest.fixture
async def visiting(
    server: WebServer, archive: Path, boilerplate: Boilerplate, clock: Clock
) -> AsyncIterator[Visiting]:
    async with open_visiting(server, archive, boilerplate, clock) as visiting:
        yield visiting


@asynccontextmanager
async def open_visiting(
    server: WebServer,
    archive: Path,
    boilerplate: Boilerplate,
    clock: Clock,
    limits: FetchLimits | None = None,
) -> AsyncIterator[Visiting]:
    kept = MemoryArchive()
    web = server.web(limits, Politeness(gap=0, clock=clock))
    async with Database.open(archive) as database, Fetcher.open(web) as fetcher:
        logbook = Logbook(database, clock)
        yield Visiting(Visitor(fetcher, PageReader(fetcher, boilerplate), logbook, kept), logbook, kept)


async def test_a_feed_that_teases_has_its_links_followed(newsroom: Newsroom, visiting: Visiting) -> None:
    newsroom.publishes(story(1), story(2))
    feed = FeedSource(url=newsroom.url("/feed"))
    visit = await visiting.visit(feed)
    assert (visit.entries, visit.changes, visit.error) == (2, ChangeCounts(added=2), None)
    article = next(one for one in visiting.kept.articles.values() if "رقم 1 " in one.title)
    expected = story(1)
    assert (article.title, article.text, article.published) == (expected.title, expected.text, expected.day)
    assert (article.outlet, article.url) == (OUTLET, newsroom.url("/local/1"))
    assert visiting.kept.sources == {feed.url}


async def test_a_feed_with_whole_texts_is_taken_at_its_word(newsroom: Newsroom, visiting: Visiting) -> None:
    newsroom.full_text = True
    newsroom.publishes(story(1), story(2))
    await visiting.visit(FeedSource(url=newsroom.url("/feed"), outlet="الميناء"))
    assert newsroom.server.paths() == ["/feed"]
    assert {article.text for article in visiting.kept.articles.values()} == {story(1).text, story(2).text}
    assert {article.outlet for article in visiting.kept.articles.values()} == {"الميناء"}


async def test_a_feed_file_that_is_loaded_and_the_same_feed_visited_give_the_same_articles(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    newsroom.full_text = True
    newsroom.publishes(*(story(number) for number in range(4)))
    feed = newsroom._feed(Seen("/feed", {})).body.decode()
    for number, guid in ((1, "entry 1"), (2, "urn:uuid:2"), (3, "")):
        feed = feed.replace(f"<link>{newsroom.url(f'/local/{number}')}</link>", "")
        left = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
        feed = feed.replace(f"<guid>{newsroom.url(f'/local/{number}')}</guid>", left)
    newsroom.server.puts("/feed", Page(feed.encode()))
    await visiting.visit(FeedSource(url=newsroom.url("/feed")))
    loaded = [item for item in read(feed.encode(), "feed.xml") if isinstance(item, Article)]
    assert len(loaded) == 4
    assert visiting.kept.articles == {article.id: article for article in loaded}


async def test_a_text_that_changes_in_its_feed_is_taken_again(newsroom: Newsroom, visiting: Visiting) -> None:
    newsroom.full_text = True
    newsroom.publishes(story(1), story(2))
    feed = FeedSource(url=newsroom.url("/feed"))
    await visiting.visit(feed)
    newsroom.publishes(story(1, text=story(1).text.replace("مئات", "آلاف")))
    assert (await visiting.visit(feed)).changes == ChangeCounts(changed=1)


async def test_what_was_taken_is_not_asked_for_again(newsroom: Newsroom, visiting: Visiting) -> None:
    newsroom.publishes(story(1))
    feed = FeedSource(url=newsroom.url("/feed"))
    await visiting.visit(feed)
    visit = await visiting.visit(feed)
    assert visit.changes == ChangeCounts() and visit.known is None
    assert newsroom.server.paths() == ["/feed", "/local/1", "/feed"]
    assert (await visiting.state(feed.name)).offered == 1
    newsroom.publishes(story(2))
    assert (await visiting.visit(feed)).changes == ChangeCounts(added=1)
    assert newsroom.server.paths()[3:] == ["/feed", "/local/2"]


async def test_a_page_and_its_place_in_a_feed_are_one_article(newsroom: Newsroom, visiting: Visiting) -> None:
    newsroom.publishes(story(1))
    await visiting.visit(FeedSource(url=newsroom.url("/feed")))
    await visiting.visit(Site(url=newsroom.url("/sitemap.xml")))
    assert len(visiting.kept.articles) == 1


async def test_a_sitemap_is_followed_through_its_index_the_latest_map_first(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    newsroom.publishes(*(story(number) for number in (1, 11, 25)))
    visit = await visiting.visit(Site(url=newsroom.url("")))
    assert visit.changes == ChangeCounts(added=3)
    maps = [path for path in newsroom.server.paths() if "sitemap" in path]
    assert maps == ["/sitemap.xml", "/sitemap-2.xml", "/sitemap-1.xml", "/sitemap-0.xml"]
    assert newsroom.server.paths().count("/local/25") == 1


async def test_a_packed_map_is_read_and_one_that_is_gone_is_passed_over(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    newsroom.publishes(story(1), story(11), story(21))
    index = newsroom._sitemap_index(Seen("/sitemap.xml", {}))
    newsroom.server.puts("/sitemap.xml", index)
    newsroom.server.puts("/sitemap-0.xml", Page(gzip.compress(newsroom._sitemap(0).body)))
    newsroom.server.puts("/sitemap-1.xml", Page(status=410))
    visit = await visiting.visit(Site(url=newsroom.url("")))
    assert visit.error is None and visiting.kept.numbers() == [1, 21]


async def test_a_single_map_is_asked_whether_it_changed(newsroom: Newsroom, visiting: Visiting) -> None:
    newsroom.publishes(story(1))

    def news(seen: Seen) -> Page:
        if seen.headers.get("if-none-match") == '"1"':
            return Page(status=304)
        return Page(newsroom._sitemap(0).body, headers={"ETag": '"1"'})

    newsroom.server.puts("/news.xml", news)
    site = Site(url=newsroom.url("/news.xml"))
    assert (await visiting.visit(site)).changes == ChangeCounts(added=1)
    assert (await visiting.visit(site)).known is None
    assert newsroom.server.paths() == ["/news.xml", "/local/1", "/news.xml"]


async def test_a_map_of_which_pages_are_left_or_were_refused_is_asked_for_whole_again(
    newsroom: Newsroom, visiting: Visiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.publishes(story(1), story(2), story(3))
    newsroom.server.puts("/local/3", Page(status=404))
    newsroom.server.puts("/news.xml", Page(newsroom._sitemap(0).body, headers={"ETag": '"1"'}))
    site = Site(url=newsroom.url("/news.xml"))
    monkeypatch.setattr(visits, "MOST_PAGES", 1)
    kept = []
    for _ in range(3):
        await visiting.visit(site)
        kept.append((visiting.kept.numbers(), (await visiting.state(site.name)).known))
    assert kept == [([1], UNKNOWN), ([1, 2], UNKNOWN), ([1, 2], UNKNOWN)]
    newsroom.publishes(story(3))
    await visiting.visit(site)
    assert (visiting.kept.numbers(), (await visiting.state(site.name)).known.etag) == ([1, 2, 3], '"1"')


async def test_maps_that_name_one_another_are_read_once(newsroom: Newsroom, visiting: Visiting) -> None:
    loop = f"<sitemapindex><sitemap><loc>{newsroom.url('/sitemap.xml')}</loc></sitemap></sitemapindex>"
    newsroom.server.puts("/sitemap.xml", loop)
    await visiting.visit(Site(url=newsroom.url(""), by="sitemap"))
    assert newsroom.server.paths() == ["/sitemap.xml"]


async def test_an_index_without_end_is_read_as_far_as_is_decent(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    def deeper(seen: Seen) -> Page:
        further = newsroom.url(f"{seen.path[:-4]}1.xml")
        newsroom.server.puts(f"{seen.path[:-4]}1.xml", deeper)
        return Page(f"<sitemapindex><sitemap><loc>{further}</loc></sitemap></sitemapindex>".encode())

    newsroom.server.puts("/sitemap.xml", deeper)
    await visiting.visit(Site(url=newsroom.url(""), by="sitemap"))
    assert len(newsroom.server.paths()) == MOST_MAPS


async def test_robots_txt_may_name_the_sitemap(newsroom: Newsroom, visiting: Visiting) -> None:
    newsroom.publishes(story(1))
    newsroom.server.puts("/robots.txt", f"Sitemap: {newsroom.url('/maps/all.xml')}")
    newsroom.server.puts("/maps/all.xml", newsroom._sitemap(0))
    assert (await visiting.visit(Site(url=newsroom.url("")))).changes == ChangeCounts(added=1)


async def test_only_what_the_list_wants_is_fetched_and_kept(newsroom: Newsroom, visiting: Visiting) -> None:
    newsroom.publishes(story(1), story(2, folder="sport"), story(3, day=datetime.date(2019, 1, 1)))
    site = Site(url=newsroom.url("/sitemap.xml"), leave=("/sport",), since=datetime.date(2020, 1, 1))
    assert (await visiting.visit(site)).entries == 1
    assert visiting.kept.numbers() == [1]
    assert "/sport/2" not in newsroom.server.paths() and "/local/3" not in newsroom.server.paths()


async def test_wordpress_gives_posts_with_their_texts_page_after_page(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    newsroom.publishes(*(story(number) for number in range(120)))
    visit = await visiting.visit(Site(url=newsroom.url("/"), by="wordpress"))
    assert (visit.entries, visit.changes.added, visit.error) == (120, 120, None)
    assert [seen.query["page"] for seen in newsroom.server.seen if "posts" in seen.path] == ["1", "2", "3"]
    article = visiting.kept.articles[next(iter(visiting.kept.articles))]
    assert (article.author, article.section) == ("ليلى حداد", "محليات")
    assert article.text.startswith("افتتح رئيس البلدية")


async def test_wordpress_is_asked_for_what_changed_since_and_no_further(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    newsroom.publishes(*(story(number) for number in range(120)))
    site = Site(url=newsroom.url(""), by="wordpress", since=datetime.date(2026, 11, 2))
    visit = await visiting.visit(site)
    assert visit.entries == sum(one.day >= datetime.date(2026, 11, 2) for one in newsroom.stories.values())
    newsroom.publishes(
        story(7, text="صدر اليوم بيان جديد عن الجسر في الحي الشرقي.", modified="2026-11-22T10:00:00")
    )
    before = len(newsroom.server.seen)
    assert (await visiting.visit(site)).changes == ChangeCounts(changed=1)
    assert (await visiting.visit(site)).changes == ChangeCounts()
    assert [seen.query["page"] for seen in newsroom.server.seen[before:]] == ["1", "2", "1"]


async def test_wordpress_is_read_to_its_end_after_a_visit_that_broke_off(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    newsroom.publishes(*(story(number) for number in range(120)))
    pages = newsroom._posts
    newsroom.server.puts(
        "/wp-json/wp/v2/posts", lambda seen: Page(status=500) if seen.query["page"] == "2" else pages(seen)
    )
    site = Site(url=newsroom.url(""), by="wordpress")
    visit = await visiting.visit(site)
    assert visit.error is not None and visit.changes.added == 50
    newsroom.server.puts("/wp-json/wp/v2/posts", pages)
    assert (await visiting.visit(site)).changes.added == 70


async def test_sections_are_sifted_by_the_name_that_an_article_gives(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    newsroom.publishes(story(1), story(2, section="رياضة"))
    await visiting.visit(Site(url=newsroom.url(""), by="wordpress", leave=("رياضه",)))
    assert visiting.kept.numbers() == [1]


async def test_a_day_that_a_page_does_not_say_is_taken_from_its_feed(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    newsroom.publishes(story(1))
    silent = newsroom.page(story(1)).replace("article:published_time", "x-unknown")
    newsroom.server.puts("/local/1", Page(silent.encode()))
    await visiting.visit(FeedSource(url=newsroom.url("/feed")))
    assert [article.published for article in visiting.kept.articles.values()] == [story(1).day]


async def test_pages_that_are_refused_are_counted_and_tried_a_few_times(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    newsroom.publishes(story(1), story(2), story(3))
    newsroom.server.puts("/robots.txt", "User-agent: *\nDisallow: /local/1$")
    newsroom.server.puts("/local/2", Page(status=404))
    feed = FeedSource(url=newsroom.url("/feed"))
    visit = await visiting.visit(feed)
    assert dict(visit.refusals) == {Rule.ROBOTS: 1, Rule.STATUS: 1}
    assert (visit.error, visiting.kept.numbers()) == (None, [3])
    for _ in range(TRIES + 1):
        await visiting.visit(feed)
    assert newsroom.server.paths().count("/local/2") == TRIES


async def test_a_page_without_an_article_is_set_aside_once(newsroom: Newsroom, visiting: Visiting) -> None:
    newsroom.publishes(story(1))
    newsroom.server.puts("/local/1", "<html><body><p>اشترك</p></body></html>")
    feed = FeedSource(url=newsroom.url("/feed"))
    assert len((await visiting.visit(feed)).set_aside) == 1
    await visiting.visit(feed)
    assert newsroom.server.paths().count("/local/1") == 1


async def test_a_section_is_not_asked_for_again_however_often_it_changes(
    newsroom: Newsroom, visiting: Visiting
) -> None:
    section = '<html><head><meta property="og:type" content="profile"></head><body>{}</body></html>'

    def changed(day: int) -> None:
        url = newsroom.url("/local/section")
        newsroom.server.puts("/local/section", section.format(f"<p>خبر {day}</p>"))
        entry = f"<url><loc>{url}</loc><lastmod>2024-05-{day:02}</lastmod></url>"
        newsroom.server.puts("/sitemap.xml", f"<urlset>{entry}</urlset>")

    for day in (1, 2, 3):
        changed(day)
        await visiting.visit(Site(url=newsroom.url("/sitemap.xml"), by="sitemap"))
    assert newsroom.server.paths().count("/local/section") == 1


async def test_a_large_site_is_taken_in_portions_that_can_be_found_at_once(
    newsroom: Newsroom, visiting: Visiting, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr(visits, "MOST_PAGES", 15)
    newsroom.publishes(*(story(number) for number in range(20)))
    site = Site(url=newsroom.url(""))
    visit = await visiting.visit(site)
    assert (visit.changes.added, visit.left, visiting.kept.batches) == (15, 5, [5, 5, 5])
    assert (await visiting.state(site.name)).due == clock.now + SOON
    visit = await visiting.visit(site)
    assert (visit.changes.added, visit.left) == (5, 0)
    assert (await visiting.state(site.name)).due == clock.now + 30 * 60


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        (Page(status=500), Rule.STATUS),
        (Page(b"<html><p>not a feed"), Rule.CONTENT),
        (Page(b"<?xml version='1.0'?><rss><channel>"), None),
        (Page(b"\x89PNG\0\0"), Rule.KIND),
    ],
)
async def test_a_source_that_fails_says_why(
    newsroom: Newsroom, visiting: Visiting, page: Page, rule: Rule | None
) -> None:
    newsroom.server.puts("/feed", page)
    feed = FeedSource(url=newsroom.url("/feed"))
    visit = await visiting.visit(feed)
    state = await visiting.state(feed.name)
    assert (visit.error.rule if visit.error else None) is rule
    assert state.rule is rule
    assert bool(state.reason) is bool(rule)


async def test_a_source_that_goes_on_failing_is_visited_less_and_less(
    newsroom: Newsroom, visiting: Visiting, clock: Clock
) -> None:
    feed = FeedSource(url=newsroom.url("/gone"), every="1 hour")
    waits = []
    for _ in range(7):
        await visiting.visit(feed)
        state = await visiting.state(feed.name)
        waits.append((state.failures, state.due - clock.now))
    assert waits[:3] == [(1, 3600), (2, 7200), (3, 14400)]
    assert waits[-1] == (7, LONGEST_WAIT)
    newsroom.server.puts("/gone", newsroom._feed)
    await visiting.visit(feed)
    state = await visiting.state(feed.name)
    assert (state.failures, state.rule, state.due - clock.now) == (0, None, 3600)


async def test_a_server_that_wants_rest_ends_the_visit_and_keeps_what_was_read(
    newsroom: Newsroom, visiting: Visiting, clock: Clock
) -> None:
    newsroom.publishes(*(story(number) for number in range(1, 4)))
    newsroom.server.puts("/local/2", Page(status=429, headers={"Retry-After": "7200"}))
    feed = FeedSource(url=newsroom.url("/feed"))
    visit = await visiting.visit(feed)
    assert visit.error and visit.error.rule is Rule.BUSY
    assert visiting.kept.numbers() == [3]
    assert (await visiting.state(feed.name)).due == clock.now + 7200
    newsroom.publishes(story(2))
    clock.now += 7200
    await visiting.visit(feed)
    assert visiting.kept.numbers() == [1, 2, 3]


async def test_a_site_that_dies_on_the_way_is_not_asked_for_every_page(
    newsroom: Newsroom, server: WebServer, archive: Path, boilerplate: Boilerplate, clock: Clock
) -> None:
    newsroom.publishes(*(story(number) for number in range(20)))
    for number in range(20):
        server.puts(f"/local/{number}", Silent())
    quick = FetchLimits(seconds=0.1, silence=0.05)
    async with open_visiting(server, archive, boilerplate, clock, quick) as visiting:
        visit = await visiting.visit(FeedSource(url=newsroom.url("/feed")))
    assert visit.error and visit.error.rule is Rule.TIME
    assert sum(path.startswith("/local") for path in server.paths()) == 5


async def test_entries_that_lead_inside_are_refused(newsroom: Newsroom, visiting: Visiting) -> None:
    newsroom.publishes(story(1), story(2))
    found = newsroom._feed(Seen("/feed", {})).body.decode()
    inside = found.replace(newsroom.url("/local/2"), "http://169.254.169.254/secret")
    newsroom.server.puts("/feed", Page(inside.encode()))
    visit = await visiting.visit(FeedSource(url=newsroom.url("/feed")))
    assert dict(visit.refusals) == {Rule.ADDRESS: 1}
    assert visiting.kept.numbers() == [1]
