"""How fast an index is built of articles in SQLite, and what memory that takes.

`python -m tests.benchmarks.speed.building --articles FILE --folder FOLDER [--size 1000000]` draws the articles
once (see `resampled`), keeps them in FOLDER and builds their index, by as many processes as there are processors.
`asking` measures what is left there. Other work on the machine stretches the time of the clock: the processors' time
is told beside it, and peak memory is that of building alone where the articles were drawn by an earlier run.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.changes.generation import Batch
from bot.archive.duplicates import compare
from bot.archive.index_builder import IndexBuilder
from bot.archive.store import Store
from bot.configuration import settings as configuration
from bot.processes import processors
from bot.progress import silent
from tests.benchmarks.speed.resampled import Pool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.configuration.settings import Settings
    from retrieval.records import Article

BATCH = 500  # articles


def archive_file(folder: Path, size: int) -> Path:
    """Return where the archive of about so many passages is kept."""
    return folder / f"{size}.db"


async def fill(store: Store, path: Path, size: int) -> None:
    """Draw the articles, unless they were."""
    if await store.count():
        return
    pool = Pool.read(path)

    async def batches() -> AsyncIterator[Batch]:
        batch: list[Article] = []
        for article in pool.articles(size):
            batch.append(article)
            if len(batch) == BATCH:
                yield Batch("drawn", batch)
                batch = []
        yield Batch("drawn", batch)

    await store.replace(["drawn"], batches())


async def build(settings: Settings, articles: Path, size: int) -> None:
    async with Store.open(settings.archive) as store:
        await fill(store, articles, size)
        shutil.rmtree(settings.index, ignore_errors=True)
        builder = IndexBuilder(settings.index, configuration.language(settings), settings.retrieval)
        start = time.perf_counter()
        before = _processor_seconds()
        indexed = await builder.latest(store, silent)
        taken, processor = time.perf_counter() - start, _processor_seconds() - before
        report(indexed.archive.passages, taken, processor)
        # As a load does, so that nothing is left to do when the archive is opened.
        await compare(store.database, silent)
    _tell("texts in SQLite", f"{settings.archive.stat().st_size / 1e6:,.0f} MB")
    files = sum(file.stat().st_size for file in settings.index.rglob("*"))
    _tell("index on disk", f"{files / 1e6:,.0f} MB")


def report(passages: int, taken: float, processor: float) -> None:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    other = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    _tell("passages", f"{passages:,}")
    _tell("built in", f"{taken:.1f} s: {passages / taken:,.0f} passages/s")
    _tell(
        "processors' time", f"{processor:.1f} s: {2 * passages / processor:,.0f} passages/s on two free cores"
    )
    _tell("peak memory", f"{own:.2f} GB, and {other:.2f} GB in each of {processors()} processes")


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _tell(what: str, figure: str) -> None:
    print(f"{what:20} {figure}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the building of an index.")
    parser.add_argument("--articles", type=Path, required=True, help="gzipped JSON lines with a text")
    parser.add_argument("--folder", type=Path, required=True, help="where archives are kept")
    parser.add_argument("--size", type=int, default=1_000_000, help="passages")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    settings = configuration.load(archive=archive_file(given.folder, given.size), environ={})
    asyncio.run(build(settings, given.articles, given.size))


if __name__ == "__main__":
    main()
