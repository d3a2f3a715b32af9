"""A copy of an archive that is written elsewhere, for a bot that only answers: fetched whenever that has changed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bot.database import lock
from bot.database.archive_migrations import ARCHIVE
from bot.errors import CommandError, StoreError
from bot.operations.backup import copied_into
from retrieval.corpus import manifest
from retrieval.errors import DamagedIndex
from retrieval.replacing import replacing

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings


def follow(settings: Settings, source: Path) -> bool:
    """Make the archive of `settings` what the archive file `source` holds; return whether it was not.

    The readers' journal is not touched. Segments of the index never change, so that only new ones are copied; where the
    writer replaces some meanwhile, the index is left as it was and brought up to the archive by who answers. Raises
    CommandError when there is no archive at `source`, StoreError when it cannot be read or written. It blocks.
    """
    if not source.is_file():
        raise CommandError(f"{source}: there is no such archive; name another file")
    if source.resolve() == settings.archive.resolve():
        raise CommandError(f"{source}: this is the archive itself; name the one to follow")
    folder = source.with_name(f"{source.name}.index")
    try:
        found = manifest.read(folder)
    except DamagedIndex:
        found = None
    try:
        with lock.alone(settings.index):
            changed = found is not None and _segments(folder, settings.index, found)
        settings.archive.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return copied_into(source, settings.archive, ARCHIVE) or changed
    except OSError as error:
        raise StoreError(str(settings.archive), f"cannot be written: {error.strerror}") from error


def _segments(source: Path, target: Path, found: manifest.Manifest) -> bool:
    """Copy what the manifest of `source` names and `target` lacks; return whether the manifest is another one."""
    try:
        if manifest.read(target) == found:
            return False
    except DamagedIndex:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        for entry in found.segments:
            if not (target / entry.name).is_dir():
                with replacing(target / entry.name) as aside:
                    shutil.copytree(source / entry.name, aside)
    except FileNotFoundError:
        return False
    with replacing(target / manifest.MANIFEST) as aside:
        shutil.copyfile(source / manifest.MANIFEST, aside)
    wanted = {manifest.MANIFEST, *(entry.name for entry in found.segments)}
    for path in target.iterdir():
        if path.is_dir() and path.name not in wanted:
            shutil.rmtree(path, ignore_errors=True)
    return True
