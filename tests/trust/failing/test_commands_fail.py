"""Commands that cannot do what they should: one clear sentence, exit code 1, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.configuration.settings import Settings

ROOT = Path(__file__).parents[3]
ISNAD = f"{sys.executable} -m bot"


def shell(folder: Path, line: str, environ: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Carry out a line of a shell in a folder; return the exit code and what was said on stderr."""
    known = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "ISNAD_SEMANTIC": "off"}
    done = subprocess.run(
        ["sh", "-c", line.replace("ISNAD", ISNAD)],
        cwd=folder, env={**known, **({"HOME": str(folder)} if environ is None else environ)},
        stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stderr.decode()


FAILING = {
    "an empty name": "ISNAD --archive '' articles",
    "no name at all": "ISNAD --archive / articles",
    "an empty name for a copy": "ISNAD --archive archive.db backup ''",
    "a pipe": "mkfifo pipe; ISNAD --archive pipe articles",
    "a pipe to load": "mkfifo pipe; ISNAD --archive archive.db load pipe",
    "a pipe to load a list from": "mkfifo pipe.jsonl; ISNAD --archive archive.db load --replace pipe.jsonl",
    "a pipe to look into": "mkfifo pipe; ISNAD --archive archive.db load --show pipe",
    "a device to load": "ISNAD --archive archive.db load /dev/zero",
    "a pipe of questions": "mkfifo pipe; ISNAD --archive archive.db ask --questions pipe",
    "a device of questions": "ISNAD --archive archive.db evaluate --questions /dev/zero",
    "a pipe of figures": "mkfifo pipe; echo >q; ISNAD --archive archive.db evaluate --questions q --compare pipe",
    "a pipe of conversations": "mkfifo pipe; ISNAD --archive archive.db converse pipe",
    "a pipe that nobody reads": "mkfifo pipe; ISNAD --archive archive.db export --output pipe",
    "a pipe to restore": "mkfifo pipe; ISNAD --archive archive.db restore --force pipe",
    "a pipe to follow": "mkfifo pipe; ISNAD --archive archive.db follow pipe",
    "a pipe for a copy": "mkfifo pipe; ISNAD --archive archive.db backup --force pipe",
    "a pipe of settings": "mkdir own; mkfifo own/settings.toml; ISNAD --config own articles",
    "a pipe of messages": "mkdir own; mkfifo own/messages.ar.toml; ISNAD --archive archive.db --config own sources",
    "a pipe of an environment": "mkfifo .env; ISNAD --archive archive.db articles",
    "a device": "ISNAD --archive /dev/null articles",
    "a device that is full": "ISNAD --archive /dev/full articles",
    "a folder": "ISNAD --archive . articles",
    "a removed working folder": "mkdir gone; cd gone; rmdir ../gone; ISNAD --archive a.db articles",
    "stdout is full": "ISNAD --archive archive.db articles >/dev/full",
    "stdout is full of help": "ISNAD --help >/dev/full",
    "stdout is full of JSON": "ISNAD --archive archive.db articles --json >/dev/full",
    "stdout is closed": "ISNAD --archive archive.db articles >&-",
    "a file of results on a full disk": "ISNAD --archive archive.db export --output /dev/full",
    "an answer that cannot be written": "ISNAD --archive archive.db ask خبر >/dev/full",
    "too little memory": "ulimit -v 200000; ISNAD --archive archive.db ask خبر",
}


@pytest.mark.parametrize("kind", FAILING)
def test_what_cannot_be_done_is_said_in_a_sentence(stocked: Settings, kind: str) -> None:
    code, said = shell(stocked.archive.parent, FAILING[kind])
    assert code == 1
    assert "Traceback" not in said
    last = said.splitlines()[-1]
    assert last.startswith("isnad: ") or "memory" in last.lower()
    assert "descriptor" not in last


@pytest.mark.parametrize("to", ["2>&-", "2>/dev/full"])
def test_where_nobody_hears_errors_the_exit_code_tells_and_work_is_done(tmp_path: Path, to: str) -> None:
    assert shell(tmp_path, f"ISNAD --archive /dev/null articles {to}") == (1, "")
    line = f"ISNAD --archive a.db load {ROOT / 'seeds'} {to} && ISNAD --archive a.db articles | wc -l >&2"
    assert shell(tmp_path, line) == (0, "5\n")


def test_a_conversation_without_an_input_ends(stocked: Settings) -> None:
    assert shell(stocked.archive.parent, "ISNAD --archive archive.db console <&- >/dev/null")[0] == 0


@pytest.mark.parametrize(
    "environ",
    [
        {"LC_ALL": "C", "HOME": "/nonexistent"},
        {},
        {"HOME": "/proc", "ISNAD_SEMANTIC": "on"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
    ],
    ids=["a locale of C", "no HOME", "a read-only HOME", "no UTF-8"],
)
def test_neither_a_locale_nor_a_home_is_needed(stocked: Settings, environ: Mapping[str, str]) -> None:
    code, said = shell(
        stocked.archive.parent,
        "ISNAD --archive archive.db ask ما الاسم الجديد لجبهة النصرة؟ | grep -q فتح",
        environ,
    )
    assert (code, "Traceback" in said) == (0, False), said
