"""All the sources of a running Isnad: fetched on schedule, heard in channels, added to its archive."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from bot.configuration import settings as configuration
from bot.errors import CommandError
from bot.loading.demonstration import leave
from bot.loading.load import load
from bot.progress import silent
from bot.source_list import listing
from bot.source_list.kinds import Folder, host, usual_port
from bot.sources.channel_posts import Posts
from bot.sources.pages import PageReader
from bot.sources.schedule import Schedule
from bot.sources.visit import LONGEST_WAIT, Visit, Visitor
from bot.sources.visit_state import Logbook, VisitState
from bot.web.address_guard import AddressGuard
from bot.web.fetcher import Fetcher, Web
from bot.web.refusals import Rule
from retrieval.extraction.boilerplate import Boilerplate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.archive.changes.generation import ChangeCounts
    from bot.archive.library import Library
    from bot.configuration.settings import Settings
    from bot.source_list.kinds import Remote
    from bot.source_list.listing import SourceList
    from retrieval.records import Article

_log = logging.getLogger(__name__)


@asynccontextmanager
async def fetching(
    settings: Settings, web: Web | None
) -> AsyncIterator[tuple[SourceList, Fetcher, Boilerplate]]:
    """Yield the list of sources, what fetches pages, and what cleans them; raises SettingsError."""
    listed = listing.load(settings)
    boilerplate = configuration.plain_data(settings, "boilerplate.toml", Boilerplate.from_table)
    web = web or Web()
    guard = AddressGuard(web.guard.ports | listed.ports, web.guard.loopback)
    known = replace(web, guard=guard, contact=web.contact or listed.contact)
    async with Fetcher.open(known) as fetcher:
        yield listed, fetcher, boilerplate


class SourceService:
    """Get one from `open`."""

    def __init__(
        self, listed: SourceList, library: Library, fetcher: Fetcher, boilerplate: Boilerplate
    ) -> None:
        self.listed = listed
        self.library = library
        self.fetcher = fetcher
        self.boilerplate = boilerplate
        self.pages = PageReader(fetcher, boilerplate)
        self.logbook = Logbook(library.database)
        self.posts = Posts(library.database, self.keep)
        timed = [folder for folder in listed.folders if folder.seconds is not None]
        self.schedule = Schedule([*timed, *listed.remote], self.visit, self.logbook)

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: Settings, library: Library, web: Web | None = None) -> AsyncIterator[Self]:
        """Yield the sources that the settings list; raises SettingsError. `web` is the public internet unless given."""
        async with fetching(settings, web) as (listed, fetcher, boilerplate):
            yield cls(listed, library, fetcher, boilerplate)

    async def keep(self, articles: Sequence[Article], source: str) -> ChangeCounts:
        """Add what a source brought; with the first of it the demonstration goes."""
        changes = await self.library.add(articles, source)
        if changes.added and await leave(self.library, silent):
            _log.info("the articles that Isnad ships with are taken out")
        return changes

    def reach(self, source: Remote) -> tuple[Fetcher, PageReader]:
        """Return what fetches a source: for an internal one, what may also reach its own server, and no other does."""
        if not source.internal:
            return self.fetcher, self.pages
        fetcher = self.fetcher.reaching(host(source), usual_port(source))
        return fetcher, PageReader(fetcher, self.boilerplate)

    def visitor(self, source: Remote) -> Visitor:
        """Return what visits a source."""
        return Visitor(*self.reach(source), self.logbook, self.keep)

    async def visit(self, source: Remote | Folder) -> Visit | None:
        """Take what is new on a source; None for a folder, which is loaded."""
        if isinstance(source, Folder):
            await self._load(source)
            return None
        visit = await self.visitor(source).visit(source)
        if visit.error:
            _log.warning("a source could not be read: %s", visit.error)
        else:
            _log.info("%s: %d new, %d changed", source.name, visit.changes.added, visit.changes.changed)
        return visit

    async def run(self) -> None:
        """Visit what is due and add what channels post, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.schedule.run())
            tasks.create_task(self.posts.run())

    async def _load(self, source: Folder) -> None:
        """Load a folder again; what it no longer holds stays until the archive is reloaded."""
        now = int(self.logbook.clock())
        state = VisitState(visited=now, due=now + (source.seconds or LONGEST_WAIT))
        try:
            report = await load(self.library, [Path(source.path)])
        except CommandError as error:
            before = await self.logbook.state(source.name)
            failures = before.failures + 1
            state = replace(state, rule=Rule.CONTENT, reason=str(error), failures=failures)
        else:
            changes = report.changes
            state = replace(
                state,
                offered=changes.added + changes.changed + changes.unchanged,
                added=changes.added,
                changed=changes.changed,
                aside=len(report.set_aside),
            )
        await self.logbook.end(source.name, state)
