"""Many chats ask for a long time while the archive is reloaded and a feed brings news: what is lost, doubled, grows.

Meanwhile programs and browsers ask for pages, some of them hostile, and slow clients hold connections. Run it by hand:
`make soak`, or `python -m tests.trust.soak --chats 500 --questions 10000 --rate 30 --requests 10000`.

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
import sys
import tempfile
import time
from collections import Counter
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression, quantiles
from typing import TYPE_CHECKING
from urllib.parse import quote

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
from tests.support.botapi.posts import is_by_bot
from tests.support.serving import free_port
from tests.support.web import WebServer
from tests.support.web.newsroom import Newsroom, story
from tests.trust.plan import file_of, settings_of, write

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator, Sequence

    from tests.support.botapi import Person

ROOT = Path(__file__).parents[2]
ADMIN = 1
QUESTIONS = (
    "ما الاسم الجديد لجبهة النصرة؟",
    "كم عاصمة أوروبية طالبت بمراجعة النهج مع سوريا؟",
    "في أي سنة تدخلت روسيا عسكريا في سوريا؟",
    "ما اسم حاملة الطائرات التي سترسلها فرنسا؟",
    "من هو مؤسس شركة السفن الطائرة؟",
    "كم تبعد المجرة عن الشمس؟",
)
REQUESTS = (
    "/api/ask?q={question}",
    "/?q={question}",
    "/latest",
    "/api/articles/none",
    "/a/..%2f..%2fetc%2fpasswd",
    "/?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/api/ask?q=%00%ff{question}",
)
HARMLESS = frozenset({200, 400, 404, 503})
"""What may be answered to any request: 503 where more search at once than may."""
SLOW_CLIENTS = 8
REMOVE = "احذفها وأكمل"
PATIENCE = 60.0
STARTING = 40.0
SAMPLED_SECONDS = 1.0
_SAMPLE = re.compile(r"^(process_resident_memory_bytes|process_open_fds|isnad_tasks) (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Load:
    """How many chats ask how many questions in all, so many a second, during so many reloads and requests of pages."""

    chats: int = 500
    questions: int = 10_000
    rate: float = 30.0
    reloads: int = 3
    requests: int = 10_000


@dataclass(frozen=True, slots=True)
class Sample:
    """The bot's memory in bytes, file descriptors and tasks when so many answers had been given."""

    answers: int
    memory: float
    files: float
    tasks: float


