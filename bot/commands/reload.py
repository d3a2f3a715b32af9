"""`isnad reload`: read the sources of the archive again, and remove what they no longer hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive.changes.generation import ChangeCounts
from bot.archive.changes.reports import LoadReport, NothingToLoad
from bot.archive.library import Library
from bot.cli.load_report import report
from bot.configuration.messages import read
from bot.loading.load import reload
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Reload and report; raises TooMuchGoes where more than a tenth would go unless `--yes` was said."""
    texts = read(settings, settings.interface.language)
    async with Library.open(settings) as library:
        try:
            with shown(settings) as progress:
                done = await reload(library, progress, may_go=None if arguments.yes else 0)
        except NothingToLoad as nothing:
            report(LoadReport(ChangeCounts(), nothing.set_aside), texts, as_json=arguments.json)
            raise
    report(done, texts, as_json=arguments.json)
    return 0
