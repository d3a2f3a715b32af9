"""What a load brings: its sources are found, read in a thread of their own, and handed over in batches."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.reports import NothingToLoad
from bot.configuration import settings as configuration
from bot.loading import read_file
from bot.loading.batches import Intake
from bot.loading.files import Source
from bot.loading.threads import drawn
from bot.source_list import listing
from bot.source_list.rules import ANY
from retrieval.extraction.extract import Chrome
from retrieval.readers.context import Reading

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence

    from bot.archive.store import Batch, Store
    from bot.configuration.settings import Settings
    from bot.progress import Progress
    from bot.source_list.rules import Terms
    from retrieval.records import Article, SetAside

SEEDS = "seeds"
"""The name under which an archive remembers the pages that Isnad ships with: their folder may move."""


async def shipped(settings: Settings) -> list[Source]:
    """The pages that Isnad ships with."""
    return [await asyncio.to_thread(Source.at, settings.seeds, SEEDS)]


async def named(paths: Sequence[Path], settings: Settings) -> list[Source]:
    """The sources at `paths`, each once; raises CommandError where there is none, SettingsError for a wrong list."""
    found = await asyncio.to_thread(_at, [(path, "") for path in paths], listed(settings))
    return list({source.name: source for source in found}.values())


async def followed(names: Sequence[str], settings: Settings) -> list[Source]:
    """The sources of earlier loads by their names, and the folders on the list of sources; raises as `named` does."""
    terms = listed(settings)
    places = [
        (settings.seeds if name == SEEDS else Path(name), name) for name in dict.fromkeys([*names, *terms])
    ]
    return await asyncio.to_thread(_at, places, terms)


async def batches(
    sources: Sequence[Source], aside: list[SetAside], store: Store, settings: Settings, progress: Progress
) -> AsyncGenerator[Batch]:
    """The articles of the sources; what is set aside joins `aside`. Raises NothingToLoad where there are none."""
    intake = Intake(*reading(settings), store.ledger, await store.withheld())
    found = False
    async with aclosing(drawn(intake.portions(sources, progress))) as portions:
        async for portion in portions:
            aside.extend(portion.set_aside)
            if portion.batch:
                found = True
                yield portion.batch
    if not found:
        raise NothingToLoad(aside)


async def document(data: bytes, name: str, settings: Settings) -> list[Article | SetAside]:
    """The articles of a document called `name`, and what of it cannot be read."""
    return await asyncio.to_thread(read_file.document, data, name, reading(settings)[0])


def reading(settings: Settings) -> tuple[Reading, bytes]:
    """How files are read, and what names it; raises SettingsError."""
    return configuration.plain_data(
        settings, "chrome.toml", lambda table: (Reading(Chrome.from_table(table)), read_file.recipe(table))
    )


def listed(settings: Settings) -> dict[str, Terms]:
    """What the list of sources asks of each folder and file on it, by absolute path; raises SettingsError."""
    folders = listing.load(settings).folders
    return {str(Path(folder.path).resolve()): folder for folder in folders}


def _at(places: Iterable[tuple[Path, str]], terms: Mapping[str, Terms]) -> list[Source]:
    """The sources at these paths, each with the name that an earlier load gave it, if one did."""
    return [Source.at(path, name, terms.get(name or str(path.resolve()), ANY)) for path, name in places]
