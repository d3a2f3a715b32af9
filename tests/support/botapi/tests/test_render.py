"""The page of a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.botapi import BotApi, page
from tests.support.botapi.render import formatted
from tests.support.botapi.text.markup import parse_html

if TYPE_CHECKING:
    from telegram import Bot


def test_entities_become_nested_elements() -> None:
    parsed = parse_html("😀 <blockquote expandable>قال <b>«نعم»</b></blockquote> &lt;BBC&gt;")
    assert formatted(parsed.text, parsed.entities) == (
        '😀 <blockquote class="folded" dir="auto">قال <b>«نعم»</b></blockquote> &lt;BBC&gt;'
    )


def test_entities_of_one_place_close_in_the_order_they_opened() -> None:
    parsed = parse_html("<b><i>قال</i></b><u>نعم</u>")
    shown = formatted(parsed.text, parsed.entities)
    assert shown in {"<b><i>قال</i></b><u>نعم</u>", "<i><b>قال</b></i><u>نعم</u>"}


async def test_a_page_shows_both_sides_and_the_buttons_and_escapes_what_people_write(
    server: BotApi, bot: Bot
) -> None:
    reader = server.user(7)
    asked = await reader.says("<script>من؟</script>")
    markup = {"inline_keyboard": [[{"text": "نسخ", "copy_text": {"text": "نص"}}]]}
    await bot.send_message(7, "جواب", reply_to_message_id=asked.id, api_kwargs={"reply_markup": markup})
    shown = page(reader.chat(), title="إسناد", viewer=7)
    assert "<script>" not in shown
    assert '<div class="post own">' in shown
    assert '<div class="reply" dir="auto">&lt;script&gt;من؟&lt;/script&gt;</div>' in shown
    assert '<div class="button">نسخ<i>⧉</i></div>' in shown
