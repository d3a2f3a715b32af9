"""Who may ask: everybody, members, and not the banned."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from telegram import Chat, Message, MessageOriginHiddenUser, MessageOriginUser, User

from bot.configuration import messages
from bot.configuration import settings as configuration
from bot.telegram.admin.commands.access import named
from bot.telegram.admin.request import AdminRequest
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from telegram import MessageOrigin

    from bot.configuration.settings import Settings
    from tests.support.botapi import BotApi, Person, Post

SETTINGS = configuration.load(environ={})
VOICE = messages.read(SETTINGS, "ar")
CLOSED, WELCOME = VOICE.admin.access.closed, VOICE.admin.access.welcome
ASKED = "كم بلغت كلفة جسر الياسمين؟"
WHEN = datetime.datetime(2026, 3, 14, tzinfo=datetime.UTC)


async def reply_to(person: Person, text: str) -> Post:
    await person.says(text)
    return await person.hears()


async def members_only(server: BotApi, admin: Person) -> Post:
    """Members alone may ask; gives the message with its buttons."""
    opened = await reply_to(admin, "/access")
    assert "متاح للجميع" in opened.text
    await admin.presses(opened.button("اقصره"))
    return await admin.sees_change(opened, "للأعضاء وحدهم")


async def invited(admin: Person, shown: Post, server: BotApi) -> str:
    """A new invitation's code."""
    await admin.presses(shown.button("دعوة جديدة"))
    link = (await admin.hears()).stretches("code")[0]
    start = f"https://t.me/{server.username}?start="
    assert link.startswith(start)
    return link.removeprefix(start)


async def test_strangers_get_one_kind_sentence_and_members_an_answer(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader = server.user(1), server.user(7)
        asked = await reply_to(reader, ASKED)
        shown = await members_only(server, admin)
        assert (await reply_to(admin, ASKED)).quotes
        for said in (ASKED, "/start", "/sources", "/start guess-guess-guess-guess"):
            assert (await reply_to(reader, said)).text == CLOSED
        assert "90 يومًا" in (await reply_to(reader, "/privacy")).text
        assert "محوت" in (await reply_to(reader, "/forget")).text
        press = await reader.presses(asked.button("👍"))
        assert (await press.answer()).text == CLOSED
        assert await (await reader.types_inline(ASKED)).results() == []
        code = await invited(admin, shown, server)
        assert (await reply_to(reader, f"/start {code}")).text == WELCOME
        assert (await reader.hears()).text.startswith("أهلًا بك في إسناد")
        assert (await reply_to(reader, ASKED)).quotes
        assert await (await reader.types_inline(ASKED)).results()


async def test_an_invitation_is_for_one_reader_and_can_be_revoked(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader, other = server.user(1), server.user(7), server.user(8, "سامي")
        shown = await members_only(server, admin)
        code = await invited(admin, shown, server)
        assert (await reply_to(reader, f"/start {code}")).text == WELCOME
        assert (await reply_to(other, f"/start {code}")).text == CLOSED
        revoked = await invited(admin, shown, server)
        now = await admin.sees_change(shown, "لم تُستعمل بعد")
        press = await admin.presses(now.button("أبطل"))
        assert "أُبطلت" in ((await press.answer()).text or "")
        assert (await reply_to(other, f"/start {revoked}")).text == CLOSED
        now = await admin.sees_change(now, "الأعضاء: 1")
        assert "لم تُستعمل" not in now.text
        await admin.presses(now.button("افتحه للجميع"))
        await admin.sees_change(now, "متاح للجميع")
        assert (await reply_to(other, ASKED)).quotes
    with closing(sqlite3.connect(newsroom.journal)) as journal:
        assert not any(
            code in line or revoked in line for line in journal.iterdump() if "updates" not in line
        )


async def test_a_member_or_an_admin_does_not_use_up_an_invitation(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader, other = server.user(1), server.user(7), server.user(8, "سامي")
        shown = await members_only(server, admin)
        first, second = await invited(admin, shown, server), await invited(admin, shown, server)
        for code, person in ((first, reader), (second, reader), (second, admin)):
            await person.says(f"/start {code}")
        assert (await reader.hears()).text == WELCOME
        assert (await reply_to(other, f"/start {second}")).text == WELCOME


async def test_a_stranger_who_floods_is_not_told_again_and_again(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader = server.user(1), server.user(7)
        await members_only(server, admin)
        for _ in range(23):
            await reader.says(ASKED)
        heard = {(await reader.hears()).text for _ in range(20)}
        assert heard == {CLOSED}
        await server.emptied()
        await reader.hears_nothing(0.1)


async def test_in_a_group_only_a_stranger_who_asks_is_told(newsroom: Settings) -> None:
    async with talking(newsroom, privacy=False) as server:
        admin, group = server.user(1), server.group()
        reader = server.user(7).within(group)
        await members_only(server, admin)
        await reader.says("صباح الخير يا جماعة")
        await reader.hears_nothing(0.1)
        assert (await reply_to(reader, f"/ask {ASKED}")).text == CLOSED


async def test_a_banned_reader_is_not_heard_at_all_until_they_are_heard_again(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader = server.user(1), server.user(7)
        asked = await reply_to(reader, ASKED)
        assert "ولن أرد عليه" in (await reply_to(admin, "/ban 7")).text
        for said in (ASKED, "/start", "/stats"):
            await reader.says(said)
        await reader.presses(asked.button("👍"))
        typing = await reader.types_inline(ASKED)
        await server.emptied()
        await reader.hears_nothing(0.1)
        assert typing.typed.answer is None
        assert "رُفع المنع" in (await reply_to(admin, "/unban 7")).text
        assert "ليس ممنوعًا" in (await reply_to(admin, "/unban 7")).text
        assert (await reply_to(reader, ASKED)).quotes
        for said in ("/ban", "/ban x", "/ban -7", "/ban 99999999999999999999", "/unban ٧x"):
            assert (await reply_to(admin, said)).text.startswith("اكتب بعد الأمر رقم")
        assert "حساب مشرف" in (await reply_to(admin, "/ban 1")).text
        log = (await reply_to(admin, "/audit")).text
        assert log.count("/ban") == 1 and log.count("/unban") == 1 and "reader" in log


@pytest.mark.parametrize(
    ("origin", "who"),
    [
        (MessageOriginUser(WHEN, User(77, "سامي", is_bot=False)), 77),
        (MessageOriginHiddenUser(WHEN, "سامي"), None),
        (None, None),
    ],
)
def test_a_reader_is_named_by_a_forwarded_message_where_telegram_tells_the_id(
    origin: MessageOrigin | None, who: int | None
) -> None:
    chat, admin = Chat(1, Chat.PRIVATE), User(1, "ليلى", is_bot=False)
    forwarded = Message(1, WHEN, chat, from_user=admin, forward_origin=origin)
    ban = Message(2, WHEN, chat, from_user=admin, reply_to_message=forwarded, text="/ban")
    assert named(AdminRequest(ban, admin, VOICE)) == who
