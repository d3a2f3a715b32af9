"""Admins, a bot of its own process, and its sudden death."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.test_serve import STARTING, environment, process
from tests.support.botapi import BotApi

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

pytestmark = pytest.mark.slow

PASTED = "/add سوق الورد يعود\nعاد سوق الورد إلى ساحة المنارة بعد غياب سنتين. ويفتح السوق أبوابه كل خميس."
DRAFT = "/add معرض الطوابع\nيفتتح المتحف معرض الطوابع في ساحة المنارة يوم السبت، ويستمر المعرض عشرة أيام."


async def test_what_an_admin_was_told_is_done_is_there_after_a_sudden_death(
    newsroom: Settings, tmp_path: Path
) -> None:
    async with BotApi() as server:
        admin, reader, environ = server.user(1), server.user(7), environment(server, newsroom)
        async with process(environ, "bot", "serve", "--webhook", cwd=tmp_path) as bot:
            await admin.says(PASTED)
            shown = await admin.hears(within=STARTING)
            await admin.presses(shown.button("حفظ"))
            await admin.sees_change(shown, "حُفظ", within=STARTING)
            await admin.says("/ban 8")
            await admin.hears()
            await admin.says(DRAFT)
            draft = await admin.hears()
            bot.kill()
            await bot.wait()
        async with process(environ, "bot", "serve", cwd=tmp_path):
            await reader.says("متى يفتح سوق الورد أبوابه؟")
            assert "كل خميس" in (await reader.hears(within=STARTING)).quotes[0]
            banned = server.user(8, "سامي")
            await banned.says("/start")
            await admin.presses(draft.button("حفظ"))
            await admin.sees_change(draft, "حُفظ", within=STARTING)
            await admin.says("/audit")
            while not (entries := (await admin.hears()).text).startswith("آخر ما فعله"):
                # What was in hand when it died may be shown once more.
                assert "معرض الطوابع" in entries
            assert entries.count("/add pasted-") == 2 and "/ban" in entries and "begun" not in entries
            await banned.hears_nothing(0.1)