@dataclass
class Report:
    """What came of it; times in milliseconds."""

    asked: int
    lost: int = 0
    doubled: int = 0
    reloads: int = 0
    news: bool = False
    requests: Counter[int] = field(default_factory=Counter)
    """Requests of pages and the API by the status of what was answered."""
    searching: list[float] = field(default_factory=list)
    """As the journal has it: from taking up a question to its answer found."""
    waiting: list[float] = field(default_factory=list)
    """As the reader sees it: from the question to the reply in the chat."""
    samples: list[Sample] = field(default_factory=list)

    def settled(self) -> Sequence[Sample]:
        """The samples after the first third, in which caches fill."""
        return self.samples[len(self.samples) // 3 :]

    def slope(self) -> float:
        """Megabytes that 10,000 answers add."""
        settled = self.settled()
        answers, memory = [s.answers for s in settled], [s.memory for s in settled]
        return linear_regression(answers, memory).slope * 10_000 / 2**20

    def __str__(self) -> str:
        lines = [
            f"{self.asked} questions: {self.lost} lost, {self.doubled} doubled; {self.reloads} reloads,"
            f" news of a feed {'found' if self.news else 'NOT FOUND'}",
            f"pages and API: {self.requests.total()} requests by status {dict(sorted(self.requests.items()))}",
            f"finding an answer: p50 {_at(self.searching, 50):.1f} ms, p99 {_at(self.searching, 99):.1f} ms",
            f"question to reply: p50 {_at(self.waiting, 50):.0f} ms, p99 {_at(self.waiting, 99):.0f} ms",
        ]
        first, last = self.settled()[0], self.settled()[-1]
        lines += [
            f"memory: {first.memory / 2**20:.0f} → {last.memory / 2**20:.0f} MB, {self.slope():+.1f} MB per 10,000",
            f"file descriptors: {first.files:.0f} → {last.files:.0f}; tasks: {first.tasks:.0f} → {last.tasks:.0f}",
        ]
        return "\n".join(lines)


def _at(times: list[float], percent: int) -> float:
    return quantiles(times, n=100)[percent - 1] if len(times) > 1 else sum(times)


class Soak:
    """One run against one server."""

    def __init__(self, load: Load, server: BotApi, newsroom: Newsroom, folder: Path) -> None:
        self.load = load
        self.report = Report(load.questions)
        self._server = server
        self._newsroom = newsroom
        self._folder = folder
        self._readers = [server.user(1000 + number) for number in range(load.chats)]
        self._asked: list[float] = []

    async def run(self, metrics: str) -> None:
        """Ask, reload, publish, sample; then count."""
        sampling = asyncio.create_task(self._sample(metrics))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._ask_all())
            tasks.create_task(self._govern())
            tasks.create_task(self._browse(metrics.removesuffix("/metrics")))
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
            await admin.room.bell.until(lambda: self._replied(admin), PATIENCE)
            if self._doubted(admin):
                await admin.presses(admin.chat()[-1].button(REMOVE))
                await admin.room.bell.until(
                    lambda: self._reloaded(admin) > self.report.reloads or None, PATIENCE
                )
            assert self._reloaded(admin) > self.report.reloads, [post.text for post in admin.chat()]
            self.report.reloads += 1
            if number == 0:
                await self._publish(admin)

    async def _browse(self, site: str) -> None:
        """Ask for pages one after the other, as fast as they come, while slow clients say nothing whole."""
        place = httpx.URL(site)
        slow = [await asyncio.open_connection(place.host, place.port) for _ in range(SLOW_CLIENTS)]
        for _, writer in slow:
            writer.write(b"GET / HTTP/1.1\r\nHost: slow\r\nX: ")
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            for number in range(self.load.requests):
                question = quote(QUESTIONS[number % len(QUESTIONS)])
                path = REQUESTS[number % len(REQUESTS)].format(question=question)
                answered = await client.get(f"{site}{path}")
                assert answered.status_code in HARMLESS, (path, answered.status_code)
                assert b"<script>alert" not in answered.content
                self.report.requests[answered.status_code] += 1
        for _, writer in slow:
            writer.close()

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
        async with _bot(server, web, config, archive) as metrics:
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
async def _bot(server: BotApi, web: WebServer, config: Path, archive: Path) -> AsyncIterator[str]:
    """The bot as a process; gives the address of its metrics."""
    port = free_port()
    environ = os.environ | {
        "ISNAD_TELEGRAM_TOKEN": server.token, "ISNAD_ADMINS": str(ADMIN), "ISNAD_BOT_API_URL": server.url,
        "ISNAD_ARCHIVE": str(archive), "ISNAD_CONFIG": str(config), "PORT": str(port),
        "PTB_TIMEDELTA": "true", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    log = (archive.parent / "log").open("w", encoding="utf-8")
    with closing(log):
        bot = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.trust.soak",
            "--bot",
            str(web.port),
            env=environ,
            cwd=ROOT,
            stderr=log,
        )
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


async def _ended(bot: Process) -> None:
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
    given = parser.parse_args()
    if given.bot:
        asyncio.run(be_bot(given.bot))
        return
    with tempfile.TemporaryDirectory(prefix="isnad-soak-") as folder:
        load = Load(given.chats, given.questions, given.rate, given.reloads, given.requests)
        print(asyncio.run(run(load, Path(folder))))


if __name__ == "__main__":
    main()
