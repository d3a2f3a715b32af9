"""`isnad console`: converse in the terminal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.answering.inquiries import Inquiries, interpreter
from bot.answering.responder import responder
from bot.archive.library import Library
from bot.configuration.messages import read
from bot.editorial.answers import EditorialAnswers
from bot.loading.first_use import prepare
from bot.loading.load import reload
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
        with shown(settings) as progress:
            await prepare(library, progress)
        inquiries = Inquiries(library, understood, EditorialAnswers(library))
        await console.run(
            responder(inquiries, settings, library.language, read(settings, "en")),
            sentences,
            partial(reload, library),
            bidi=arguments.bidi or settings.interface.bidi,
            history=settings.data / "history",
        )
    return 0
