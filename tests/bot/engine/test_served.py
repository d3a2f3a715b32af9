"""A whole bot that has nothing but the engine's address, as readers and editors meet it in Telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive.library import Library
from tests.bot.engine.test_archive import beside
from tests.bot.engine.test_catalogue import ARTICLES, ASKED, CARRIED
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings
    from tests.bot.engine.test_archive import Remote


async def test_readers_ask_list_and_open_and_editors_are_told_what_is_not_possible_here(
    settings: Settings, remote: Remote, tmp_path: Path
) -> None:
    async with Library.open(remote(settings)) as writer:
        await writer.add([*ARTICLES, *CARRIED], "news")
    async with talking(beside(remote(settings), tmp_path)) as server:
        reader, editor = server.user(7), server.user(1, "المحرر")
        await reader.says(ASKED)
        answer = await reader.hears()
        assert "جسر الشهداء" in answer.quotes[0]
        assert "صحيفة المرفأ" in answer.text
        await reader.says("/latest")
        assert "افتتاح جسر الشهداء" in (await reader.hears()).text
        await reader.says("/sections")
        assert "محليات" in (await reader.hears()).text
        await reader.says("/follow الأمطار")
        assert "لا أستطيع أن أتابع" in (await reader.hears()).text
        await editor.says("/articles أمطار")
        assert "خبر رقم 19" in (await editor.hears()).text
        await editor.says(f"/remove {ARTICLES[0].id}")
        asked = await editor.hears()
        await editor.presses(asked.button("احذف"))
        await editor.sees_change(asked, "يكتبه بوت آخر")
