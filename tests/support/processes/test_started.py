"""A process that was forked is like one that `python -m` started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE
from typing import TYPE_CHECKING

import pytest

from tests.support.processes import run, start

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, code: str) -> Path:
    """A folder with a module `program` of this code."""
    (folder / "program.py").write_text(code, encoding="utf-8")
    return folder


def test_it_has_an_environment_a_folder_arguments_and_streams_of_its_own(tmp_path: Path) -> None:
    code = "import os, sys; print(os.getcwd(), dict(os.environ), sys.argv[1:], sys.stdin.read(), __name__)"
    folder = written(tmp_path, code)
    ended = run("program", "أ", 1, given=b"in", environ={"ONE": "1"}, folder=folder)
    assert ended.stdout.decode() == f"{folder} {{'ONE': '1'}} ['أ', '1'] in __main__\n"
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "raise SystemExit('no')", "1 / 0"])
def test_it_ends_as_it_would_have_otherwise(tmp_path: Path, code: str) -> None:
    command = [sys.executable, "-m", "program"]
    usual = subprocess.run(command, cwd=written(tmp_path, code), capture_output=True, check=False)
    ended = run("program", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (usual.returncode, usual.stdout)
    assert ended.stderr.splitlines()[-1:] == usual.stderr.splitlines()[-1:]


async def test_who_kills_it_kills_it_alone(tmp_path: Path) -> None:
    folder = written(tmp_path, "import os, time; print(os.getpid(), flush=True); time.sleep(60)")
    pair = [await start("program", folder=folder, stdout=PIPE) for _ in range(2)]
    for process in pair:
        assert process.stdout
        assert int(await process.stdout.readline()) == process.pid != os.getpid()
    pair[0].kill()
    assert (await pair[0].wait(), pair[1].returncode) == (-signal.SIGKILL, None)
    pair[1].terminate()
    assert await pair[1].wait() == -signal.SIGTERM
    pair[1].kill()
