"""What the archive holds, by the dates of its articles."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from bot.answering.about_bot import AboutTheBot
from bot.catalogue.records import Listing
from retrieval.dialogue.turns import Topic
from retrieval.records import Article, Scope
from tests.bot.answering.archives import TEXT, Archive

if TYPE_CHECKING:
    from bot.configuration.messages import Messages


class DatedOnce(Archive):
    """Knows the date of one article alone."""

    async def oldest(self) -> Article | None:
        return Article("one", "عنوان", TEXT, published=datetime.date(2014, 9, 28))

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
        only = await self.oldest()
        return Listing(5, (only,) if only else ())


async def test_the_only_article_with_a_date_is_not_both_oldest_and_newest(messages: Messages) -> None:
    told = await AboutTheBot(DatedOnce("", "")).said(Topic.DATES, messages, None)
    assert told == "لا أعرف تاريخ النشر إلا لهذا المقال: «عنوان» (28 سبتمبر 2014)"
