from __future__ import annotations

import io
from typing import TYPE_CHECKING

from bot.progress import Stage, Step
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO) -> str:
    with shown(stream) as progress:
        for done in (1, 2):
            progress(Step(Stage.READING, done, 2))
        progress(Step(Stage.INDEXING, 7, 7))
    return stream.getvalue()


def test_a_terminal_shows_a_bar_for_each_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    text = told(Terminal())
    assert "Reading files" in text
    assert "2/2" in text
    assert "Indexing articles" in text
    assert "7/7" in text


def test_elsewhere_a_finished_stage_is_one_line() -> None:
    assert told(io.StringIO()) == "Reading files: 2\nIndexing articles: 7\n"


def test_nothing_to_tell_shows_nothing() -> None:
    stream = Terminal()
    with shown(stream):
        pass
    assert stream.getvalue() == ""
