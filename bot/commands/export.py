"""`isnad export`: write all articles as JSON lines, which `isnad load` reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.bars import shown
from bot.library import Library
from bot.outfile import opened
from bot.output import article_line
from bot.progress import Stage, Step

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Write one line an article, in the order of loading; raises CommandError when the file cannot be written."""
    async with Library.open(settings) as library:
        with shown() as progress, opened(arguments.output, whole=True) as file:
            await library.fill(progress)
            total, done = (await library.holdings()).articles, 0
            async for article in library.stream():
                file.write(article_line(article))
                done += 1
                progress(Step(Stage.WRITING, done, max(done, total)))
    return 0
