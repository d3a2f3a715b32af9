"""How quickly articles that come one by one are answered from, and what asking costs meanwhile.

    python -m tests.benchmarks.speed.growth --archive FILE --articles more.jsonl.gz --questions questions.jsonl.gz
--count 600

The archive, which is changed, holds what was loaded before; of the articles so many come, each alone.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from bot.archive.library import Library
from bot.configuration import settings as configuration
from retrieval.archive import Archive
from retrieval.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator


class Line(msgspec.Struct):
    """A line of a file of articles or questions, as far as it is needed."""

    id: str | int
    title: str = ""
    text: str = ""
    question: str = ""


def lines(file: Path) -> Iterator[Line]:
    with gzip.open(file) as opened:
        for line in opened:
            yield msgspec.json.decode(line, type=Line, strict=False)


def asked(archive: Archive, questions: list[str]) -> float:
    """The median of milliseconds of a processor that questions take, whatever else the machine is at."""
    taken = []
    for question in questions:
        begun = time.thread_time()
        archive.find(question)
        taken.append((time.thread_time() - begun) * 1000)
    return float(np.median(taken))


async def main(options: argparse.Namespace) -> None:
    settings = configuration.load(archive=options.archive, environ={"ISNAD_SEMANTIC": "off"})
    questions = [line.question for line in islice(lines(options.questions), 200)]
    async with Library.open(settings) as library:
        await library.stay()
        edition = await library.edition()
        print(f"{edition.archive.passages:,} passages, {len(edition.archive.segments.segments)} segments")
        print(f"asking before: p50 {asked(edition.archive, questions):.2f} ms")
        waits, most, between = [], 0, []
        for number, line in enumerate(islice(lines(options.articles), options.count), 1):
            begun = time.perf_counter()
            await library.add([Article(f"came-{line.id}", line.title, line.text)], "news")
            archive = (await library.edition()).archive
            assert archive.segments.segments[-1].ids
            waits.append((time.perf_counter() - begun) * 1000)
            most = max(most, len(archive.segments.segments))
            if number % (options.count // 10) == 0:
                between.append(asked(archive, questions))
        p50, p95, longest = np.percentile(waits, [50, 95, 100])
        print(
            f"{len(waits)} came one by one: answered after p50 {p50:.0f}, p95 {p95:.0f}, at most {longest:.0f} ms"
        )
        print(
            f"at most {most} segments; asking meanwhile: p50 {np.median(between):.2f}, at most {max(between):.2f} ms"
        )
        await library.index.merging.finished()
        one = await asyncio.to_thread(
            Archive.build,
            [article async for article in library.store.stream()],
            library.language,
            settings.retrieval,
        )
        one.accelerate()
        print(f"asking all in one segment: p50 {asked(one, questions):.2f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--archive", "--articles", "--questions"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--count", type=int, default=1_000)
    asyncio.run(main(parser.parse_args()))
