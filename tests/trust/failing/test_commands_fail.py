"""Commands that cannot do what they should: one clear sentence, exit code 1, and no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from tests.support.processes import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.configuration.settings import Settings

ROOT = Path(__file__).parents[3]
FULL = Path("/dev/full")
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
    "a removed working folder": "mkdir gone; cd gone; rmdir ../gone; ISNAD --archive a.db articles",
    "stdout is closed": "ISNAD --archive archive.db articles >&-",
    "too little memory": "ulimit -v 200000; ISNAD --archive archive.db ask خبر",
}
"""What a shell makes of a command's surroundings."""
WRITING = {
    "a list": ("articles",),
    "help": ("--help",),
    "JSON": ("articles", "--json"),
    "an answer": ("ask", "خبر"),
}
"""Commands whose output has to go somewhere."""
NAMING = {
    "a pipe": ("--archive", "pipe", "articles"),
    "an empty name": ("--archive", "", "articles"),
    "no name at all": ("--archive", "/", "articles"),
    "an empty name for a copy": ("backup", ""),
    "a pipe to load": ("load", "pipe"),
    "a pipe to load a list from": ("load", "--replace", "pipe.jsonl"),
    "a pipe to look into": ("load", "--show", "pipe"),
    "a device to load": ("load", "/dev/zero"),
    "a pipe of questions": ("ask", "--questions", "pipe"),
    "a device of questions": ("evaluate", "--questions", "/dev/zero"),
    "a pipe of figures": ("evaluate", "--questions", "q", "--compare", "pipe"),
    "a pipe of conversations": ("converse", "pipe"),
    "a pipe that nobody reads": ("export", "--output", "pipe"),
    "a pipe to restore": ("restore", "--force", "pipe"),
    "a pipe to follow": ("follow", "pipe"),
    "a pipe for a copy": ("backup", "--force", "pipe"),
    "a pipe of settings": ("--config", "settings", "articles"),
    "a pipe of messages": ("--config", "messages", "sources"),
    "a pipe of an environment": ("articles",),
    "a device": ("--archive", "/dev/null", "articles"),
    "a device that is full": ("--archive", "/dev/full", "articles"),
    "a folder": ("--archive", ".", "articles"),
    "a file of results on a full disk": ("export", "--output", "/dev/full"),
}
"""Arguments that name what is no file, in a folder with pipes."""
PIPES = {"a pipe of settings": "settings/settings.toml", "a pipe of messages": "messages/messages.ar.toml"}
SECONDS = 60
"""After which a command is taken to wait for ever."""


def is_said(said: str) -> None:
    assert "Traceback" not in said
    last = said.splitlines()[-1]
    assert last.startswith("isnad: ") or "memory" in last.lower()
    assert "descriptor" not in last


@pytest.mark.parametrize("kind", FAILING)
def test_what_cannot_be_done_is_said_in_a_sentence(stocked: Settings, kind: str) -> None:
    code, said = shell(stocked.archive.parent, FAILING[kind])
    assert code == 1
    is_said(said)


@pytest.mark.parametrize("kind", WRITING)
def test_a_full_disk_under_the_output_is_said_in_a_sentence(stocked: Settings, kind: str) -> None:
    with FULL.open("wb") as full:
        ended = run("bot", "--archive", stocked.archive, *WRITING[kind], stdout=full)
    assert ended.returncode == 1
    is_said(ended.stderr.decode())


@pytest.fixture
def impatient() -> Iterator[None]:
    """Fail a test that waits where it should not."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits"))
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("kind", NAMING)
def test_what_is_no_file_is_refused_in_a_sentence(
    stocked: Settings, kind: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stocked.archive.parent)
    Path("q").write_text("؟\n", encoding="utf-8")
    for name in ("pipe", "pipe.jsonl", *(".env" for _ in range(kind == "a pipe of an environment"))):
        os.mkfifo(name)
    if inside := PIPES.get(kind):
        Path(inside).parent.mkdir()
        os.mkfifo(inside)
    assert main(["--archive", "archive.db", *NAMING[kind]]) == 1
    is_said(capsys.readouterr().err)


def test_where_errors_are_closed_the_exit_code_tells_and_work_is_done(tmp_path: Path) -> None:
    assert shell(tmp_path, "ISNAD --archive /dev/null articles 2>&-") == (1, "")
    line = f"ISNAD --archive a.db load {ROOT / 'seeds'} 2>&- && ISNAD --archive a.db articles | wc -l >&2"
    assert shell(tmp_path, line) == (0, "5\n")


def test_where_errors_find_no_room_the_exit_code_tells_and_work_is_done(tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    with FULL.open("wb") as full:
        assert run("bot", "--archive", "/dev/null", "articles", stderr=full).returncode == 1
        assert run("bot", "--archive", archive, "load", ROOT / "seeds", stderr=full).returncode == 0
    assert run("bot", "--archive", archive, "articles").stdout.count(b"\n") == 5


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
