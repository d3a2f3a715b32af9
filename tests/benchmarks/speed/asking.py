"""What a question costs from beginning to end, opening an archive, and adding an article to it.

`python -m tests.benchmarks.speed.asking --questions FILE --folder FOLDER [--sizes 70000 1000000]` asks archives
that `building` left in FOLDER: analysis, retrieval, ranking, quotes from SQLite. Each is opened in a new process.
`--numpy` does without numba; `--profile` tells where the time goes instead.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import gzip
import pstats
import subprocess
import sys
import time
import uuid
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.loading.first_use import prepare
from retrieval.records import Article
from tests.benchmarks.speed.building import archive_file

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

QUESTIONS = 1_000
CHANGES = 15
ADDED = "افتتح الوزير جسر مدينة خيالية أمس وقالت الحكومة إن الشركة دشنت ميناء جديدا على النهر. " * 30


async def ask(settings: Settings, questions: list[str], *, compiled: bool) -> None:
    """Print what opening, asking and adding take."""
    start = time.perf_counter()
    async with Library.open(settings) as library:
        await prepare(library)
        await library.ask(questions[0])
        tell("open to first answer", f"{(time.perf_counter() - start) * 1000:,.0f} ms")
        if compiled:
            await library.stay()
        await _asked(library, questions)  # so that the system's cache holds what is read often
        milliseconds = await _asked(library, questions)
        tell("ask, p50", f"{np.percentile(milliseconds, 50):.1f} ms")
        tell("ask, p95", f"{np.percentile(milliseconds, 95):.1f} ms")
        tell("resident memory", f"{resident('VmRSS')} MB, {resident('VmHWM')} MB at the most")
        await _change(library)


async def _asked(library: Library, questions: list[str]) -> list[float]:
    taken: list[float] = []
    for question in questions:
        start = time.perf_counter()
        await library.ask(question)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


async def _change(library: Library) -> None:
    """Add articles one by one, then remove them."""
    names = [f"added-{uuid.uuid4().hex}" for _ in range(CHANGES)]  # what was once removed stays out
    added: list[float] = []
    for name in names:
        start = time.perf_counter()
        await library.add([Article(name, f"خبر {name}", ADDED)], "benchmark")
        added.append((time.perf_counter() - start) * 1000)
    removed: list[float] = []
    for name in names:
        start = time.perf_counter()
        await library.remove([name])
        removed.append((time.perf_counter() - start) * 1000)
    tell("one article added", f"{np.median(added):.0f} ms, {max(added):.0f} ms at the most")
    tell("one article removed", f"{np.median(removed):.0f} ms, {max(removed):.0f} ms at the most")


def profile(settings: Settings, questions: list[str]) -> None:
    """Print where the time of the questions goes."""
    profiler = cProfile.Profile()

    async def run() -> None:
        async with Library.open(settings) as library:
            await prepare(library)
            archive = (await library.refresh()).archive
            archive.accelerate()
            for question in questions:
                archive.find(question)
            profiler.enable()
            for question in questions:
                archive.find(question)
            profiler.disable()

    asyncio.run(run())
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


def resident(key: str) -> int:
    """Megabytes, as Linux counts them."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith(key)) / 1000)


def tell(what: str, figure: str) -> None:
    print(f"{what:20} {figure}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures questions to large archives.")
    parser.add_argument("--questions", type=Path, required=True, help="gzipped JSON lines with a question")
    parser.add_argument("--folder", type=Path, required=True, help="where `building` keeps archives")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000_000], help="passages")
    parser.add_argument("--numpy", action="store_true", help="as where numba is not installed")
    parser.add_argument("--profile", action="store_true")
    return parser.parse_args()


def main() -> None:
    given = _arguments()
    if len(given.sizes) > 1:
        for size in given.sizes:
            print(f"\n{size:,} passages", flush=True)
            rest = [
                argument for argument in sys.argv[1:] if argument not in {"--sizes", *map(str, given.sizes)}
            ]
            command = [sys.executable, "-m", "tests.benchmarks.speed.asking", *rest, "--sizes", str(size)]
            subprocess.run(command, check=True)
        return
    with gzip.open(given.questions, "rb") as lines:
        questions = [msgspec.json.decode(line)["question"] for line in islice(lines, QUESTIONS)]
    archive = archive_file(given.folder, given.sizes[0])
    if not archive.is_file():
        sys.exit(f"{archive}: there is no such archive; benchmarks.building makes it")
    settings = configuration.load(archive=archive, environ={})
    if given.profile:
        profile(settings, questions)
    else:
        asyncio.run(ask(settings, questions, compiled=not given.numpy))


if __name__ == "__main__":
    main()
