"""Taking articles out for good: texts, versions, index, vectors, quotes, drafts, what SQLite keeps on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.archive import versions
from bot.database.erasure import erase_articles

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
        headlines = {old.article.title for id_ in ids for old in await versions.latest(store.database, id_)}
        # Who dies after the articles are gone cannot tell their headlines any more, by which the journal is searched.
        await journal.erase_articles(ids, headlines)
        async with store.database.transaction() as transaction:
            erased = await erase_articles(transaction, ids)
        library.index.reading.ask_to_forget()
        # What a bot has written down since.
        await journal.erase_articles(ids, headlines)
        await library.rebuild(progress)
        clean = [await database.compact() for database in (store.database, journal.database)]
        clean.append(await library.index.reading.forget((await library.edition()).archive))
    return Purged(erased, all(clean))
