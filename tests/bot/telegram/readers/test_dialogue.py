"""Conversations in Telegram: questions that lean on the one before, and filters that come off at a press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.botapi import BotApi
from tests.support.serving.bot import running, settings_for, talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import Person, Post

ASKED = "من هو فيودور لوكيانوف؟"
LEANING = "وماذا قال؟"
MEANT = "فهمت سؤالك هكذا: ماذا قال فيودور لوكيانوف؟"
NARROWED = "ماذا قال فيودور لوكيانوف عن الدور الروسي في 2014؟"


async def ask(reader: Person, *said: str) -> Post:
    """The answer to the last of the questions."""
    for question in said:
        await reader.says(question)
        heard = await reader.hears()
    return heard


async def test_a_follow_up_is_answered_and_shows_what_it_was_taken_to_mean(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader, other = server.user(7), server.user(8, "سامي")
        heard = await ask(reader, ASKED, LEANING)
        assert heard.text.startswith(MEANT)
        assert any("لوكيانوف" in quote for quote in heard.quotes)
        assert "فهمت" not in (await ask(other, LEANING)).text


async def test_a_whole_question_is_left_as_it_is(stocked: Settings) -> None:
    async with talking(stocked) as server:
        heard = await ask(server.user(7), ASKED, "ما الاسم الجديد لجبهة النصرة؟")
        assert "فهمت" not in heard.text and heard.quotes


async def test_new_drops_the_conversation(stocked: Settings) -> None:
    async with talking(stocked) as server:
        heard = await ask(server.user(7), ASKED, "/new", LEANING)
        assert "فهمت" not in heard.text


async def test_a_sure_answer_to_what_goes_on_is_kept_though_no_article_is_about_all_that_it_names(
    stocked: Settings,
) -> None:
    async with talking(stocked) as server:
        heard = await ask(server.user(7), "ماذا قالت المعارضة عن الهدنة؟", "وداعش مشمولة فيها؟")
        assert any("لا يشملها الاتفاق" in quote for quote in heard.quotes)


async def test_what_no_article_is_about_stays_in_play_until_the_conversation_begins_anew(
    stocked: Settings,
) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await ask(reader, ASKED, "أخبار ماليزيا", "وماذا قال أردوغان عنها؟")
        assert "ماليزيا" in heard.text
        for command in ("/new", "/forget"):
            heard = await ask(reader, "أخبار ماليزيا", command, "وماذا قال أردوغان عنها؟")
            assert "ماليزيا" not in heard.text


async def test_forgetting_a_reader_forgets_what_they_spoke_of(stocked: Settings) -> None:
    async with talking(stocked) as server:
        assert "فهمت" not in (await ask(server.user(7), ASKED, "/forget", LEANING)).text


async def test_a_conversation_goes_on_after_a_restart(stocked: Settings) -> None:
    async with BotApi() as server:
        served = settings_for(server, stocked)
        reader = server.user(7)
        async with running(served):
            await ask(reader, ASKED)
        async with running(served):
            assert (await ask(reader, LEANING)).text.startswith(MEANT)


async def test_in_groups_each_reader_and_topic_has_a_conversation(stocked: Settings) -> None:
    async with talking(stocked) as server:
        group = server.group(forum=True)
        reader, other = server.user(7), server.user(8, "سامي")
        one, two = (group.opens_topic(name, reader) for name in ("الأولى", "الثانية"))
        here = reader.within(group, one)
        await ask(here, f"/ask {ASKED}")
        assert "فهمت" not in (await ask(reader.within(group, two), f"/ask {LEANING}")).text
        assert "فهمت" not in (await ask(other.within(group, one), f"/ask {LEANING}")).text
        await here.hears()
        assert MEANT in (await ask(here, f"/ask {LEANING}")).text


async def test_a_filter_narrows_and_comes_off_at_a_press(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await ask(reader, NARROWED)
        assert len(heard.quotes) == 1 and heard.text.count("البوابة · 28 سبتمبر 2014") == 1
        await reader.presses(heard.button("✕ في 2014"))
        wider = await reader.sees_change(heard)
        assert wider.text.startswith("فهمت سؤالك هكذا: ماذا قال فيودور لوكيانوف عن الدور الروسي؟")
        assert not any("✕" in button.text for button in wider.buttons)
        await reader.presses(wider.button("👍"))


async def test_a_quote_that_goes_on_where_another_ends_is_one_with_it_and_no_further_result(
    stocked: Settings,
) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await ask(reader, "ماذا قال فيودور لوكيانوف عن الدور الروسي؟")
        [quote] = heard.quotes
        assert quote.count("\n") == 2 and quote.startswith("وفي موسكو قال فيودور لوكيانوف")
        await reader.presses(heard.button("المزيد"))
        on = await reader.hears()
        assert on.text.startswith("ويتابع المقال:") and not set(on.quotes) & {quote}
        await reader.presses(heard.button("📖"))
        assert quote in "\n".join((await reader.hears()).bold)


async def test_more_keeps_the_filters(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await ask(reader, "ماذا قال المسؤولون الأمريكيون عن روسيا في 2014؟")
        await reader.presses(heard.button("المزيد"))
        further = await reader.hears()
        assert further.quotes
        # All of one article, which is cited beneath the last of them.
        assert further.text.count(" · ") == further.text.count("البوابة · 28 سبتمبر 2014") + 1 == 2


async def test_where_a_filter_leaves_no_answer_the_whole_archive_is_asked_and_that_is_said(
    stocked: Settings,
) -> None:
    async with talking(stocked) as server:
        heard = await ask(server.user(7), f"{ASKED[:-1]} بحسب ترك برس؟")
        assert heard.text.startswith("لم أجد جوابًا حين قصرت البحث على «بحسب ترك برس»")
        assert heard.quotes
        assert not any("✕" in button.text for button in heard.buttons)


async def test_a_forged_press_takes_nothing_off(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(7)
        heard = await ask(reader, NARROWED)
        data = heard.button("✕").data or ""
        token = data.split(":")[1]
        for forged in (f"drop:{token}:9:0", f"drop:{token}:0:0", "drop:AAAAAAAAAAAA:1:0"):
            press = await reader.forges(heard, forged)
            assert "لم يعد هذا الزر يعمل" in ((await press.answer()).text or "")


async def test_a_question_without_an_answer_that_gets_headlines_counts_as_unanswered(
    stocked: Settings,
) -> None:
    asked = "كم جزيرة تملكها إيران؟"  # which two of the five articles tell of
    async with talking(stocked) as server:
        heard = await ask(server.user(7), asked)
        assert "وهذا ما فيه عن «إيران»" in heard.text
        assert {"📖", "🔔"} <= {button.text[:1] for button in heard.buttons}
        assert asked in (await ask(server.user(1), "/unanswered")).text


async def test_of_a_question_that_can_be_read_only_in_part_the_headlines_about_its_name_are_listed(
    stocked: Settings,
) -> None:
    async with talking(stocked) as server:
        heard = await ask(server.user(7), "why did the manager leave Turkey so quickly")
        assert "I could read only the name in your question." in heard.text
        assert "ما سرّ اتصالات روسيا العسكرية مع تركيا؟" in heard.text
