"""Vectors of passages and their sentences in files that only grow, each kept once under the key of what it says.

A folder holds three files: the passages' vectors, their sentences' vectors, both in half precision, and for each
passage an entry with its key, how many sentences it has, and a checksum. The entry is written last. What a kill or a
power cut left incomplete is at the end, is noticed by whoever opens the files, and cut off by whoever writes them.
Vectors are compared with their checksum before they are first used: those that are damaged count as never made.
"""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retrieval.replacing import replacing
from retrieval.semantic import vector_files
from retrieval.semantic.entries import Entries
from retrieval.semantic.vector_files import ENTRY, SYNCED, VectorFiles

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.semantic.vector_files import Halves
    from retrieval.semantic.weights import Singles

_SCANNED = 1 << 12  # vectors that are widened at a time


@dataclass(frozen=True, slots=True)
class Held:
    """The vectors of one passage (D), and of its sentences (S × D)."""

    passage: Halves
    sentences: Halves


class PassageVectors(Protocol):
    """Vectors of passages by the keys of what these say, wherever they are kept; see `Vectors`."""

    def __len__(self) -> int: ...

    def __contains__(self, key: int) -> bool: ...

    def held_all(self, keys: Sequence[int]) -> list[Held | None]: ...  # noqa: D102

    def add(self, key: int, vectors: Singles | Halves) -> None: ...  # noqa: D102

    def nearest(self, vector: Singles, most: int) -> tuple[NDArray[np.uint64], Singles]: ...  # noqa: D102

    def sample(self, most: int) -> Singles: ...  # noqa: D102


