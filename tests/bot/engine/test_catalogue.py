"""A bot with nothing but the engine's address lists, counts and opens what the archive's writer would."""

from __future__ import annotations

import asyncio
import datetime
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.errors import CommandError
from bot.journal.journal import Journal
from bot.operations.purge import purge
from bot.progress import silent
from retrieval.records import Article, Scope, Span
from tests.bot.engine.test_archive import beside

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.configuration.settings import Settings
    from tests.bot.engine.test_archive import Remote

STORY = (
    "أعلنت وزارة النقل مساء الأحد افتتاح جسر الشهداء في مدينة الموصل بعد ثلاث سنوات من العمل المتواصل، "
    "وقال الوزير إن الجسر يخدم مئة ألف سيارة كل يوم، وإن كلفته بلغت عشرين مليون دينار دفعتها الحكومة."
)
ARTICLES = [
    Article(
        f"news-{number}",
        f"خبر رقم {number} عن الأمطار",
        f"هطل المطر على القرية رقم {number} في الشمال، وقال الأهالي إن الموسم جيد.",
        outlet=("بريد الساحل", "صحيفة المرفأ", None)[number % 3],
        published=datetime.date(2020, 1, 1) + datetime.timedelta(days=number) if number % 4 else None,
        url=f"https://example.org/{number}",
        section=("محليات", "رياضة*", "")[number % 3] or None,
    )
    for number in range(20)
]
CARRIED = [
    Article(
        f"bridge-{outlet}", "افتتاح جسر الشهداء", STORY, outlet=outlet, published=datetime.date(2021, 5, 2)
    )
    for outlet in ("بريد الساحل", "صحيفة المرفأ", "وكالة الجنوب")
]
SCOPES = (
    None,
    Scope(datetime.date(2020, 1, 5)),
    Scope(None, datetime.date(2020, 1, 9)),
    Scope(datetime.date(2020, 1, 3), datetime.date(2020, 1, 12), ("بريد الساحل",)),
    Scope(outlets=("صحيفة المرفأ", "بريد الساحل")),
    Scope(outlets=("لا أحد",)),
    Scope(articles=("news-1", "news-3", "nobody")),
)
ASKED = "ماذا افتتحت وزارة النقل في الموصل؟"


@asynccontextmanager
async def both(settings: Settings, remote: Remote, folder: Path) -> AsyncIterator[tuple[Library, Library]]:
    """The writer of an archive, and a bot that has nothing but the engine."""
    async with (
        Library.open(remote(settings)) as writer,
        Library.open(remote(beside(settings, folder))) as bot,
    ):
        await writer.add([*ARTICLES, *CARRIED], "news")
        await bot.ask("؟")
        assert bot.only_answers
        assert not writer.only_answers
        yield writer, bot


async def test_lists_counts_and_single_articles_are_those_of_the_writer(
    settings: Settings, remote: Remote, tmp_path: Path
) -> None:
    async with both(settings, remote, tmp_path) as (writer, bot):
        mine, theirs = bot.catalogue, writer.catalogue
        assert await mine.holdings() == await theirs.holdings()
        for scope in SCOPES:
            for section in (None, "محليات", "رياضة*"):
                for first in (0, 3):
                    asked = scope, section, first, 5
                    assert await mine.select(*asked) == await theirs.select(*asked)
                about = "الأمطار", scope, section, 0, 4
                assert await bot.browse(*about) == await writer.browse(*about)
        for words in ("", "أمطار 1", "المرفا", "news-7", "*", "جسر؟", "لا شيء من هذا"):
            assert await mine.search(words, 0, 6) == await theirs.search(words, 0, 6)
        ids = [article.id for article in (*ARTICLES, *CARRIED)]
        assert await mine.numbers([*ids, "nobody"]) == await theirs.numbers(ids)
        assert await mine.groups(ids) == await theirs.groups(ids)
        assert await mine.oldest() == await theirs.oldest()
        for url in ("https://example.org/7", "https://example.org/none"):
            assert await mine.at_url(url) == await theirs.at_url(url)
        assert [one.id for one in await bot.nearest(STORY, 3)] == [
            one.id for one in await writer.nearest(STORY, 3)
        ]


async def test_a_report_that_several_outlets_carry_is_quoted_once_and_the_others_are_named(
    settings: Settings, remote: Remote, tmp_path: Path
) -> None:
    async with both(settings, remote, tmp_path) as (writer, bot):
        answer = await bot.ask(ASKED)
        assert answer == await writer.ask(ASKED)
        [quote] = answer.quotes
        assert len(quote.also) == 2


async def test_links_and_quotes_lead_to_the_version_they_are_of_and_to_none_that_went(
    settings: Settings, remote: Remote, tmp_path: Path
) -> None:
    async with both(settings, remote, tmp_path) as (writer, bot):
        id_ = ARTICLES[7].id
        number = (await bot.catalogue.numbers([id_]))[id_]
        newer = replace(ARTICLES[7], text="هطل الثلج على القرية رقم 7 في الشمال.")
        await writer.add([newer], "news")
        assert bot.engine
        await bot.engine.follow()
        mine = bot.catalogue
        assert await mine.numbered(number) == ARTICLES[7]
        assert await mine.quoted(id_, "هطل المطر") == ARTICLES[7]
        assert await mine.quoted(id_, "هطل الثلج") == await mine.quoted(id_, "غير هذا") == newer
        digests = await mine.digests(id_)
        assert [one.until for one in digests] == [digests[1].since, None]
        said = [words for _, words in await mine.passages(id_, Span(0, 9))]
        assert said == [newer.text[:9], ARTICLES[7].text[:9]]
        assert await mine.articles([id_], at=digests[0].since) == {id_: ARTICLES[7]}
        assert await mine.articles([id_]) == {id_: newer}
        await writer.remove([id_])
        await bot.engine.follow()
        assert await mine.numbered(number) is None
        assert await mine.quoted(id_, "هطل الثلج") is None
        assert not await mine.digests(id_)
        assert not await mine.articles([id_])
        assert await mine.holdings() == await writer.catalogue.holdings()


async def test_a_bot_that_only_answers_changes_nothing_and_says_so(
    settings: Settings, remote: Remote, tmp_path: Path
) -> None:
    async with both(settings, remote, tmp_path) as (_, bot):
        with pytest.raises(CommandError, match="only answers from the engine"):
            await bot.add(ARTICLES[:1], "telegram")
        with pytest.raises(CommandError, match="only answers from the engine"):
            await bot.remove([ARTICLES[0].id])
        with pytest.raises(CommandError, match="only answers from the engine"):
            await bot.rollback()
        assert not (await bot.store.state()).generation


async def test_what_is_purged_is_nowhere_in_the_engine(
    settings: Settings, remote: Remote, tmp_path: Path
) -> None:
    async with both(settings, remote, tmp_path) as (writer, bot), Journal.open(settings.journal) as journal:
        id_ = ARTICLES[7].id
        await purge(writer, journal, [id_], silent)
        assert writer.engine
        assert bot.engine
        for index in await writer.engine.work(writer.engine._editions.kept):
            for name, field in ((index, "article"), (f"{index}-articles", "id")):
                query = {"query": {"term": {field: id_}}}
                found = await asyncio.to_thread(writer.engine.found, f"/{name}/_search?", query)
                assert not found["hits"]["hits"]
        await bot.engine.follow()
        assert await bot.catalogue.holdings() == await writer.catalogue.holdings()
        assert not await bot.articles([id_])
