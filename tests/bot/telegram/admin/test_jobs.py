"""Long work, as its admin sees it."""

from __future__ import annotations

import asyncio
import datetime
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from telegram import Chat, Message, User
from telegram.constants import ParseMode
from telegram.ext import Defaults, ExtBot

from bot.configuration import messages
from bot.configuration import settings as configuration
from bot.database.database import Database
from bot.database.journal_migrations import JOURNAL
from bot.errors import CommandError
from bot.journal.audit import BEGUN, Audit
from bot.progress import Stage, Step
from bot.telegram.admin.jobs import Attachment, BackgroundJobs, Finished
from bot.telegram.admin.request import AdminRequest, plain
from tests.support.botapi import BotApi, Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.progress import Progress
    from tests.support.botapi import Person


class Scene:
    """A chat with an admin, and jobs that edit without waiting."""

    def __init__(
        self, server: BotApi, person: Person, request: AdminRequest, jobs: BackgroundJobs, audit: Audit
    ) -> None:
        self.server = server
        self.person = person
        self.request = request
        self.jobs = jobs
        self.audit = audit


@asynccontextmanager
async def scene(folder: Path) -> AsyncIterator[Scene]:
    settings = configuration.load(environ={})
    sentences = messages.read(settings, "ar")
    async with BotApi() as server, Database.open(folder / "readers", JOURNAL) as database:
        person = server.user(1)
        await person.says("مرحبًا")
        defaults = Defaults(parse_mode=ParseMode.HTML)
        async with ExtBot(server.token, server.base_url, defaults=defaults) as bot:
            message = Message(1, datetime.datetime.now(datetime.UTC), Chat(1, Chat.PRIVATE))
            message.set_bot(bot)
            request = AdminRequest(message, User(1, "ليلى", is_bot=False), sentences)
            audit = Audit(database)
            async with BackgroundJobs(audit, every=0.0) as jobs:
                yield Scene(server, person, request, jobs, audit)


async def done(progress: Progress) -> Finished:
    progress(Step(Stage.READING, 1, 1))
    return Finished(plain("تمّ"), "done")


async def outcome(on: Scene) -> str:
    [entry] = await on.audit.latest(9)
    return entry.outcome


async def test_the_bar_grows_in_one_message_that_ends_with_the_result(tmp_path: Path) -> None:
    async with scene(tmp_path) as on:
        further = asyncio.Event()

        async def work(progress: Progress) -> Finished:
            progress(Step(Stage.READING, 1, 4))
            await further.wait()
            return await done(progress)

        assert await on.jobs.begin(on.request, "/x", work) is None
        shown = await on.person.hears()
        assert "25٪" in (await on.person.sees_change(shown, "▰▰▰▱")).text
        further.set()
        await on.person.sees_change(shown, "تمّ")
        await on.person.hears_nothing(0.1)
        assert await outcome(on) == "done"


async def test_one_work_at_a_time(tmp_path: Path) -> None:
    async with scene(tmp_path) as on:
        further = asyncio.Event()

        async def work(progress: Progress) -> Finished:
            await further.wait()
            return await done(progress)

        await on.jobs.begin(on.request, "/first", work)
        shown = await on.person.hears()
        assert "/first" in (await on.jobs.begin(on.request, "/second", done) or "")
        further.set()
        await on.person.sees_change(shown, "تمّ")


@pytest.mark.parametrize(
    ("error", "said", "kept"),
    [
        (CommandError("the disk is <full>"), "the disk is <full>", "failed: the disk is <full>"),
        (RuntimeError("secret words"), "تحت الرقم", "failed: "),
    ],
)
async def test_a_failure_is_told_and_kept(
    tmp_path: Path, error: Exception, said: str, kept: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with scene(tmp_path) as on:

        async def work(_: Progress) -> Finished:
            raise error

        await on.jobs.begin(on.request, "/x", work)
        shown = await on.person.sees_change(await on.person.hears(), "فبقي على حاله")
        assert said in shown.text and "secret" not in shown.text
        assert kept in await outcome(on)
    unforeseen = isinstance(error, RuntimeError)
    assert any(record.getMessage().split()[1] in shown.text for record in caplog.records) == unforeseen


async def test_the_result_comes_anew_where_the_message_was_deleted(tmp_path: Path) -> None:
    async with scene(tmp_path) as on:
        further = asyncio.Event()

        async def work(progress: Progress) -> Finished:
            await further.wait()
            return await done(progress)

        await on.jobs.begin(on.request, "/x", work)
        shown = await on.person.hears()
        await on.person.deletes(shown)
        further.set()
        assert (await on.person.hears()).text == "تمّ"


async def test_telegram_refusing_to_show_progress_does_not_stop_the_work(tmp_path: Path) -> None:
    async with scene(tmp_path) as on:
        calls = on.server.journal

        async def work(progress: Progress) -> Finished:
            progress(Step(Stage.READING, 1, 2))
            await calls.bell.until(lambda: calls.calls[-1].outcome.startswith("failed") or None, 5)
            return await done(progress)

        on.server.fails("editMessageText", Refused(502, "Bad Gateway"))
        await on.jobs.begin(on.request, "/x", work)
        shown = await on.person.hears()
        await on.person.sees_change(shown, "تمّ")


async def test_a_result_may_bring_a_file(tmp_path: Path) -> None:
    async with scene(tmp_path) as on:

        async def work(_: Progress) -> Finished:
            return Finished(plain("تمّ"), "done", Attachment("a.txt", b"abc"))

        await on.jobs.begin(on.request, "/x", work)
        await on.person.sees_change(await on.person.hears(), "تمّ")
        document = (await on.person.hears()).message.document
        assert document and document.file_name == "a.txt"


async def test_leaving_cuts_the_work_short_and_says_so(tmp_path: Path) -> None:
    async with scene(tmp_path) as on:
        begun = asyncio.Event()

        async def work(_: Progress) -> Finished:
            begun.set()
            await asyncio.Event().wait()
            raise AssertionError

        await on.jobs.begin(on.request, "/x", work)
        shown = await on.person.hears()
        await begun.wait()
        await on.jobs.__aexit__(None, None, None)
        await on.person.sees_change(shown, "أُوقف البرنامج")
        assert await outcome(on) == "cut short"


async def test_work_that_an_earlier_process_died_over_is_told_once(tmp_path: Path) -> None:
    async with scene(tmp_path) as on:
        await on.audit.record(1, "/reload", BEGUN)
        await on.audit.record(404, "/reload", BEGUN)
        await on.audit.record(1, "/ban", "done")
        for _ in range(2):
            await on.jobs.report_interrupted(on.request.message.get_bot(), on.request.messages)
        assert "قبل أن ينتهي" in (await on.person.hears()).text
        await on.person.hears_nothing(0.05)
        assert [entry.outcome for entry in await on.audit.latest(9)] == ["done", "cut short", "cut short"]
