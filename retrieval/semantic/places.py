"""Keys of 64 bits in the order they came, and the place of each."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_RECENT = 1 << 12


class KeyIndex:
    """Keys, each at its latest place; a million take 24 MB, for all but the latest are found in a sorted array."""

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        self._keys = array("Q", keys.tobytes())
        self._recent: dict[int, int] = {}
        self._sort()

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> NDArray[np.uint64]:
        """Return all keys in the order they came."""
        return np.array(self._keys, np.uint64)

    def add(self, key: int) -> None:
        """Give a key the next place."""
        self._recent[key] = len(self._keys)
        self._keys.append(key)
        if len(self._recent) >= _RECENT:
            self._sort()

    def of(self, key: int) -> int | None:
        """Return the place of `key`, None where it has none."""
        if key in self._recent:
            return self._recent[key]
        found = int(np.searchsorted(self._sorted, np.uint64(key), side="right")) - 1
        return int(self._order[found]) if found >= 0 and self._sorted[found] == key else None

    def known(self, keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which of `keys` have a place."""
        self._sort()
        found = np.minimum(np.searchsorted(self._sorted, keys), max(len(self._sorted) - 1, 0))
        if not len(self._sorted):
            return np.zeros(len(keys), bool)
        same: NDArray[np.bool_] = self._sorted[found] == keys
        return same

    def _sort(self) -> None:
        keys = self.keys
        self._order = np.argsort(keys, kind="stable")
        self._sorted = keys[self._order]
        self._recent.clear()
