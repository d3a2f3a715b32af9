"""Loading at one go: addresses that somebody names, or everything on the list of sources."""

from __future__ import annotations

import asyncio
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.changes.generation import ChangeCounts
from bot.archive.changes.reports import LoadReport, NothingToLoad
from bot.archive.library import BY_HAND
from bot.errors import CommandError
from bot.loading.load import load
from bot.progress import Stage, Step
from bot.source_list import listing
from bot.source_list.kinds import host
from bot.web.refusals import Refused
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Sequence

    from bot.progress import Progress
    from bot.source_list.kinds import Remote
    from bot.sources.service import SourceService
    from bot.sources.visit import Visit


async def load_links(links: Sequence[str], service: SourceService, progress: Progress) -> LoadReport:
    """Add the articles of pages; what is refused is set aside. Raises NothingToLoad when none holds one."""
    articles: list[Article] = []
    aside: list[SetAside] = []
    for done, link in enumerate(links, 1):
        try:
            items = await service.pages.fetch_article(link)
        except Refused as refusal:
            items = [SetAside(refusal.url, refusal.reason)]
        articles += [item for item in items if isinstance(item, Article)]
        aside += [item for item in items if isinstance(item, SetAside)]
        progress(Step(Stage.FETCHING, done, len(links)))
    if not articles:
        raise NothingToLoad(aside)
    return LoadReport(await service.library.add(articles, BY_HAND, progress), tuple(aside))


async def load_listed(service: SourceService, progress: Progress) -> LoadReport:
    """Add everything that the list of sources holds, whatever its schedule says; what fails is set aside.

    Raises CommandError when the list is empty, NothingToLoad when all fails.
    """
    if not (service.listed.folders or service.listed.remote):
        raise CommandError(f"the list of sources is empty; name what to load, or fill {listing.FILE}")
    reports = [await _loaded(service, progress)] if service.listed.folders else []
    count = _VisitCount(progress, len(service.listed.remote))
    failed = 0

    async def visit_all(sources: Iterable[Remote]) -> None:
        nonlocal failed
        for source in sources:
            while True:
                visit = await service.visitor(source).visit(source, count.page)
                reports.append(_report(visit))
                if visit.error or not visit.left:
                    break
            failed += visit.error is not None
            count.source(source)

    by_host = groupby(sorted(service.listed.remote, key=host), key=host)
    await side_by_side([visit_all(list(sources)) for _, sources in by_host])
    report = together(reports)
    if failed == len(service.listed.remote) and report.changes == ChangeCounts():
        raise NothingToLoad(report.set_aside)
    return report


async def side_by_side(jobs: Iterable[Coroutine[None, None, None]]) -> None:
    """Do several things at the same time; the first that fails ends the others, and its error is raised."""
    try:
        async with asyncio.TaskGroup() as tasks:
            for job in jobs:
                tasks.create_task(job)
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from group


async def _loaded(service: SourceService, progress: Progress) -> LoadReport:
    """Load the listed folders and files that are there."""
    places = [Path(source.path) for source in service.listed.folders]
    gone = tuple(
        SetAside(str(place), "there is no such file or folder") for place in places if not place.exists()
    )
    there = [place for place in places if place.exists()]
    try:
        report = (
            await load(service.library, there, progress=progress) if there else LoadReport(ChangeCounts(), ())
        )
    except NothingToLoad as nothing:
        report = LoadReport(ChangeCounts(), nothing.set_aside)
    return LoadReport(report.changes, (*gone, *report.set_aside))


class _VisitCount:
    """Reports how many sources have been visited, and what part of those that are being visited."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._parts: dict[str, float] = {}

    def page(self, visit: Visit) -> None:
        """Count a page of a source that has been read, or refused."""
        self._parts[visit.source.name] = visit.pages / (visit.planned + visit.left)
        # The last part of each is what is still being added.
        part = min(sum(self._parts.values()), self._total - self._done - 0.01)
        self._progress(Step(Stage.VISITING, self._done + int(part), self._total, part % 1))

    def source(self, source: Remote) -> None:
        """Count a source that has been visited to its end."""
        self._parts.pop(source.name, None)
        self._done += 1
        self._progress(Step(Stage.VISITING, self._done, self._total))


def together(reports: Iterable[LoadReport]) -> LoadReport:
    """Return several reports as one."""
    changes = ChangeCounts()
    aside: list[SetAside] = []
    for report in reports:
        changes += report.changes
        aside.extend(report.set_aside)
    return LoadReport(changes, tuple(aside))


def _report(visit: Visit) -> LoadReport:
    """Return what a visit came to, its refused pages summed up by rule."""
    refused = [
        SetAside(visit.source.name, f"{count} pages were not fetched ({rule})")
        for rule, count in visit.refusals.items()
    ]
    failed = [SetAside(visit.error.url, visit.error.reason)] if visit.error else []
    return LoadReport(visit.changes, (*visit.set_aside, *refused, *failed))
