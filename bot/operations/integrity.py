"""Whether an archive's files are sound, private and have room to grow; nothing is changed by looking."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.configuration import settings as configuration
from bot.database.archive_migrations import ARCHIVE
from bot.database.database import explained
from bot.database.journal_migrations import JOURNAL
from bot.database.rows import sound
from bot.errors import StoreError
from bot.operations.findings import Finding, Health
from retrieval.archive import Archive
from retrieval.errors import DamagedIndex
from retrieval.ranking.judging.confidence import SMALLEST, chance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.configuration.settings import Settings
    from bot.database.schema import Schema

LEAST_FREE = 200 * 2**20
"""Bytes that should be free beside room for another copy of the files: a new index stands beside the old one."""
_NAMED, _LOOKS = 20, 5
RESTORE = "restore a backup, or load it anew into another file"
FINISH = "a bot that serves erases them by itself, as does `isnad purge` of one of them"


def soundness(settings: Settings, *, deep: bool = False) -> Iterator[Finding]:
    """Yield what can be said of the files, one finding after another; reads all of them, at seconds a gigabyte.

    If it goes `deep`, every version of every article is compared with its digest.
    """
    yield _database("archive", settings.archive, ARCHIVE)
    if deep and settings.archive.exists():
        yield _texts(settings.archive)
    yield from _erasing(settings.archive)
    yield _database("journal", settings.journal, JOURNAL)
    yield from _index(settings)
    yield from _rights(settings)
    yield _free_space(settings)


def _database(subject: str, file: Path, schema: Schema) -> Finding:
    if not file.exists():
        return Finding(subject, Health.NOTE, f"{file} is not there yet", "it is made when it is first needed")
    try:
        with explained(file), closing(_read_only(file)) as database:
            return _judged(subject, file, schema, database)
    except StoreError as error:
        return Finding(subject, Health.WRONG, str(error))


def _read_only(file: Path) -> sqlite3.Connection:
    # Where no log stands beside a file nobody writes to it, and SQLite need not make one to read it.
    mode = "mode=ro" if file.with_name(f"{file.name}-wal").exists() else "immutable=1"
    return sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True)


def _texts(file: Path) -> Finding:
    """Return whether the articles are as they were written, to the last bit."""
    total, damaged = 0, list[str]()
    try:
        with explained(file), closing(_read_only(file)) as database:
            database.row_factory = sqlite3.Row
            for row in database.execute("SELECT * FROM articles"):
                total += 1
                damaged += [] if sound(row) else [row["id"]]
    except StoreError as error:
        return Finding("texts", Health.WRONG, str(error), RESTORE)
    if damaged:
        says = f"{len(damaged)} of {total} articles are damaged: {', '.join(damaged[:_NAMED])}"
        return Finding("texts", Health.WRONG, says, RESTORE)
    return Finding("texts", Health.GOOD, f"{total} articles and earlier versions are as they were written")


def _erasing(file: Path) -> Iterator[Finding]:
    """Yield which purged articles are not yet known to be gone from every file, if there are any."""
    if not file.exists():
        return
    with suppress(sqlite3.Error), closing(_read_only(file)) as database:
        # An older file, or a damaged one, knows nothing of it.
        ids = [id_ for (id_,) in database.execute("SELECT DISTINCT id FROM erasing ORDER BY id")]
        if ids:
            says = f"{len(ids)} purged articles may still stand in some files: {', '.join(ids[:_NAMED])}"
            yield Finding("purge", Health.WRONG, says, FINISH)


def _judged(subject: str, file: Path, schema: Schema, database: sqlite3.Connection) -> Finding:
    [(application,)] = database.execute("PRAGMA application_id")
    [(version,)] = database.execute("PRAGMA user_version")
    if application != schema.application_id:
        says = f"{file} is no {subject} of Isnad"
        return Finding(subject, Health.WRONG, says, "name another file with --archive")
    if version > len(schema.steps):
        says = f"{file} was written by a newer Isnad"
        return Finding(subject, Health.WRONG, says, "upgrade Isnad to use it")
    [(first,), *_] = database.execute("PRAGMA quick_check(1)")
    if first != "ok" or database.execute("PRAGMA foreign_key_check").fetchone():
        return Finding(subject, Health.WRONG, f"{file} is damaged ({first})", RESTORE)
    if version < len(schema.steps):
        says = f"{file} is sound, of schema {version}"
        return Finding(subject, Health.NOTE, says, f"the next start makes it schema {len(schema.steps)}")
    return Finding(subject, Health.GOOD, f"{file} is sound, {_size(file) / 2**20:.1f} MB")


def _index(settings: Settings) -> Iterator[Finding]:
    """Yield whether the next start uses the index as it is, and what an answer takes in an archive of its size."""
    folder = settings.index
    anew = "it is built by the next start, or when `isnad ask` is next called"
    if not settings.archive.exists() or not folder.exists():
        yield Finding("index", Health.NOTE, f"{folder} is not there yet", anew)
        return
    try:
        archive = _verified(settings)
    except DamagedIndex as error:
        yield Finding("index", Health.NOTE, str(error), anew)
        return
    yield Finding("index", Health.GOOD, f"{folder} is sound and holds {len(archive)} articles")
    least, meant = settings.retrieval.verdict.threshold, settings.retrieval.semantic.verdict.threshold
    says = f"quotes are shown where an answer is at least {least:.0%} likely, with meaning {meant:.0%}"
    times = chance(archive.passages)
    by_chance = f"{archive.passages:,} passages have {times:.1f} times as much in common with it by chance"
    yield Finding("verdict", Health.GOOD, f"{says}; {by_chance} as {SMALLEST}, which is reckoned with")


def _verified(settings: Settings) -> Archive:
    """Return the saved index, compared with its checksums; raises DamagedIndex.

    One that a bot replaces meanwhile is looked at anew.
    """
    for _ in range(_LOOKS):
        with suppress(FileNotFoundError):
            Archive.verify(settings.index)
            return Archive.open(settings.index, configuration.language(settings), settings.retrieval)
    raise DamagedIndex(str(settings.index), "lacks files")


def _rights(settings: Settings) -> Iterator[Finding]:
    """Yield who else can read the files, and whether SQLite can write beside them."""
    files = [file for file in (settings.archive, settings.journal) if file.exists()]
    open_to_others = [file for file in files if stat.S_IMODE(file.stat().st_mode) & 0o077]
    for file in open_to_others:
        yield Finding("rights", Health.WRONG, f"{file} can be read by other users", f"chmod 600 '{file}'")
    folder = _nearest(settings.archive.parent)
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding("rights", Health.WRONG, f"{folder} may not be written", "give this user the right to")
    elif not open_to_others:
        yield Finding("rights", Health.GOOD, f"{folder} may be written, and the files are private")


def _free_space(settings: Settings) -> Finding:
    folder = _nearest(settings.archive.parent)
    free = shutil.disk_usage(folder).free
    # Beside a bot that is at work, folders of an index come and go: they are passed over.
    index = (Path(place) / name for place, _, names in os.walk(settings.index) for name in names)
    files = [settings.archive, settings.journal, *index]
    wanted = LEAST_FREE + sum(map(_size, files))
    says = f"{free / 2**20:,.0f} MB are free in {folder}"
    if free < wanted:
        return Finding("disk", Health.WRONG, says, f"make room for at least {wanted / 2**20:,.0f} MB")
    return Finding("disk", Health.GOOD, says)


def _size(file: Path) -> int:
    with suppress(FileNotFoundError):
        return file.stat().st_size if file.is_file() else 0
    return 0


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    return next(above for above in (folder, *folder.absolute().parents) if above.is_dir())
