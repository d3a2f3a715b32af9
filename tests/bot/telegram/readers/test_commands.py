"""The readers' commands and the menu that offers them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.telegram.readers.commands import IN_GROUPS, IN_PRIVATE
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings


async def test_start_offers_two_questions_that_the_archive_answers(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        await reader.says("/start payload_1")
        welcome = await reader.hears()
        assert len(welcome.buttons) == 2
        for button in welcome.buttons:
            await reader.presses(button)
            assert (await reader.hears()).quotes


async def test_every_command_says_what_it_should(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        for command, words in (
            ("/help", "/sources"),
            ("/new", "لنبدأ من جديد"),
            ("/sources", "مقال واحد من البوابة"),
            ("/privacy", "90 يومًا"),
            ("/ask@isnad_test_bot؟", "لا أعرف"),
        ):
            await reader.says(command)
            assert words in (await reader.hears()).text


async def test_the_language_is_that_of_the_readers_telegram_until_they_choose(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader, other = server.user(7, "Ann", language_code="en"), server.user(8, "Zoé", language_code="fr")
        await other.says("/new")
        assert "لنبدأ" in (await other.hears()).text
        await reader.says("/language")
        asked = await reader.hears()
        assert asked.text.startswith("Which language")
        await reader.presses(asked.button("العربية"))
        assert "أخاطبك بالعربية" in (await reader.sees_change(asked)).text
        await reader.says("/new")
        assert "لنبدأ" in (await reader.hears()).text


async def test_forget_erases_all_that_is_kept_of_a_reader(stocked: Settings) -> None:
    async with talking(stocked) as server:
        for reader in (server.user(7), server.user(8, "سامي")):
            await reader.says("أين سوريا؟")
            await reader.hears()
        await reader.says("/forget")
        await reader.hears()
        await server.emptied()
    with closing(sqlite3.connect(stocked.journal)) as journal:
        assert journal.execute("SELECT count(DISTINCT reader) FROM questions").fetchone() == (1,)


@pytest.mark.parametrize(("language", "word"), [("ar", "البداية"), ("en", "beginning"), ("fr", "البداية")])
async def test_the_menu_speaks_the_readers_language(stocked: Settings, language: str, word: str) -> None:
    async with talking(stocked) as server:
        reader = server.user(7, "ليلى", language_code=language)
        await server.called("setMyShortDescription", times=3)
        assert tuple(reader.commands()) == IN_PRIVATE
        assert word in reader.commands()["start"]
        assert tuple(reader.within(server.group()).commands()) == IN_GROUPS
