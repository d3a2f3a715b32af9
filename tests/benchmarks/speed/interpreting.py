"""What it costs to tell what a turn of a conversation is, before anything is looked for.

`python -m tests.benchmarks.speed.interpreting FILE…` takes every question of files of JSON lines, gzipped or not, as
the first turn of a conversation and as one after the question before it, of an archive that is empty.
"""

from __future__ import annotations

import asyncio
import gzip
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from bot.answering.inquiries import interpreter
from bot.archive.library import Library
from bot.configuration import settings as configuration
from retrieval.dialogue.interpreter import DialogueInterpreter
from retrieval.dialogue.lists import ConversationLists
from retrieval.dialogue.turns import Context
from retrieval.interpretation.narrowing.filters import Facets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

QUOTES = 3


async def main(files: Sequence[Path]) -> None:
    """Print milliseconds of the processor a question."""
    questions = [question for file in files for question in read(file)]
    with tempfile.TemporaryDirectory() as folder:
        settings = configuration.load(archive=Path(folder) / "archive.db", environ={})
        async with Library.open(settings) as library:
            lists = configuration.plain_data(settings, "conversation.toml", ConversationLists.from_table)
            questioned = interpreter(settings, library.language)
            dialogue = DialogueInterpreter(library.language, lists, questioned)
    # Patterns are compiled when they are first met, which is done here.
    for question in questions:
        dialogue.interpret(question, Context(), Facets())
    tell("as the first turn", dialogue, zip(questions, [Context()] * len(questions), strict=True))
    after = [Context(before, QUOTES) for before in ["", *questions[:-1]]]
    tell("after another question", dialogue, zip(questions, after, strict=True))


def read(file: Path) -> list[str]:
    """Return the questions of a file."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rb") as lines:
        return [msgspec.json.decode(line)["question"] for line in lines]


def tell(how: str, dialogue: DialogueInterpreter, turns: Iterable[tuple[str, Context]]) -> None:
    """Print what interpreting each of the turns takes."""
    took: list[float] = []
    for question, context in turns:
        begun = time.process_time_ns()
        dialogue.interpret(question, context, Facets())
        took.append((time.process_time_ns() - begun) / 1e6)
    middle, most = np.percentile(took, 50), np.percentile(took, 95)
    print(f"{len(took)} questions {how}: mean {np.mean(took):.2f} ms, p50 {middle:.2f}, p95 {most:.2f}")


if __name__ == "__main__":
    asyncio.run(main([Path(argument) for argument in sys.argv[1:]]))
