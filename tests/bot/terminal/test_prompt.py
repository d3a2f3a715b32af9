"""What a person types, with the keys going through prompt_toolkit itself."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.processors import TransformationInput
from prompt_toolkit.output import DummyOutput

from bot.rendering.bidi import arranged
from bot.terminal.prompt import Arranged, piped, typed, typed_cells

if TYPE_CHECKING:
    from pathlib import Path

PROMPT = "سؤالك:"
CONTROL_C, CONTROL_D, UP = "\x03", "\x04", "\x1b[A"


async def lines(keys: str, history: Path | None = None, *, bidi: bool = False) -> list[str]:
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        keyboard.send_text(keys)
        return [line async for line in typed(PROMPT, ["/help", "/open"], history, bidi=bidi)]


@pytest.mark.parametrize("bidi", [False, True])
@pytest.mark.parametrize("leave", [CONTROL_C, CONTROL_D])
async def test_lines_come_until_the_reader_leaves(leave: str, bidi: bool) -> None:
    assert await lines(f"ماذا قال؟\r/help\r{leave}", bidi=bidi) == ["ماذا قال؟", "/help"]


async def test_history_lasts_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "isnad" / "history"
    await lines(f"ماذا قال؟\r{CONTROL_D}", file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert await lines(f"{UP}\r{CONTROL_D}", file) == ["ماذا قال؟"]


async def test_a_pipe_gives_its_lines() -> None:
    assert [line async for line in piped(io.StringIO("أ\n\nب"))] == ["أ\n", "\n", "ب"]


def shown(text: str, width: int = 20) -> str:
    return "".join(cell.text for cell in typed_cells(text, PROMPT, width))


def test_what_is_typed_stands_at_the_right_edge_after_the_prompt() -> None:
    assert shown("باب") == arranged(f"{PROMPT} باب ").rjust(19)


def test_a_typed_command_keeps_its_slash() -> None:
    assert shown("/open 2").endswith(f" /open 2 {arranged(PROMPT)}")


def test_a_long_line_goes_on_beneath_its_beginning() -> None:
    text = "ب ج د ه و ز ح ط ي"
    cells = shown(text)
    first, second = cells[:20], cells[20:]
    assert first.endswith(arranged(PROMPT))
    assert second.strip() == arranged(text[11:].strip())
    assert len(second) == 19


def columns(text: str) -> list[int]:
    """Return where on the screen the cursor stands at each place of `text`, and after it."""
    line = TransformationInput(
        BufferControl(Buffer()), Document(text), 0, lambda place: place, [("", text)], 40, 1
    )
    done = Arranged(PROMPT).apply_transformation(line)
    return [done.source_to_display(place) for place in range(len(text) + 1)]


def test_the_cursor_moves_left_through_arabic_and_stands_after_the_last_letter() -> None:
    end = columns("باب")[-1]
    assert columns("باب") == [end + 3, end + 2, end + 1, end]


def test_the_cursor_stays_on_a_ligature_for_both_its_letters() -> None:
    before, lam, alef, after = columns("بلا")
    assert before > lam == alef > after


@given(st.text(st.sampled_from("ابلآَ 12aB/()،؟\u200f"), max_size=60), st.integers(10, 40))
def test_every_place_of_the_cursor_is_on_the_screen(text: str, width: int) -> None:
    cells = typed_cells(text, PROMPT, width)
    assert len(text) in {cell.place for cell in cells}
    assert all(-1 <= cell.place <= len(text) for cell in cells)
