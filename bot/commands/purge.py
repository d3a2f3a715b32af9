"""`isnad purge`: take articles out of the archive for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from bot.archive.library import Library
from bot.configuration.messages import read
from bot.errors import CommandError
from bot.journal.journal import Journal
from bot.operations.purge import purge
from bot.rendering.phrases import phrased
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings

_NO_WAY_BACK = "this cannot be undone, by rollback neither; say --yes to go on"
_NOTHING = "there was nothing of {id}, and it stays away from now on"
_ERASED = "erased {id} with {versions} versions"
_NOT_CLEAN = "another process still reads what stood before; once it has ended, give the same command again"


async def run(settings: Settings, arguments: Namespace) -> int:
    """Erase the articles; 1 where bytes of them are left because another process reads them.

    Raises CommandError, having erased nothing, unless it is said that this is meant.
    """
    if not arguments.yes:
        raise CommandError(_NO_WAY_BACK)
    async with Library.open(settings) as library, Journal.open(settings.journal) as journal:
        with shown(settings) as progress:
            purged = await purge(library, journal, arguments.ids, progress)
    if arguments.json:
        sys.stdout.buffer.write(msgspec.json.encode(purged) + b"\n")
    else:
        texts = read(settings, settings.interface.language)
        for id_ in arguments.ids:
            versions = purged.versions.get(id_)
            said = _ERASED.format(id=id_, versions=versions) if versions else _NOTHING.format(id=id_)
            sys.stdout.write(f"{phrased(said, texts)}\n")
        if not purged.clean:
            sys.stderr.write(f"isnad: {phrased(_NOT_CLEAN, texts)}\n")
    return 0 if purged.clean else 1
