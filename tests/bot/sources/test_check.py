"""Trying a source without keeping anything."""

from __future__ import annotations

import datetime
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.source_list.kinds import FeedSource, Folder, Remote, Site
from bot.sources.check import SourceCheck, check
from bot.sources.service import SourceService
from bot.web.refusals import Rule
from tests.support.web import Page
from tests.support.web.newsroom import OUTLET, Newsroom, story

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.configuration.settings import Settings


@asynccontextmanager
async def opened(settings: Settings, newsroom: Newsroom) -> AsyncIterator[SourceService]:
    async with (
        Library.open(settings) as library,
        SourceService.open(settings, library, newsroom.server.web()) as service,
    ):
        yield service


async def found(source: Remote | Folder, settings: Settings, newsroom: Newsroom) -> SourceCheck:
    async with opened(settings, newsroom) as service:
        result = await check(source, service)
        assert (await service.library.holdings()).articles == 0
        assert (await service.logbook.state(source.name)).visited is None
    return result


async def test_a_sound_source_says_what_it_holds(settings: Settings, newsroom: Newsroom) -> None:
    newsroom.publishes(*(story(number) for number in range(5)))
    result = await found(FeedSource(url=newsroom.url("/feed")), settings, newsroom)
    assert (result.entries, result.newest, result.headline) == (
        5,
        datetime.date(2026, 11, 5),
        story(4).title,
    )
    assert result.article and result.article.text == story(4).text and result.article.outlet == OUTLET
    assert result.sound


async def test_wordpress_is_looked_at_but_not_read_to_its_end(settings: Settings, newsroom: Newsroom) -> None:
    newsroom.publishes(*(story(number) for number in range(300)))
    result = await found(Site(url=newsroom.url(""), by="wordpress", outlet="النهر"), settings, newsroom)
    assert result.entries == 150 and result.article and result.article.outlet == "النهر"


async def test_a_source_whose_pages_cannot_be_had_is_not_sound(
    settings: Settings, newsroom: Newsroom
) -> None:
    newsroom.publishes(*(story(number) for number in range(5)))
    newsroom.server.puts("/robots.txt", "User-agent: *\nDisallow: /local")
    result = await found(FeedSource(url=newsroom.url("/feed")), settings, newsroom)
    assert dict(result.refusals) == {Rule.ROBOTS: 3}
    assert result.entries == 5 and not result.sound


async def test_a_source_whose_pages_hold_no_article_says_why(settings: Settings, newsroom: Newsroom) -> None:
    newsroom.publishes(story(1))
    newsroom.server.puts("/local/1", "<html><body><p>اشترك</p></body></html>")
    result = await found(FeedSource(url=newsroom.url("/feed")), settings, newsroom)
    assert result.aside and not result.sound


async def test_a_source_that_fails_says_by_which_rule(settings: Settings, newsroom: Newsroom) -> None:
    result = await found(FeedSource(url=newsroom.url("/gone")), settings, newsroom)
    assert result.error == "the server answered 404 (Not Found) (status)"
    newsroom.server.puts("/page", Page(b"<html><p>a page"))
    assert "(content)" in (
        (await found(FeedSource(url=newsroom.url("/page")), settings, newsroom)).error or ""
    )


async def test_a_source_without_wanted_entries_is_not_sound(settings: Settings, newsroom: Newsroom) -> None:
    newsroom.publishes(story(1))
    result = await found(FeedSource(url=newsroom.url("/feed"), take=("/politics",)), settings, newsroom)
    assert result.error == "it holds no entry that the list wants"


async def test_a_folder_is_looked_for(settings: Settings, newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "1.txt").write_text("خبر", encoding="utf-8")
    assert (await found(Folder(path=str(tmp_path / "here")), settings, newsroom)).entries == 1
    assert not (await found(Folder(path=str(tmp_path / "gone")), settings, newsroom)).sound
