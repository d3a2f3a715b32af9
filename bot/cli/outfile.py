"""A file that somebody names for results: "-" is stdout, and a name that ends in .gz is zipped."""

from __future__ import annotations

import errno
import gzip
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from bot.errors import CommandError
from retrieval.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def opened(name: str, *, whole: bool = False) -> Iterator[BinaryIO]:
    """Yield the file `name` to write to; raises CommandError when it cannot be written.

    Where it is to be `whole`, it takes its name only at the end, and what stood there stays until then.
    """
    if name == "-":
        yield sys.stdout.buffer
        return
    try:
        with _raw(Path(name), whole=whole) as raw, _packed(raw, name) as file:
            yield file
    except OSError as error:
        lack = "nobody reads this pipe" if error.errno == errno.ENXIO else error.strerror or error
        reason = f"{name}: cannot be written: {lack}; name another file"
        raise CommandError(reason) from error


@contextmanager
def _raw(target: Path, *, whole: bool) -> Iterator[BinaryIO]:
    """Yield the target, or where it is to be `whole` a file beside it that takes its place once it is on the disk.

    Links stay links. Raises OSError for a pipe that nobody reads, which would be waited for.
    """
    # A device or a pipe is written to; a file that took its place would be another one.
    if whole and (target.is_file() or not target.exists()):
        with replacing(target.resolve()) as aside, aside.open("wb") as file:
            yield file
        return
    number = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NONBLOCK, 0o666)
    os.set_blocking(number, True)
    with os.fdopen(number, "wb") as file:
        yield file


@contextmanager
def _packed(raw: BinaryIO, name: str) -> Iterator[BinaryIO]:
    """Yield what is written into a file of that name."""
    if not name.lower().endswith(".gz"):
        yield raw
        return
    # Without a time in it, the same results give the same file.
    with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as zipped:
        yield cast("BinaryIO", zipped)
