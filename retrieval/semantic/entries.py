"""Where in the files the vectors of each passage stand, and whether they are as they were written."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.semantic.places import KeyIndex
from retrieval.semantic.vector_files import checksum

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Entries:
    """The entries of the files; those whose vectors turned out to be damaged are passed over, and may come anew."""

    def __init__(self, entries: NDArray[Any]) -> None:
        """Take entries of `vector_files.ENTRY`, in the order in which they stand there."""
        self._places = KeyIndex(entries["key"])
        self._ends = array("Q", [0, *np.cumsum(entries["sentences"], dtype=np.uint64).tolist()])
        self._checksums = array("I", entries["checksum"].tobytes())
        self._checked = bytearray(len(entries))
        self._damaged = set[int]()
        self.damaged: list[int] = []
        """The places of those that are known to be damaged."""

    def __len__(self) -> int:
        return len(self._checksums)

    @property
    def keys(self) -> NDArray[np.uint64]:
        """Return the keys of all, in order."""
        return self._places.keys

    @property
    def sentences(self) -> int:
        """Return how many vectors of sentences there are in all."""
        return int(self._ends[-1])

    def add(self, key: int, sentences: int, checksum: int) -> None:
        """Give the next place to a passage."""
        self._places.add(key)
        self._ends.append(self._ends[-1] + sentences)
        self._checksums.append(checksum)
        self._checked.append(0)
        self._damaged.discard(key)

    def of(self, key: int) -> int | None:
        """Return the place of a passage, None where it has none, or its vectors are damaged."""
        return None if key in self._damaged else self._places.of(key)

    def known(self, keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which of `keys` (W) have a place, and are not damaged."""
        known = self._places.known(keys)
        if self._damaged:
            known &= ~np.isin(keys, np.array(list(self._damaged), np.uint64))
        return known

    def sentences_of(self, place: int) -> slice:
        """Return where the vectors of a passage's sentences stand."""
        return slice(self._ends[place], self._ends[place + 1])

    def is_sound(
        self, place: int, key: int, passage: NDArray[np.float16], sentences: NDArray[np.float16]
    ) -> bool:
        """Return whether the vectors of the passage at a place are as they were written; each is compared once."""
        if not self._checked[place]:
            if checksum(key, passage.tobytes(), sentences.tobytes()) != self._checksums[place]:
                self._damaged.add(key)
                self.damaged.append(place)
                return False
            self._checked[place] = 1
        return True

    def compare_anew(self) -> None:
        """Have all compared again."""
        self._checked = bytearray(len(self))
