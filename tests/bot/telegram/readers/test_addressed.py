"""Groups: the bot speaks when it is spoken to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

ASKED = "ماذا ورد عن دوافع واشنطن والتعاون الروسي الأمريكي في سوريا؟"


async def test_in_a_group_it_answers_commands_replies_and_mentions_briefly_and_is_silent_otherwise(
    stocked: Settings,
) -> None:
    async with talking(stocked, privacy=False) as server:
        member = server.user(7).within(server.group())
        for said in ("صباح الخير", "/ask@other_bot سؤال", "/start", "/dance", "/help@other_bot"):
            await member.says(said)
        await member.sends_sticker()
        asked = await member.says(f"/ask {ASKED}")
        heard = await member.hears()
        assert len(heard.quotes) == 1
        assert heard.message.reply_to_message and heard.message.reply_to_message.message_id == asked.id
        await member.says(ASKED, reply_to=heard)
        assert (await member.hears()).quotes == heard.quotes
        await member.says(f"@{server.username} {ASKED}")
        assert (await member.hears()).quotes == heard.quotes
        await member.hears_nothing()


async def test_ask_alone_explains_itself_or_asks_what_it_replies_to(stocked: Settings) -> None:
    async with talking(stocked) as server:
        group = server.group()
        member, other = server.user(7).within(group), server.user(8, "سامي").within(group)
        await member.says("/ask")
        assert f"/ask@{server.username}" in (await member.hears()).text
        said = await other.says(ASKED)
        await member.says("/ask", reply_to=said)
        assert (await member.hears()).quotes


async def test_an_answer_stays_in_its_topic(stocked: Settings) -> None:
    async with talking(stocked) as server:
        group = server.group(forum=True)
        reader = server.user(7).within(group)
        topic = group.opens_topic("أسئلة", reader)
        member = server.user(7).within(group, topic)
        await member.says(f"/ask {ASKED}")
        assert (await member.hears()).message.message_thread_id == topic
