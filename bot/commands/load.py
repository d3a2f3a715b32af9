"""`isnad load`: add files and folders to the archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.bars import shown
from bot.library import Library, LoadReport, NothingToLoad
from bot.output import report_line
from bot.store import Changes

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Load and report; 1 when the sources held nothing readable."""
    async with Library.open(settings) as library:
        try:
            with shown() as progress:
                report = await library.load(arguments.sources, replace=arguments.replace, progress=progress)
        except NothingToLoad as nothing:
            _report(LoadReport(Changes(), nothing.set_aside), as_json=arguments.json)
            raise
    _report(report, as_json=arguments.json)
    return 0


def _report(report: LoadReport, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.buffer.write(report_line(report))
        return
    changes = report.changes
    sys.stdout.write(
        f"added {changes.added}, changed {changes.changed}, unchanged {changes.unchanged},"
        f" removed {changes.removed}, set aside {len(report.set_aside)}\n"
    )
    for aside in report.set_aside:
        where = aside.path if aside.line is None else f"{aside.path}:{aside.line}"
        sys.stdout.write(f"set aside {where}: {aside.reason}\n")
