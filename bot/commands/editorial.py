"""`isnad editorial`: write the editors' answers as JSON lines, those that were withdrawn, too."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from bot.archive.library import Library
from bot.editorial.answers import EditorialAnswers

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, _: Namespace) -> int:
    """Write one line an answer, in the order in which they were written."""
    async with Library.open(settings) as library:
        for answer in await EditorialAnswers(library).all():
            sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    return 0
