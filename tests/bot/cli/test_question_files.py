from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING

import pytest

from bot.cli import question_files
from bot.cli.question_files import FileQuestion
from bot.errors import CommandError

if TYPE_CHECKING:
    from pathlib import Path

LINES = (
    '\ufeff{"id": "a", "question": "من؟", "kind": "who"}\r\n\n{"id": 7, "question": "متى؟"}\n'
    '{"question": "أين؟"}'
)
READ = [FileQuestion("من؟", "a"), FileQuestion("متى؟", 7), FileQuestion("أين؟")]


@pytest.mark.parametrize("data", [LINES.encode(), gzip.compress(LINES.encode())], ids=["plain", "gzipped"])
def test_questions_are_read_in_order_with_their_ids(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "questions"
    file.write_bytes(data)
    assert question_files.read(str(file)) == READ


def test_a_plain_file_has_a_question_a_line(tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    file.write_text("من افتتح الجسر؟\r\n\n  متى؟", encoding="utf-8")
    assert question_files.read(str(file)) == [FileQuestion("من افتتح الجسر؟", 1), FileQuestion("متى؟", 3)]


def test_a_dash_reads_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LINES.encode())))
    assert question_files.read("-") == READ


def test_every_bad_line_is_named_before_anything_is_answered(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    bad = ("not json", '{"id": 1}', '{"question": 3}', '{"question": "\\ud800"}', '["من؟"]')
    file.write_text("\n".join(['{"question": "من؟"}', *bad]), encoding="utf-8")
    with pytest.raises(CommandError) as error:
        question_files.read(str(file))
    said = str(error.value).splitlines()
    assert [line.split(" ")[0] for line in said] == [f"{file}:{number}:" for number in range(2, 7)]


def test_of_many_bad_lines_ten_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text("{bad\n" * 25)
    with pytest.raises(CommandError) as error:
        question_files.read(str(file))
    assert str(error.value).splitlines()[10:] == ["… and 15 more"]


def test_a_torn_gzip_file_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "questions.gz"
    file.write_bytes(gzip.compress(LINES.encode())[:-9])
    with pytest.raises(CommandError, match="damaged"):
        question_files.read(str(file))
