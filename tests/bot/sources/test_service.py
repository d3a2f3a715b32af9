"""Everything on the list of sources, in an archive of its own."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.changes.generation import ChangeCounts
from bot.archive.changes.reports import NothingToLoad
from bot.archive.library import Library
from bot.errors import CommandError
from bot.loading.first_use import prepare
from bot.loading.load import load, reload
from bot.progress import Stage, Step, silent
from bot.sources.load_once import load_links, load_listed
from bot.sources.schedule import Schedule
from bot.sources.service import SourceService
from bot.web.address_guard import AddressGuard
from bot.web.refusals import Refused, Rule
from tests.support.web.newsroom import Newsroom, story

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.configuration.settings import Settings
    from bot.source_list.kinds import Folder, Remote
    from bot.sources.visit import Visit


@pytest.fixture
def own_list(settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a list of sources of one's own."""
    folder = tmp_path / "config"
    folder.mkdir()
    write(replace(settings, config=folder), "")
    return replace(settings, config=folder)


def write(own_list: Settings, text: str) -> None:
    (own_list.config / "sources.toml").write_text(text, encoding="utf-8")


@asynccontextmanager
async def opened(own_list: Settings, newsroom: Newsroom) -> AsyncIterator[SourceService]:
    async with (
        Library.open(own_list) as library,
        SourceService.open(own_list, library, newsroom.server.web()) as service,
    ):
        yield service


def lines(*stories: int) -> str:
    parts = (story(number) for number in stories)
    return "".join(
        f'{{"id": "{one.number}", "title": "{one.title}", "text": "{one.text.splitlines()[0]}", '
        f'"url": "https://news.example{one.path}", "section": "{"رياضة" if one.number % 2 else "محليات"}"}}\n'
        for one in parts
    )


async def test_a_link_is_loaded_and_what_is_refused_is_set_aside(
    own_list: Settings, newsroom: Newsroom
) -> None:
    newsroom.publishes(story(1))
    newsroom.server.puts("/robots.txt", "User-agent: *\nDisallow: /")
    steps: list[Step] = []
    async with opened(own_list, newsroom) as service:
        report = await load_links(
            [newsroom.url("/local/1"), newsroom.url("/gone"), "http://10.0.0.1/"], service, steps.append
        )
        assert report.changes == ChangeCounts(added=1)
        assert [aside.reason[:30] for aside in report.set_aside] == [
            "the server answered 404 (Not F",
            "it leads to 10.0.0.1, which is",
        ]
        with pytest.raises(NothingToLoad):
            await load_links([newsroom.url("/gone")], service, silent)
    assert [step.done for step in steps if step.stage is Stage.FETCHING] == [1, 2, 3]


