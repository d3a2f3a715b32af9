"""What an archive offers to its replicas: a snapshot of its file and of its index, in blocks that have checksums.

A snapshot holds the articles with their versions, what is known of them, and the editors' answers. It holds nothing of
readers, which is in a file of its own, and nothing of what the writer does beside: files, visits, posts that wait.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.database.archive_migrations import ARCHIVE
from bot.errors import StoreError
from bot.operations.backup import copied, identity
from retrieval.corpus import manifest
from retrieval.errors import DamagedIndex

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

VERSION = 1
BLOCK = 1 << 18
"""Bytes that are compared and fetched at a time."""
INDEX = "archive.db.index"
FILE = "archive.db"
KEPT = 2
"""Snapshots that are kept, for who is still fetching the one before."""
_OF_THE_WRITER = ("files", "visits", "taken", "channels", "posts")


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file of a snapshot by its name there, its size in bytes, and the checksum of each of its blocks."""

    name: str
    size: int
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A snapshot by its name, which says what it holds, and its files."""

    version: int
    snapshot: str
    files: tuple[OfferedFile, ...]


class Offers:
    """The snapshots of one archive, kept beside it; made when they are asked for and the archive has changed."""

    def __init__(self, settings: Settings) -> None:
        self._archive, self._index = settings.archive, settings.index
        self._folder = settings.offered
        self._offered: list[Offer] = []
        self._segments: dict[str, OfferedFile] = {}
        self._making = asyncio.Lock()

    async def latest(self) -> Offer:
        """Return what is offered of the archive as it is now; raises StoreError when no snapshot can be made."""
        async with self._making:
            return await asyncio.to_thread(self._latest)

    async def block(self, snapshot: str, name: str, number: int) -> bytes | None:
        """Return a block of a file by its number from 0; None where nothing of that kind is offered."""
        offered = (offer for offer in self._offered if offer.snapshot == snapshot)
        files = (file for offer in offered for file in offer.files if file.name == name)
        known = next(files, None)
        if known is None or number >= len(known.blocks):
            return None
        return await asyncio.to_thread(_read, self._folder / snapshot / name, number)

    def _latest(self) -> Offer:
        name = self._name()
        # A purge takes the snapshots away that were made before.
        if not (self._offered and self._offered[-1].snapshot == name and (self._folder / name).is_dir()):
            try:
                offer = self._made(name)
            except OSError as error:
                raise StoreError(str(self._folder), f"no copy can be made there: {error.strerror}") from error
            self._offered = [*self._offered[-KEPT + 1 :], offer]
            kept = {one.snapshot for one in self._offered}
            for path in self._folder.iterdir():
                if path.name not in kept:
                    shutil.rmtree(path, ignore_errors=True)
        return self._offered[-1]

    def _name(self) -> str:
        """Return what names the archive as it is now."""
        try:
            index = (self._index / manifest.MANIFEST).read_bytes()
        except OSError:
            index = b""
        return hashlib.blake2b(repr((identity(self._archive), index)).encode(), digest_size=16).hexdigest()

    def _made(self, name: str) -> Offer:
        """Return the offer of a snapshot that is made."""
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, parents=True)
        # The index first: the file may be ahead of it, not it of the file.
        files = self._linked(folder / INDEX)
        copied(self._archive, folder / FILE, ARCHIVE)
        with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as database:
            database.execute("PRAGMA secure_delete = ON")
            for table in _OF_THE_WRITER:
                database.execute(f"DELETE FROM {table}")  # noqa: S608  # names of ours
        return Offer(VERSION, name, (_described(folder / FILE, FILE), *files))

    def _linked(self, folder: Path) -> list[OfferedFile]:
        """Give the segments of the index another name in `folder`; an index that changes meanwhile is left out."""
        try:
            found = manifest.read(self._index)
            for entry in found.segments:
                shutil.copytree(self._index / entry.name, folder / entry.name, copy_function=_link)
            shutil.copyfile(self._index / manifest.MANIFEST, folder / manifest.MANIFEST)
            if manifest.read(folder) != found:
                raise FileNotFoundError
        except (DamagedIndex, FileNotFoundError):
            shutil.rmtree(folder, ignore_errors=True)
            return []
        names = {entry.name for entry in found.segments}
        self._segments = {name: file for name, file in self._segments.items() if name.split("/")[1] in names}
        return [self._segment_file(file, folder) for file in sorted(folder.rglob("*")) if file.is_file()]

    def _segment_file(self, file: Path, folder: Path) -> OfferedFile:
        """Describe a file of the index; those of segments never change."""
        name = f"{INDEX}/{file.relative_to(folder).as_posix()}"
        if file.parent == folder:
            return _described(file, name)
        if name not in self._segments:
            self._segments[name] = _described(file, name)
        return self._segments[name]


def checksum(block: bytes) -> str:
    """Return the checksum of a block."""
    return hashlib.blake2b(block, digest_size=16).hexdigest()


def _described(path: Path, name: str) -> OfferedFile:
    with path.open("rb") as file:
        blocks = tuple(map(checksum, iter(lambda: file.read(BLOCK), b"")))
    return OfferedFile(name, path.stat().st_size, blocks)


def _read(path: Path, number: int) -> bytes | None:
    try:
        with path.open("rb") as file:
            file.seek(number * BLOCK)
            return file.read(BLOCK)
    except OSError:
        return None


def _link(source: str, target: str) -> str:
    """Give a file a second name; copy it where the disk knows no such thing."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, target)
    return target
