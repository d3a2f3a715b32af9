"""Inline mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.serving import talking

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
