"""An article that is named by what it tells: one that was shown before, or the surest that is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.replies import Opened, Said, Shown
from bot.archive.library import Library
from tests.bot.answering.test_responder import held
from tests.conftest import stock
from tests.support.newsroom import BRIDGE, PORT, SCHOOL, write
from tests.support.serving.responders import responder_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.answering.responder import Responder
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings

VISIT = {
    "id": "visit",
    "title": "محادثات في الكرملين",
    "text": "أجرى الرئيس السوري بشار الأسد محادثات مع فلاديمير بوتين. وتعكس زيارته قوة روسيا في المنطقة.",
    "published": "2019-02-01",
}
LATER = {
    "id": "later",
    "title": "توسعة ميناء المرجان تنتهي",
    "text": "أنهت هيئة الموانئ توسعة الميناء بعد عام.",
    "published": "2022-05-06",
}


@pytest.fixture
async def replies(tmp_path: Path, settings: Settings, messages: Messages) -> AsyncIterator[Responder]:
    write(tmp_path, BRIDGE, PORT, SCHOOL, VISIT, LATER)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


@pytest.mark.parametrize(
    "said",
    [
        "اقرا لي مقال زيارة الأسد لموسكو",
        "بدي اقرا المقال اللي بيحكي عن زيارة الاسد لموسكو",
        "حللي المقال ديال زيارة الأسد",
    ],
)
async def test_an_article_that_was_quoted_is_named_by_words_of_its_own_or_by_whose_capital_it_is(
    replies: Responder, messages: Messages, said: str
) -> None:
    *_, told = await held(replies, messages, "مع من أجرى الأسد محادثات؟", "من فاز ببطولة الشطرنج؟", said)
    assert isinstance(told.reply, Opened) and told.reply.quote.article.id == "visit"


async def test_the_article_that_was_shown_comes_before_a_newer_one_of_the_same(
    replies: Responder, messages: Messages
) -> None:
    _, shown = await held(replies, messages, "كم سفينة يستقبل ميناء المرجان؟", "اقرأ مقال توسعة الميناء")
    [newest] = await held(replies, messages, "اقرأ مقال توسعة ميناء المرجان")
    opened = [one.reply.quote.article.id for one in (shown, newest) if isinstance(one.reply, Opened)]
    assert opened == ["port", "later"]


async def test_an_article_is_found_by_what_it_tells(replies: Responder, messages: Messages) -> None:
    [told] = await held(replies, messages, "لخصلي مقال افتتاح رئيس البلدية للجسر")
    assert isinstance(told.reply, Shown) and told.reply.quotes[0].article.id == "bridge"


@pytest.mark.parametrize("named", ["افتتاح ملعب الشطرنج", "غرق الباخرة الكبيرة"])
async def test_no_article_is_taken_for_one_that_names_something_else(
    replies: Responder, messages: Messages, named: str
) -> None:
    _, told = await held(replies, messages, "من افتتح جسر الياسمين؟", f"لخص مقال {named}")
    assert told.reply == Said(messages.conversation.last.no_article.format(named=named))
