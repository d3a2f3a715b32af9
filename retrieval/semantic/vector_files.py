"""The files that vectors are kept in: which of what they hold is sound, and putting others in their place."""

from __future__ import annotations

import shutil
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from numpy.typing import NDArray

ENTRY = np.dtype([("key", "<u8"), ("sentences", "<u4"), ("checksum", "<u4")])
SYNCED = 64
"""Passages after which is waited for the disk: as many may be lost in a power cut."""


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


def replace(folder: Path, aside: Path) -> None:
    """Put `aside` in the place of `folder`; killed between the two steps, `restore` takes the first one back."""
    before = folder.with_name(f"{folder.name}.old")
    folder.rename(before)
    aside.rename(folder)
    shutil.rmtree(before, ignore_errors=True)


def restore(folder: Path) -> None:
    """Take back the first step of a `replace` that was killed before its second one."""
    before = folder.with_name(f"{folder.name}.old")
    if before.exists() and not folder.exists():
        before.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
