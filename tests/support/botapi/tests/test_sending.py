"""The real client sends, edits, deletes and answers; what Telegram refuses is held against the bot."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError

from tests.support.botapi import BotApi, BreachError, Person

if TYPE_CHECKING:
    from collections.abc import Awaitable

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 360)
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("المزيد", callback_data="more")]])


@pytest.fixture
async def reader(server: BotApi) -> Person:
    """Return someone who has begun to talk to the bot."""
    reader = server.user(7)
    await reader.says("/start")
    return reader


async def refused(server: BotApi, call: Awaitable[object], words: str) -> None:
    with server.expecting_breach(words), pytest.raises(BadRequest):
        await call


async def test_a_sent_message_is_what_the_reader_hears(bot: Bot, reader: Person) -> None:
    sent = await bot.send_message(
        7,
        '<blockquote expandable>قال <b>الوزير</b></blockquote>\n<a href="https://example.org">المصدر</a>',
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=KEYBOARD,
    )
    heard = await reader.hears()
    assert (heard.id, heard.text) == (sent.message_id, "قال الوزير\nالمصدر")
    assert (heard.quotes, heard.bold, heard.links) == (
        ["قال الوزير"],
        ["الوزير"],
        {"المصدر": "https://example.org"},
    )
    assert heard.button("المزيد").data == "more"


async def test_a_reply_quotes_an_exact_part_of_the_message(server: BotApi, bot: Bot, reader: Person) -> None:
    asked = await reader.says("من فاز بالكأس عام 2014؟")
    await bot.send_message(7, "ألمانيا", reply_parameters=ReplyParameters(asked.id, quote="بالكأس"))
    heard = await reader.hears()
    assert heard.message.reply_to_message is not None
    assert heard.message.quote is not None
    assert (heard.message.reply_to_message.message_id, heard.message.quote.position) == (asked.id, 7)
    wrong = ReplyParameters(asked.id, quote="بالكاس")
    await refused(server, bot.send_message(7, "ألمانيا", reply_parameters=wrong), "QUOTE_TEXT_INVALID")


async def test_a_reply_to_a_deleted_message_is_bad_luck_unless_it_may_go_without(
    bot: Bot, reader: Person
) -> None:
    asked = await reader.says("سؤال")
    await reader.deletes(asked)
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(7, "جواب", reply_parameters=ReplyParameters(asked.id))
    await bot.send_message(
        7, "جواب", reply_parameters=ReplyParameters(asked.id, allow_sending_without_reply=True)
    )
    assert (await reader.hears()).message.reply_to_message is None


async def test_an_edit_replaces_text_and_buttons(bot: Bot, reader: Person) -> None:
    sent = await bot.send_message(7, "أبحث", reply_markup=KEYBOARD)
    heard = await reader.hears()
    await bot.edit_message_text("وجدت", 7, sent.message_id)
    changed = await reader.sees_change(heard, "وجدت")
    assert changed.buttons == []
    assert changed.message.edit_date is not None
    await bot.edit_message_reply_markup(7, sent.message_id, reply_markup=KEYBOARD)
    assert (await reader.sees_change(changed)).button("المزيد").text == "المزيد"


async def test_an_edit_that_changes_nothing_is_a_breach(server: BotApi, bot: Bot, reader: Person) -> None:
    sent = await bot.send_message(reader.user.id, "<b>جواب</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    same = bot.edit_message_text("<b>جواب</b> ", 7, sent.message_id, parse_mode="HTML", reply_markup=KEYBOARD)
    await refused(server, same, "message is not modified")


async def test_only_the_bots_own_messages_can_be_edited(server: BotApi, bot: Bot, reader: Person) -> None:
    asked = await reader.says("سؤال")
    await refused(server, bot.edit_message_text("جواب", 7, asked.id), "message can't be edited")
    await refused(server, bot.edit_message_text("جواب", 7, 999), "message to edit not found")


async def test_deleting_takes_the_message_away(server: BotApi, bot: Bot, reader: Person) -> None:
    sent = await bot.send_message(7, "جواب")
    heard = await reader.hears()
    await bot.delete_message(7, sent.message_id)
    await reader.sees_gone(heard)
    await refused(server, bot.delete_message(7, 999), "message to delete not found")


async def test_a_topic_must_exist(server: BotApi, bot: Bot) -> None:
    editor = server.user(8, "محرر")
    forum = server.group(forum=True)
    topic = forum.opens_topic("رياضة", by=editor)
    await bot.send_message(forum.id, "جواب", message_thread_id=topic)
    assert (await editor.within(forum, topic).hears()).message.is_topic_message
    wrong = bot.send_message(forum.id, "جواب", message_thread_id=topic + 500)
    await refused(server, wrong, "message thread not found")


async def test_unknown_parameters_and_methods_are_breaches(server: BotApi, bot: Bot, reader: Person) -> None:
    extra = bot.send_message(reader.user.id, "جواب", api_kwargs={"colour": "red"})
    await refused(server, extra, "unknown parameter colour")
    with server.expecting_breach("Not Found"), pytest.raises(InvalidToken):
        await bot.get_user_profile_photos(7)


async def test_an_unexpected_breach_fails_the_test_at_its_end() -> None:
    with pytest.raises(BreachError, match=r"sendMessage.*message text is empty"):
        async with BotApi() as server, Bot(server.token, server.base_url) as bot:
            await server.user(7).says("/start")
            with pytest.raises(BadRequest, match="Message text is empty"):
                await bot.send_message(7, " ")


async def test_an_expected_breach_that_does_not_come_is_an_error(server: BotApi) -> None:
    with (
        pytest.raises(AssertionError, match="was expected to break a rule"),
        server.expecting_breach("too long"),
    ):
        pass


async def test_a_bot_writes_to_nobody_who_has_not_begun_or_has_blocked_it(server: BotApi, bot: Bot) -> None:
    reader = server.user(9)
    with pytest.raises(Forbidden, match="can't initiate conversation with a user"):
        await bot.send_message(9, "مرحبا")
    await reader.says("/start")
    await reader.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(9, "مرحبا")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(10, "مرحبا")


async def test_a_photo_and_a_document_arrive_with_their_captions(
    server: BotApi, bot: Bot, reader: Person
) -> None:
    await bot.send_photo(7, PNG, caption="<b>الأسئلة</b> هذا الأسبوع", parse_mode="HTML")
    picture = await reader.hears()
    assert (picture.bold, picture.message.photo[0].width) == (["الأسئلة"], 640)
    await bot.send_document(7, io.BytesIO("سؤال,عدد".encode()), filename="أسئلة.csv", caption="تصدير")
    file = (await reader.hears()).message.document
    assert file is not None
    assert file.file_name == "أسئلة.csv"
    assert server.world.files.by_id(file.file_id).data.decode() == "سؤال,عدد"


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (b"GIF89a", "IMAGE_PROCESS_FAILED"),
        (PNG[:16] + struct.pack(">II", 6000, 6000), "PHOTO_INVALID_DIMENSIONS"),
        (PNG[:16] + struct.pack(">II", 2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (PNG + bytes(10 << 20), "file is too big for a photo"),
    ],
)
async def test_a_picture_that_is_no_photo_is_a_breach(
    server: BotApi, bot: Bot, reader: Person, picture: bytes, words: str
) -> None:
    await refused(server, bot.send_photo(reader.user.id, picture), words)


async def test_an_upload_above_fifty_megabytes_is_a_breach(server: BotApi, bot: Bot, reader: Person) -> None:
    with server.expecting_breach("Request Entity Too Large"), pytest.raises(NetworkError):
        await bot.send_document(reader.user.id, bytes((50 << 20) + 1), write_timeout=20, read_timeout=20)


async def test_what_a_person_sends_can_be_downloaded_up_to_twenty_megabytes(bot: Bot, reader: Person) -> None:
    document = (await reader.sends_document("خبر.txt", "نص الخبر".encode())).message.document
    assert document is not None
    file = await bot.get_file(document.file_id)
    assert bytes(await file.download_as_bytearray()).decode() == "نص الخبر"
    large = (await reader.sends_document("أرشيف.txt", bytes((20 << 20) + 1))).message.document
    assert large is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(large.file_id)


async def test_a_press_is_answered_once_and_not_too_late(server: BotApi, bot: Bot, reader: Person) -> None:
    await bot.send_message(7, "جواب", reply_markup=KEYBOARD)
    button = (await reader.hears()).button("المزيد")
    press, late = await reader.presses(button), await reader.presses(button)
    await bot.answer_callback_query(press.pressed.id, "شكراً")
    assert (await press.answer()).text == "شكراً"
    await refused(server, bot.answer_callback_query(press.pressed.id, "ثانية"), "query is too old")
    late.expires()
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired"):
        await bot.answer_callback_query(late.pressed.id)


def article(number: int, **changes: str) -> InlineQueryResultArticle:
    fields = {"id": f"r{number}", "title": "عنوان", "text": "<b>قال</b>"} | changes
    content = InputTextMessageContent(fields["text"], parse_mode="HTML")
    return InlineQueryResultArticle(fields["id"], fields["title"], content, description="مقتطف")


async def test_inline_results_can_be_picked(bot: Bot, reader: Person) -> None:
    typing = await reader.types_inline("الكأس")
    await bot.answer_inline_query(typing.typed.id, [article(1), article(2)], cache_time=10, is_personal=True)
    answer, results = await typing.answer(), await typing.results()
    assert (answer.cache_time, answer.is_personal) == (10, True)
    assert [(r.title, r.description, r.text) for r in results] == [("عنوان", "مقتطف", "قال")] * 2
    sent = await reader.picks(results[0])
    assert sent.bold == ["قال"]
    assert sent.message.via_bot == reader.chat()[-1].message.via_bot is not None


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(1), article(1)], "RESULT_ID_DUPLICATE"),
        ([article(n) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([article(1, id="س" * 33)], "RESULT_ID_INVALID"),
        ([article(1, title=" ")], "ARTICLE_TITLE_EMPTY"),
        ([article(1, text="<b>قال")], "Can't find end tag"),
        ([article(1, text="س" * 4097)], "message is too long"),
    ],
)
async def test_unsound_inline_results_are_a_breach(
    server: BotApi, bot: Bot, results: list[InlineQueryResultArticle], words: str
) -> None:
    typing = await server.user(7).types_inline("الكأس")
    await refused(server, bot.answer_inline_query(typing.typed.id, results), words)
