"""`isnad export`: write all articles as JSON lines, which `isnad load` reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.cli.json_lines import article_line
from bot.cli.outfile import opened
from bot.loading.first_use import fill
from bot.progress import Stage, Step
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Write one line an article, in the order of loading; raises CommandError when the file cannot be written."""
    async with Library.open(settings) as library:
        with shown(settings) as progress, opened(arguments.output, whole=True) as file:
            await fill(library, progress)
            total, done = (await library.holdings()).articles, 0
            async for article in library.store.stream():
                file.write(article_line(article))
                done += 1
                progress(Step(Stage.WRITING, done, max(done, total)))
    return 0
