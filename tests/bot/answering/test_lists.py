"""Lists from their other end."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from bot.answering.lists import Lists
from bot.answering.replies import Listed
from bot.archive.library import Library
from bot.catalogue.records import Listing
from bot.rendering import texts
from retrieval.dialogue.turns import Browse, Narrowing
from retrieval.records import Article, Scope
from tests.bot.answering.archives import TEXT, Archive
from tests.bot.answering.test_responder import held
from tests.conftest import stock
from tests.support.newsroom import BRIDGE, PORT, write
from tests.support.serving.responders import responder_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings

TITLES = ("افتتاح السوق", "أبرز أحداث الأربعاء 8 فيفري", "أهم أخبار الملعب")
DAY = datetime.date(2021, 2, 8)


@pytest.fixture
async def lists(tmp_path: Path, settings: Settings) -> AsyncIterator[Lists]:
    """Lists of an archive with three articles of its newest day, one of which sums it up."""
    day = [{**PORT, "id": f"day{n}", "title": title, "published": f"{DAY}"} for n, title in enumerate(TITLES)]
    write(tmp_path, BRIDGE, *day)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        yield Lists(library)


class Dated(Archive):
    """Lists articles of ten days, the newest first."""

    async def browse(  # what a list is narrowed by
        self,
        subject: str,
        scope: Scope | None,
        section: str | None,
        first: int,
        most: int,
        *,
        oldest: bool = False,
    ) -> Listing:
        assert scope is not None  # the undated are left out
        days = [datetime.date(2016, 5, day) for day in range(10, 0, -1)]
        found = [Article(str(day.day), "عنوان", TEXT, published=day) for day in days]
        found = found[::-1] if oldest else found
        return Listing(len(found), tuple(found[first : first + most]))


async def test_the_oldest_are_listed_from_the_first_day_on(messages: Messages) -> None:
    pages = [
        await Lists(Dated("", "")).listed(Browse("كيري", oldest=True), first, messages) for first in (0, 6)
    ]
    shown = [[article.id for article in page.articles] for page in pages if isinstance(page, Listed)]
    assert shown == [["1", "2", "3", "4", "5", "6"], ["7", "8", "9", "10"]]


async def test_the_list_of_a_day_begins_with_what_sums_it_up(lists: Lists, messages: Messages) -> None:
    page = await lists.listed(Browse("", None, (Narrowing("8 فيفري", Scope(DAY, DAY)),)), 0, messages)
    assert isinstance(page, Listed) and page.total == len(TITLES)
    assert page.articles[0].title == TITLES[1]


async def test_a_time_after_the_newest_article_is_said_to_be_after_it(
    lists: Lists, messages: Messages
) -> None:
    later = (Narrowing("عام 2025", Scope(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))),)
    page = await lists.listed(Browse("السوق", None, later), 0, messages)
    ended = messages.conversation.browse.ended
    assert isinstance(page, Listed) and page.articles
    assert page.head.startswith(ended.format(filters="عام 2025", date=texts.date(DAY, messages)))


@pytest.mark.parametrize("said", ["سعر الذهب اليوم كم", "كم سعر الذهب اليوم؟", "اليوم بكم الذهب"])
async def test_what_something_costs_today_has_the_newest_headlines_of_that(
    tmp_path: Path, settings: Settings, messages: Messages, said: str
) -> None:
    prices = [
        {**PORT, "id": f"gold{day}", "title": f"سعر الذهب يرتفع {day}", "published": f"2021-03-0{day}"}
        for day in (2, 5)
    ]
    write(tmp_path, BRIDGE, *prices)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        [told] = await held(responder_of(library, settings, messages), messages, said)
    assert isinstance(told.reply, Listed)
    assert [article.id for article in told.reply.articles] == ["gold5", "gold2"]
    assert told.reply.head.startswith(messages.conversation.refused.present)
    assert texts.date(datetime.date(2021, 3, 5), messages) in told.reply.head


async def test_a_time_before_an_answer_is_counted_from_the_day_of_its_article(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    earlier = {
        **PORT,
        "id": "earlier",
        "title": "سوق جديدة",
        "text": "افتتحت السوق.",
        "published": "2021-04-09",
    }
    write(tmp_path, BRIDGE, PORT, earlier)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        *_, told = await held(replies, messages, "متى أعلنت توسعة ميناء المرجان؟", "وقبلها بشهر شو صار؟")
    assert isinstance(told.reply, Listed)
    assert [article.id for article in told.reply.articles] == ["earlier"]


async def test_what_a_currency_stands_at_is_its_rate_and_not_what_costs_so_many_of_it(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    rate = {**PORT, "id": "rate", "title": "تراجع سعر صرف الدولار", "published": "2021-03-02"}
    shoes = {**PORT, "id": "shoes", "title": "حذاء سعره 600 دولار", "published": "2021-03-05"}
    write(tmp_path, BRIDGE, rate, shoes)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        [told] = await held(responder_of(library, settings, messages), messages, "بكم الدولار اليوم؟")
    assert isinstance(told.reply, Listed)
    assert [article.id for article in told.reply.articles] == ["rate"]
