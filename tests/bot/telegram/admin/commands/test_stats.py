"""How the bot is used: figures, the questions asked in vain, tables, and what admins did."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

from bot.journal.journal import Journal
from bot.telegram.admin.commands.unanswered import LARGEST_SHEET, table
from tests.support.asking import ask
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import BotApi, Person, Post

ASKED = "كم بلغت كلفة جسر الياسمين؟"
UNKNOWN = "من فاز بكأس الشطرنج تحت الماء؟"


async def reply_to(person: Person, text: str) -> Post:
    await person.says(text)
    return await person.hears()


def sent(server: BotApi, post: Post) -> list[list[str]]:
    document = post.message.document
    assert document
    text = server.world.files.by_id(document.file_id).data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


async def test_the_figures_come_as_a_picture_with_a_caption(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader, other = server.user(1), server.user(7), server.user(8, "سامي")
        await admin.says("/stats")
        assert (await admin.hears(within=20)).text.count("لم يسأل أحد") == 2
        heard = await reply_to(reader, ASKED)
        await (await reader.presses(heard.button("👍"))).answer()
        await reply_to(other, UNKNOWN)
        await admin.says("/stats")
        shown = await admin.hears(within=20)
        assert shown.message.photo and shown.message.photo[0].width == 1200
        for line in ("في آخر 7 أيام", "في آخر 30 يومًا", "القراء: 2، والأسئلة: 2", "50٪", "1 👍 و 0 👎"):
            assert line in shown.text


async def test_the_questions_asked_in_vain_are_paged_and_taken_off_the_list(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader = server.user(1), server.user(7)
        assert "لا شيء في القائمة" in (await reply_to(admin, "/unanswered")).text
        for said in (UNKNOWN, "تحت الماء من فاز بكأس الشطرنج", ASKED):
            heard = await reply_to(reader, said)
        await (await reader.presses(heard.button("👎"))).answer()
        for word in ("قمر", "زحل", "عطارد", "زهرة", "مريخ", "نبتون"):
            await reply_to(reader, f"<b>{word}</b>؟")
        shown = await reply_to(admin, "/unanswered")
        assert "عددها 8" in shown.text
        assert "سُئل مرتين" in shown.text and shown.bold[0] == "تحت الماء من فاز بكأس الشطرنج"
        assert shown.stretches("italic") == [UNKNOWN]
        await admin.presses(shown.button("التالية"))
        second = await admin.sees_change(shown)
        assert "👎 1" in second.text and second.bold == ["\u200f<b>قمر</b>؟", ASKED]
        press = await admin.presses(second.button("عولج 8"))
        assert "أُزيل" in ((await press.answer()).text or "")
        assert ASKED not in (await admin.sees_change(second, "عددها 7")).text
        again = await admin.forges(second, second.button("عولج 8").data or "")
        assert "لم يعد" in ((await again.answer()).text or "")
        await reply_to(reader, f"{ASKED} ")
        assert "عددها 7" in (await reply_to(admin, "/unanswered")).text


async def test_the_tables_hold_every_question_and_no_reader(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader = server.user(1), server.user(7_654_321)
        for said in (ASKED, f"=1+1 {UNKNOWN}", f"=1+1 {UNKNOWN}"):
            await reply_to(reader, said)
        asked, missed = sent(server, await reply_to(admin, "/export")), sent(server, await admin.hears())
        assert [row[2] for row in asked[1:]] == [ASKED, f"'=1+1 {UNKNOWN}", f"'=1+1 {UNKNOWN}"]
        assert [row[3] for row in asked[1:]] == ["وُجد جواب", "لم يوجد جواب", "لم يوجد جواب"]
        assert asked[0][0] == "الوقت" and missed[0][0] == "السؤال"
        assert [row[:2] for row in missed[1:]] == [[f"'=1+1 {UNKNOWN}", "2"]]
        assert "7654321" not in str((asked, missed))


async def test_the_audit_shows_the_last_twenty_entries(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        assert "لم يفعل المشرفون شيئًا" in (await reply_to(admin, "/audit")).text
        for number in range(11):
            await reply_to(admin, f"/ban {100 + number}")
            await reply_to(admin, f"/unban {100 + number}")
        shown = (await reply_to(admin, "/audit")).text.splitlines()
        assert len(shown) == 41 and "المشرف 1" in shown[1]
        assert "/unban" in shown[2] and "/ban" in shown[4]


async def test_however_long_the_questions_a_page_of_the_list_fits_a_message(newsroom: Settings) -> None:
    async with Journal.open(newsroom.journal) as journal:
        for group, subject in enumerate(("قمر", "زحل", "عطارد", "زهرة", "مريخ", "نبتون", "شمس")):
            for wording in ("؟", "!", "…", "؛"):
                await ask(journal, f"<&> {subject * 50} Ω{'🌙' * 200}{wording * (group + 1)}")
    async with talking(newsroom) as server:
        admin = server.user(1)
        shown = await reply_to(admin, "/unanswered")
        assert len(shown.bold) == 6 and len(shown.stretches("italic")) == 12
        assert [len(row) for row in shown.rows] == [6, 3, 3, 1]


def test_a_table_too_large_to_send_is_zipped() -> None:
    small, large = table("a.csv", b"x"), table("a.csv", b"x" * (LARGEST_SHEET + 1))
    assert (small.name, small.data) == ("a.csv", b"x")
    with zipfile.ZipFile(io.BytesIO(large.data)) as packed:
        assert large.name == "a.csv.zip" and len(packed.read("a.csv")) == LARGEST_SHEET + 1


async def test_picture_and_files_come_into_the_topic_that_asked_for_them(stocked: Settings) -> None:
    async with talking(stocked) as server:
        admin = server.user(1).in_topic("الأرقام")
        await admin.says("/stats")
        assert (await admin.hears()).message.photo
        await admin.says("/export")
        assert (await admin.hears()).message.document
