"""`isnad console`: converse in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.journal.conversations import interpreter
from bot.terminal import console
from bot.terminal.answers import messages
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Converse until the reader leaves or the input ends."""
    sentences = messages(settings)
    async with Library.open(settings) as library:
        understood = interpreter(settings, library.language)
        with shown() as progress:
            await library.prepare(progress)
        bidi = arguments.bidi or settings.interface.bidi
        await console.run(library, understood, sentences, bidi=bidi, history=settings.data / "history")
    return 0
