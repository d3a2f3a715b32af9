"""Where the lines of a conversation come from: a person at a prompt, or a pipe.

The one importer of prompt_toolkit.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.utils import get_cwidth

from bot.rendering.bidi import Shape, arrange, is_arabic

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from prompt_toolkit.history import History


async def piped(stream: TextIO) -> AsyncIterator[str]:
    """Yield the lines of a pipe or a file."""
    # Nothing else runs in a piped conversation: there is nobody whom waiting here would keep waiting.
    for line in stream:
        yield line


async def typed(
    prompt: str, commands: Sequence[str], history: Path | None, *, bidi: bool
) -> AsyncIterator[str]:
    """Yield the lines that a person types, until Ctrl-C or Ctrl-D; `history` keeps them for the next time."""
    kept: History = InMemoryHistory()
    if history:
        history.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Only its owner may read it.
        os.close(os.open(history, os.O_CREAT | os.O_APPEND, 0o600))
        kept = FileHistory(history)
    session: PromptSession[str] = PromptSession(
        "" if bidi else _before(prompt),
        history=kept,
        completer=WordCompleter(list(commands), sentence=True),
        complete_while_typing=False,
        input_processors=[Arranged(prompt)] if bidi else [],
    )
    while True:
        try:
            yield await session.prompt_async()
        except (EOFError, KeyboardInterrupt):
            return


class Arranged(Processor):
    """Shows the line being typed from the right edge, prompt first, letters joined."""

    def __init__(self, prompt: str) -> None:
        self._prompt = prompt

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Return every letter in its place from left to right, and the cursor with it."""
        text = fragment_list_to_text(transformation_input.fragments)
        cells = typed_cells(text, self._prompt, transformation_input.width)
        columns = {cell.place: column for column, cell in enumerate(cells) if cell.place >= 0}

        def to_display(place: int) -> int:
            # A vowel mark and the second letter of a ligature have no cell of their own.
            return columns[max((known for known in columns if known <= place), default=min(columns))]

        def to_source(column: int) -> int:
            return max(cells[column].place, 0) if column < len(cells) else len(text)

        return Transformation([("", cell.text) for cell in cells], to_display, to_source)


def typed_cells(text: str, prompt: str, width: int) -> list[Shape]:
    """Return the cells of a line being typed, in rows of `width` cells from the right edge.

    Prompt and padding have the place -1. The last row is one cell shorter, for the one that prompt_toolkit
    adds; its leftmost letter is the cell after the text, where the cursor stands.
    """
    first = _before(prompt)
    line = f"{first}{text} "
    starts = range(0, len(line), max(width - 1, 1))
    cells: list[Shape] = []
    for start in starts:
        row = arrange(line[start : start + starts.step], is_arabic(prompt))
        full = width - 1 if start == starts[-1] else width
        padding = full - sum(get_cwidth(cell.text) for cell in row)
        cells += [Shape(" ", -1)] * padding
        cells += [Shape(cell.text, max(cell.place + start - len(first), -1)) for cell in row]
    return cells


def _before(prompt: str) -> str:
    """Return the prompt with a mark that keeps the slash of a command on the command's own side."""
    return f"{prompt} \u200e"
