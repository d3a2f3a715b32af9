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
from bot.loading.load import prepare
from bot.progress import Stage, Step
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings
    from bot.progress import Progress
    from retrieval.records import Answer


async def run(settings: Settings, arguments: Namespace) -> int:
    """Answer on stdout or into the file that was named."""
    asked = (
        question_files.read(arguments.questions) if arguments.questions else [_question(arguments.question)]
    )
    async with Library.open(settings) as library:
        with shown() as progress:
            await prepare(library, progress)
            if arguments.questions:
                await _answer_all(library, asked, arguments.output or "-", progress)
                return 0
        answer, line = await _answer(library, asked[0])
    if arguments.json:
        sys.stdout.buffer.write(line)
    else:
        # What draws on a terminal takes as long to import as an answer in JSON takes in all.
        from bot.terminal.answers import tell  # noqa: PLC0415

        tell(answer, settings)
    return 0


async def _answer_all(library: Library, asked: list[FileQuestion], output: str, progress: Progress) -> None:
    with opened(output) as file:
        for done, question in enumerate(asked, 1):
            file.write((await _answer(library, question))[1])
            progress(Step(Stage.ASKING, done, len(asked)))


async def _answer(library: Library, question: FileQuestion) -> tuple[Answer, bytes]:
    """Return the answer, and the line of JSON that tells it."""
    begun = perf_counter()
    answer = await library.ask(question.question)
    return answer, answer_line(answer, question.id, (perf_counter() - begun) * 1000)


def _question(words: list[str]) -> FileQuestion:
    """Return the question of a command line; what is no Unicode in it becomes a replacement character."""
    return FileQuestion(" ".join(words).encode(errors="surrogateescape").decode(errors="replace"))
