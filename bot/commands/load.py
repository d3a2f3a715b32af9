"""`isnad load`: add files, folders and pages of the web to the archive, or all that the list of sources holds."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.archive.changes.generation import ChangeCounts
from bot.archive.changes.reports import LoadReport, NothingToLoad
from bot.archive.library import Library
from bot.cli.arguments import is_link
from bot.cli.json_lines import understood_line
from bot.cli.load_report import report
from bot.configuration.messages import read
from bot.loading import preview
from bot.loading.demonstration import leave
from bot.loading.load import load, reading
from bot.rendering import previews
from bot.rendering.phrases import phrased
from bot.sources.load_once import load_links, load_listed, together
from bot.terminal.progress_bars import shown
from retrieval.records import Article

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings
    from bot.loading.preview import Understood
    from bot.progress import Progress
    from bot.web.fetcher import Web


_STOPPED = "stopped; what was read so far is kept, and the same command goes on from there"
_LEFT = "the articles that Isnad ships with are taken out: the archive is your own now"
_STOPPED_REPLACING = "stopped; the archive is as it was before"


async def run(settings: Settings, arguments: Namespace, web: Web | None = None) -> int:
    """Load and report; 130 when it is stopped. Raises NothingToLoad when the sources hold nothing readable."""
    # SIGTERM stops the load as Ctrl-C does.
    if (loading := asyncio.current_task()) is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, loading.cancel)
    texts = read(settings, settings.interface.language)
    if arguments.show:
        return await _show(settings, arguments, texts, web)
    async with Library.open(settings) as library:
        try:
            with shown(settings) as progress:
                async with library.load_turn.taken(progress):
                    done = await _loaded(library, settings, arguments, web, progress)
                    left = await leave(library, progress)
                    await library.store.limit_versions(settings.loading.keep_versions)
        except asyncio.CancelledError:
            stopped = _STOPPED_REPLACING if arguments.replace else _STOPPED
            sys.stderr.write(f"isnad: {phrased(stopped, texts)}\n")
            return 130
        except NothingToLoad as nothing:
            report(LoadReport(ChangeCounts(), nothing.set_aside), texts, as_json=arguments.json)
            raise
    report(done, texts, as_json=arguments.json)
    if left:
        sys.stderr.write(f"isnad: {phrased(_LEFT, texts)}\n")
    return 0


async def _show(settings: Settings, arguments: Namespace, texts: Messages, web: Web | None) -> int:
    """Say what is understood of the files and pages; 1 where no article is."""
    links = [given for given in arguments.sources if is_link(given)]
    paths = [Path(given) for given in arguments.sources if not is_link(given)]
    found = await asyncio.to_thread(
        _report, preview.files(paths, reading(settings)[0]), texts, as_json=arguments.json
    )
    if links:
        from bot.sources.pages import PageReader  # noqa: PLC0415  as below
        from bot.sources.service import fetching  # noqa: PLC0415

        async with fetching(settings, web) as (_, fetcher, boilerplate):
            pages = PageReader(fetcher, boilerplate)
            for link in links:
                found |= _report([await pages.understand(link)], texts, as_json=arguments.json)
    if not arguments.json:
        sys.stdout.write(f"\n{texts.show.kept}\n")
    return 0 if found else 1


def _report(understood: Iterable[Understood], texts: Messages, *, as_json: bool) -> bool:
    """Say what is understood of each; return whether an article is."""
    found = False
    for file in understood:
        left = [(line.kind.value, line.text) for line in file.left_out]
        found = found or any(isinstance(item, Article) for item in file.items)
        if as_json:
            sys.stdout.buffer.write(understood_line(file.path, file.items, left))
        else:
            sys.stdout.writelines(
                f"{line}\n" for line in previews.preview(file.path, file.items, left, texts)
            )
    return found


async def _loaded(
    library: Library, settings: Settings, arguments: Namespace, web: Web | None, progress: Progress
) -> LoadReport:
    """Load the files and folders, then the links, that were named; if none were, the list of sources."""
    links = [given for given in arguments.sources if is_link(given)]
    paths = [Path(given) for given in arguments.sources if not is_link(given)]
    reports: list[LoadReport] = []
    if paths:
        reports.append(await load(library, paths, replace=arguments.replace, progress=progress))
    if links or not paths:
        # Who loads files does not wait for what fetches pages.
        from bot.sources.service import SourceService  # noqa: PLC0415

        async with SourceService.open(settings, library, web) as service:
            loaded = load_links(links, service, progress) if links else load_listed(service, progress)
            reports.append(await loaded)
    return together(reports)
