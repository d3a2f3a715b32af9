"""A file or folder that is replaced whole: written beside its name, which it takes once it is on the disk."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def replacing(place: Path) -> Iterator[Path]:
    """Yield a free path beside `place`; the file or folder that is made there takes its place at the end.

    Where the body raises, what stood at `place` stays. A folder is replaced in two steps: a process that dies between
    them leaves the old one under the name with .old. Raises OSError for a device or a pipe: nothing takes its place.
    """
    if place.exists() and not place.is_file() and not place.is_dir():
        raise OSError(errno.EINVAL, "this is a pipe, a device or the like", str(place))
    aside, before = place.with_name(f"{place.name}.new"), _before(place)
    _remove(aside)
    try:
        yield aside
        _settle(aside)
        if aside.is_dir():
            _remove(before)
            if place.exists():
                place.rename(before)
        aside.replace(place)
    except BaseException:
        _remove(aside)
        if before.is_dir() and not place.exists():
            before.rename(place)
        raise
    _settle(place.parent)
    if place.is_dir():
        _remove(before)


def standing(place: Path) -> Path:
    """Return where the folder stands that is replaced whole: between the two steps it has the name with .old."""
    return place if place.exists() else _before(place)


def restore(place: Path) -> None:
    """Take back the first step of a replacement that was killed before its second one."""
    before = _before(place)
    if before.exists() and not place.exists():
        before.rename(place)
    _remove(before)


def _before(place: Path) -> Path:
    return place.with_name(f"{place.name}.old")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; Windows cannot wait for a folder."""
    if path.is_dir() and os.name == "nt":
        return
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
