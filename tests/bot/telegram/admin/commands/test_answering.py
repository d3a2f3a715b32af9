"""Editors answer what readers asked in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import BotApi, Person, Post

ASKED = "من صمم برج السماء؟"
ANSWER = "صممه المهندس <سامي> الحداد & شركاؤه."


async def reply(person: Person, said: str) -> Post:
    await person.says(said)
    return await person.hears()


async def opened(server: BotApi) -> tuple[Person, Post]:
    """An editor with the group of that question open."""
    editor = server.user(1, "سلمى")
    shown = await reply(editor, "/unanswered")
    await editor.presses(shown.button("✍ 1"))
    return editor, await editor.sees_change(shown, "من صمم")


async def write(editor: Person, group: Post, *said: str, label: str = "اكتب جوابًا") -> Post:
    """Answer a group in some messages; gives the reply to the last."""
    await editor.presses(group.button(label))
    await editor.hears()
    for one in said:
        heard = await reply(editor, one)
    return heard


async def save(editor: Person, preview: Post) -> None:
    await editor.presses(preview.button("حفظ"))
    await editor.sees_change(preview, "حُفظ")


async def test_an_answer_is_shown_to_like_questions_and_is_no_quotation(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        await reply(reader, ASKED)
        editor, group = await opened(server)
        preview = await write(editor, group, f"{ANSWER}\nbridge\nhttps://example.org/tower")
        assert ANSWER in preview.text and preview.quotes == []
        assert "لم أجد" in (await reply(reader, ASKED)).text
        await save(editor, preview)
        heard = await reply(reader, "مين صمم برج السما")
        assert heard.text.startswith("جواب هيئة التحرير") and ANSWER in heard.text and heard.quotes == []
        assert "افتتاح جسر الياسمين" in heard.text and "https://example.org/tower" in heard.text
        both = await reply(reader, f"{ASKED} متى افتتح جسر الياسمين؟")
        assert ANSWER in both.text and len(both.quotes) == 1
        again = await reply(reader, f"{ASKED} مين صمم برج السما؟ من افتتح جسر الياسمين؟")
        assert again.text.count("جواب هيئة التحرير") == 2
        assert "لا شيء في القائمة" in (await reply(editor, "/unanswered")).text
        assert "كُتب الجواب 1" in (await reply(editor, "/audit")).text


async def test_who_wished_to_know_is_told_once(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        heard = await reply(reader, ASKED)
        await reader.presses(heard.button("أعلموني"))
        await reader.hears()
        editor, group = await opened(server)
        await save(editor, await write(editor, group, ANSWER))
        heard = await reader.hears()
        assert "أجابت هيئة التحرير" in heard.text and ANSWER in heard.text
        await reader.asks_until("/following", "لا تتابع شيئًا")
        await reader.hears_nothing(0.1)


async def test_an_editor_points_to_a_passage_in_the_words_of_its_article(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        await reply(reader, ASKED)
        editor, group = await opened(server)
        passage = "وبلغت كلفة الجسر مليوني دينار."
        preview = await write(
            editor, group, "nothing", "bridge\nليس هذا فيه", f"bridge\n{passage}", label="دلّ على مقطع"
        )
        assert preview.quotes == [passage]
        await save(editor, preview)
        heard = await reply(reader, ASKED)
        assert heard.text.startswith("جواب هيئة التحرير") and heard.quotes == [passage]
        assert "جريدة النخيل" in heard.text


async def test_what_is_none_of_the_archives_business_is_said_so_and_comes_back_no_more(
    newsroom: Settings,
) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        await reply(reader, ASKED)
        editor, group = await opened(server)
        await editor.presses(group.button("ليس من شأن الأرشيف"))
        await editor.sees_change(group, "حُفظ")
        assert "ليس مما يحفظه هذا الأرشيف" in (await reply(reader, ASKED)).text
        assert "لا شيء في القائمة" in (await reply(editor, "/unanswered")).text


async def test_an_answer_is_edited_and_withdrawn(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        await reply(reader, ASKED)
        editor, group = await opened(server)
        await save(editor, await write(editor, group, ANSWER))
        shown = await reply(editor, "/answers")
        assert "سلمى" in shown.text and ASKED in shown.text
        await save(editor, await write(editor, shown, "بل صممته سهام.", label="✍ 1"))
        assert "بل صممته سهام." in (await reply(reader, ASKED)).text
        await editor.presses(shown.button("✕ 1"))
        await editor.sees_change(shown, "لم تُكتب أجوبة")
        assert "لم أجد" in (await reply(reader, ASKED)).text
        assert ASKED in (await reply(editor, "/unanswered")).text


@pytest.mark.parametrize("way_out", ["إلغاء", "/stats"])
async def test_who_turns_to_something_else_writes_no_answer(newsroom: Settings, way_out: str) -> None:
    async with talking(newsroom) as server:
        await reply(server.user(7), ASKED)
        editor, group = await opened(server)
        await editor.presses(group.button("اكتب جوابًا"))
        asked = await editor.hears()
        if way_out == "إلغاء":
            await editor.presses(asked.button(way_out))
            await editor.sees_change(asked)
        else:
            await reply(editor, way_out)
        assert "هكذا يرى القراء" not in (await reply(editor, "أين جسر الياسمين؟")).text


async def test_an_answer_that_is_too_long_is_refused(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        await reply(server.user(7), ASKED)
        editor, group = await opened(server)
        assert "أطول من 1200" in (await write(editor, group, "كلام " * 300)).text


async def test_readers_can_press_nothing_of_it(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        reader = server.user(7)
        heard = await reply(reader, ASKED)
        for what in ("group", "write", "outside", "keep", "withdraw", "rewrite", "answers"):
            press = await reader.forges(heard, f"admin:{what}:{'0' * 24}:1")
            assert "لم يعد" in str((await press.answer()).text)
        assert "لا أعرف هذا الأمر" in (await reply(reader, "/answers")).text


async def test_the_answers_are_among_the_exported_tables(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        await reply(server.user(7), ASKED)
        editor, group = await opened(server)
        await save(editor, await write(editor, group, "=SUM(A1)"))
        await editor.says("/export")
        await server.called("sendDocument", times=3)
        document = next(post.message.document for post in editor.chat()[::-1] if post.message.document)
        table = server.world.files.by_id(document.file_id).data.decode("utf-8-sig")
        assert "'=SUM(A1)" in table and "سلمى" in table
