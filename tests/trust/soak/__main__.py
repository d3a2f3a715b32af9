"""Many chats ask for a long time while the archive is reloaded and a feed brings news: what is lost, doubled, grows.

Meanwhile programs and browsers ask for pages, some of them hostile, slow clients hold connections, a folder of files
that would cost much is loaded by another process again and again, and a reader of a group presses a button 300 times
while others ask there. Run it by hand: `make soak`, or
`python -m tests.trust.soak --chats 500 --questions 10000 --rate 30 --requests 10000 --presses 300`.

The bot is a process of its own (this module with --bot), its settings as shipped but for Telegram's limit of 30
messages a second. Readers ask at random moments, `rate` questions a second in all, whether or not the bot keeps up.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import sqlite3
import tempfile
import time
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.loading.first_use import prepare
from bot.loading.load import load
from bot.telegram.app import run as serve
from bot.web.address_guard import AddressGuard
from bot.web.fetcher import FetchLimits, Web
from bot.web.politeness import Politeness
from tests.support.botapi import BotApi
from tests.support.botapi.people.posts import is_by_bot
from tests.support.processes import start
from tests.support.serving.bot import free_port
from tests.support.web import WebServer
from tests.support.web.newsroom import Newsroom, story
from tests.trust.crash.plan import file_of, settings_of, write
from tests.trust.soak.disturbances import QUESTIONS, Disturbances
from tests.trust.soak.report import Load, Report, Sample

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from tests.support.botapi import Person
    from tests.support.processes import Started

ROOT = Path(__file__).parents[3]
ADMIN = 1
REMOVE = "احذفها وأكمل"
PATIENCE = 60.0
LOADED = 600.0
"""Seconds that a reload may wait for another process that loads what costs much."""
STARTING = 40.0
SAMPLED_SECONDS = 1.0
_SAMPLE = re.compile(r"^(process_resident_memory_bytes|process_open_fds|isnad_tasks) (\S+)$", re.MULTILINE)


class Soak:
    """One run against one server."""

    def __init__(self, load: Load, server: BotApi, newsroom: Newsroom, folder: Path) -> None:
        self.load = load
        self.report = Report(load.questions)
        self._server = server
        self._newsroom = newsroom
        self._folder = folder
        self._readers = [server.user(1000 + number) for number in range(load.chats)]
        self._asked_all = asyncio.Event()

    async def run(self, metrics: str) -> None:
        """Ask, reload, publish, sample; then count."""
        sampling = asyncio.create_task(self._sample(metrics))
        disturbances = Disturbances(self.load, self.report, self._server, self._folder)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._ask_all())
            tasks.create_task(self._govern())
            tasks.create_task(disturbances.browse(metrics.removesuffix("/metrics")))
            tasks.create_task(disturbances.press())
            if self.load.bombs:
                loading = tasks.create_task(disturbances.load_bombs())
                await self._asked_all.wait()
                loading.cancel()
        await self._server.journal.bell.until(lambda: self._given() >= self.load.questions or None, PATIENCE)
        await self._server.emptied()
        sampling.cancel()
        await asyncio.gather(sampling, return_exceptions=True)
        self._count()

    async def _ask_all(self) -> None:
        """Every chat in turn asks what comes to its mind, at moments that know nothing of the bot."""
        dice = random.Random(1)
        begun, at = time.monotonic(), 0.0
        async with asyncio.TaskGroup() as waiting:
            for number in range(self.load.questions):
                at += dice.expovariate(self.load.rate)
                await asyncio.sleep(max(0.0, begun + at - time.monotonic()))
                reader = self._readers[number % len(self._readers)]
                await reader.says(dice.choice(QUESTIONS))
                waiting.create_task(self._wait(reader, 2 * (number // len(self._readers) + 1)))
        self._asked_all.set()

    async def _wait(self, reader: Person, messages: int) -> None:
        """Until the chat has so many messages: each question and its reply are two."""
        begun = time.monotonic()
        room = reader.room
        if await room.bell.until(lambda: len(room.messages) >= messages or None, PATIENCE):
            self.report.waiting.append((time.monotonic() - begun) * 1000)

    async def _govern(self) -> None:
        """The admin reloads a folder that has changed now and then, and once a feed has news."""
        admin = self._server.user(ADMIN)
        pause = self.load.questions / self.load.rate / (self.load.reloads + 1)
        for number in range(self.load.reloads):
            await asyncio.sleep(pause)
            write(self._folder, 1, number)
            await admin.says("/reload")
            await admin.room.bell.until(lambda: self._replied(admin), LOADED)
            if self._doubted(admin):
                await admin.presses(admin.chat()[-1].button(REMOVE))
                await admin.room.bell.until(
                    lambda: self._reloaded(admin) > self.report.reloads or None, LOADED
                )
            assert self._reloaded(admin) > self.report.reloads, [post.text for post in admin.chat()]
            self.report.reloads += 1
            if number == 0:
                await self._publish(admin)

    async def _publish(self, admin: Person) -> None:
        self._newsroom.publishes(story(7))
        await admin.says("/feeds")
        while not (listed := await admin.hears(PATIENCE)).buttons:
            pass  # it is the reload's message
        await admin.presses(listed.button("زيارة 1"))
        async with asyncio.timeout(PATIENCE):
            while not self.report.news:
                await admin.says("كم استغرق العمل في المتحف رقم 7؟")
                self.report.news = "10 أشهر" in (await admin.hears(PATIENCE)).text
                await asyncio.sleep(1)

    async def _sample(self, metrics: str) -> None:
        async with httpx.AsyncClient() as client:
            while True:
                sample = dict(_SAMPLE.findall((await client.get(metrics)).text))
                values = (float(sample[name]) for name in (
                    "process_resident_memory_bytes", "process_open_fds", "isnad_tasks"
                ))  # fmt: skip
                self.report.samples.append(Sample(self._given(), *values))
                await asyncio.sleep(SAMPLED_SECONDS)

    def _replied(self, admin: Person) -> bool | None:
        """Return whether a reload has ended, or asks whether it may remove as much as that."""
        return self._reloaded(admin) > self.report.reloads or self._doubted(admin) or None

    @staticmethod
    def _doubted(admin: Person) -> bool:
        return REMOVE in [button.text for button in admin.chat()[-1].buttons]

    def _reloaded(self, admin: Person) -> int:
        """Return how many reloads the admin heard have ended."""
        return sum("حُدِّث الأرشيف" in post.text for post in admin.chat())

    def _given(self) -> int:
        return sum(len(reader.room.messages) for reader in self._readers) // 2

    def _count(self) -> None:
        for number, reader in enumerate(self._readers):
            asked = len(range(number, self.load.questions, len(self._readers)))
            given = sum(is_by_bot(post.message, self._server.world) for post in reader.chat())
            self.report.lost += max(0, asked - given)
            self.report.doubled += max(0, given - asked)


async def run(load: Load, folder: Path) -> Report:
    """Run it with files in `folder`; gives the report."""
    async with BotApi() as server, WebServer() as web:
        newsroom = Newsroom(web)
        config, archive = await _prepared(folder, newsroom)
        soak = Soak(load, server, newsroom, folder)
        async with serving_bot(server, web, config, archive) as metrics:
            await soak.run(metrics)
        with closing(sqlite3.connect(archive.with_name(f"{archive.name}.readers"))) as journal:
            soak.report.searching = [row[0] for row in journal.execute("SELECT milliseconds FROM questions")]
        return soak.report


async def _prepared(folder: Path, newsroom: Newsroom) -> tuple[Path, Path]:
    """A configuration with a feed, and an archive of the pages that ship and of a folder's file."""
    newsroom.publishes(story(1))
    config, archive = folder / "config", folder / "archive.db"
    config.mkdir()
    (config / "settings.toml").write_text("[telegram]\nthrottle = false\n[pages]\nrequests_a_minute = 0\n")
    (config / "sources.toml").write_text(f'[[feed]]\nurl = "{newsroom.url("/feed")}"\n')
    write(folder, 1, -1)
    async with Library.open(settings_of(archive)) as library:
        await prepare(library)
        await load(library, [file_of(folder, 1)])
    return config, archive


