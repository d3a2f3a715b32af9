"""Lists from their other end."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from bot.answering.lists import Lists
from bot.answering.replies import Listed
from bot.catalogue.records import Listing
from retrieval.dialogue.turns import Browse
from retrieval.records import Article, Scope
from tests.bot.answering.archives import TEXT, Archive

if TYPE_CHECKING:
    from bot.configuration.messages import Messages


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