async def test_everything_on_the_list_is_loaded(
    own_list: Settings, newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.publishes(story(1), story(2), story(3))
    (tmp_path / "old.jsonl").write_text(lines(10, 12), encoding="utf-8")
    write(
        own_list,
        f'[[file]]\npath = "../old.jsonl"\n[[feed]]\nurl = "{newsroom.url("/feed")}"\n'
        f'[[site]]\nurl = "{newsroom.url("")}"\n[[feed]]\nurl = "{newsroom.server.url("/none", "gone.example")}"',
    )
    async with opened(own_list, newsroom) as service:
        steps: list[Step] = []
        report = await load_listed(service, steps.append)
        assert report.changes == ChangeCounts(added=5, unchanged=3)
        places = [step.done + step.part for step in steps if step.stage is Stage.VISITING]
        assert len(places) == 3 + 2 * 3 and places[-1] == 3 and all(0 < place <= 3 for place in places)
        assert [aside.reason for aside in report.set_aside] == ["the server answered 404 (Not Found)"]
        assert await service.library.ask("كم استغرق العمل في السوق رقم 1؟")


async def test_an_empty_list_and_one_of_which_all_fails_are_no_success(
    own_list: Settings, newsroom: Newsroom
) -> None:
    async with opened(own_list, newsroom) as service:
        with pytest.raises(CommandError, match=r"fill sources\.toml"):
            await load_listed(service, silent)
    write(own_list, f'[[feed]]\nurl = "{newsroom.url("/gone")}"')
    async with opened(own_list, newsroom) as service:
        with pytest.raises(NothingToLoad) as caught:
            await load_listed(service, silent)
    assert [aside.reason for aside in caught.value.set_aside] == ["the server answered 404 (Not Found)"]


async def test_what_was_loaded_from_the_web_alone_is_not_taken_for_an_empty_archive(
    own_list: Settings, newsroom: Newsroom
) -> None:
    newsroom.publishes(story(1))
    async with opened(own_list, newsroom) as service:
        await load_links([newsroom.url("/local/1")], service, silent)
        await prepare(service.library)
        assert (await service.library.holdings()).articles == 1


async def test_a_listed_folder_has_its_outlet_and_sections_wherever_it_is_read(
    own_list: Settings, newsroom: Newsroom, tmp_path: Path
) -> None:
    (tmp_path / "old.jsonl").write_text(lines(1, 2, 4), encoding="utf-8")
    write(own_list, '[[file]]\npath = "../old.jsonl"\noutlet = "النهر"\nleave = ["رياضة"]')
    async with opened(own_list, newsroom) as service:
        report = await load(service.library, [tmp_path / "old.jsonl"])
        assert report.changes == ChangeCounts(added=2)
        assert "section" in report.set_aside[0].reason
        assert (await service.library.holdings()).outlets == (("النهر", 2),)
        write(own_list, '[[file]]\npath = "../old.jsonl"\noutlet = "الوادي"')
        assert (await reload(service.library)).changes == ChangeCounts(added=1, changed=2)
        assert (await service.library.holdings()).outlets == (("الوادي", 3),)


async def test_a_reload_reads_folders_that_joined_the_list(
    own_list: Settings, newsroom: Newsroom, tmp_path: Path
) -> None:
    for name, number in (("a", 2), ("b", 4)):
        (tmp_path / f"{name}.jsonl").write_text(lines(number), encoding="utf-8")
    async with opened(own_list, newsroom) as service:
        await load(service.library, [tmp_path / "a.jsonl"])
        write(own_list, '[[file]]\npath = "../b.jsonl"')
        assert (await reload(service.library)).changes == ChangeCounts(added=1, unchanged=1)
        assert (await reload(service.library)).changes == ChangeCounts(unchanged=2)


async def test_a_listed_folder_that_is_not_there_does_not_stop_the_others(
    own_list: Settings, newsroom: Newsroom, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(lines(2), encoding="utf-8")
    write(own_list, '[[folder]]\npath = "/nowhere/at/all"\n[[file]]\npath = "../a.jsonl"')
    async with opened(own_list, newsroom) as service:
        report = await load_listed(service, silent)
    assert report.changes == ChangeCounts(added=1)
    assert [aside.path for aside in report.set_aside] == ["/nowhere/at/all"]


async def test_a_folder_with_a_schedule_is_loaded_again_and_failures_are_remembered(
    own_list: Settings, newsroom: Newsroom, tmp_path: Path
) -> None:
    place = tmp_path / "a.jsonl"
    place.write_text(lines(2), encoding="utf-8")
    write(own_list, '[[file]]\npath = "../a.jsonl"\nevery = "1 hour"\n[[folder]]\npath = "."')
    async with opened(own_list, newsroom) as service:
        [folder] = service.schedule.sources
        await service.visit(folder)
        state = await service.logbook.state(folder.name)
        assert (state.offered, state.added, state.due - (state.visited or 0)) == (1, 1, 3600)
        place.unlink()
        await service.visit(folder)
        state = await service.logbook.state(folder.name)
        assert (state.rule, state.failures) == (Rule.CONTENT, 1)


async def test_new_entries_are_answered_from_while_the_schedule_runs(
    own_list: Settings, newsroom: Newsroom
) -> None:
    newsroom.publishes(story(1))
    write(own_list, f'[[feed]]\nurl = "{newsroom.url("/feed")}"')
    async with opened(own_list, newsroom) as service:
        ended: asyncio.Queue[Visit | None] = asyncio.Queue()

        async def visit(source: Remote | Folder) -> None:
            ended.put_nowait(await service.visit(source))

        schedule = Schedule(service.schedule.sources, visit, service.logbook)
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(schedule.run())
            await ended.get()
            newsroom.publishes(story(2))
            schedule.now(schedule.sources[0])
            await ended.get()
            running.cancel()
        assert "5 أشهر" in (await service.library.ask("كم استغرق العمل في المدرسة رقم 2؟")).quotes[0].text


async def test_servers_learn_whom_to_write_to_and_ports_are_open_as_the_list_says(
    own_list: Settings, newsroom: Newsroom
) -> None:
    newsroom.publishes(story(1))
    write(own_list, f'contact = "https://harbour.example/bot"\n[[feed]]\nurl = "{newsroom.url("/feed")}"')
    async with opened(own_list, newsroom) as service:
        await service.visit(service.schedule.sources[0])
    assert newsroom.server.seen[0].headers["user-agent"].endswith("(+https://harbour.example/bot)")
    web = replace(newsroom.server.web(), guard=AddressGuard())
    async with Library.open(own_list) as library, SourceService.open(own_list, library, web) as service:
        for url, rule in ((newsroom.url("/feed"), Rule.ADDRESS), ("http://news.example:81/", Rule.PORT)):
            with pytest.raises(Refused) as caught:
                await service.fetcher.get(url)
            assert caught.value.rule is rule


async def test_an_internal_source_reaches_its_own_server_and_nobody_else_does(
    own_list: Settings, newsroom: Newsroom
) -> None:
    newsroom.publishes(story(1))
    feed = newsroom.url("/feed")
    write(own_list, f'[[feed]]\nurl = "{feed}"\ninternal = true')
    # As the real web is: this machine is not on the public internet.
    web = replace(newsroom.server.web(), guard=AddressGuard())
    async with Library.open(own_list) as library, SourceService.open(own_list, library, web) as service:
        [source] = service.listed.feeds
        visit = await service.visit(source)
        assert visit and visit.error is None and visit.changes.added == 1
        with pytest.raises(Refused) as caught:
            await service.pages.fetch_article(feed)
        assert caught.value.rule is Rule.ADDRESS, "what an editor or a reader names is another matter"


async def test_a_page_of_an_internal_source_leads_nowhere_else_in_the_network(
    own_list: Settings, newsroom: Newsroom
) -> None:
    other = newsroom.server.url("/secret", "other.local")
    feed = newsroom.url("/inside")
    newsroom.server.puts(
        "/inside",
        f"<rss version='2.0'><channel><title>x</title><item><title>خبر من الداخل</title><link>{other}</link>"
        "</item></channel></rss>",
    )
    write(own_list, f'[[feed]]\nurl = "{feed}"\ninternal = true')
    web = replace(newsroom.server.web(), guard=AddressGuard())
    async with Library.open(own_list) as library, SourceService.open(own_list, library, web) as service:
        await service.visit(service.listed.feeds[0])
    assert "/secret" not in [seen.path for seen in newsroom.server.seen]
