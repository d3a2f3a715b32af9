"""Whether the bot loses, doubles or mixes up anything when 300 chats ask 3,000 questions at once, and how fast it is.

Run it by hand: `python -m tests.benchmarks.speed.load [chats] [rounds] [articles]`. Of a file of articles, the
questions are made from headlines; without one they are the same ten, about the pages that Isnad ships with. With
`--rate 20` so many are asked a second, and it is measured how long each waits for its answer. With `--read` all
passages are read for their meaning first, which a bot does in the background once, a tenth of a second each.

The bot runs as a process of its own against the strict Bot API server in this one, limiter and pace off. So does a bot
that merely echoes, in turn with it: its throughput is what python-telegram-bot and the server allow. Every chat asks
the same ten questions; what the reply to each is, one reader finds out first. Isnad remembers what it answered lately,
so that it is measured a second time with no question spelled twice in the same way. Order is that of the replies in a
chat; the echo bot, which handles updates concurrently, keeps none. The processor's time is that of the bot and its
processes alone, without its start, and says more than the clock on a machine that does other things, too.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.loading.first_use import prepare
from bot.loading.load import load
from tests.support.botapi import BotApi
from tests.support.botapi.people.posts import is_by_bot
from tests.support.serving.bot import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from tests.support.botapi import Person

ROOT = Path(__file__).parents[3]
CHATS, ROUNDS = 300, 3
QUESTIONS = (
    "من هو فيودور لوكيانوف؟",
    "ما الاسم الجديد لجبهة النصرة؟",
    "لماذا تأجل مؤتمر سوتشي؟",
    "من هو وزير الخارجية البريطاني الجديد؟",
    "في أي سنة تدخلت روسيا عسكريا في سوريا؟",
    "ما اسم حاملة الطائرات التي سترسلها فرنسا؟",
    "كم عاصمة أوروبية طالبت الاتحاد الأوروبي بمراجعة نهجه مع سوريا؟",
    "ما الجماعة الشيشانية التي صنفتها الخارجية الأمريكية إرهابية؟",
    "من هو مؤسس شركة السفن الطائرة؟",
    "بماذا تشك موسكو في نوايا واشنطن تجاه الأسد؟",
)
STARTING, STUCK = 60.0, 300.0
RATED_SECONDS, SETTLING = 30, 5.0
UNLIMITED = "[readers]\nquestions_a_minute = 0\n\n[telegram]\nthrottle = false\n"


@dataclass(frozen=True, slots=True)
class Runner:
    """A bot to measure: its command, and whether it is asked no question twice in the same spelling."""

    name: str
    command: tuple[str, ...]
    anew: bool = False


ECHO = Runner("echo", ("tests.benchmarks.speed.echo",))
ISNAD = Runner("isnad", ("bot", "serve"))
ANEW = Runner("isnad, each question new", ("bot", "serve"), anew=True)


async def main(
    chats: int, rounds: int, articles: Path | None, rate: float | None, *, first_read: bool
) -> None:
    """Print what each run comes to, and the ratios of the medians; or how long an answer takes at a rate."""
    rates: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        config, archive = Path(folder) / "config", Path(folder) / "archive.db"
        config.mkdir()
        (config / "settings.toml").write_text(UNLIMITED, encoding="utf-8")
        questions: Sequence[str] = QUESTIONS
        async with Library.open(configuration.load(config, archive, {})) as library:
            if articles:
                await load(library, [articles], replace=True)
                questions = [
                    f"ماذا ورد عن {one.title}؟"
                    for one in (await library.catalogue.select(None, None, 0, len(QUESTIONS))).articles
                ]
            await prepare(library)
            if first_read:
                await read(library)
        if rate:
            for _, runner in itertools.product(range(rounds), (ECHO, ANEW)):
                await waited(runner, config, archive, chats, questions, rate)
            return
        for _ in range(rounds):
            for runner in (ECHO, ISNAD, ANEW):
                rates.setdefault(runner.name, []).append(
                    await measured(runner, config, archive, chats, questions)
                )
    middle = {name: median(found) for name, found in rates.items()}
    for runner in (ISNAD, ANEW):
        rate, bare = middle[runner.name], middle[ECHO.name]
        print(f"{runner.name}: {rate:.0f} of {bare:.0f} answers/s, {rate / bare:.0%}")


async def read(library: Library) -> None:
    """Read the meaning of all passages."""
    indexed, reading = await library.refresh(), library.index.reading
    await reading.follow(indexed.archive, indexed.generation)
    while reading.coverage is None or reading.coverage.done < reading.coverage.total:  # noqa: ASYNC110
        await asyncio.sleep(1)


async def measured(
    runner: Runner, config: Path, archive: Path, chats: int, questions: Sequence[str]
) -> float:
    """Answers a second; prints them with the chats that did not get each answer once, and in order."""
    number = chats * len(questions)
    async with BotApi() as server, running(server, runner.command, config, archive) as bot:
        wanted = await learned(server.user(1), questions)
        readers = [server.user(1000 + number) for number in range(chats)]
        with server.holding_updates():
            await ask(readers, questions, anew=runner.anew)
        spent, begun = processor_seconds(bot), time.perf_counter()
        await arrived(server, number, {1})
        rate = number / (time.perf_counter() - begun)
        each = (processor_seconds(bot) - spent) / number * 1000
        memory = held(bot)
        await asyncio.sleep(1)  # for what may come twice
        heard = [
            [post.text for post in reader.chat() if is_by_bot(post.message, server.world)]
            for reader in readers
        ]
    amiss = sum(sorted(replies) != sorted(wanted) for replies in heard)
    mixed = sum(replies != wanted for replies in heard)
    print(
        f"{runner.name}: {rate:.0f} answers/s, {each:.1f} ms of processor time each, {memory / 2**20:.0f} MB"
    )
    print(f"  {amiss} chats with lost or doubled answers, {mixed} with another order", flush=True)
    return rate


async def waited(  # noqa: PLR0917  # what a run is
    runner: Runner, config: Path, archive: Path, chats: int, questions: Sequence[str], rate: float
) -> None:
    """Print how long answers take that are asked for `rate` times a second, in one chat after the other."""
    took: list[float] = []

    async def wait(reader: Person, question: str) -> None:
        begun = time.perf_counter()
        await reader.says(question)
        await reader.hears(within=STUCK)
        took.append((time.perf_counter() - begun) * 1000)

    async with BotApi() as server, running(server, runner.command, config, archive) as bot:
        await learned(server.user(1), questions)
        readers = [server.user(1000 + number) for number in range(chats)]
        await asyncio.sleep(SETTLING)
        number, spent = int(rate * RATED_SECONDS), processor_seconds(bot)
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as asking:
            for n in range(number):
                await asyncio.sleep(max(0.0, begun + n / rate - time.perf_counter()))
                question = spelled(questions[n % len(questions)], n // len(questions) + 1)
                asking.create_task(wait(readers[n % chats], question))
        each = (processor_seconds(bot) - spent) / number * 1000
    took.sort()
    p50, p95, p99 = (took[int(len(took) * part)] for part in (0.5, 0.95, 0.99))
    print(
        f"{runner.name}, {rate:g} a second: p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms,"
        f" {each:.1f} ms of processor time each",
        flush=True,
    )


async def ask(readers: Sequence[Person], questions: Sequence[str], *, anew: bool) -> None:
    """Every question by everybody, in turn."""
    for question in questions:
        for number, reader in enumerate(readers):
            await reader.says(spelled(question, number) if anew else question)


def spelled(question: str, number: int) -> str:
    """The question as no other number spells it, with tatweels, which mean nothing."""
    inside = [place for place in range(1, len(question)) if question[place - 1 : place + 1].isalpha()]
    long = {place for bit, place in enumerate(inside) if number >> bit & 1}
    return "".join(f"ـ{letter}" if place in long else letter for place, letter in enumerate(question))


def held(bot: asyncio.subprocess.Process) -> int:
    """Bytes of memory that a bot and its processes have, shared pages counted by share."""
    total = 0
    for process in processes(bot):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            total += int(line.split()[1]) * 1024 if line.startswith("Pss:") else 0
    return total


def processes(bot: asyncio.subprocess.Process) -> list[str]:
    """Numbers of a bot and of the processes that it began."""
    threads = Path(f"/proc/{bot.pid}/task").glob("*/children")
    children = [child for thread in threads for child in thread.read_text(encoding="ascii").split()]
    return [str(bot.pid), *children]


async def learned(reader: Person, questions: Sequence[str]) -> list[str]:
    """Return what a bot replies to each question."""
    texts = []
    for question in questions:
        await reader.says(question)
        texts.append((await reader.hears(within=STARTING)).text)
    assert len(set(texts)) == len(texts), "the replies cannot be told apart"
    return texts


async def arrived(server: BotApi, number: int, beside: set[int]) -> None:
    """Wait for so many messages of the bot in all chats but those `beside`."""
    rooms = [room for chat, room in server.world.rooms.items() if chat not in beside]
    begun = time.perf_counter()
    while sum(len(room.messages) for room in rooms) < 2 * number:
        await asyncio.sleep(0.01)
        assert time.perf_counter() - begun < STUCK, server.report()[:3000]


def processor_seconds(bot: asyncio.subprocess.Process) -> float:
    """Of a bot and its processes, so far."""
    stats = (Path(f"/proc/{process}/stat").read_text(encoding="utf-8") for process in processes(bot))
    # Behind the name, which stands in brackets, the twelfth and thirteenth are user's and system's time.
    times = (stat.rpartition(")")[2].split()[11:13] for stat in stats)
    return sum(int(one) for two in times for one in two) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def running(
    server: BotApi, command: tuple[str, ...], config: Path, archive: Path, port: int = 0
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a process inside, on a port of its own or this, with no memory of another server's messages."""
    for file in archive.parent.glob(f"{archive.name}.readers*"):
        file.unlink()
    environ = os.environ | {
        "ISNAD_TELEGRAM_TOKEN": server.token,
        "ISNAD_BOT_API_URL": server.url,
        "ISNAD_ARCHIVE": str(archive),
        "ISNAD_CONFIG": str(config),
        "PORT": str(port or free_port()),
        "PTB_TIMEDELTA": "true",
        "PYTHONPATH": str(ROOT),
    }
    quiet = asyncio.subprocess.DEVNULL
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *command, env=environ, cwd=ROOT, stdout=quiet, stderr=quiet
    )
    try:
        yield bot
    finally:
        bot.terminate()
        await bot.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measures the bot beside one that echoes.")
    parser.add_argument("chats", type=int, nargs="?", default=CHATS)
    parser.add_argument("rounds", type=int, nargs="?", default=ROUNDS)
    parser.add_argument("articles", type=Path, nargs="?", help="a file of articles to be asked about")
    parser.add_argument("--rate", type=float, help="questions a second, instead of all at once")
    parser.add_argument("--read", action="store_true", help="read the meaning of all passages first")
    given = parser.parse_args()
    asyncio.run(main(given.chats, given.rounds, given.articles, given.rate, first_read=given.read))
