"""A process that works on an archive and says what it has done, until it is killed: see `crash`."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.changes.reports import NothingToLoad
from bot.archive.library import Library
from bot.editorial.answers import EditorialAnswers
from bot.editorial.records import AnswerKind, Written
from bot.following.records import Followable, Follower, Rhythm
from bot.following.records import Kind as FollowedKind
from bot.following.store import Following
from bot.journal.audit import BEGUN, Audit
from bot.journal.journal import Asked, Journal
from bot.loading.first_use import prepare
from bot.loading.load import load, reload
from bot.operations.backup import back_up, restore
from bot.operations.purge import purge
from bot.progress import silent
from tests.trust.crash.plan import DONE, Action, Kind, copy_of, file_of, settings_of, unique, write

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.configuration.settings import Settings

ADMIN, READER = 1, 7


@dataclass(frozen=True, slots=True)
class Victim:
    """An open archive with its journal, and the folder of the files it is loaded from."""

    settings: Settings
    library: Library
    journal: Journal
    folder: Path

    async def do(self, action: Action) -> str:
        """Carry out an action; gives what is acknowledged by it."""
        does: dict[Kind, Callable[[Action], Awaitable[str]]] = {
            Kind.ADD: self._add,
            Kind.MERGE: self._merge,
            Kind.REPLACE: self._add,
            Kind.RELOAD: self._reload,
            Kind.REMOVE: self._remove,
            Kind.ROLLBACK: self._roll_back,
            Kind.BACKUP: self._back_up,
            Kind.ANSWER: self._answer,
            Kind.FOLLOW: self._follow,
            Kind.EDIT: self._edit,
            Kind.PURGE: self._purge,
        }
        audit = Audit(self.journal.database)
        number = await audit.record(ADMIN, action.name, BEGUN)
        acknowledged = await does[action.kind](action)
        await audit.conclude(number, DONE)
        return acknowledged

    async def _add(self, action: Action) -> str:
        write(self.folder, action.source, action.number)
        replace = action.kind is Kind.REPLACE
        await load(self.library, [file_of(self.folder, action.source)], replace=replace)
        return ""

    async def _merge(self, action: Action) -> str:
        await self._add(action)
        await self.library.index.merging.finished()
        return ""

    async def _reload(self, action: Action) -> str:
        if file_of(self.folder, action.source).exists():
            write(self.folder, action.source, action.number)
        # Back where nothing was followed yet, there is nothing to read again.
        with suppress(NothingToLoad):
            await reload(self.library)
        return ""

    async def _remove(self, action: Action) -> str:
        held = [article.id async for article in self.library.store.stream()]
        await self.library.remove(action.chosen(held))
        return ""

    async def _roll_back(self, _: Action) -> str:
        if await self.library.store.previous():
            await self.library.rollback()
        return ""

    async def _back_up(self, _: Action) -> str:
        await asyncio.to_thread(back_up, self.settings, copy_of(self.folder), force=True)
        return ""

    async def _answer(self, action: Action) -> str:
        held = {article.id: article.text async for article in self.library.store.stream()}
        tokens = []
        for id_ in action.chosen(list(held)):
            found = await self.library.ask(unique(held[id_]))
            token = await self.journal.log(Asked(self.journal.reader(READER), "private", found, 1.0))
            await self.journal.vote(token, self.journal.reader(READER), helpful=True)
            tokens.append(token)
        return " ".join(tokens)

    async def _follow(self, action: Action) -> str:
        """Another reader follows something."""
        chat = action.number + 1
        follower = Follower(self.journal.reader(chat), chat, "ar", Rhythm())
        await Following(self.journal).follow(follower, Followable(FollowedKind.SUBJECT, action.name), 0)
        return f"follow-{action.number}"

    async def _edit(self, action: Action) -> str:
        """An editor answers a question."""
        written = Written(f"edit-{action.number}", AnswerKind.WRITTEN, "جواب")
        await EditorialAnswers(self.library).write(written, ADMIN, "محرر")
        return written.question

    async def _purge(self, action: Action) -> str:
        held = [article.id async for article in self.library.store.stream()]
        gone = action.chosen([*held, *await self.library.store.withheld()])
        await purge(self.library, self.journal, gone, silent)
        return ""


async def live(archive: Path, folder: Path, seed: int, first: int) -> None:
    """Take step after step; before and after each, say so."""
    print("ready", flush=True)
    settings = settings_of(archive)
    action = Action.at(seed, first)
    while True:
        action = await _worked(settings, folder, seed, action)
        print("begin", action.number, flush=True)
        if copy_of(folder).exists():
            await asyncio.to_thread(restore, settings, copy_of(folder), force=True)
        print("done", action.number, flush=True)
        action = Action.at(seed, action.number + 1)


async def _worked(settings: Settings, folder: Path, seed: int, action: Action) -> Action:
    """Work with an open archive until a step is due that wants it closed; gives that."""
    async with Library.open(settings) as library, Journal.open(settings.journal) as journal:
        await prepare(library)
        await library.stay()
        victim = Victim(settings, library, journal, folder)
        while action.kind is not Kind.RESTORE:
            print("begin", action.number, flush=True)
            said = await victim.do(action)
            print("done", action.number, said, flush=True)
            action = Action.at(seed, action.number + 1)
    return action


if __name__ == "__main__":
    place, files, seed_, first_ = sys.argv[1:]
    asyncio.run(live(Path(place), Path(files), int(seed_), int(first_)))
