"""Pages of the web as articles, in whatever encoding and under whatever name they come."""

from __future__ import annotations

import io
import tomllib
import zipfile
from typing import TYPE_CHECKING

import pytest

from bot.configuration.files import packaged
from bot.sources.pages import PageReader
from bot.web.fetcher import Fetcher, Refused, Rule
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.records import Article, SetAside
from tests.support.web import Page, WebServer
from tests.support.web.newsroom import OUTLET, Newsroom, story

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def pages(server: WebServer) -> AsyncIterator[PageReader]:
    file = packaged("config") / "boilerplate.toml"
    boilerplate = Boilerplate.from_table(tomllib.loads(file.read_text(encoding="utf-8")))
    async with Fetcher.open(server.web()) as fetcher:
        yield PageReader(fetcher, boilerplate)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "text/html; charset=utf-8"),
        ("utf-8", "text/html"),
        ("utf-8", "text/html; charset=windows-1256"),
        ("cp1256", "text/html; charset=windows-1256"),
        ("cp1256", "text/html"),
        ("cp1256", "text/html; charset=utf-8"),
        ("iso8859_6", "text/html; charset=iso-8859-6"),
        ("utf-16", "text/html"),
        ("utf-8", "application/octet-stream"),
    ],
)
async def test_a_page_is_read_in_the_encoding_it_has(
    newsroom: Newsroom, pages: PageReader, encoding: str, declared: str
) -> None:
    page = newsroom.page(story(1)).replace('<meta charset="utf-8">', "")
    newsroom.server.puts(
        "/local/1", Page(page.encode(encoding, "ignore"), headers={"Content-Type": declared})
    )
    [article] = await pages.fetch_article(newsroom.url("/local/1"))
    assert isinstance(article, Article)
    assert (article.title, article.text) == (story(1).title, story(1).text)


async def test_a_page_that_an_editor_names_is_fetched_whatever_robots_txt_says(
    newsroom: Newsroom, pages: PageReader
) -> None:
    newsroom.publishes(story(1))
    newsroom.server.puts("/robots.txt", "User-agent: *\nDisallow: /")
    [article] = await pages.fetch_article(newsroom.url("/local/1"))
    assert isinstance(article, Article) and article.outlet == OUTLET
    with pytest.raises(Refused) as caught:
        await pages.read(newsroom.url("/local/1"))
    assert caught.value.rule is Rule.ROBOTS


async def test_every_way_to_a_page_leads_to_one_article(newsroom: Newsroom, pages: PageReader) -> None:
    newsroom.publishes(story(1))
    newsroom.server.puts("/short", Page(status=301, headers={"Location": "/local/1?utm_source=x"}))
    ways = ("/local/1", "/local/1?utm_source=feed", "/local/1#comments", "/short")
    found = [await pages.fetch_article(newsroom.url(way)) for way in ways]
    assert len({item.id for items in found for item in items if isinstance(item, Article)}) == 1


async def test_a_page_without_an_article_says_why_there_is_none(
    newsroom: Newsroom, pages: PageReader
) -> None:
    newsroom.server.puts("/", "<html><body><a href='/a'>الرئيسية</a></body></html>")
    [aside] = await pages.fetch_article(newsroom.url("/"))
    assert isinstance(aside, SetAside) and aside.reason


async def test_a_list_of_articles_is_read_whole(newsroom: Newsroom, pages: PageReader) -> None:
    rows = "".join(f'{{"id": "{n}", "title": "خبر {n}", "text": "نص الخبر {n}"}}\n' for n in range(3))
    newsroom.server.puts("/all.jsonl", rows)
    assert len(await pages.fetch_article(newsroom.url("/all.jsonl"))) == 3


async def test_markup_in_a_page_becomes_no_part_of_its_text(newsroom: Newsroom, pages: PageReader) -> None:
    page = newsroom.page(story(1)).replace("</article>", "<script>alert('x')</script></article>")
    newsroom.server.puts("/local/1", page)
    [article] = await pages.fetch_article(newsroom.url("/local/1"))
    assert isinstance(article, Article) and article.text == story(1).text


async def test_an_archive_is_opened_with_care(newsroom: Newsroom, pages: PageReader) -> None:
    good, bomb = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(good, "w") as files:
        files.writestr("1.txt", f"{story(1).title}\n\n{story(1).text}")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("1.txt", bytes(60 * 2**20))
    newsroom.server.puts("/good", Page(good.getvalue()))
    newsroom.server.puts("/bomb", Page(bomb.getvalue()))
    [article] = await pages.fetch_article(newsroom.url("/good"))
    assert isinstance(article, Article) and article.title == story(1).title
    assert all(isinstance(item, SetAside) for item in await pages.fetch_article(newsroom.url("/bomb")))


async def test_entities_in_a_document_lead_nowhere(newsroom: Newsroom, pages: PageReader) -> None:
    feed = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">
        <!ENTITY a "{"b" * 1000}"><!ENTITY c "{"&a;" * 1000}"><!ENTITY d "{"&c;" * 1000}">]>
        <rss version="2.0"><channel><title>&x;</title><item><title>&d;</title>
        <link>{newsroom.url("/a")}</link></item></channel></rss>"""
    newsroom.server.puts("/feed", feed)
    items = await pages.fetch_article(newsroom.url("/feed"))
    assert len(repr(items)) < 10_000
