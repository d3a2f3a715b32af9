"""What a bot with nothing but the engine takes: a question, memory, and how soon it answers from what another adds.

    python -m tests.benchmarks.speed.engine --engine http://127.0.0.1:9200 --archive FILE --questions questions.jsonl.gz

A copy of the archive is indexed and published by another process. The questions are asked three times, of which the
third counts: Java compiles what it does often.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import shutil
import sys
import tempfile
import threading
import time
from asyncio.subprocess import PIPE
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.configuration.environment import EngineSettings
from bot.engine.client import LONG, Engine
from bot.loading.first_use import prepare
from retrieval.records import Article, Verdict
from tests.benchmarks.speed.asking import resident, tell

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator

    from bot.configuration.settings import Settings

ALIAS = "benchmark"
ADDED = 12
_AGAIN = 0.02
"""Seconds between the questions for what was added."""


def configured(archive: Path, urls: str) -> Settings:
    environ = {"ISNAD_SEMANTIC": "off", "ISNAD_ENGINE_URL": urls}
    settings = configuration.load(archive=archive, environ=environ)
    return replace(settings, engine=replace(settings.engine, alias=ALIAS))


async def write(settings: Settings) -> None:
    """Publish an archive, and add an article for each line that is read, saying so."""
    async with Library.open(settings) as library:
        begun = time.perf_counter()
        await prepare(library)
        sys.stdout.write(f"{time.perf_counter() - begun:.1f}\n")
        sys.stdout.flush()
        while line := await asyncio.to_thread(sys.stdin.readline):
            word = line.strip()
            text = f"هبط المنطاد {word} قرب الواحة البعيدة صباح الاثنين بعد رحلة طويلة."
            await library.add([Article(f"added-{word}", f"المنطاد {word}", text)], "benchmark")
            sys.stdout.write("added\n")
            sys.stdout.flush()


@asynccontextmanager
async def writing(archive: Path, urls: str) -> AsyncIterator[Process]:
    """Have another process write to an archive, published."""
    command = [sys.executable, "-m", __spec__.name, "--write", "--archive", str(archive), "--engine", urls]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


async def line(process: Process) -> str:
    if process.stdout is None or not (read := await process.stdout.readline()):
        raise SystemExit("the process that writes has ended")
    return read.decode()


class Clock:
    """Adds up the time in which a request to the engine is under way, answers decoded."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._under_way, self._since, self._lock = 0, 0.0, threading.Lock()
        ask = Engine.ask

        def timed(engine: Engine, *given: Any, **named: Any) -> Any:
            self._count(1)
            try:
                return ask(engine, *given, **named)
            finally:
                self._count(-1)

        Engine.ask = timed  # type: ignore[assignment, method-assign]

    def _count(self, more: int) -> None:
        with self._lock:
            now = time.perf_counter()
            if self._under_way:
                self.seconds += now - self._since
            self._since, self._under_way = now, self._under_way + more


async def asked(bot: Library, questions: list[str]) -> None:
    clock, whole, engine, processor = Clock(), [], [], time.process_time()
    for question in questions:
        clock.seconds, begun = 0.0, time.perf_counter()
        await bot.ask(question)
        whole.append((time.perf_counter() - begun) * 1000)
        engine.append(clock.seconds * 1000)
    each = (time.process_time() - processor) / len(questions) * 1000
    for name, taken in (("a question", whole), ("of which the engine", engine)):
        tell(name, f"p50 {np.percentile(taken, 50):.1f} ms, p95 {np.percentile(taken, 95):.1f} ms")
    tell("processor of the bot", f"{each:.1f} ms a question")


async def arrivals(bot: Library, writer: Process) -> list[float]:
    """The seconds from when an article is given to the writer until the bot answers from it."""
    taken = []
    for number in range(ADDED):
        word = "".join("ابتثجحخدذر"[int(digit)] for digit in str(time.time_ns())[-9:]) + str(number)
        begun = time.perf_counter()
        assert writer.stdin is not None
        writer.stdin.write(f"{word}\n".encode())
        await asyncio.gather(line(writer), _answered(bot, word))
        taken.append(time.perf_counter() - begun)
        await asyncio.sleep(1.3)
    return taken


async def _answered(bot: Library, word: str) -> None:
    while True:
        answer = await bot.ask(f"أين هبط المنطاد {word}؟")
        if answer.verdict is Verdict.ANSWERED and word in answer.quotes[0].text:
            return
        await asyncio.sleep(_AGAIN)


def cleared(urls: str) -> None:
    """Leave nothing of an earlier run in the engine."""
    with Engine(EngineSettings(tuple(urls.split(",")))) as engine:
        engine.ask("DELETE", f"/{ALIAS}-*", silence=LONG)


async def measure(archive: Path, questions: list[str], urls: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy, alone = Path(folder) / "writer.db", Path(folder) / "bot.db"
        shutil.copy(archive, copy)
        async with writing(copy, urls) as writer:
            taken = (await line(writer)).strip()
            async with Library.open(configured(alone, urls)) as bot:
                await bot.stay()
                edition = bot.engine and await bot.engine.edition()
                held = edition.source.corpus_size if edition else 0
                tell("indexed and published", f"{held:,} passages, {taken} s")
                for question in questions * 2:
                    await bot.ask(question)
                await asked(bot, questions)
                tell("resident memory", f"{resident('VmRSS')} MB, {resident('VmHWM')} MB at the most")
                later = await arrivals(bot, writer)
                tell(
                    "added, to answered by another bot",
                    f"p50 {np.median(later):.2f} s, at most {max(later):.2f} s",
                )
                tell("load of the machine", f"{os.getloadavg()[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", required=True, help="addresses of its nodes")
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        asyncio.run(write(configured(options.archive, options.engine)))
        return
    with gzip.open(options.questions) as opened:
        questions = [msgspec.json.decode(one)["question"] for one in islice(opened, options.count)]
    cleared(options.engine)
    asyncio.run(measure(options.archive, questions, options.engine))


if __name__ == "__main__":
    main()
