"""`isnad ask`: answer one question, or a file of questions."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.cli import question_files
from bot.cli.json_lines import answer_line, editors_answer
from bot.cli.outfile import opened
from bot.cli.question_files import FileQuestion
from bot.editorial.answers import EditorialAnswers
from bot.loading.first_use import prepare
from bot.progress import Stage, Step
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.configuration.settings import Settings
    from bot.editorial.records import ResolvedAnswer
    from retrieval.records import Answer


@dataclass(frozen=True, slots=True)
class _Answered:
    """What the archive says, what the editors have answered to like questions, and how long both took to find."""

    answer: Answer
    editorial: ResolvedAnswer | None
    milliseconds: float


async def run(settings: Settings, arguments: Namespace) -> int:
    """Answer on stdout or into the file that was named."""
    if arguments.questions:
        asked = question_files.read(arguments.questions)
    else:
        # What is no Unicode in a command line becomes a replacement character.
        words = " ".join(arguments.question).encode(errors="surrogateescape")
        asked = [FileQuestion(words.decode(errors="replace"))]
    async with Library.open(settings) as library:
        with shown(settings) as progress:
            await prepare(library, progress)
            editorial = EditorialAnswers(library)
            if arguments.questions:
                with opened(arguments.output or "-") as file:
                    for done, question in enumerate(asked, 1):
                        file.write(_line(settings, question, await _answered(library, editorial, question)))
                        progress(Step(Stage.ASKING, done, len(asked)))
                return 0
        answered = await _answered(library, editorial, asked[0])
    if arguments.json:
        sys.stdout.buffer.write(_line(settings, asked[0], answered))
    else:
        # What draws on a terminal takes as long to import as an answer in JSON takes in all.
        from bot.terminal.answers import show_answer  # noqa: PLC0415

        show_answer(answered.answer, answered.editorial, settings)
    return 0


async def _answered(library: Library, editorial: EditorialAnswers, question: FileQuestion) -> _Answered:
    begun = perf_counter()
    answer = await library.ask(question.question)
    shown = await editorial.to(question.question)
    return _Answered(answer, shown, (perf_counter() - begun) * 1000)


def _line(settings: Settings, question: FileQuestion, answered: _Answered) -> bytes:
    """Return the line of JSON that gives an answer."""
    shown = answered.editorial
    apart = None
    if shown:
        # The sentences take longer to import and to read than most answers to find.
        from bot.configuration.messages import read  # noqa: PLC0415

        apart = editors_answer(shown, read(settings, settings.interface.language).editorial.head)
    return answer_line(answered.answer, question.id, answered.milliseconds, apart)
