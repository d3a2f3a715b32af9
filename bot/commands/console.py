"""`isnad console`: converse in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import console
from bot.bars import shown
from bot.conversations import interpreter
from bot.library import Library
from bot.speech import messages

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.settings import Settings


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
