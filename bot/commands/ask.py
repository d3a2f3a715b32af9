"""`isnad ask`: answer one question, or a file of questions."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.cli import question_files
from bot.cli.json_lines import answer_line
from bot.cli.outfile import opened
from bot.cli.question_files import FileQuestion
from bot.loading.first_use import prepare
from bot.progress import Stage, Step
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings
    from retrieval.records import Answer


async def run(settings: Settings, arguments: Namespace) -> int:
    """Answer on stdout or into the file that was named."""
    if arguments.questions:
        asked = question_files.read(arguments.questions)
    else:
        # What is no Unicode in a command line becomes a replacement character.
        words = " ".join(arguments.question).encode(errors="surrogateescape")
        asked = [FileQuestion(words.decode(errors="replace"))]
    async with Library.open(settings) as library:
        with shown() as progress:
            await prepare(library, progress)
            if arguments.questions:
                with opened(arguments.output or "-") as file:
                    for done, question in enumerate(asked, 1):
                        file.write((await _answer(library, question))[1])
                        progress(Step(Stage.ASKING, done, len(asked)))
                return 0
        answer, line = await _answer(library, asked[0])
    if arguments.json:
        sys.stdout.buffer.write(line)
    else:
        # What draws on a terminal takes as long to import as an answer in JSON takes in all.
        from bot.terminal.answers import show_answer  # noqa: PLC0415

        show_answer(answer, settings)
    return 0


async def _answer(library: Library, question: FileQuestion) -> tuple[Answer, bytes]:
    """Return the answer, and the line of JSON that gives it."""
    begun = perf_counter()
    answer = await library.ask(question.question)
    return answer, answer_line(answer, question.id, (perf_counter() - begun) * 1000)
