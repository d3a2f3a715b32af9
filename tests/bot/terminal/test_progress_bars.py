from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from bot.configuration.settings import Interface, load
from bot.progress import Stage, Step
from bot.terminal.progress_bars import shown

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(stream: io.StringIO, language: Literal["ar", "en"] = "en") -> str:
    settings = replace(load(environ={}), interface=Interface(language=language))
    with shown(settings, stream) as progress:
        for done in (1, 2):
            progress(Step(Stage.READING, done, 2))
        progress(Step(Stage.INDEXING, 7, 7))
    return stream.getvalue()


def test_a_terminal_shows_a_bar_for_each_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    text = written(Terminal())
    assert "Reading files" in text
    assert "2/2" in text
    assert "Indexing articles" in text
    assert "7/7" in text


def test_elsewhere_a_finished_stage_is_one_line() -> None:
    assert written(io.StringIO()) == "Reading files: 2\nIndexing articles: 7\n"


def test_a_stage_is_told_in_the_language_of_the_interface() -> None:
    assert written(io.StringIO(), "ar") == "قراءة الملفات: 2\nفهرسة المقالات: 7\n"


def test_nothing_to_tell_shows_nothing() -> None:
    stream = Terminal()
    with shown(load(environ={}), stream):
        pass
    assert stream.getvalue() == ""
