"""A saved archive: immutable segments in one folder, and a manifest of those that make it up, which is replaced whole.

A process that dies while it saves leaves the manifest that was, and files that none names, which the next one removes.
"""

from __future__ import annotations

import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from retrieval.corpus import storage
from retrieval.corpus.segments import Segments
from retrieval.errors import DamagedIndex
from retrieval.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.corpus.segment import Segment

MANIFEST = "manifest.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment by the name of its folder, and the numbers of those of its articles that are gone."""

    name: str
    gone: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a saved archive is made of, in order; `recipe` is how its articles were indexed."""

    version: int
    recipe: str
    fingerprint: str
    segments: tuple[SegmentEntry, ...]


def save(folder: Path, segments: Segments, recipe: str) -> None:
    """Write what of `segments` was not saved yet and make them the archive in `folder`.

    Folders that are of it no longer are removed; who has mapped them keeps what it has.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    saved: list[SegmentEntry] = []
    for part, stands in zip(segments.segments, segments.standing, strict=True):
        # Another process may have removed what was saved.
        there = part.name and (folder / part.name).is_dir()
        name = part.name if there else storage.save_to(folder, part)
        saved.append(SegmentEntry(name, tuple(np.flatnonzero(~stands).tolist())))
    content = msgspec.json.encode(Manifest(VERSION, recipe, segments.fingerprint, tuple(saved)))
    with replacing(folder / MANIFEST) as aside:
        aside.write_bytes(f"{_digest(content)}\n".encode() + content)
    wanted = {MANIFEST, *(entry.name for entry in saved)}
    for path in folder.iterdir():
        if path.name not in wanted:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def read(folder: Path) -> Manifest:
    """Return the manifest of the archive in `folder`; raises DamagedIndex when it is missing, torn or foreign."""
    try:
        digest, _, content = (folder / MANIFEST).read_bytes().partition(b"\n")
    except OSError as error:
        raise DamagedIndex(str(folder / MANIFEST), f"cannot be read: {error.strerror}") from error
    if digest.decode(errors="replace") != _digest(content):
        raise DamagedIndex(str(folder / MANIFEST), "is not as it was written")
    try:
        found = msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as error:
        raise DamagedIndex(str(folder / MANIFEST), f"is of another program: {error}") from error
    if found.version != VERSION:
        raise DamagedIndex(str(folder / MANIFEST), f"is of version {found.version}, not {VERSION}")
    return found


def open_from(folder: Path, recipe: str, known: Sequence[Segment] = ()) -> Segments:
    """Map the archive in `folder`; segments that are `known` and still make it up are not opened again.

    Raises DamagedIndex when it cannot be trusted or was made by another `recipe`.
    """
    while True:
        found = read(folder)
        if found.recipe != recipe:
            raise DamagedIndex(str(folder), "was made with other word lists or settings")
        try:
            return _opened(folder, found, known)
        except DamagedIndex:
            # Another process may have put a new one in its place meanwhile.
            if read(folder) == found:
                raise


def verify(folder: Path) -> None:
    """Compare every byte of the archive in `folder` with its checksums; raises DamagedIndex where one differs.

    It takes about a second a gigabyte and processor.
    """
    found = read(folder)
    try:
        with ThreadPoolExecutor(thread_name_prefix="verify") as threads:
            list(threads.map(storage.verify, [folder / entry.name for entry in found.segments]))
    except DamagedIndex:
        # Another process may have put a new one in its place meanwhile.
        if read(folder) == found:
            raise


def _opened(folder: Path, found: Manifest, known: Sequence[Segment]) -> Segments:
    opened: list[Segment] = []
    for place, entry in enumerate(found.segments):
        same = len(known) > place and [part.name for part in known[: place + 1]] == [
            part.name for part in found.segments[: place + 1]
        ]
        before = opened[-1].names if opened else None
        opened.append(known[place] if same else storage.open_from(folder / entry.name, before))
    if not opened:
        raise DamagedIndex(str(folder / MANIFEST), "names no segment")
    standing = [np.ones(len(part.ids), bool) for part in opened]
    for stands, entry in zip(standing, found.segments, strict=True):
        stands[list(entry.gone)] = False
    return Segments.of(opened, standing, found.fingerprint)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
