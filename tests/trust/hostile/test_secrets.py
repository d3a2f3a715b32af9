"""What must stand nowhere: the token, readers' ids, erased words, and files that others may read."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
from asyncio.subprocess import PIPE
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.journal.inbox import Inbox
from bot.journal.journal import Journal
from tests.support.botapi import BotApi, HtmlPage, Refused
from tests.support.processes import start
from tests.support.serving.bot import free_port, running, settings_for, talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.processes import Started

ROOT = Path(__file__).parents[3]
QUESTION = "ما الاسم الجديد لجبهة النصرة؟"
SECRET_WORD = "مستزرقاتنا"
READER = 987_654_321


def files(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def serve(server: BotApi, settings: Settings, port: int) -> Started:
    environ = os.environ | {
        "ISNAD_TELEGRAM_TOKEN": server.token, "ISNAD_ADMINS": "1", "ISNAD_BOT_API_URL": server.url,
        "ISNAD_ARCHIVE": str(settings.archive), "PORT": str(port), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    return await start(
        "bot", "serve", environ=environ, folder=settings.archive.parent, stdout=PIPE, stderr=PIPE
    )


@pytest.mark.slow
async def test_nothing_a_full_run_writes_holds_the_token_or_a_readers_id_or_words(stocked: Settings) -> None:
    async with BotApi() as server:
        reader, port = server.user(READER), free_port()
        server.fails("getMe", Refused(502, "Bad Gateway"))
        server.fails(
            "getUpdates", HtmlPage(), Refused(409, "Conflict: terminated by other getUpdates request")
        )
        refused = Refused(400, f"Bad Request: bot{server.token} cannot")
        server.fails("sendMessage", refused, refused)
        bot = await serve(server, stocked, port)
        for words in (f"{QUESTION} {SECRET_WORD}", "/start", "/help", QUESTION, "/start ../../etc"):
            await reader.says(words)
        post = await reader.hears(within=30)
        await reader.forges(post, "open:AAAAAAAAAAAA:1:0")
        await server.emptied(within=20)
        async with httpx.AsyncClient() as client:
            metrics = (await client.get(f"http://127.0.0.1:{port}/metrics")).content
        bot.send_signal(signal.SIGTERM)
        printed, logged = await bot.communicate()
    written = b"".join(files(stocked.archive.parent).values()) + printed + logged + metrics
    assert server.token.encode() not in written
    assert str(READER).encode() not in written
    assert SECRET_WORD.encode() not in printed + logged + metrics
    assert b"Traceback" in logged or b"could not be handled" in logged


async def test_what_forget_erases_stands_in_no_byte_of_any_file(stocked: Settings) -> None:
    async with talking(stocked) as server:
        reader = server.user(READER)
        await reader.says(f"{SECRET_WORD} {QUESTION}")
        post = await reader.hears(20)
        await (await reader.presses(post.button("👍"))).answer()
        assert SECRET_WORD.encode() in b"".join(files(stocked.archive.parent).values())
        await reader.says("/forget")
        assert "محوت" in (await reader.hears(20)).text
        assert SECRET_WORD.encode() not in b"".join(files(stocked.archive.parent).values())


async def test_of_a_reader_who_did_all_there_is_to_do_nothing_stands_in_any_byte_after_forget(
    stocked: Settings,
) -> None:
    name, unknown = "زبرجدالصقلي", "كم ارتفاع بنفسجة الزعفرانية؟"
    async with talking(stocked) as server:
        reader = server.user(READER, name)
        member = reader.within(server.group("غرفة القراء"))
        await reader.says("/follow زنجبارات")
        await reader.hears(20)
        await reader.says(unknown)
        missed = await reader.hears(20)
        await reader.presses(missed.button("أعلموني"))
        await reader.hears(20)
        asked = await reader.says(f"{SECRET_WORD} {QUESTION}")
        heard = await reader.hears(20)
        await (await reader.presses(heard.button("👎"))).answer()
        await reader.edits(asked, f"{SECRET_WORD} {QUESTION} مرة أخرى")
        await reader.sees_change(heard)
        await (await reader.types_inline(f"{SECRET_WORD} {QUESTION}")).answer()
        await member.says(f"/ask@{server.username} {SECRET_WORD} {QUESTION}")
        await member.hears(20)
        with closing(sqlite3.connect(f"file:{stocked.journal}?mode=ro", uri=True)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM questions").fetchone()
            await reader.says("/forget")
            assert "خلال دقيقة" in (await reader.hears(20)).text
    written = b"".join(files(stocked.archive.parent).values())
    for word in (str(READER), name, SECRET_WORD, "زنجبارات", "بنفسجة"):
        assert word.encode() not in written, word
    assert READER.to_bytes(4, "big") not in written


async def test_no_update_stands_in_any_file_even_while_it_is_handled_or_its_process_dies(
    stocked: Settings,
) -> None:
    async with Journal.open(stocked.journal) as journal:
        inbox = Inbox(journal.database)
        body = (
            f'{{"update_id": 1, "from": {{"id": {READER}, "first_name": "زرقاء"}}, "text": "{SECRET_WORD}"}}'
        )
        assert await inbox.keep({1: body}) == {1}
        assert await inbox.keep({1: body}) == set()
        written = b"".join(files(stocked.archive.parent).values())
        for words in (str(READER), "first_name", "زرقاء", SECRET_WORD):
            assert words.encode() not in written
        assert await Inbox(journal.database).resume() == [body]


async def test_what_forget_cannot_erase_while_another_process_reads_is_erased_after_it(
    stocked: Settings,
) -> None:
    async with talking(stocked) as server:
        reader = server.user(READER)
        await reader.says(f"{SECRET_WORD} {QUESTION}")
        await reader.hears(20)
        with closing(sqlite3.connect(f"file:{stocked.journal}?mode=ro", uri=True)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM questions").fetchone()
            await reader.says("/forget")
            assert "خلال دقيقة" in (await reader.hears(20)).text
    # The bot has ended, which is more than a minute later.
    assert SECRET_WORD.encode() not in b"".join(files(stocked.archive.parent).values())


async def test_the_log_is_wiped_once_nobody_reads(stocked: Settings) -> None:
    async with Journal.open(stocked.journal) as journal:
        await journal.speak("زرقاء", "en")
        with closing(sqlite3.connect(f"file:{stocked.journal}?mode=ro", uri=True)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM readers").fetchone()
            assert not await journal.forget("زرقاء")
            assert "زرقاء".encode() in b"".join(files(stocked.archive.parent).values())
        await journal.wipe()
        assert "زرقاء".encode() not in b"".join(files(stocked.archive.parent).values())


async def test_every_file_of_a_running_bot_is_its_owners_alone(stocked: Settings) -> None:
    async with BotApi() as server, running(settings_for(server, stocked)):
        reader = server.user(7)
        await reader.says(QUESTION)
        await reader.hears(20)
        loose = [
            path.name
            for path in stocked.archive.parent.iterdir()
            if stat.S_IMODE(path.stat().st_mode) & 0o077
        ]
    assert loose == []
