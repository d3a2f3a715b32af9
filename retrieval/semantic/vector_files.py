"""The files that vectors are kept in: opened, appended to and mapped; which of what they hold is sound."""

from __future__ import annotations

import os
import shutil
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import io
    from pathlib import Path

Halves = NDArray[np.float16]

ENTRY = np.dtype([("key", "<u8"), ("sentences", "<u4"), ("checksum", "<u4")])
SYNCED = 64
"""Passages after which is waited for the disk: as many may be lost in a power cut."""
_FILES = ("sentences", "passages", "entries")  # in the order they are written in
_MAKER = "maker"
_FORMAT = 1


class VectorFiles:
    """The files of one folder, open; none where they are of another encoder, or who reads finds none."""

    def __init__(self, folder: Path, fingerprint: str, dimensions: int, *, writing: bool) -> None:
        """Open them; who writes takes away those of another encoder, and a replacement that broke off."""
        self._folder, self._dimensions, self._writing = folder, dimensions, writing
        if writing:
            restore(folder)
        maker, made = folder / _MAKER, f"{_FORMAT} {fingerprint} {dimensions}".encode()
        ours = maker.is_file() and maker.read_bytes() == made
        if writing and not ours:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700, parents=True)
            maker.write_bytes(made)
            ours = True
        self._files = self._opened() if ours else []

    def close(self) -> None:
        """Wait for the disk, where something may have been written, and let go of the files."""
        for file in self._files:
            if self._writing:
                os.fsync(file.fileno())
            file.close()
        self._files = []

    def sound(self) -> NDArray[Any]:
        """Return the entries that are whole."""
        return sound(self._folder, self._dimensions) if self._files else np.zeros(0, ENTRY)

    def are_current(self, known: int) -> bool:
        """Return whether these files stand in the folder, and still hold so many entries."""
        try:
            theirs, ours = (self._folder / _FILES[-1]).stat(), os.fstat(self._files[-1].fileno())
        except (FileNotFoundError, IndexError):
            return False
        return theirs.st_ino == ours.st_ino and ours.st_size >= known * ENTRY.itemsize

    def added_after(self, known: int) -> NDArray[Any]:
        """Return the entries beyond the first `known`.

        Whoever writes is alive or has cut off what is not whole: an entry is written after what it is of.
        """
        entries = self._files[-1]
        entries.seek(known * ENTRY.itemsize)
        added = entries.read()
        return np.frombuffer(added[: len(added) // ENTRY.itemsize * ENTRY.itemsize], ENTRY)

    def append(self, *parts: NDArray[np.generic]) -> None:
        """Write to the end of each file, to all or none."""
        sizes = [os.fstat(file.fileno()).st_size for file in self._files]
        try:
            for file, part in zip(self._files, parts, strict=True):
                write(file, part.view(np.uint8).data)
        except OSError:
            self._truncate(sizes)
            raise

    def cut(self, passages: int, sentences: int) -> None:
        """Leave so many passages with so many sentences in all."""
        row = 2 * self._dimensions
        self._truncate([sentences * row, passages * row, passages * ENTRY.itemsize])

    def descriptors(self) -> list[int]:
        """Return descriptors that outlive the files, to wait for the disk with; to be closed."""
        return [os.dup(file.fileno()) for file in self._files]

    def mapped(self, passages: int, sentences: int) -> tuple[Halves, Halves]:
        """Return the vectors (N × D) of so many passages, and of so many sentences."""
        return self._map("passages", passages), self._map("sentences", sentences)

    def _opened(self) -> list[io.FileIO]:
        """Return the files; none where who reads finds none, or they are just being replaced."""
        names = [self._folder / name for name in _FILES]
        if self._writing:
            return [name.open("ab", buffering=0) for name in names]
        try:
            return [name.open("rb", buffering=0) for name in names]
        except FileNotFoundError:
            return []

    def _truncate(self, sizes: list[int]) -> None:
        for file, size in zip(self._files, sizes, strict=True):
            file.truncate(size)

    def _map(self, name: str, rows: int) -> Halves:
        shape = rows, self._dimensions
        if not rows:
            return np.zeros(shape, np.float16)
        # Who reads maps what it opened, which another process may have put others in the place of.
        file = self._folder / name if self._writing else self._files[_FILES.index(name)]
        return np.memmap(file, "<f2", "r", shape=shape)


def sound(folder: Path, dimensions: int) -> NDArray[Any]:
    """Return the entries up to the first that is incomplete; only the last can be."""
    sizes = {name: _size(folder / name) // (2 * dimensions) for name in ("sentences", "passages")}
    count = min(_size(folder / "entries") // ENTRY.itemsize, sizes["passages"])
    entries = np.fromfile(folder / "entries", ENTRY, count) if count else np.zeros(0, ENTRY)
    ends = np.cumsum(entries["sentences"], dtype=np.int64)
    entries = entries[: int(np.searchsorted(ends, sizes["sentences"], side="right"))]
    last = max(0, len(entries) - 2 * SYNCED)
    for place in range(last, len(entries)):
        first, row = int(ends[place - 1]) if place else 0, 2 * dimensions
        entry = entries[place]
        passage = _part(folder / "passages", place * row, row)
        sentences = _part(folder / "sentences", first * row, int(entry["sentences"]) * row)
        if entry["checksum"] != checksum(int(entry["key"]), passage, sentences):
            return entries[:place]
    return entries


def checksum(key: int, passage: bytes, sentences: bytes) -> int:
    """Return the checksum of an entry, over its key and its vectors."""
    return zlib.crc32(sentences, zlib.crc32(passage, zlib.crc32(key.to_bytes(8, "little"))))


def _part(file: Path, first: int, size: int) -> bytes:
    with file.open("rb") as opened:
        opened.seek(first)
        return opened.read(size)


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0


def write(file: io.FileIO, content: memoryview) -> None:
    """Write all of `content`; raises OSError where the disk is full."""
    while content:
        content = content[file.write(content) :]


def restore(folder: Path) -> None:
    """Take back the first step of a replacement that was killed before its second one; see `replacing`."""
    before = folder.with_name(f"{folder.name}.old")
    if before.exists() and not folder.exists():
        before.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