class Vectors:
    """The vectors in one folder, made by the encoder of that `fingerprint`; those of another one are left out.

    One process at a time may be `writing`, and deletes those of another encoder; who is not keeps what is added in
    memory. Several threads may use it. Its functions raise OSError where the files cannot be used.
    """

    _entries: Entries
    _loose: dict[int, Held]
    _mapped: tuple[Halves, Halves] | None
    _files: VectorFiles

    def __init__(self, folder: Path, fingerprint: str, dimensions: int, *, writing: bool) -> None:
        self._folder, self._fingerprint, self._dimensions = folder, fingerprint, dimensions
        self._writing, self._unsynced = writing, 0
        self._lock = threading.RLock()
        self._loose = {}
        self._open()

    def close(self) -> None:
        """Wait for the disk and let go of the files."""
        with self._lock:
            self._files.close()

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: int) -> bool:
        return key in self._loose or self._entries.of(key) is not None

    def refresh(self) -> None:
        """See what the process that writes has added since; does nothing for that process itself."""
        if self._writing:
            return
        with self._lock:
            if not self._files.are_current(len(self)):
                self.close()
                self._open()
                return
            for entry in self._files.added_after(len(self)):
                self._entries.add(int(entry["key"]), int(entry["sentences"]), int(entry["checksum"]))

    def known(self, keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which of `keys` (W) have vectors in the files."""
        with self._lock:
            return self._entries.known(keys)

    def held(self, key: int) -> Held | None:
        """Return the vectors of the passage with that key, None where there are none that are sound."""
        with self._lock:
            place = self._entries.of(key)
            if place is not None:
                passages, sentences = self._read(place)
                held = Held(passages[place], sentences[self._entries.sentences_of(place)])
                if self._entries.is_sound(place, key, held.passage, held.sentences):
                    return held
            return self._loose.get(key)

    def held_all(self, keys: Sequence[int]) -> list[Held | None]:
        """Return `held` of each of `keys`."""
        return [self.held(key) for key in keys]

    def add(self, key: int, vectors: Singles | Halves) -> None:
        """Keep the vectors (1 + S × D) of a passage and its sentences, unless there are some."""
        halves = np.ascontiguousarray(vectors, "<f2")
        with self._lock:
            if key in self:
                return
            if not self._writing:
                self._loose[key] = Held(halves[0], halves[1:])
                return
            checksum = vector_files.checksum(key, halves[:1].tobytes(), halves[1:].tobytes())
            self._files.append(halves[1:], halves[:1], np.array([(key, len(halves) - 1, checksum)], ENTRY))
            self._entries.add(key, len(halves) - 1, checksum)
            self._unsynced += 1
            # What is to be waited for outlives the files.
            due = self._files.descriptors() if self._unsynced >= SYNCED else []
            self._unsynced = 0 if due else self._unsynced
        # The disk is waited for while others read.
        for descriptor in due:
            os.fsync(descriptor)
            os.close(descriptor)

    def nearest(self, vector: Singles, most: int) -> tuple[NDArray[np.uint64], Singles]:
        """Return the keys of the `most` passages nearest to `vector` (D) in the files, nearest first, and cosines."""
        with self._lock:
            total = len(self)
            passages = self._read(total - 1)[0] if total else np.zeros((0, self._dimensions), np.float16)
            keys, damaged = self._entries.keys, self._entries.damaged
        cosines = np.empty(total, np.float32)
        for first in range(0, total, _SCANNED):
            part = slice(first, min(first + _SCANNED, total))
            cosines[part] = passages[part].astype(np.float32) @ vector
        cosines[damaged] = -np.inf
        likely = np.argpartition(-cosines, most)[:most] if most < total else np.arange(total)
        best = likely[np.lexsort((keys[likely], -cosines[likely]))]
        # What was damaged and made anew stands there twice.
        best = best[np.sort(np.unique(keys[best], return_index=True)[1])]
        return keys[best], cosines[best]

    def sample(self, most: int) -> Singles:
        """Return at most so many passages' vectors (n × D), evenly taken from all in the files."""
        with self._lock:
            total = len(self)
            chosen = np.unique(np.linspace(0, total - 1, min(most, total)).astype(np.int64))
            keys = self._entries.keys[chosen].tolist() if total else []
            sound = [held.passage for held in self.held_all(keys) if held]
            return np.array(sound, np.float32).reshape(-1, self._dimensions)

    def damaged(self) -> int:
        """Compare all in the files with their checksums; return how many are damaged and were not made anew."""
        with self._lock:
            self._entries.compare_anew()
            keys = self._entries.keys.tolist()
        return sum(key not in self._loose and self.held(key) is None for key in keys)

    def compact(self, keys: Collection[int]) -> None:
        """Keep the passages of `keys` only; all stay usable meanwhile."""
        wanted, done = frozenset(keys), len(self)
        with ExitStack() as locked:
            with replacing(self._folder) as aside:
                kept = Vectors(aside, self._fingerprint, self._dimensions, writing=True)
                self._copy(kept, wanted, range(done))
                # What was added meanwhile is copied while nothing more can be.
                locked.enter_context(self._lock)
                self._copy(kept, wanted, range(done, len(self)))
                kept.close()
                self.close()
            self._open()

    def release(self) -> None:
        """Give back the memory of what has been read; see `FlatFiles.release`."""
        self._mapped = None

    def _copy(self, other: Vectors, wanted: Collection[int], places: range) -> None:
        for key in self._entries.keys[places.start : places.stop].tolist():
            held = self.held(key) if key in wanted else None
            if held is not None:
                other.add(key, np.concatenate([held.passage[None], held.sentences]))

    def _open(self) -> None:
        """Read the entries, and, if this is to write, cut off what is incomplete."""
        self._files = VectorFiles(self._folder, self._fingerprint, self._dimensions, writing=self._writing)
        self._entries = Entries(self._files.sound())
        self._mapped = None
        if self._writing:
            self._files.cut(len(self), self._entries.sentences)

    def _read(self, place: int) -> tuple[Halves, Halves]:
        """Return the files of passages and of sentences, mapped up to passage number `place` at least."""
        if self._mapped is None or place >= len(self._mapped[0]):
            self._mapped = self._files.mapped(len(self), self._entries.sentences)
        return self._mapped
