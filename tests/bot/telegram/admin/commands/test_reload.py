"""The archive read again, and put back."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.telegram.app import run
from retrieval.records import Article
from tests.support.botapi import BotApi
from tests.support.newsroom import BRIDGE, PORT, SCHOOL, holding, write
from tests.support.serving.bot import running, settings_for, talking

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings
    from tests.support.botapi import Person, Post

CHANGED = PORT | {"text": "أعلنت هيئة الموانئ توسعة ميناء المرجان. ويستقبل الميناء ألفي سفينة في السنة."}


async def reload(admin: Person) -> Post:
    await admin.says("/reload")
    return await admin.hears()


async def test_a_reload_ends_with_what_it_changed_in_the_message_that_told_of_it(
    loaded: Settings, folder: Path
) -> None:
    write(folder, SCHOOL, CHANGED)
    async with talking(loaded) as server:
        admin, reader = server.user(1), server.user(7)
        shown = await admin.sees_change(await reload(admin), "حُدِّث الأرشيف")
        for line in ("الجديدة: 1", "المعدَّلة: 1", "المحذوفة: 1", "لم تتغير: 0"):
            assert line in shown.text
        await admin.hears_nothing(0.1)
        await reader.says("كم تلميذًا تتسع مدرسة حي الزيتون؟")
        assert "لسبعمئة تلميذ" in (await reader.hears()).quotes[0]


async def test_what_is_set_aside_is_named_with_the_reason_a_long_list_in_a_file(
    loaded: Settings, folder: Path
) -> None:
    (folder / "<b>.bin").write_bytes(b"\0\1\2")
    async with talking(loaded) as server:
        admin = server.user(1)
        shown = await admin.sees_change(await reload(admin), "المصادر المستبعدة: 1")
        assert "<b>.bin" in shown.text and not shown.bold
        await admin.hears_nothing(0.05)
        for number in range(12):
            (folder / f"{number:02}.bin").write_bytes(bytes([0, number]))
        shown = await admin.sees_change(await reload(admin), "المصادر المستبعدة: 13")
        assert "00.bin" in shown.text and "11.bin" not in shown.text
        document = (await admin.hears()).message.document
        assert document
        listed = server.world.files.by_id(document.file_id).data.decode("utf-8-sig").splitlines()
        assert len(listed) == 13 and any("11.bin\t" in line for line in listed)


async def test_readers_are_answered_from_the_old_archive_meanwhile(loaded: Settings, folder: Path) -> None:
    write(folder, SCHOOL)
    async with talking(loaded) as server:
        admin, reader = server.user(1), server.user(7)
        with holding(loaded):
            begun = await reload(admin)
            for person in (reader, admin):
                await person.says("كم بلغت كلفة جسر الياسمين؟")
                assert "مليوني دينار" in (await person.hears()).quotes[0]
        asked = await admin.sees_change(begun, "سيُحذف إن أكملت")
        await admin.presses(asked.button("احذفها"))
        await admin.sees_change(asked, "حُدِّث")
        await reader.says("كم بلغت كلفة جسر الياسمين؟")
        assert not (await reader.hears()).quotes


async def test_a_second_admin_is_told_of_the_work_that_is_under_way(loaded: Settings) -> None:
    async with BotApi() as server:
        served = settings_for(server, loaded)
        two = replace(served, telegram=replace(served.telegram, admins=frozenset({1, 2})))
        async with running(two):
            admin, other = server.user(1), server.user(2, "سامي")
            with holding(loaded):
                begun = await reload(admin)
                for person, command in ((other, "/reload"), (admin, "/reload")):
                    await person.says(command)
                    assert (await person.hears()).text.startswith("العمل جارٍ الآن")
            await admin.sees_change(begun, "حُدِّث")
            await other.hears_nothing(0.1)


async def test_sources_that_hold_nothing_leave_the_archive_and_say_why(
    loaded: Settings, folder: Path
) -> None:
    (folder / "news.jsonl").write_bytes(b"{}\n")
    async with talking(loaded) as server:
        admin = server.user(1)
        shown = await admin.sees_change(await reload(admin), "تعذّر تحديث الأرشيف، فبقي على حاله")
        assert "المصادر المستبعدة: 1" in shown.text and "news.jsonl" in shown.text
        await admin.says("كم بلغت كلفة جسر الياسمين؟")
        assert (await admin.hears()).quotes
        await admin.says("/audit")
        assert "/reload" in (await admin.hears()).text


async def test_a_source_that_is_gone_leaves_the_archive_and_says_so(loaded: Settings, folder: Path) -> None:
    shutil.rmtree(folder)
    async with talking(loaded) as server:
        admin = server.user(1)
        shown = await admin.sees_change(await reload(admin), "فبقي على حاله")
        assert str(folder) in shown.text


async def test_a_damaged_archive_is_told_plainly(loaded: Settings) -> None:
    async with talking(loaded) as server:
        admin = server.user(1)
        await admin.says("/audit")
        await admin.hears()
        with closing(sqlite3.connect(loaded.archive, isolation_level=None)) as archive:
            archive.execute("ALTER TABLE articles RENAME TO elsewhere")
        shown = await admin.sees_change(await reload(admin), "تعذّر تحديث الأرشيف")
        assert "SQLite" in shown.text


async def test_work_that_the_bots_end_cuts_short_is_told_and_changes_nothing(
    loaded: Settings, folder: Path
) -> None:
    write(folder, SCHOOL)
    async with BotApi() as server:
        served, ending, admin = settings_for(server, loaded), asyncio.Event(), server.user(1)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(run(served, "polling", ending))
            with holding(loaded):
                begun = await reload(admin)
                ending.set()
                await admin.sees_change(begun, "أُوقف البرنامج")
        async with running(served):
            await admin.says("كم بلغت كلفة جسر الياسمين؟")
            assert (await admin.hears()).quotes
            await admin.says("/audit")
            assert "cut short" in (await admin.hears()).text


async def test_a_rollback_says_what_it_will_undo_and_undoes_it(loaded: Settings, folder: Path) -> None:
    write(folder, BRIDGE, SCHOOL)
    async with talking(loaded) as server:
        admin = server.user(1)
        await admin.sees_change(await reload(admin), "حُدِّث")
        await admin.says("/rollback")
        asked = await admin.hears()
        await admin.presses(asked.button("إلغاء"))
        assert "لم يتغير شيء" in (await admin.sees_change(asked)).text
        stale = await admin.forges(asked, "admin:rollback::999")
        assert "لم يعد" in ((await stale.answer()).text or "")
        await admin.says("/rollback")
        asked = await admin.hears()
        assert "قراءة المصادر من جديد" in asked.text and "المحذوفة: 1" in asked.text
        await admin.presses(asked.button("ارجع عنه"))
        assert "الجديدة: 1" in (await admin.sees_change(asked, "عاد الأرشيف")).text
        await admin.says("كم سفينة يستقبل ميناء المرجان؟")
        assert "ألف سفينة" in (await admin.hears()).quotes[0]


async def test_a_rollback_names_the_source_and_is_asked_again_when_that_has_brought_more(
    loaded: Settings,
) -> None:
    lake = Article("lake", "بحيرة الزهراء", "فتحت بلدية الزهراء بحيرتها للزوار.")
    async with Library.open(loaded) as library:
        await library.add([lake], "https://harbour.example/feed")
        async with talking(loaded) as server:
            admin = server.user(1)
            await admin.says("/rollback")
            asked = await admin.hears()
            assert "https://harbour.example/feed" in asked.text and "الجديدة: 1" in asked.text
            await library.add([replace(lake, id="pond")], "https://harbour.example/feed")
            press = await admin.presses(asked.button("ارجع عنه"))
            assert "لم يعد" in ((await press.answer()).text or "")
            await admin.says("/rollback")
            asked = await admin.hears()
            assert "الجديدة: 2" in asked.text
            await admin.presses(asked.button("ارجع عنه"))
            assert "المحذوفة: 2" in (await admin.sees_change(asked, "عاد الأرشيف")).text
