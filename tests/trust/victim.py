"""A process that works on an archive and says what it has done, until it is killed: see `crash`."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from bot import settings as configuration
from bot.audit import BEGUN, Audit
from bot.journal import Asked, Journal
from bot.library import Library
from trust.plan import DONE, Deed, Kind, file_of, unique, write

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

ADMIN, READER = 1, 7


@dataclass(frozen=True, slots=True)
class Victim:
    """An open archive with its journal, and the folder of the files it is loaded from."""

    library: Library
    journal: Journal
    folder: Path

    async def do(self, deed: Deed) -> str:
        """Carry out a deed; gives what is acknowledged by it."""
        does: dict[Kind, Callable[[Deed], Awaitable[str]]] = {
            Kind.ADD: self._add,
            Kind.REPLACE: self._add,
            Kind.RELOAD: self._reload,
            Kind.REMOVE: self._remove,
            Kind.ROLLBACK: self._roll_back,
            Kind.ANSWER: self._answer,
        }
        audit = Audit(self.journal.database)
        number = await audit.record(ADMIN, deed.name, BEGUN)
        acknowledged = await does[deed.kind](deed)
        await audit.conclude(number, DONE)
        return acknowledged

    async def _add(self, deed: Deed) -> str:
        write(self.folder, deed.source, deed.number)
        replace = deed.kind is Kind.REPLACE
        await self.library.load([file_of(self.folder, deed.source)], replace=replace)
        return ""

    async def _reload(self, deed: Deed) -> str:
        if file_of(self.folder, deed.source).exists():
            write(self.folder, deed.source, deed.number)
        await self.library.reload()
        return ""

    async def _remove(self, deed: Deed) -> str:
        held = [article.id async for article in self.library.stream()]
        await self.library.remove(deed.chosen(held))
        return ""

    async def _roll_back(self, _: Deed) -> str:
        if await self.library.previous():
            await self.library.rollback()
        return ""

    async def _answer(self, deed: Deed) -> str:
        held = {article.id: article.text async for article in self.library.stream()}
        tokens = []
        for id_ in deed.chosen(list(held)):
            found = await self.library.ask(unique(held[id_]))
            token = await self.journal.log(Asked(self.journal.reader(READER), "private", found, 1.0))
            await self.journal.vote(token, self.journal.reader(READER), helpful=True)
            tokens.append(token)
        return " ".join(tokens)


async def live(archive: Path, folder: Path, seed: int, first: int) -> None:
    """Take step after step; before and after each, say so."""
    print("ready", flush=True)
    settings = configuration.load(archive=archive, environ={})
    async with Library.open(settings) as library, Journal.open(settings.journal) as journal:
        await library.prepare()
        victim = Victim(library, journal, folder)
        for number in count(first):
            print("begin", number, flush=True)
            said = await victim.do(Deed.at(seed, number))
            print("done", number, said, flush=True)


if __name__ == "__main__":
    place, files, seed_, first_ = sys.argv[1:]
    asyncio.run(live(Path(place), Path(files), int(seed_), int(first_)))
