"""`isnad articles`: list the articles of the archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.cli.json_lines import article_line
from bot.loading.first_use import fill
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print id, day, outlet and headline of each article, in the order of loading; a dash where one is unknown."""
    async with Library.open(settings) as library:
        with shown(settings) as progress:
            await fill(library, progress)
        async for article in library.store.stream():
            if arguments.json:
                sys.stdout.buffer.write(article_line(article))
            else:
                day = article.published.isoformat() if article.published else "-"
                line = "\t".join((article.id, day, article.outlet or "-", article.title))
                sys.stdout.write(f"{line}\n")
    return 0
