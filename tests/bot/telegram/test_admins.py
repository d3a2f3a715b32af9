"""Admins' commands and buttons, to admins and to everybody else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from bot.configuration import messages
from bot.configuration import settings as configuration
from bot.telegram.admin.menus import menu
from bot.telegram.messages.html import commands_apart
from bot.telegram.readers.commands import IN_PRIVATE
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

SETTINGS = configuration.load(environ={})
VOICE = messages.read(SETTINGS, "ar")
COMMANDS = [name for name, _ in menu(VOICE)]
FORGED = [
    "admin:remove:{handle}:0",
    "admin:restrict::1",
    "admin:invite::0",
    "admin:revoke::1",
    "admin:rollback::1",
    "admin:articles::0",
    "admin:unanswered::0",
    "admin:done:00:0",
    "admin:save:x:0",
    "admin:cancel::0",
]
NONSENSE = [
    "admin:dance::0",
    "admin:remove:0000000000000000:0",
    "admin:save:x:0",
    "admin:field:x:9",
    "admin:::",
    "admin:done:zz:0",
]


def audited(settings: Settings) -> int:
    with closing(sqlite3.connect(settings.journal)) as journal:
        return int(journal.execute("SELECT count(*) FROM audit").fetchone()[0])


async def test_every_command_is_as_unknown_as_any_other_to_who_is_no_admin(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        readers = [server.user(number) for number in (7, 8)]
        for place, name in enumerate(COMMANDS):
            reader = readers[place % 2]
            await reader.says(f"/{name} bridge")
            assert (await reader.hears()).text == commands_apart(VOICE.telegram.unknown_command)
        await readers[0].sends_document("a.txt", b"x")
        assert (await readers[0].hears()).text == VOICE.telegram.only_text
    assert audited(newsroom) == 0


async def test_a_forged_press_of_who_is_no_admin_does_nothing(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader = server.user(1), server.user(7)
        await admin.says("/remove bridge")
        button = (await admin.hears()).button("احذفه").data or ""
        await reader.says("/new")
        heard = await reader.hears()
        for data in FORGED:
            press = await reader.forges(heard, data.format(handle=button.split(":")[2]))
            assert (await press.answer()).text == VOICE.telegram.stale
        await reader.hears_nothing(0.05)
    assert audited(newsroom) == 0


async def test_an_admins_press_that_means_nothing_is_told_so(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        await admin.says("/articles")
        heard = await admin.hears()
        for data in NONSENSE:
            press = await admin.forges(heard, data)
            assert (await press.answer()).text in {VOICE.telegram.stale, VOICE.admin.stale}


async def test_an_edited_command_is_not_a_command_again(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        said = await admin.says("/audit")
        await admin.hears()
        await admin.edits(said, "/access")
        await admin.hears_nothing(0.1)


async def test_in_a_group_an_admin_is_sent_to_the_private_chat_and_nobody_else_hears(
    newsroom: Settings,
) -> None:
    async with talking(newsroom) as server:
        group = server.group()
        admin, reader = server.user(1).within(group), server.user(7).within(group)
        await reader.says("/reload")
        await reader.hears_nothing(0.1)
        for command in ("/reload", f"/stats@{server.username}"):
            await admin.says(command)
            assert "محادثتنا الخاصة" in (await admin.hears()).text
        await admin.says("/reload@another_bot")
        await admin.hears_nothing(0.1)
    assert audited(newsroom) == 0


async def test_the_menu_of_an_admin_has_the_readers_commands_too(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        for language, words in (("ar", "اقرأ"), ("en", "Read"), ("fr", "اقرأ")):
            admin, reader = server.user(1, "ليلى", language), server.user(7, "سامي", language)
            await admin.says("/admin")
            heard = await admin.hears()
            assert all(f"/{name}" in heard.text for name in COMMANDS)
            assert tuple(admin.commands()) == (*COMMANDS, *IN_PRIVATE)
            assert words in admin.commands()["reload"]
            assert tuple(reader.commands()) == IN_PRIVATE
