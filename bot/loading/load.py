"""Loading: sources are found, read in a thread of their own, and handed to an archive in batches."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.archive.changes.reports import LoadReport, NothingToLoad
from bot.configuration import settings as configuration
from bot.loading import read_file
from bot.loading.batches import BatchReader
from bot.loading.demonstration import SEEDS
from bot.loading.files import FileSource
from bot.progress import silent
from bot.source_list import listing
from bot.source_list.rules import ANY
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.readers.context import ReadContext

if TYPE_CHECKING:
    from collections.abc import (
        AsyncGenerator,
        AsyncIterable,
        Awaitable,
        Callable,
        Generator,
        Iterable,
        Mapping,
        Sequence,
    )

    from bot.archive.changes.generation import Batch, ChangeCounts
    from bot.archive.library import Library
    from bot.archive.store import Store
    from bot.configuration.settings import Settings
    from bot.progress import Progress
    from bot.source_list.rules import SourceRules
    from retrieval.records import Article, SetAside

    Write = Callable[[Sequence[str], AsyncIterable[Batch]], Awaitable[ChangeCounts]]

T = TypeVar("T")


async def load_demonstration(library: Library, progress: Progress = silent) -> None:
    """Load the pages that Isnad ships with in place of all that is there."""
    shipped = [await asyncio.to_thread(FileSource.at, library.settings.seeds, SEEDS)]
    await _load(library, shipped, partial(library.store.replace, what=None), progress)


async def load(
    library: Library, paths: Sequence[Path], *, replace: bool = False, progress: Progress = silent
) -> LoadReport:
    """Add the articles of files and folders, or let them take the place of all that is there.

    What cannot be read is set aside. Raises CommandError, having changed nothing, when a path does not
    exist or another load is running, SettingsError for a wrong list of sources, and NothingToLoad.
    """
    terms = await asyncio.to_thread(_at, [(path, "") for path in paths], listed(library.settings))
    sources = list({source.name: source for source in terms}.values())
    return await _load(library, sources, library.store.replace if replace else library.store.add, progress)


async def reload(library: Library, progress: Progress = silent, may_go: int | None = None) -> LoadReport:
    """Read earlier loads' sources, and the folders on the list of sources, again; what they no longer hold goes.

    What came from a source, folder or file that cannot be read stays. Raises as `load` does where no source is there,
    and TooMuchGoes where more than a tenth of the archive would go, and more than `may_go` articles (None: any).
    """
    terms = listed(library.settings)
    names = dict.fromkeys([*await library.store.sources(), *terms])
    places = [(library.settings.seeds if name == SEEDS else Path(name), name) for name in names]
    there = [(path, name) for path, name in places if path.exists()]
    sources = await asyncio.to_thread(_at, there or places, terms)
    sources += [FileSource.gone(path, name) for path, name in places if not path.exists()]
    return await _load(library, sources, partial(library.store.renew, may_go=may_go), progress)


async def _load(
    library: Library, sources: Sequence[FileSource], write: Write, progress: Progress
) -> LoadReport:
    async with library.alone(progress) as store:
        aside: list[SetAside] = []
        async with aclosing(batches(sources, aside, store, library.settings, progress)) as brought:
            changes = await write([source.name for source in sources], brought)
        await library.catch_up(progress)
        return LoadReport(changes, tuple(aside))


async def batches(
    sources: Sequence[FileSource], aside: list[SetAside], store: Store, settings: Settings, progress: Progress
) -> AsyncGenerator[Batch]:
    """Yield the articles of the sources; what is set aside joins `aside`. Raises NothingToLoad where there are none."""
    reader = BatchReader(*reading(settings), store.seen_files, await store.withheld())
    found = False
    async with aclosing(drawn(reader.portions(sources, progress))) as portions:
        async for portion in portions:
            aside.extend(portion.set_aside)
            found = found or bool(portion.batch)
            if portion.batch or portion.batch.left:
                yield portion.batch
    if not found:
        raise NothingToLoad(aside)


async def drawn(values: Generator[T]) -> AsyncGenerator[T]:
    """Yield what a generator yields, all of it made in one thread of its own; it is closed there in any case."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawn") as thread:
        try:
            while (value := await loop.run_in_executor(thread, next, values, None)) is not None:
                yield value
        finally:
            # The thread finishes what it is at; then it closes.
            await asyncio.shield(loop.run_in_executor(thread, values.close))


async def read(data: bytes, name: str, settings: Settings) -> list[Article | SetAside]:
    """Return the articles of a document called `name`, and what of it cannot be read; nothing is kept."""
    return await asyncio.to_thread(read_file.document, data, name, reading(settings)[0])


def reading(settings: Settings) -> tuple[ReadContext, bytes]:
    """Return how files are read, and what names it; raises SettingsError."""
    boilerplate = configuration.plain_data(settings, "boilerplate.toml", Boilerplate.from_table)
    lists = configuration.plain_data(settings, "boilerplate.toml", dict)
    chats = settings.loading.chats
    return ReadContext(boilerplate, chats=chats), read_file.recipe(lists, chats)


def listed(settings: Settings) -> dict[str, SourceRules]:
    """Return what the list of sources asks of each folder and file on it, by absolute path; raises SettingsError."""
    folders = listing.load(settings).folders
    return {str(Path(folder.path).resolve()): folder for folder in folders}


def _at(places: Iterable[tuple[Path, str]], terms: Mapping[str, SourceRules]) -> list[FileSource]:
    """Return the sources at these paths, each with the name that an earlier load gave it, if one did."""
    return [FileSource.at(path, name, terms.get(name or str(path.resolve()), ANY)) for path, name in places]
