"""Conversations in Telegram: what is no question gets a fitting word, a list, an excerpt, and leaves no trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.journal.journal import Journal
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import Person, Post

ASKED = "ما الاسم الجديد لجبهة النصرة؟"


async def hear(reader: Person, *said: str) -> Post:
    """The reply to the last of what is said."""
    for one in said:
        await reader.says(one)
        heard = await reader.hears()
    return heard


async def asked_by(settings: Settings) -> list[str]:
    async with Journal.open(settings.journal) as journal:
        return [str(row["question"]) for row in await journal.database.rows("SELECT question FROM questions")]


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("السلام عليكم", "وعليكم السلام"),
        ("طيب شكرا", "على الرحب والسعة"),
        ("مع السلامة", "مع السلامة"),
        ("من أنت؟", "أنا إسناد"),
        ("كم مقالا عندك", "5 مقالات"),
        ("مساعدة", "اكتب سؤالك كما تقوله"),
        ("hello", "Hello!"),
        ("123", "وصلني رقم وحده"),
        ("انت غبي", "يؤسفني"),
        ("المصدر", "لم أعرض عليك شيئًا بعد"),
    ],
)
async def test_small_talk_gets_one_sentence_without_buttons_and_is_not_kept(
    stocked: Settings, said: str, reply: str
) -> None:
    async with talking(stocked) as server:
        heard = await hear(server.user(7), said)
        assert heard.text.startswith(reply) or reply in heard.text
        assert not heard.buttons and not heard.quotes
    assert await asked_by(stocked) == []


async def test_headlines_are_listed_and_open_at_a_press_or_by_their_number(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        listed = await hear(reader, "آخر أخبار سوريا")
        assert listed.text.startswith("في الأرشيف عن «سوريا» (5 مقالات)")
        await reader.presses(listed.button("📖 2"))
        pressed = await reader.hears()
        typed = await hear(reader, "2")
        assert pressed.text == typed.text
        await reader.presses(pressed.button("التالية"))
        await reader.sees_change(pressed)
        assert "3 ملفات" in (await hear(reader, "من كتبه؟")).text
    assert await asked_by(stocked) == []


async def test_commands_list_the_newest_and_the_sections(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        assert (await hear(reader, "/latest")).text.startswith("أحدث ما في الأرشيف (5 مقالات)")
        assert "ليس في هذا الأرشيف أقسام" in (await hear(reader, "/sections")).text


async def test_what_is_asked_of_the_last_answer_survives_a_restart_of_nothing_but_the_journal(
    stocked: Settings,
) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        answer = await hear(reader, ASKED)
        source = await hear(reader, "المصدر")
        assert source.text.startswith("هذا مصدر ما عرضته") and "ترك برس" in source.text
        excerpt = await hear(reader, "لخص المقال")
        assert excerpt.text.startswith("لا أكتب ملخصًا من عندي") and excerpt.quotes
        replied = await reader.says("لم أفهم", reply_to=answer)
        assert replied and (await reader.hears()).text.startswith("هذا هو المقتطف وما حوله")


async def test_the_message_replied_to_is_what_a_turn_leans_on(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        first = await hear(reader, "من هو فيودور لوكيانوف؟")
        await hear(reader, ASKED)
        await reader.says("وماذا قال؟", reply_to=first)
        assert "ماذا قال فيودور لوكيانوف؟" in (await reader.hears()).text


async def test_a_mention_alone_asks_what_it_replies_to(stocked: Settings) -> None:
    async with talking(stocked, privacy=False) as server:
        group = server.group()
        member, other = server.user(7).within(group), server.user(8, "سامي").within(group)
        said = await other.says(ASKED)
        await member.says(f"@{server.username}", reply_to=said)
        assert (await member.hears()).quotes


async def test_an_opinion_is_refused_and_what_is_offered_is_asked_at_a_word(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        refused = await hear(reader, "ما رأيك في بوتين؟")
        assert refused.text.startswith("ليس لي رأي") and not refused.quotes
        assert (await hear(reader, "نعم")).quotes
        await reader.presses(refused.button("ماذا في الأرشيف"))
        assert (await reader.hears()).quotes


async def test_two_questions_get_two_headed_answers_in_one_message(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await hear(reader, "من هو فيودور لوكيانوف؟ وماذا قال عن روسيا؟")
        assert "من هو فيودور لوكيانوف؟" in heard.text and "ماذا قال فيودور لوكيانوف عن روسيا؟" in heard.text
        assert len(heard.quotes) == 2
        assert len(heard.rows) == 2
        await reader.presses(heard.button("📖 2"))
        pressed = await reader.hears()
        assert pressed.text == (await hear(reader, "2")).text


async def test_more_of_several_questions_is_of_all_and_numbered_on(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await hear(reader, "ما الفرق بين موقف روسيا وموقف تركيا من سوريا؟")
        shown = heard.quotes
        assert len(shown) == 2
        typed = await hear(reader, "المزيد")
        await reader.presses(heard.button("المزيد"))
        pressed = await reader.hears()
        assert pressed.quotes == typed.quotes and not set(shown) & set(typed.quotes)
        assert all(one.text.lstrip("\u200f").startswith("وهذا أيضًا مما وجدته:") for one in (typed, pressed))
        assert "\n3. " in typed.text.replace("\u200f", "") and len(pressed.rows) == 2
        await reader.presses(pressed.button("المزيد"))
        further = await reader.hears()
        assert further.quotes and not set(further.quotes) & {*shown, *pressed.quotes}
        await reader.presses(further.button("في سياقه 6"))
        assert (await reader.hears()).text


async def test_what_was_spoken_of_stays_so_after_a_question_that_finds_nothing(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        await hear(reader, ASKED, "من هو شنفرى الأزدي؟")
        assert "ترك برس" in (await hear(reader, "المصدر")).text


async def test_a_refusal_that_is_doubted_is_spoken_of_and_quoted_nobody(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        doubted = await hear(reader, ASKED, "من هو شنفرى الأزدي؟", "متأكد؟")
        assert "بحثت في الأرشيف كله، وفيه 5 مقالات" in doubted.text
        assert "لم أنقل في جوابي الأخير كلامًا لأحد" in (await hear(reader, "شكون قال هكا؟")).text
        assert "منقول حرفيًّا" in (await hear(reader, ASKED, "متأكد؟")).text


async def test_praise_right_after_an_answer_is_its_vote(stocked: Settings) -> None:
    async with talking(stocked) as server:
        await hear(server.user(7), ASKED, "إجابة رائعة")
    async with Journal.open(stocked.journal) as journal:
        assert [row["helpful"] for row in await journal.database.rows("SELECT helpful FROM feedback")] == [1]


async def test_a_pasted_text_is_traced_to_its_article_and_its_second_piece_is_part_of_it(
    stocked: Settings,
) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        page = await hear(reader, ASKED)
        quoted = page.quotes[0]
        heard = await hear(reader, f"{quoted}\n{quoted}")
        assert "ورد هذا النص في الأرشيف" in heard.text and "ترك برس" in heard.text
        await reader.says("كلمة " * 700)
        await reader.says("وبقية النص هنا")
        await reader.hears()
        await reader.hears_nothing()


async def test_an_album_gets_one_reply_to_its_caption(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        await reader.sends_album(4, caption=ASKED)
        assert (await reader.hears()).quotes
        await reader.hears_nothing()
        await reader.sends_album(3)
        assert "لا أقرأ إلا الأسئلة المكتوبة" in (await reader.hears()).text
        await reader.hears_nothing()


async def test_a_forwarded_post_is_looked_for_as_a_text_and_is_no_question(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        channel = server.channel()
        quoted = (await hear(reader, ASKED)).quotes[0]
        await reader.forwards(quoted, of=channel.room.chat)
        heard = await reader.hears()
        assert "ورد هذا النص في الأرشيف" in heard.text and "ترك برس" in heard.text
        assert not any("أضفه" in button.text for button in heard.buttons)
    assert await asked_by(stocked) == [ASKED]


async def test_what_somebody_else_wrote_is_what_a_reply_to_it_leans_on(stocked: Settings) -> None:
    async with talking(stocked, privacy=False) as server:
        group = server.group()
        member, other = server.user(7).within(group), server.user(8, "سامي").within(group)
        said = await other.says("من هو فيودور لوكيانوف؟")
        await member.says(f"@{server.username} وماذا قال؟", reply_to=said)
        assert "ماذا قال فيودور لوكيانوف؟" in (await member.hears()).text


async def test_an_admin_adds_what_was_pasted_or_forwarded_at_a_press(stocked: Settings) -> None:
    text = "عاد سوق الورد إلى الساحة\n" + "ويفتح سوق الورد أبوابه كل خميس عند ساحة المنارة القديمة. " * 6
    async with talking(stocked) as server:
        admin = server.user(1)
        await admin.forwards(text, of=server.channel().room.chat)
        heard = await admin.hears()
        await admin.presses(heard.button("أضفه"))
        shown = await admin.hears()
        assert "العنوان: عاد سوق الورد إلى الساحة" in shown.text
        await admin.presses(shown.button("حفظ"))
        await admin.sees_change(shown, "حُفظ في الأرشيف")
        linked = await hear(admin, "https://example.com/news/17")
        assert linked.button("أضفه")
        assert not (await hear(server.user(7), "https://example.com/news/17")).buttons


async def test_a_turn_that_leans_on_nothing_by_its_words_is_still_after_what_was_quoted(
    stocked: Settings,
) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await hear(reader, "من هو فيودور لوكيانوف؟")
        assert heard.quotes
        after = await hear(reader, "مين أصحاب الفكرة دي؟")
        assert "لم أجد ما سألت عنه قبل هذا" not in after.text
