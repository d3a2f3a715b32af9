"""A real OpenSearch on this machine's loopback, for as long as tests need it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.database import lock

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTER = Path(__file__).parents[3] / "cluster" / "opensearch"
NEEDED = ("java", "javac", "mvn", "curl")
QUICK = "-XX:TieredStopAtLevel=1"
"""For a node that lives a minute or two: compiling its code well would take longer than that saves."""


def missing() -> list[str]:
    """Return what a node needs and this machine lacks."""
    return [program for program in NEEDED if shutil.which(program) is None]


@contextmanager
def cluster(folder: Path, nodes: int = 1) -> Iterator[tuple[str, ...]]:
    """Yield the addresses of that many nodes; they are ended afterwards."""
    started = _started(folder, nodes)
    try:
        yield tuple(started.split())
    finally:
        _run("stop", folder)


def _started(folder: Path, nodes: int, java: str = "") -> str:
    """Start nodes with options of `java` and return their addresses, which are written down beside them, too."""
    begun, port = time.monotonic(), _free_ports()
    started = _run("start", folder, str(nodes), str(port), java=java)
    (folder / "addresses").write_text(started, encoding="ascii")
    say(
        f"OpenSearch: {nodes} nodes stand after {time.monotonic() - begun:.0f} s, {_resident(folder)} MB in memory"
    )
    return started


@contextmanager
def shared(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the address of one node that several processes use: the first starts it, the last ends it."""
    folder.mkdir(parents=True, exist_ok=True)
    users = folder / "users"
    with lock.alone(folder):
        if not users.exists():
            _started(folder, 1, QUICK)
        users.mkdir(exist_ok=True)
        (users / str(os.getpid())).touch()
    try:
        yield tuple((folder / "addresses").read_text(encoding="ascii").split())
    finally:
        with lock.alone(folder):
            (users / str(os.getpid())).unlink()
            if not any(users.iterdir()):
                users.rmdir()
                _run("stop", folder)


def again(folder: Path, number: int) -> None:
    """Start a node again that was killed."""
    _run("node", folder, str(number))


def green(folder: Path, seconds: int = 180) -> None:
    """Wait until every shard and every replica stands."""
    _run("green", folder, str(seconds))


def pid(folder: Path, number: int) -> int:
    """Return the process of a node."""
    return int((folder / f"node{number}" / "pid").read_text(encoding="ascii"))


def _run(verb: str, folder: Path, *more: str, java: str = "") -> str:
    environment = {"OPENSEARCH_HEAP": "512m", "OPENSEARCH_JAVA_OPTS": java} | dict(os.environ)
    done = subprocess.run(
        [str(STARTER), verb, str(folder), *more],
        stdout=subprocess.PIPE,
        env=environment,
        check=True,
        text=True,
    )
    return done.stdout


def _free_ports() -> int:
    """Return a port that is free, as those after it mostly are."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return min(int(probe.getsockname()[1]), 60_000)


def _resident(folder: Path) -> int:
    pages = 0
    for file in folder.glob("node*/pid"):
        statm = Path(f"/proc/{file.read_text(encoding='ascii').strip()}/statm")
        pages += int(statm.read_text(encoding="ascii").split()[1]) if statm.exists() else 0
    return pages * 4096 // 2**20


def say(line: str) -> None:
    """Say it whatever pytest captures."""
    stream = sys.__stderr__ or sys.stderr
    stream.write(f"\n{line}\n")
