"""The bot's own page, its commands, and how it stands in chats."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
from telegram.error import BadRequest, Forbidden, InvalidToken

from tests.support.botapi import TOKEN, BotApi


async def test_the_client_accepts_what_the_bot_is(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.is_bot, me.username, me.can_read_all_group_messages) == (True, "isnad_test_bot", False)
    assert me.supports_inline_queries


async def test_a_wrong_token_is_unauthorised(server: BotApi) -> None:
    with pytest.raises(InvalidToken):
        async with Bot(f"{TOKEN}x", server.base_url):
            pass


async def test_people_see_the_commands_of_their_chat_and_language(server: BotApi, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("help", "مساعدة")], language_code="ar")
    await bot.set_my_commands([BotCommand("ask", "اسأل")], BotCommandScopeAllGroupChats())
    await bot.set_my_commands([BotCommand("reload", "إعادة التحميل")], BotCommandScopeChat(9))
    assert server.user(7, language_code="ar").commands() == {"help": "مساعدة"}
    assert server.user(8, language_code="fr").commands() == {"help": "Help"}
    assert server.user(9, language_code="ar").commands() == {"reload": "إعادة التحميل"}
    assert server.user(7).within(server.group()).commands() == {"ask": "اسأل"}


async def test_commands_can_be_read_and_withdrawn(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("help", "مساعدة")], language_code="ar")
    assert [c.command for c in await bot.get_my_commands(language_code="ar")] == ["help"]
    await bot.delete_my_commands(language_code="ar")
    assert await bot.get_my_commands(language_code="ar") == ()


@pytest.mark.parametrize(
    ("command", "language", "words"),
    [
        (BotCommand("اسأل", "سؤال"), "ar", "BOT_COMMAND_INVALID"),
        (BotCommand("Ask", "سؤال"), "ar", "BOT_COMMAND_INVALID"),
        (BotCommand("ask", "س" * 257), "ar", "BOT_COMMAND_DESCRIPTION_INVALID"),
        (BotCommand("ask", "سؤال"), "ara", "LANG_CODE_INVALID"),
    ],
)
async def test_unsound_commands_are_a_breach(
    server: BotApi, bot: Bot, command: BotCommand, language: str, words: str
) -> None:
    with server.expecting_breach(words), pytest.raises(BadRequest):
        await bot.set_my_commands([command], language_code=language)


async def test_descriptions_and_the_menu_button_are_kept(server: BotApi, bot: Bot) -> None:
    await bot.set_my_description("يجيب من الأرشيف", language_code="ar")
    await bot.set_my_short_description("إسناد")
    await server.user(7).says("/start")
    await bot.set_chat_menu_button(7, MenuButtonCommands())
    assert server.world.descriptions == {
        ("description", "ar"): "يجيب من الأرشيف",
        ("short_description", ""): "إسناد",
    }
    assert server.user(7).room.menu_button == "commands"
    with server.expecting_breach("SHORT_DESCRIPTION_TOO_LONG"), pytest.raises(BadRequest):
        await bot.set_my_short_description("س" * 121)


async def test_members_and_chats_are_described(server: BotApi, bot: Bot) -> None:
    group = server.group("التحرير", forum=True)
    editor, stranger = server.user(8).within(group), server.user(9)
    group.promotes(editor)
    assert (await bot.get_chat_member(group.id, 8)).status == "administrator"
    assert (await bot.get_chat_member(group.id, stranger.user.id)).status == "left"
    assert (await bot.get_chat_member(group.id, bot.id)).status == "member"
    chat = await bot.get_chat(group.id)
    assert (chat.title, chat.is_forum) == ("التحرير", True)


async def test_a_bot_that_left_may_not_write(server: BotApi, bot: Bot) -> None:
    group = server.group()
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "مرحبا")
