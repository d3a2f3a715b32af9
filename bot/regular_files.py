"""Regular files: what lies at a path that somebody names is read, or replaced, only if it is one.

A pipe or a device might be waited for, or read, without end; and to replace one breaks more than an archive.
"""

from __future__ import annotations

import os
import signal
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import CommandError

if TYPE_CHECKING:
    from io import BufferedReader

_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def other_kind(mode: int) -> str | None:
    """Return what something is that is neither a file nor a folder ("a pipe", …); None for what is."""
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else _KINDS.get(stat.S_IFMT(mode), "no file")


def other_kind_at(path: Path) -> str | None:
    """Return the same of what lies at a path; None where nothing can be looked at."""
    try:
        return other_kind(path.stat().st_mode)
    except OSError:
        return None


def opened(path: Path) -> BufferedReader:
    """Open a file to read; raises CommandError at once for what is no regular file, OSError as `open` does."""
    # Looked at first, as opening alone rewinds a tape and wakes who writes into a pipe.
    _demand(path, path.stat().st_mode)
    # A pipe that takes the file's place meanwhile is not waited for.
    stream = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb")
    try:
        _demand(path, os.fstat(stream.fileno()).st_mode)
    except CommandError:
        stream.close()
        raise
    return stream


def contents(name: str | Path) -> bytes:
    """Return what a file holds ("-": what comes from stdin); raises as `opened` does."""
    if name != "-":
        with opened(Path(name)) as stream:
            return stream.read()
    # An interrupt ends the wait for stdin, which the event loop would put off until its end.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return sys.stdin.buffer.read()
    finally:
        signal.signal(signal.SIGINT, before)


def _demand(path: Path, mode: int) -> None:
    if kind := other_kind(mode):
        raise CommandError(f"{path}: {kind}, which is not read; name a file")