@asynccontextmanager
async def serving_bot(server: BotApi, web: WebServer, config: Path, archive: Path) -> AsyncIterator[str]:
    """The bot as a process; gives the address of its metrics."""
    port = free_port()
    environ = os.environ | {
        "ISNAD_TELEGRAM_TOKEN": server.token, "ISNAD_ADMINS": str(ADMIN), "ISNAD_BOT_API_URL": server.url,
        "ISNAD_ARCHIVE": str(archive), "ISNAD_CONFIG": str(config), "PORT": str(port),
        "PTB_TIMEDELTA": "true", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    log = (archive.parent / "log").open("w", encoding="utf-8")
    with closing(log):
        bot = await start("tests.trust.soak", "--bot", web.port, environ=environ, stderr=log)
        try:
            await _polls(server)
            yield f"http://127.0.0.1:{port}/metrics"
        finally:
            await _ended(bot)


async def _polls(server: BotApi) -> None:
    """Wait until the bot asks for updates; raises AssertionError where it never does."""
    polls = await server.journal.bell.until(
        lambda: any(call.method == "getUpdates" for call in server.calls) or None, STARTING
    )
    assert polls, "the bot has not started; its log says why"


async def _ended(bot: Started) -> None:
    bot.send_signal(signal.SIGTERM)
    await bot.wait()


async def _resolved(_: str, __: int) -> Sequence[str]:
    return ["127.0.0.1"]


async def be_bot(web: int) -> None:
    """Serve with the test's web server as the internet."""
    settings = configuration.load(serving="polling")
    internet = Web(
        guard=AddressGuard(loopback=frozenset({web})),
        politeness=Politeness(gap=0),
        resolve=_resolved,
        limits=FetchLimits(),
    )
    ending = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ending.set)
    await serve(settings, "polling", ending, internet)


def main() -> None:
    """Run and print."""
    parser, usual = argparse.ArgumentParser(description=__doc__), Load()
    parser.add_argument("--bot", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--chats", type=int, default=usual.chats)
    parser.add_argument("--questions", type=int, default=usual.questions)
    parser.add_argument("--rate", type=float, default=usual.rate)
    parser.add_argument("--reloads", type=int, default=usual.reloads)
    parser.add_argument("--requests", type=int, default=usual.requests)
    parser.add_argument("--presses", type=int, default=usual.presses)
    given = parser.parse_args()
    if given.bot:
        asyncio.run(be_bot(given.bot))
        return
    with tempfile.TemporaryDirectory(prefix="isnad-soak-") as folder:
        load = Load(given.chats, given.questions, given.rate, given.reloads, given.requests, given.presses)
        print(asyncio.run(run(load, Path(folder))))


if __name__ == "__main__":
    main()
