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
    import io
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

    `kind` names the format and `version` its revision; `mapped` wants to hear the same.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with replacing(folder) as aside:
        aside.mkdir()
        files = {name: _write(aside / name, array) for name, array in content.arrays.items()}
        header = msgspec.json.encode(_Header(kind, version, dict(content.numbers), files))
        _write_durably(aside / HEADER, f"{_digest(header)}\n".encode() + header)


def mapped(folder: Path, kind: str, version: int) -> FlatFiles:
    """Map the arrays of a folder that `save` wrote, without reading the large ones.

    Raises DamagedIndex when a file is missing or of another size, when the header or a small file is not as
    it was written, or when the folder is of another kind or version. See `verify` for the large files.
    """
    header = _header(folder, kind, version)
    _compare(folder, {name: file for name, file in header.files.items() if file.size <= SMALL})
    mappings = {name: _map(folder / name) for name, file in header.files.items() if file.size}
    arrays = {
        name: np.frombuffer(mappings.get(name, b""), np.dtype(file.dtype))
        for name, file in header.files.items()
    }
    return FlatFiles(arrays, header.numbers, tuple(mappings.values()))


def verify(folder: Path, kind: str, version: int) -> None:
    """Compare all checksums, at about a second a gigabyte; raises DamagedIndex as `mapped` does."""
    _compare(folder, _header(folder, kind, version).files)


def _header(folder: Path, kind: str, version: int) -> _Header:
    """Read the header and see that each file is there in the size it tells."""
    digest, _, text = _read(folder / HEADER).partition(b"\n")
    if digest.decode(errors="replace") != _digest(text):
        raise DamagedIndex(str(folder), f"{HEADER} is not as it was written")
    try:
        header = msgspec.json.decode(text, type=_Header)
    except msgspec.MsgspecError as error:
        raise DamagedIndex(str(folder), f"{HEADER} is of another program: {error}") from error
    if (header.kind, header.version) != (kind, version):
        raise DamagedIndex(str(folder), f"holds {header.kind} {header.version}, not {kind} {version}")
    for name, file in header.files.items():
        if (size := _size(folder / name)) != file.size:
            raise DamagedIndex(str(folder / name), f"has {size} bytes, {file.size} were written")
    return header


def _compare(folder: Path, files: Mapping[str, _File]) -> None:
    for name, file in files.items():
        with (folder / name).open("rb") as opened:
            if hashlib.file_digest(opened, _hash).hexdigest() != file.checksum:
                raise DamagedIndex(str(folder / name), "is not as it was written")


def _map(path: Path) -> mmap.mmap:
    with path.open("rb") as opened:
        return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DamagedIndex(str(path), f"cannot be read: {error.strerror}") from error


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _write(path: Path, array: NDArray[np.generic]) -> _File:
    content = np.ascontiguousarray(array).view(np.uint8).data
    _write_durably(path, content)
    return _File(array.dtype.str, len(content), _digest(content))


def _write_durably(path: Path, content: bytes | memoryview) -> None:
    """Write and wait for the disk, so that a power cut cannot leave a header beside files not yet written."""
    view = memoryview(content)
    with path.open("wb", buffering=0) as opened:
        for start in range(0, len(view), PIECE):
            _write_all(opened, view[start : start + PIECE])
        os.fsync(opened.fileno())


def _write_all(opened: io.FileIO, content: memoryview) -> None:
    while content:
        content = content[opened.write(content) :]


def _digest(content: bytes | memoryview) -> str:
    return _hash(content).hexdigest()


def _hash(content: bytes | memoryview = b"") -> hashlib.blake2b:
    return hashlib.blake2b(content, digest_size=16)
