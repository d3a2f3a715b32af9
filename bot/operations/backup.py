"""A copy of the archive and of the readers' journal, made while the bot runs; and the way back.

A copy is written beside its name and takes that name when it is whole and on the disk. SQLite copies in one step: what
is written meanwhile is in the copy whole or not at all, and nobody waits for it. On the way back SQLite writes all of a
file in one transaction, so that processes that have it open see what came back; only a damaged file is replaced.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.configuration.settings import journal_of
from bot.database.archive_migrations import ARCHIVE
from bot.database.database import BUSY_SECONDS, explained
from bot.database.journal_migrations import JOURNAL
from bot.database.lock import held, unloaded
from bot.errors import CommandError, StoreError
from bot.regular_files import other_kind_at
from retrieval.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.configuration.settings import Settings
    from bot.database.schema import Schema

_IDENTITY = """SELECT generation, sum, (SELECT count(*) FROM editorial), (SELECT max(edited) FROM editorial),
    (SELECT count(withdrawn) FROM editorial) FROM archive"""
_LOGS = ("-wal", "-shm", "-journal")
# A file whose pages have another size, and one whose log cannot be read, are replaced.
_REPLACEABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


def back_up(settings: Settings, target: Path, *, force: bool = False) -> list[Path]:
    """Copy the archive to `target` and the journal beside it; return the files that were written.

    Raises CommandError when there is no archive or, unless by `force`, when a file would be replaced; StoreError when
    a file cannot be read or written. It blocks.
    """
    return _copied(settings.archive, target, force=force)


def restore(settings: Settings, source: Path, *, force: bool = False) -> list[Path]:
    """Put a copy back in the place of the archive and the journal; raises as `back_up` does.

    Raises StoreError too when a bot serves the archive, or something is being loaded into it. It blocks.
    """
    with held(settings.archive), unloaded(settings.archive):
        return _copied(source, settings.archive, force=force, back=True)


def copied_into(source: Path, target: Path, schema: Schema) -> bool:
    """Make one database what another is, in one step for who has it open; return whether it was not the same.

    Raises StoreError when one of them cannot be used.
    """
    held = identity(source)
    if held is not None and target.exists() and identity(target) == held:
        return False
    if not _wrote_into(source, target, schema):
        with replacing(target) as aside:
            copied(source, aside, schema)
    return True


def identity(archive: Path) -> tuple[object, ...] | None:
    """Return what names the articles of an archive and the editors' answers; None where it cannot be read."""
    address = f"{archive.resolve().as_uri()}?mode=ro"
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as database,
    ):
        return tuple(database.execute(_IDENTITY).fetchone())
    return None


def _copied(source: Path, target: Path, *, force: bool, back: bool = False) -> list[Path]:
    """Copy both files; those that are brought `back` are written into the files that are there."""
    pairs = [(source, target, ARCHIVE), (journal_of(source), journal_of(target), JOURNAL)]
    wanted = [pair for pair in pairs if pair[0].exists() or pair[2] is ARCHIVE]
    goals = [goal for _, goal, _ in wanted]
    _demand(source, goals, force=force)
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with ExitStack() as stack:
            left = [pair for pair in wanted if not (back and _wrote_into(*pair))]
            for origin, goal, schema in left:
                copied(origin, stack.enter_context(replacing(goal)), schema)
            for _, goal, _ in left:
                # Bring into a file what a killed process left in its log, so that it is whole until it is
                # replaced.
                if goal.exists():
                    # A damaged one stays as it is: it may be what the copy is put back for.
                    with suppress(sqlite3.Error), closing(sqlite3.connect(goal)) as database:
                        database.execute("SELECT count(*) FROM sqlite_master")
                        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                _drop_logs(goal)
    except OSError as error:
        raise StoreError(str(target), f"cannot be written: {error.strerror}") from error
    return goals


def _demand(source: Path, goals: Sequence[Path], *, force: bool) -> None:
    """Raise CommandError unless there is a file to copy, and each of the goals may be made or replaced."""
    if not source.is_file():
        raise CommandError(f"{source}: there is no such archive; name another file")
    if special := next(filter(other_kind_at, goals), None):
        raise CommandError(f"{special}: this is a pipe, a device or the like; name another file")
    if source.resolve() == goals[0].resolve():
        raise CommandError(f"{goals[0]}: this is the file to copy; name another one")
    if not force and (there := next(filter(Path.exists, goals), None)):
        raise CommandError(f"{there}: this file exists already; --force lets the copy take its place")


def copied(source: Path, target: Path, schema: Schema) -> None:
    """Make a whole and private copy of a database; raises StoreError when it cannot be used."""
    _drop_logs(target)
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with _origin(source, schema) as origin, explained(target), closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
        # Without a log of its own, the copy is one file.
        copy.execute("PRAGMA journal_mode = DELETE")
        _check(copy, source)


def _wrote_into(source: Path, target: Path, schema: Schema) -> bool:
    """Write a database into the file of another, in one transaction; return False where it is damaged."""
    if not target.exists():
        return False
    with _origin(source, schema) as origin:
        _check(origin, source)
        try:
            with closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as copy:
                if _application(copy) != schema.application_id:
                    return False
                copy.execute("PRAGMA journal_mode = WAL")
                origin.backup(copy, progress=_patient)
                copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in _REPLACEABLE:
                return False
            with explained(target):
                raise
        except sqlite3.DatabaseError:
            return False
    return True


def _patient(status: int, *_: int) -> None:
    """Give up where another process has been writing for `BUSY_SECONDS`."""
    if status == sqlite3.SQLITE_BUSY:
        error = sqlite3.OperationalError("busy")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error


@contextmanager
def _origin(source: Path, schema: Schema) -> Iterator[sqlite3.Connection]:
    """Yield a connection that reads a file of ours; raises StoreError where it is none."""
    address = f"{source.resolve().as_uri()}?mode=ro"
    with explained(source), closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as origin:
        if _application(origin) != schema.application_id:
            raise StoreError(str(source), "this is no file of Isnad's; name another one")
        yield origin


def _application(connection: sqlite3.Connection) -> int:
    [(application,)] = connection.execute("PRAGMA application_id")
    return int(application)


def _check(connection: sqlite3.Connection, source: Path) -> None:
    [(found,)] = connection.execute("PRAGMA quick_check(1)")
    if found != "ok":
        raise StoreError(str(source), f"is damaged and was not copied: {found}")


def _drop_logs(file: Path) -> None:
    for log in _LOGS:
        file.with_name(f"{file.name}{log}").unlink(missing_ok=True)
