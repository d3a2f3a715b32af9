"""The files that vectors are kept in: opened, appended to and mapped; which of what they hold is sound."""

from __future__ import annotations

import os
import shutil
import zlib
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from retrieval.replacing import restore, standing

if TYPE_CHECKING:
    import io
    from collections.abc import Sequence
    from pathlib import Path

Halves = NDArray[np.float16]

ENTRY = np.dtype([("key", "<u8"), ("sentences", "<u4"), ("checksum", "<u4")])
SYNCED = 64
"""Passages after which is waited for the disk: as many may be lost in a power cut."""
_FILES = ("sentences", "passages", "entries")  # in the order they are written in
_MAKER = "maker"
_FORMAT = 1
_OPENED = 9
"""Times that who reads opens the files anew, where each time they were just being replaced."""


class VectorFiles:
    """The files of one folder, open; none where they are of another encoder, or who reads finds none."""

    def __init__(self, folder: Path, fingerprint: str, dimensions: int, *, writing: bool) -> None:
        """Open them; who writes takes away those of another encoder, and a replacement that broke off."""
        self._folder, self._dimensions, self._writing = folder, dimensions, writing
        made = f"{_FORMAT} {fingerprint} {dimensions}".encode()
        self._files = self._to_write(made) if writing else self._to_read(made)

    def close(self) -> None:
        """Wait for the disk, where something may have been written, and let go of the files."""
        for file in self._files:
            if self._writing:
                os.fsync(file.fileno())
            file.close()
        self._files = []

    def sound(self) -> NDArray[Any]:
        """Return the entries that are whole."""
        return _sound(self._files, self._dimensions) if self._files else np.zeros(0, ENTRY)

    def are_current(self, known: int) -> bool:
        """Return whether these files stand in the folder, and still hold so many entries."""
        try:
            theirs, ours = (standing(self._folder) / _FILES[-1]).stat(), os.fstat(self._files[-1].fileno())
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

    def _to_write(self, made: bytes) -> list[io.FileIO]:
        restore(self._folder)
        maker = self._folder / _MAKER
        if not maker.is_file() or maker.read_bytes() != made:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(mode=0o700, parents=True)
            maker.write_bytes(made)
        return _opened(self._folder, "a+b")

    def _to_read(self, made: bytes) -> list[io.FileIO]:
        """Open what stands there, and again where it was replaced meanwhile: the three are of one another."""
        for _ in range(_OPENED):
            folder = standing(self._folder)
            with suppress(FileNotFoundError):
                if (folder / _MAKER).read_bytes() != made:
                    return []
                self._files = _opened(folder, "rb")
                if self.are_current(0):
                    return self._files
                self.close()
        return []

    def _truncate(self, sizes: list[int]) -> None:
        for file, size in zip(self._files, sizes, strict=True):
            file.truncate(size)

    def _map(self, name: str, rows: int) -> Halves:
        shape = rows, self._dimensions
        if not rows:
            return np.zeros(shape, np.float16)
        # What was opened stays the same, whatever another process puts in its place.
        return np.memmap(self._files[_FILES.index(name)], "<f2", "r", shape=shape)


def _opened(folder: Path, mode: Literal["a+b", "rb"]) -> list[io.FileIO]:
    """Open the three; raises FileNotFoundError where who reads misses one."""
    with ExitStack() as stack:
        # The last one first: while it still stands there, the others are of it.
        files = [stack.enter_context((folder / name).open(mode, buffering=0)) for name in reversed(_FILES)]
        stack.pop_all()
    return files[::-1]


def _sound(files: Sequence[io.FileIO], dimensions: int) -> NDArray[Any]:
    """Return the entries up to the first that is incomplete; only the last can be."""
    row = 2 * dimensions
    sentences, passages, entries = (os.fstat(file.fileno()).st_size for file in files)
    count = min(entries // ENTRY.itemsize, passages // row)
    found = np.frombuffer(_part(files[2], 0, count * ENTRY.itemsize), ENTRY)
    ends = np.cumsum(found["sentences"], dtype=np.int64)
    found = found[: int(np.searchsorted(ends, sentences // row, side="right"))]
    for place in range(max(0, len(found) - 2 * SYNCED), len(found)):
        entry, first = found[place], int(ends[place - 1]) if place else 0
        passage = _part(files[1], place * row, row)
        theirs = _part(files[0], first * row, int(entry["sentences"]) * row)
        if entry["checksum"] != checksum(int(entry["key"]), passage, theirs):
            return found[:place]
    return found


def checksum(key: int, passage: bytes, sentences: bytes) -> int:
    """Return the checksum of an entry, over its key and its vectors."""
    return zlib.crc32(sentences, zlib.crc32(passage, zlib.crc32(key.to_bytes(8, "little"))))


def _part(file: io.FileIO, first: int, size: int) -> bytes:
    """Return so many bytes, fewer where the file ends before."""
    file.seek(first)
    parts: list[bytes] = []
    while size and (part := file.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def write(file: io.FileIO, content: memoryview) -> None:
    """Write all of `content`; raises OSError where the disk is full."""
    while content:
        content = content[file.write(content) :]
