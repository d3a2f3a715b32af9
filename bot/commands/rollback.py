"""`isnad rollback`: go back to the archive that stood before the last change."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING

from bot.archive.changes.changelog import Act
from bot.archive.library import Library
from bot.cli.json_lines import changes_line, counted
from bot.cli.saying import say
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings

_NOUNS = {Act.ADD: "addition", Act.REMOVE: "removal"}


async def run(settings: Settings, arguments: Namespace) -> int:
    """Undo the last change and say which it was; raises CommandError when there was none."""
    async with Library.open(settings) as library:
        undone = await library.store.previous()
        with shown(settings) as progress:
            changes = await library.rollback(progress)
    if arguments.json:
        sys.stdout.buffer.write(changes_line(changes))
    else:
        named = "undid the last change"
        if undone:
            moment = datetime.datetime.fromtimestamp(undone.at, datetime.UTC)
            source = f" from {undone.source}" if undone.source else ""
            named = f"undid the {_NOUNS.get(undone.what, undone.what)}{source} at {moment:%Y-%m-%d %H:%M} UTC"
        say(f"{named}; {counted(changes)}", settings)
    return 0
