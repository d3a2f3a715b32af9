"""`isnad converse`: hold conversations from a file and write what each turn was taken for and the reply."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console

from bot.answering.inquiries import Inquiries, interpreter
from bot.answering.replies import Exchange
from bot.answering.responder import Surface, responder
from bot.archive.library import Library
from bot.cli.outfile import opened
from bot.cli.question_files import lines
from bot.cli.turn_lines import outcome_line
from bot.configuration.messages import read
from bot.editorial.answers import EditorialAnswers
from bot.loading.first_use import prepare
from bot.terminal.answers import messages
from bot.terminal.progress_bars import shown
from bot.terminal.replies import show_reply
from bot.terminal.screen import Screen

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings


async def run(settings: Settings, arguments: Namespace) -> int:
    """Write one line of JSON for each turn; an empty line in the file begins another conversation."""
    sentences = messages(settings)
    turns = lines(arguments.file)
    async with Library.open(settings) as library:
        with shown(settings) as progress:
            await prepare(library, progress)
        inquiries = Inquiries(library, interpreter(settings, library.language), EditorialAnswers(library))
        replies = responder(inquiries, settings, library.language, read(settings, "en"))
        exchange, conversation = Exchange(), 1
        with opened(arguments.output) as file:
            for said in turns:
                if not said.strip():
                    exchange, conversation = Exchange(), conversation + 1
                    continue
                outcome = await replies.respond(said, exchange, sentences, Surface())
                exchange = outcome.exchange
                # The reply as a console without colours shows it.
                paper = io.StringIO()
                show_reply(
                    outcome.reply, sentences, Screen(Console(file=paper, color_system=None), sentences)
                )
                file.write(outcome_line(conversation, said, outcome, paper.getvalue().strip()))
    return 0
