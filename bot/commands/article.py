"""`isnad article`: show one article."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.archive import versions
from bot.archive.library import Library
from bot.cli.json_lines import article_line
from bot.errors import CommandError
from bot.loading.first_use import fill
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.archive.versions import Version
    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print the article, or the first and last generation of each of its versions.

    Raises CommandError when the archive does not hold it.
    """
    async with Library.open(settings) as library:
        with shown(settings) as progress:
            await fill(library, progress)
        known = await versions.latest(library.database, arguments.id)
    if known and arguments.versions:
        for version in known:
            last = "-" if version.until is None else str(version.until - 1)
            sys.stdout.write("\t".join((str(version.since), last, version.article.title)) + "\n")
        return 0
    article = next((version.article for version in known if _stands(version, arguments.at)), None)
    if article is None:
        raise CommandError(f"there is no article {arguments.id}; `isnad articles` lists what there is")
    if arguments.json:
        sys.stdout.buffer.write(article_line(article))
    else:
        day = article.published.isoformat() if article.published else None
        citation = " · ".join(part for part in (article.outlet, article.author, day, article.url) if part)
        parts = [part for part in (article.title, citation, article.text) if part]
        sys.stdout.write("\n\n".join(parts) + "\n")
    return 0


def _stands(version: Version, at: int | None) -> bool:
    """Return whether it is the version of generation `at`, by default the current one."""
    if at is None:
        return version.until is None
    return version.since <= at and (version.until is None or at < version.until)
