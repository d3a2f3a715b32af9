"""Named flat arrays saved as a folder and mapped back into memory, so that processes share pages they read.

A folder holds one raw file an array and a header that says what it is, of which version, and the size and
checksum of each file. It is written aside and moved into place when complete; processes that have mapped the
folder before keep what they have.
"""

from __future__ import annotations

import hashlib
import mmap
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from retrieval.errors import DamagedIndex
from retrieval.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

HEADER = "header.json"
# Bytes up to which a file's checksum is compared at each opening, in hundredths of a second.
SMALL = 1 << 25
# Bytes up to which a file that was read stays in memory.
KEPT = 1 << 26
# Bytes written at a time. Linux caches as one piece what is written at once, and counts a whole piece as memory of the
# process that reads a byte of it: of a million passages written whole, one question took 500 MB, written so 100.
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class _File:
    dtype: str
    size: int  # bytes
    checksum: str


@dataclass(frozen=True, slots=True)
class _Header:
    kind: str
    version: int
    numbers: dict[str, float]
    files: dict[str, _File]


@dataclass(frozen=True, slots=True)
class FlatFiles:
    """What a folder holds, by name: one-dimensional arrays (read-only when mapped) and single numbers."""

    arrays: Mapping[str, NDArray[Any]]
    numbers: Mapping[str, float]
    mappings: tuple[mmap.mmap, ...] = ()

    def release(self) -> None:
        """Give the pages read so far back to the system, whose cache keeps them for whoever reads them next.

        The arrays stay as they are. Those of up to `KEPT` bytes are not given back: much of them is read all the time.
        """
        if hasattr(mmap, "MADV_DONTNEED"):
            for mapping in self.mappings:
                if len(mapping) > KEPT:
                    mapping.madvise(mmap.MADV_DONTNEED)


def save(folder: Path, kind: str, version: int, content: FlatFiles) -> None:
    """Write `content` to `folder`, all or nothing; what stood there before is replaced.

    `kind` names the format and `version` its revision; `mapped` expects the same.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with replacing(folder) as aside:
        aside.mkdir()
        files: dict[str, _File] = {}
        for name, array in content.arrays.items():
            data = np.ascontiguousarray(array).view(np.uint8).data
            _write_durably(aside / name, data)
            files[name] = _File(array.dtype.str, len(data), _digest(data))
        header = msgspec.json.encode(_Header(kind, version, dict(content.numbers), files))
        _write_durably(aside / HEADER, f"{_digest(header)}\n".encode() + header)


def mapped(folder: Path, kind: str, version: int) -> FlatFiles:
    """Map the arrays of a folder that `save` wrote, without reading the large ones.

    Raises DamagedIndex when a file is missing or of another size, when the header or a small file is not as
    it was written, or when the folder is of another kind or version. See `verify` for the large files.
    """
    found = _checked_header(folder, kind, version)
    _compare(folder, {name: file for name, file in found.files.items() if file.size <= SMALL})
    mappings: dict[str, mmap.mmap] = {}
    for name in (name for name, file in found.files.items() if file.size):
        with (folder / name).open("rb") as opened:
            mappings[name] = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    arrays = {
        name: np.frombuffer(mappings.get(name, b""), np.dtype(file.dtype))
        for name, file in found.files.items()
    }
    return FlatFiles(arrays, found.numbers, tuple(mappings.values()))


def verify(folder: Path, kind: str, version: int) -> None:
    """Compare all checksums, at about a second a gigabyte; raises DamagedIndex as `mapped` does."""
    _compare(folder, _checked_header(folder, kind, version).files)


def header(folder: Path) -> bytes:
    """Return what distinguishes one saved folder from another: its header, which holds the checksums of its files.

    Raises DamagedIndex when there is none.
    """
    try:
        return (folder / HEADER).read_bytes()
    except OSError as error:
        raise DamagedIndex(str(folder / HEADER), f"cannot be read: {error.strerror}") from error


def _checked_header(folder: Path, kind: str, version: int) -> _Header:
    """Return the header, each of whose files is there in the size that it says."""
    digest, _, text = header(folder).partition(b"\n")
    if digest.decode(errors="replace") != _digest(text):
        raise DamagedIndex(str(folder), f"{HEADER} is not as it was written")
    try:
        found = msgspec.json.decode(text, type=_Header)
    except msgspec.MsgspecError as error:
        raise DamagedIndex(str(folder), f"{HEADER} is of another program: {error}") from error
    if (found.kind, found.version) != (kind, version):
        raise DamagedIndex(str(folder), f"holds {found.kind} {found.version}, not {kind} {version}")
    for path, file in ((folder / name, file) for name, file in found.files.items()):
        size = path.stat().st_size if path.is_file() else 0
        if size != file.size:
            raise DamagedIndex(str(path), f"has {size} bytes, {file.size} were written")
    return found


def _compare(folder: Path, files: Mapping[str, _File]) -> None:
    for name, file in files.items():
        with (folder / name).open("rb") as opened:
            if hashlib.file_digest(opened, _hash).hexdigest() != file.checksum:
                raise DamagedIndex(str(folder / name), "is not as it was written")


def _write_durably(path: Path, content: bytes | memoryview) -> None:
    """Write and wait for the disk, so that a power cut cannot leave a header beside files not yet written."""
    view = memoryview(content)
    with path.open("wb", buffering=0) as opened:
        for start in range(0, len(view), PIECE):
            piece = view[start : start + PIECE]
            while piece:
                piece = piece[opened.write(piece) :]
        os.fsync(opened.fileno())


def _digest(content: bytes | memoryview) -> str:
    return _hash(content).hexdigest()


def _hash(content: bytes | memoryview = b"") -> hashlib.blake2b:
    return hashlib.blake2b(content, digest_size=16)
