"""Groups: who is heard there, what the bot says on its own, and what becomes of a group that migrates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

ASKED = "كم بلغت كلفة جسر الياسمين؟"
SOON = 20.0


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


async def test_anonymous_admins_and_channels_are_answered_and_paced_apart(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        group, channel = server.group(), server.channel()
        admin = server.user(7).within(group, face=group.room.chat)
        blogger = server.user(8).within(group, face=channel.room.chat)
        for speaker in (admin, blogger):
            await speaker.says(f"/ask@{server.username} {ASKED}")
            heard = await admin.hears(within=SOON)
            assert heard.quotes
            await speaker.says("وأين ميناء المرجان؟", reply_to=heard)
            assert "الميناء" in (await admin.hears(within=SOON)).text


async def test_forwards_of_the_channel_and_inline_results_are_no_questions(newsroom: Settings) -> None:
    async with talking(newsroom, privacy=False) as server:
        group, channel = server.group(), server.channel()
        reader = server.user(7).within(group)
        await reader.says(f"/ask {ASKED}")
        heard = await reader.hears(within=SOON)
        group.forwards(channel, f"@{server.username} {ASKED}")
        private = server.user(8)
        typing = await private.types_inline(ASKED)
        await private.picks((await typing.results())[0])
        await reader.says(f"@{server.username} أين ميناء المرجان؟")
        assert "الميناء" in (await reader.hears(within=SOON)).text
        assert not [post for post in private.chat() if post.message.via_bot is None]
        assert heard.quotes


async def test_help_in_a_group_lists_what_works_there(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7).within(server.group())
        await reader.says("/help")
        heard = plain((await reader.hears(within=SOON)).text)
        assert all(f"/{name}@{server.username}" in heard for name in ("ask", "sources", "help"))
        assert "/forget" not in heard and "/start" not in heard


async def test_on_joining_the_bot_says_once_how_to_ask(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        group = server.group()
        reader = server.user(7).within(group)
        group.room.bot = "left"
        group.changes_bot("member", reader)
        assert f"/ask@{server.username}" in plain((await reader.hears(within=SOON)).text)
        group.changes_bot("administrator", reader)
        group.changes_bot("left", reader)
        await server.emptied()
        await reader.hears_nothing()


async def test_a_group_that_migrates_keeps_its_conversation(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        small = server.small_group()
        reader = server.user(7)
        before = reader.within(small)
        await before.says(f"/ask {ASKED}")
        await before.hears(within=SOON)
        later = small.migrates()
        await server.emptied()
        after = reader.within(later)
        await after.says("/ask وأين؟")
        heard = await after.hears(within=SOON)
        assert "جسر الياسمين" in heard.text


async def test_an_answer_under_way_comes_to_the_group_that_became_a_supergroup(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        small = server.small_group()
        reader = server.user(7)
        with server.holding_updates() as held:
            await reader.within(small).says(f"/ask {ASKED}")
            later = small.migrates()
            del held[1:]
        assert (await reader.within(later).hears(within=SOON)).quotes


async def test_an_edit_that_leaves_the_words_says_nothing(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        said = await reader.says(ASKED)
        heard = await reader.hears(within=SOON)
        await reader.edits(said, ASKED)
        await server.emptied()
        await reader.hears_nothing()
        assert reader.chat()[-1].version == heard.version


async def test_direct_messages_of_a_channel_are_answered_each_in_its_topic(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        messages = server.direct_messages()
        one, other = server.user(7).within(messages), server.user(8).within(messages)
        editor = server.user(9).within(messages, face=messages.room.chat)
        await one.says(ASKED)
        assert (await one.hears(within=SOON)).quotes
        await editor.says("شكرًا على سؤالكم")
        await other.says("أين ميناء المرجان؟")
        heard = await other.hears(within=SOON)
        assert "الميناء" in heard.text
        await other.presses(next(button for button in heard.buttons if "في سياقه" in button.text))
        assert (await other.hears(within=SOON)).bold
        await one.hears_nothing()


async def test_topics_of_a_private_chat_are_conversations_of_their_own(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        bridge, port = reader.in_topic("الجسر"), reader.in_topic("الميناء")
        await bridge.says(ASKED)
        assert (await bridge.hears(within=SOON)).quotes
        await port.says("أين ميناء المرجان؟")
        assert "الميناء" in (await port.hears(within=SOON)).text
        await bridge.says("ومتى كان ذلك؟")
        assert "جسر" in (await bridge.hears(within=SOON)).text


async def test_commands_of_private_chats_work_in_the_direct_messages_of_a_channel(
    newsroom: Settings,
) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7).within(server.direct_messages())
        for said, heard in (
            ("/start", "إسناد"),
            ("/privacy", "أحفظ"),
            ("/help", "/forget"),
            ("/forget", "محوت"),
        ):
            await reader.says(said)
            assert heard in plain((await reader.hears(within=SOON)).text)
        await reader.sends_voice()
        assert "المكتوبة" in (await reader.hears(within=SOON)).text


async def test_what_is_asked_in_the_name_of_a_chat_is_all_readers_to_open(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        group, channel = server.group(), server.channel()
        for face in (group.room.chat, channel.room.chat):
            speaker = server.user(7).within(group, face=face)
            await speaker.says(f"/ask {ASKED}")
            heard = await speaker.hears(within=SOON)
            press = await speaker.presses(next(one for one in heard.buttons if "في سياقه" in one.text))
            assert (await press.answer()).url is None
            while not heard.bold:
                heard = await speaker.hears(within=SOON)
