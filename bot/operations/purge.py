"""Taking articles out for good: texts, versions, index, vectors, quotes, drafts, snapshots, what SQLite keeps.

Texts and versions go in one transaction, which also writes down that all else is to go. What a process that died
over it left in other files is erased by the next bot that serves, or by the next purge.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.database.erasure import drop_headlines, end_erasing, erase_articles, erasing
from bot.progress import silent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.archive.library import Library
    from bot.journal.journal import Journal
    from bot.progress import Progress


@dataclass(frozen=True, slots=True)
class Purged:
    """How many versions of each article were erased; `clean` once no byte of them is left in the files.

    It is not while another process reads what stood before.
    """

    versions: Mapping[str, int]
    clean: bool


async def purge(library: Library, journal: Journal, ids: Sequence[str], progress: Progress) -> Purged:
    """Take articles out for good; raises CommandError where a load of this process is running.

    It may be repeated where it broke off, or was not clean.
    """
    async with library.alone(progress) as store:
        async with store.database.transaction() as transaction:
            erased = await erase_articles(transaction, ids)
        return Purged(erased, await _erase(library, journal, progress))


async def finish(library: Library, journal: Journal, progress: Progress = silent) -> bool:
    """Erase what an earlier purge could not, or died over; return whether nothing of it is left.

    Raises CommandError where a load of this process is running.
    """
    if not await erasing(library.database):
        return True
    async with library.alone(progress):
        return await _erase(library, journal, progress)


async def _erase(library: Library, journal: Journal, progress: Progress) -> bool:
    """Erase from every other file what is written down as gone; return whether nothing of it is left."""
    database = library.database
    gone = await erasing(database)
    library.index.reading.ask_to_forget()
    await journal.erase_articles(gone.keys(), set().union(*gone.values()))
    await drop_headlines(database)
    await library.rebuild(progress)
    clean = [await file.compact() for file in (database, journal.database)]
    # Replicas that are fetching a snapshot begin anew with the next.
    await asyncio.to_thread(shutil.rmtree, library.settings.offered, ignore_errors=True)
    clean.append(not library.settings.offered.exists())
    clean.append(await library.index.reading.forget((await library.edition()).archive))
    if all(clean):
        await end_erasing(database, gone.keys())
    return all(clean)
