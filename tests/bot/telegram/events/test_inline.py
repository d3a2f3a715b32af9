"""Inline mode."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.configuration.settings import Readers
from bot.editorial.answers import EditorialAnswers
from bot.editorial.records import AnswerKind, Written
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

ASKED = "ماذا ورد عن دوافع واشنطن والتعاون الروسي الأمريكي في سوريا؟"


async def test_what_is_typed_brings_cited_quotes_to_send(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        typing = await reader.types_inline(ASKED)
        results = await typing.results()
        answer = await typing.answer()
        assert answer.is_personal and answer.cache_time == 30
        sent = await reader.picks(results[0])
        assert sent.quotes and "البوابة" in sent.text


async def test_nothing_typed_or_found_offers_nothing(stocked: Settings) -> None:
    async with talking(stocked) as server:
        for typed in ("", "؟", "zzzz qqqq"):
            assert await (await server.user(7).types_inline(typed)).results() == []


async def test_an_answer_of_the_editors_is_offered_first_and_says_whose_it_is(stocked: Settings) -> None:
    async with Library.open(stocked) as library:
        answers = EditorialAnswers(library)
        for question in ("من صمم برج السماء؟", ASKED):
            await answers.write(Written(question, AnswerKind.WRITTEN, "صممه <سامي> الحداد."), 1, "سلمى")
    async with talking(stocked) as server:
        reader = server.user(7)
        [alone] = await (await reader.types_inline("مين صمم برج السما")).results()
        sent = await reader.picks(alone)
        assert sent.text.startswith("جواب هيئة التحرير") and "<سامي>" in sent.text and not sent.quotes
        stranger = server.user(8).within(server.strangers())
        await stranger.calls_guest(f"@{server.username} من صمم برج السماء؟")
        assert "<سامي>" in (await stranger.hears()).text
        first, *others = await (await reader.types_inline(ASKED)).results()
        assert others and (await reader.picks(first)).text.startswith("جواب هيئة التحرير")
        assert (await reader.picks(others[0])).quotes


async def test_a_guest_who_asks_too_fast_is_told_so_once(stocked: Settings) -> None:
    async with talking(replace(stocked, readers=Readers(questions_a_minute=1))) as server:
        stranger = server.user(8).within(server.strangers())
        for words in (ASKED, ASKED, ASKED):
            await stranger.calls_guest(f"@{server.username} {words}")
        assert (await stranger.hears()).quotes
        assert not (await stranger.hears()).quotes
        await server.emptied()
        await stranger.hears_nothing()
