"""One bot an archive, and one load at a time: the system's locks on files beside it (the one importer of filelock).

The system lets go of a lock when its process ends, however it ends, so that a lock file left behind means nothing.
`isnad load` beside a running bot does not take the bot's: SQLite keeps them apart, and one at a time writes the index.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

HELD = "another Isnad serves this archive already; stop it first, or name another file with --archive"
LOADING = "another Isnad is loading into this archive; wait until it has ended, or stop it"
_AGAIN_SECONDS = 0.1


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Be inside the only process that serves `file`; raises StoreError at once where another does."""
    with _taken(file, _lock(file), HELD):
        yield


@contextmanager
def unloaded(file: Path) -> Iterator[None]:
    """Keep loads out of `file`; raises StoreError at once where one is under way."""
    with _taken(file, _turn(file), LOADING):
        yield


@asynccontextmanager
async def turn(file: Path, waiting: Callable[[], None]) -> AsyncIterator[None]:
    """Wait until no other load, in whatever process, is at `file`, and keep others waiting; `waiting` is told of it."""
    announced = False
    while True:
        lock = FileLock(_turn(file), timeout=0, mode=0o600, thread_local=False)
        try:
            taken = lock.acquire()
        except Timeout:
            if not announced:
                waiting()
                announced = True
            await asyncio.sleep(_AGAIN_SECONDS)
        except OSError as error:
            raise _unwritable(_turn(file), error) from error
        else:
            with taken:
                yield
            return


@contextmanager
def _taken(file: Path, lock: Path, refusal: str) -> Iterator[None]:
    try:
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        taken = FileLock(lock, timeout=0, mode=0o600).acquire()
    except Timeout as error:
        raise StoreError(str(file), refusal) from error
    except OSError as error:
        raise _unwritable(lock, error) from error
    with taken:
        yield


def _unwritable(lock: Path, error: OSError) -> StoreError:
    return StoreError(str(lock), f"cannot be written: {error.strerror}; check the folder's rights")


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


def _turn(file: Path) -> Path:
    real = file.resolve()
    return real.with_name(f"{real.name}.load.lock")
