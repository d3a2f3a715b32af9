"""Packed files are opened here and nowhere else, within limits, and never onto a disk."""

from __future__ import annotations

import io
import itertools
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHUNK: Final = 256 * 2**10
BROKEN: Final = (
    LookupError, ValueError, TypeError, AttributeError, SyntaxError, RuntimeError, OSError, EOFError, AssertionError,
    zlib.error, zipfile.BadZipFile,
)  # fmt: skip
"""What libraries raise for a document in a pack that is damaged inside."""


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """What a packed file may hold: files, bytes of all and of one, how far it may expand, how deep packs may nest.

    Expansion is judged from `judged_from` bytes on: little files of one letter pack well without any harm.
    """

    entries: int = 20_000
    total: int = 2 * 2**30
    each: int = 256 * 2**20
    ratio: int = 200
    judged_from: int = 4 * 2**20
    nesting: int = 2


DEFAULT: Final = UnpackLimits()


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a pack: its path there, and its bytes; or None, and why they cannot be read."""

    path: str
    data: bytes | None
    reason: str = ""


def names(data: bytes) -> tuple[str, ...]:
    """List the paths in a zip file as written; empty if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            return tuple(pack.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ()


def members(data: bytes, limits: UnpackLimits = DEFAULT, *, hidden: bool = False) -> Iterator[Member]:
    """Read the files of a zip file one by one, in its order, without folders; those that systems hide, if `hidden`.

    A file that breaks a rule by itself is yielded without bytes; UnreadableSource, its path empty, when the whole
    pack breaks one.
    """
    try:
        pack = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableSource("", f"damaged zip file: {error}") from error
    with pack:
        # ZipInfo.is_dir fails on a name that is empty.
        files = [entry for entry in pack.infolist() if not entry.filename.endswith("/")]
        entries = [entry for entry in files if hidden or not _is_hidden(entry.filename)]
        if len(entries) > limits.entries:
            raise UnreadableSource("", f"it holds {len(entries)} files; the limit is {limits.entries}")
        if _overlap(files):
            raise UnreadableSource("", "its files overlap, as only those of bombs do")
        room = limits.total
        for entry in entries:
            member = _member(pack, entry, limits, room)
            room -= len(member.data or b"")
            yield member


def contents(data: bytes, limits: UnpackLimits = DEFAULT) -> dict[str, bytes]:
    """Read all files of a small pack such as a document; UnreadableSource, its path empty, if any breaks a rule."""
    found: dict[str, bytes] = {}
    for member in members(data, limits, hidden=True):
        if member.data is None:
            raise UnreadableSource("", f"{member.path}: {member.reason}")
        found[member.path] = member.data
    return found


def gunzip(data: bytes, limits: UnpackLimits = DEFAULT) -> bytes:
    """Unpack gzipped bytes; UnreadableSource, its path empty, if they are torn or expand beyond the limits."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, limits.each + 1)
    except zlib.error as error:
        raise UnreadableSource("", f"damaged gzip data: {error}") from error
    reason = _too_much(len(unpacked), len(data), limits, limits.total)
    if reason:
        raise UnreadableSource("", reason)
    if not unpacker.eof:
        raise UnreadableSource("", "the gzip data breaks off")
    return unpacked


def deflated_too_far(data: bytes, most: int) -> bool:
    """Return whether `data` begins with a zlib stream that unpacks to more than `most` bytes, or to one that does."""
    for _ in range(2):
        try:
            data = zlib.decompressobj().decompress(data, most + 1)
        except zlib.error:
            return False
        if len(data) > most:
            return True
    return False


def _overlap(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Return whether the packed bytes of one file are those of another, too (Fifield, "A better zip bomb", 2019)."""
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    return any(
        before.header_offset + before.compress_size > after.header_offset
        for before, after in itertools.pairwise(placed)
    )


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts


def _member(pack: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: UnpackLimits, room: int) -> Member:
    """Read a packed file as far as the limits allow, whatever size it claims."""
    path = _readable(entry)
    reason = _refused(entry)
    if reason:
        return Member(path, None, reason)
    chunks: list[bytes] = []
    size = 0
    try:
        with pack.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                reason = _too_much(size, entry.compress_size, limits, room)
                if reason:
                    raise UnreadableSource("", reason)
    except UnreadableSource as error:
        if room <= limits.each:
            raise
        return Member(path, None, error.reason)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        return Member(path, None, f"damaged or packed in an unknown way: {error}")
    return Member(path, b"".join(chunks))


def _refused(entry: zipfile.ZipInfo) -> str | None:
    """Return the rule that an entry breaks by what it says of itself, or None."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or not path.parts or ".." in path.parts or path.parts[0].endswith(":"):
        return "its path leads out of the pack"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a link to another file"
    return "it is encrypted; unpack it with its password first" if entry.flag_bits & 1 else None


def _readable(entry: zipfile.ZipInfo) -> str:
    """Return the path as it was meant: old programs write Arabic names without saying in which encoding."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp1256"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _too_much(size: int, packed: int, limits: UnpackLimits, room: int) -> str | None:
    if size > room:
        return f"unpacked it is larger than {limits.total} bytes in all, the limit"
    if size > limits.each:
        return f"unpacked it is larger than {limits.each} bytes, the limit of one file"
    if size > limits.judged_from and size > limits.ratio * max(packed, 1):
        return f"it expands more than {limits.ratio} times, as only bombs do"
    return None
