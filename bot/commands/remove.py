"""`isnad remove`: remove articles from the archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.cli.json_lines import changes_line, counted
from bot.cli.saying import say
from bot.errors import CommandError
from bot.loading.first_use import fill
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Remove the articles; raises CommandError, having removed none, when the archive lacks one of them."""
    async with Library.open(settings) as library:
        with shown(settings) as progress:
            await fill(library, progress)
            held = await library.articles(arguments.ids)
            if missing := [id_ for id_ in arguments.ids if id_ not in held]:
                named = ", ".join(id_ or repr(id_) for id_ in missing)
                raise CommandError(f"there is no article {named}; `isnad articles` lists what there is")
            changes = await library.remove(arguments.ids, progress)
    if arguments.json:
        sys.stdout.buffer.write(changes_line(changes))
    else:
        say(f"{counted(changes)}; `isnad rollback` brings back what was removed", settings)
    return 0
