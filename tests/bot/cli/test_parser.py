from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.cli import arguments

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = sorted(arguments._COMMANDS)
_WORDS = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}")
"""Three words of English; names of commands and files stand alone."""


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    with pytest.raises(SystemExit):
        arguments.parse(argv)
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_speaks_the_language_of_the_interface(capsys: pytest.CaptureFixture[str], command: str) -> None:
    said = printed(capsys, *command.split(), "--help")

    assert said.startswith("الاستعمال: isnad") and "يعرض هذه المساعدة" in said
    assert _WORDS.findall(said) == []


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["lod"], "لا وجود لـ 'lod'؛ اختر من"),
        ([], "ينقص الأمرَ: COMMAND"),
        (["ask"], "أعطِ سؤالًا"),
        (["ask", "--questions"], "الخيار --questions يحتاج إلى قيمة"),
        (["article", "a", "--at", "x"], "يحتاج إلى عدد، لا 'x'"),
        (["load", "--show"], "سمِّ للخيار --show"),
        (["doctor", "--all"], "لا معنى هنا لهذا: --all"),
    ],
)
def test_misuse_is_told_in_it_too(capsys: pytest.CaptureFixture[str], argv: list[str], why: str) -> None:
    assert why in printed(capsys, *argv)


def test_in_english_and_where_settings_cannot_be_read_it_is_as_argparse_says(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISNAD_CONFIG", str(tmp_path))
    (tmp_path / "settings.toml").write_text('[interface]\nlanguage = "en"\n')
    assert "usage: isnad" in printed(capsys, "--help")
    (tmp_path / "settings.toml").write_text("no settings")
    assert "Answer Arabic questions" in printed(capsys, "--help")
