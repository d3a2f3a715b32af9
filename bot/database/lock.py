"""One bot an archive: the system's lock on a file beside it (the one importer of filelock).

The system lets go of the lock when its process ends, however it ends, so that a lock file left behind means nothing.
`isnad load` beside a running bot takes no such lock: SQLite keeps the two apart, and one at a time writes the index.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HELD = "another Isnad serves this archive already; stop it first, or name another file with --archive"


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Be inside the only process that serves `file`; raises StoreError at once where another does."""
    lock = _lock(file)
    try:
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        taken = FileLock(lock, timeout=0, mode=0o600).acquire()
    except Timeout as error:
        raise StoreError(str(file), HELD) from error
    except OSError as error:
        raise StoreError(
            str(lock), f"cannot be written: {error.strerror}; check the folder's rights"
        ) from error
    with taken:
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process or thread is here with `folder`; raises OSError where the lock cannot be written."""
    with FileLock(_lock(folder), mode=0o600):
        yield


def is_held(file: Path) -> bool:
    """Return whether some process serves `file` now; raises StoreError when the lock cannot be looked at."""
    if not _lock(file).exists():
        return False
    try:
        with held(file):
            return False
    except StoreError as error:
        if isinstance(error.__cause__, Timeout):
            return True
        raise


def _lock(file: Path) -> Path:
    """Return the lock's file, the same whatever links lead to the archive."""
    real = file.resolve()
    return real.with_name(f"{real.name}.lock")
