"""`isnad rollback`: go back to the archive that stood before the last change."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING

from bot.archive.changelog import Act, Change
from bot.archive.library import Library
from bot.cli.json_lines import changes_line, counted
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings

_NOUNS = {Act.ADD: "addition", Act.REMOVE: "removal"}


async def run(settings: Settings, arguments: Namespace) -> int:
    """Undo the last deed and say which it was; raises CommandError when there was none."""
    async with Library.open(settings) as library:
        undone = await library.previous()
        with shown() as progress:
            changes = await library.rollback(progress)
    if arguments.json:
        sys.stdout.buffer.write(changes_line(changes))
    else:
        named = f" the {_named(undone)}" if undone else ""
        sys.stdout.write(f"undid{named}: {counted(changes)}\n")
    return 0


def _named(deed: Change) -> str:
    moment = datetime.datetime.fromtimestamp(deed.at, datetime.UTC)
    source = f" from {deed.source}" if deed.source else ""
    return f"{_NOUNS.get(deed.what, deed.what)}{source} of {moment:%Y-%m-%d %H:%M} UTC"
