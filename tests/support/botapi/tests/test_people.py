"""People in private chats, groups, topics and channels, and what of it a bot gets to see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.botapi import BotApi, SilenceError

if TYPE_CHECKING:
    from telegram import Bot, Message, Update


async def newest(bot: Bot) -> Update:
    return (await bot.get_updates(-1))[0]


async def texts(bot: Bot) -> list[str | None]:
    return [update.message.text for update in await bot.get_updates() if update.message]


def of(update: Update) -> Message:
    assert update.message is not None
    return update.message


async def test_a_message_carries_its_author_and_what_telegram_finds_in_it(server: BotApi, bot: Bot) -> None:
    await server.user(7, "ليلى", language_code="ar").says("/ask@isnad_test_bot من؟")
    message = of(await newest(bot))
    assert message.from_user is not None
    assert (message.chat.id, message.chat.type, message.from_user.language_code) == (7, "private", "ar")
    assert [entity.type for entity in message.entities] == ["bot_command"]


async def test_an_edit_is_an_update_of_its_own(server: BotApi, bot: Bot) -> None:
    reader = server.user(7)
    asked = await reader.says("من؟")
    await reader.edits(asked, "متى؟")
    edited = (await newest(bot)).edited_message
    assert edited is not None
    assert (edited.message_id, edited.text, edited.edit_date is not None) == (asked.id, "متى؟", True)
    assert [post.text for post in reader.chat()] == ["متى؟"]


async def test_people_send_more_than_words(server: BotApi, bot: Bot) -> None:
    reader = server.user(7)
    await reader.sends_voice(5)
    await reader.sends_sticker("😀")
    await reader.sends_photo(caption="ما هذا؟")
    await reader.sends_document("خبر.txt", b"x", caption="/add")
    voice, sticker, photo, document = (of(update) for update in await bot.get_updates())
    assert voice.voice is not None
    assert sticker.sticker is not None
    assert document.document is not None
    assert (voice.voice.duration, sticker.sticker.emoji, photo.caption) == (
        timedelta(seconds=5),
        "😀",
        "ما هذا؟",
    )
    assert (document.document.file_name, document.caption_entities[0].type) == ("خبر.txt", "bot_command")


async def test_privacy_hides_from_the_bot_what_is_not_meant_for_it(server: BotApi, bot: Bot) -> None:
    reader = server.user(7).within(server.group())
    await reader.says("كلام عابر")
    await reader.says("@isnad_test_bot سؤال")
    await reader.says("/ask@other_bot سؤال")
    await reader.says("/ask سؤال")
    answer = await bot.send_message(reader.room.chat.id, "جواب")
    await reader.says("وماذا بعد؟", reply_to=await reader.hears())
    assert await texts(bot) == ["/ask سؤال", "وماذا بعد؟"]
    replied = of(await newest(bot)).reply_to_message
    assert replied is not None
    assert replied.message_id == answer.message_id


async def test_without_privacy_or_as_administrator_the_bot_sees_everything(server: BotApi, bot: Bot) -> None:
    group, editor = server.group(), server.user(8)
    group.changes_bot("administrator", by=editor)
    await editor.within(group).says("كلام عابر")
    assert of(await newest(bot)).text == "كلام عابر"
    group.changes_bot("kicked", by=editor)
    await editor.within(group).says("بلا بوت")
    last = (await newest(bot)).my_chat_member
    assert last is not None
    assert (last.old_chat_member.status, last.new_chat_member.status) == ("administrator", "kicked")
    async with BotApi(privacy=False) as open_server:
        open_group = open_server.group()
        await open_server.user(7).within(open_group).says("كلام عابر")
        assert len(open_server.world.updates.pending) == 1


async def test_topics_are_apart_and_answer_their_first_message(server: BotApi, bot: Bot) -> None:
    editor, forum = server.user(8), server.group(forum=True)
    sport, culture = (forum.opens_topic(name, by=editor) for name in ("رياضة", "ثقافة"))
    in_sport, in_culture = editor.within(forum, sport), editor.within(forum, culture)
    await in_sport.says("/ask من فاز؟")
    asked = of(await newest(bot))
    assert asked.reply_to_message is not None
    assert (asked.is_topic_message, asked.message_thread_id) == (True, sport)
    assert asked.reply_to_message.forum_topic_created is not None
    await bot.send_message(forum.id, "جواب", message_thread_id=sport)
    assert (await in_sport.hears()).text == "جواب"
    with pytest.raises(SilenceError):
        await in_culture.hears(within=0.02)


async def test_replies_in_a_supergroup_share_the_first_messages_number_but_are_no_topic(
    server: BotApi, bot: Bot
) -> None:
    reader = server.user(7).within(server.group())
    first = await reader.says("/ask من؟")
    await reader.says("/ask ومتى؟", reply_to=first)
    message = of(await newest(bot))
    assert (message.message_thread_id, message.is_topic_message) == (first.id, None)


async def test_a_person_can_quote_part_of_a_message(server: BotApi, bot: Bot) -> None:
    reader = server.user(7)
    first = await reader.says("من فاز بالكأس؟")
    await reader.says("هذا", reply_to=first, quote="بالكأس")
    quote = of(await newest(bot)).quote
    assert quote is not None
    assert (quote.text, quote.position) == ("بالكأس", 7)


async def test_a_channel_post_has_no_author(server: BotApi, bot: Bot) -> None:
    await server.channel().posts("خبر عاجل")
    post = (await newest(bot)).channel_post
    assert post is not None
    assert (post.text, post.from_user) == ("خبر عاجل", None)


async def test_blocking_and_coming_back_are_told(server: BotApi, bot: Bot) -> None:
    reader = server.user(7)
    await reader.says("/start")
    await reader.blocks_bot()
    assert (await newest(bot)).my_chat_member is not None
    await reader.unblocks_bot()
    await bot.send_message(7, "أهلاً بعودتك")
    assert (await reader.hears()).text == "أهلاً بعودتك"


async def test_only_a_button_that_is_still_there_can_be_pressed_but_data_can_be_forged(
    server: BotApi, bot: Bot
) -> None:
    reader = server.user(7)
    await reader.says("/start")
    markup = {"inline_keyboard": [[{"text": "المزيد", "callback_data": "more"}]]}
    sent = await bot.send_message(7, "جواب", api_kwargs={"reply_markup": markup})
    heard = await reader.hears()
    await bot.edit_message_reply_markup(7, sent.message_id)
    with pytest.raises(AssertionError, match="«المزيد» is no longer there"):
        await reader.presses(heard.button("المزيد"))
    await reader.forges(heard, "delete:1")
    query = (await newest(bot)).callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("delete:1", 7)


async def test_a_message_sent_inline_is_edited_by_its_inline_id(server: BotApi, bot: Bot) -> None:
    reader = server.user(7).within(server.group())
    typing = await reader.types_inline("الكأس")
    markup = {"inline_keyboard": [[{"text": "في سياقه", "callback_data": "c"}]]}
    result = {
        "type": "article",
        "id": "1",
        "title": "عنوان",
        "input_message_content": {"message_text": "قال"},
        "reply_markup": markup,
    }
    await bot.answer_inline_query(typing.typed.id, [], api_kwargs={"results": [result]})
    sent = await reader.picks((await typing.results())[0])
    await reader.presses(sent.button("في سياقه"))
    query = (await newest(bot)).callback_query
    assert query is not None
    assert query.message is None
    await bot.edit_message_text("قال وزاد", inline_message_id=query.inline_message_id)
    assert (await reader.sees_change(sent)).text == "قال وزاد"


async def test_people_cannot_do_what_no_client_does(server: BotApi) -> None:
    reader = server.user(7)
    with pytest.raises(ValueError, match="no client sends a text of that length"):
        await reader.says("س" * 4097)
    with pytest.raises(ValueError, match="cut inline queries to 256"):
        await reader.types_inline("س" * 257)


async def test_unwanted_words_break_a_wanted_silence(server: BotApi, bot: Bot) -> None:
    reader = server.user(7)
    await reader.says("/start")
    await bot.send_message(7, "مرحبا")
    with pytest.raises(AssertionError, match="wanted silence but heard: مرحبا"):
        await reader.hears_nothing()


async def test_a_chat_action_is_seen(server: BotApi, bot: Bot) -> None:
    reader = server.user(7)
    await reader.says("سؤال")
    await bot.send_chat_action(7, "typing")
    await reader.sees_action("typing")
    assert reader.room.actions == ["typing"]
