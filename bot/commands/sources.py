"""`isnad sources`: the list of sources and how they fare; `isnad sources check` tries each."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.cli.saying import say
from bot.configuration.messages import read
from bot.rendering.phrases import phrased
from bot.source_list import listing
from bot.source_list.kinds import FeedSource, Folder, Site, host, usual_port
from bot.sources.check import check
from bot.sources.load_once import side_by_side
from bot.sources.service import SourceService

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from bot.source_list.kinds import Remote
    from bot.sources.check import SourceCheck
    from bot.sources.visit_state import VisitState
    from bot.web.fetcher import Web


async def run(settings: Settings, arguments: Namespace, web: Web | None = None) -> int:
    """List the sources, or try them; 1 when one of those that are tried fails."""
    listed = listing.load(settings)
    texts = read(settings, settings.interface.language)
    sources: list[Remote | Folder] = [*listed.folders, *listed.remote]
    if not sources and not listed.channels:
        where = f"{listing.FILE} in the settings' folder ({settings.config}), or in one that --config names"
        say(f"the list of sources is empty; fill {where}", settings)
        return 0
    async with Library.open(settings) as library, SourceService.open(settings, library, web) as service:
        if arguments.action == "check":
            failed = await _check(sources, service, texts)
        else:
            failed = 0
            for source in sources:
                _say(source, _visit_lines(await service.logbook.state(source.name), source), texts)
    for channel in listed.channels:
        heard = phrased("heard while `isnad serve` runs and the bot is in it", texts)
        sys.stdout.write(f"{phrased(f'channel {channel.chat}', texts)}\n  {heard}\n")
    return 1 if failed else 0


async def _check(sources: list[Remote | Folder], service: SourceService, texts: Messages) -> int:
    """Try all of them at once, since servers are waited for; return how many fail."""
    failed = 0

    async def try_one(source: Remote | Folder) -> None:
        nonlocal failed
        finding = await check(source, service)
        failed += not finding.sound
        _say(source, _check_lines(finding), texts)

    await side_by_side([try_one(source) for source in sources])
    return failed


def _say(source: Remote | Folder, lines: Iterator[str], texts: Messages) -> None:
    outlet = f" · {source.outlet}" if source.outlet else ""
    match source:
        case FeedSource():
            kind = "feed"
        case Site(by=by):
            kind = "site" if by == "auto" else f"site by {by}"
        case _:
            kind = "files"
    sys.stdout.write(f"{phrased(f'{kind} {source.name}', texts)}{outlet}\n")
    if not isinstance(source, Folder) and source.internal:
        where = f"{host(source)}:{usual_port(source)}"
        said = phrased(f"may be in your own network: {where}, and nothing else there", texts)
        sys.stdout.write(f"  {said}\n")
    sys.stdout.writelines(f"  {phrased(line, texts)}\n" for line in lines)
    sys.stdout.flush()


def _check_lines(finding: SourceCheck) -> Iterator[str]:
    """Yield what trying a source came to."""
    if finding.error:
        yield f"failed: {finding.error}"
    elif isinstance(finding.source, Folder):
        yield f"{finding.entries} files"
    else:
        newest = f", the newest of {finding.newest}" if finding.newest else ", of unknown date"
        yield f"{finding.entries} entries{newest}" + (f": {finding.headline}" if finding.headline else "")
    if finding.by:
        yield f"found by itself: {finding.by}"
    for rule, count in finding.refusals.items():
        yield f"{count} of its pages not fetched ({rule})"
    article = finding.article
    if article:
        day = article.published or "no date"
        yield f"reads: {article.title} · {article.outlet or 'no outlet'} · {day} · {len(article.text.split())} words"
    elif finding.aside:
        yield f"failed: a page was read, and holds no article: {finding.aside}"
    elif not finding.sound and not finding.error:
        yield "failed: none of the pages tried could be had"


def _visit_lines(state: VisitState, source: Remote | Folder) -> Iterator[str]:
    """Yield how the last visit of a source ended, and when the next is due."""
    if state.visited is None:
        yield "not visited yet" if source.seconds else "read by `isnad load` and /reload"
        return
    if state.rule:
        times = "" if state.failures == 1 else f", as did the {state.failures - 1} before it"
        yield f"the visit of {_moment(state.visited)} failed{times}: {state.reason} ({state.rule})"
    else:
        yield (
            f"visited {_moment(state.visited)}: {state.offered} entries,"
            f" {state.added} added, {state.changed} changed, {state.aside} set aside"
        )
    yield "paused" if state.paused else f"next after {_moment(state.due)}"


def _moment(seconds: int) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
