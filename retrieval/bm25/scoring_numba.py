"""The search of `retrieval.bm25.scoring` compiled with numba: the same documents and scores in less time.

The one importer of numba, imported only on demand: that takes the better part of a second. What numba
compiles it keeps beside this file, or in the user's cache folder, for later processes.

The documents are worked through in windows whose sums stay in the processor's cache: the postings of all
terms are added up, then the sums that reach the n-th best so far are kept. MaxScore (Turtle and Flood, 1995),
which looks up the postings of frequent terms instead of adding them all, was four times as slow on questions
of eight terms: it left out three postings in four, but to add one takes a nanosecond, to look one up eighty.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

import numba
import numpy as np

from retrieval.bm25.scoring import Best

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.arrays import Bools, Floats, Longs
    from retrieval.bm25.postings import Postings
    from retrieval.bm25.scoring import WeightedTerms


Array = TypeVar("Array", bound="NDArray[np.generic]")
Function = TypeVar("Function", bound=Callable[..., object])

# Documents a window, a power of two: their sums take half a megabyte. Half were slower, twice no faster.
WINDOW = 1 << 16
# Sums compared in one go without a branch; divides WINDOW.
BLOCK = 64
# The documents of a term that `_floor` looks at, and the steps by which it counts their sums.
SAMPLE, STEPS = 1 << 11, 1 << 9
# Sums this small cannot be counted by steps.
NOTHING = 1e-200
# Room for so many times the documents asked for; when it is used up, the best of them are sorted out.
ROOM = 4
_ALL = np.empty(0, np.bool_)


class _Lists(NamedTuple):
    """The posting lists of all terms, one after the other."""

    documents: NDArray[np.uint32]
    kinds: NDArray[np.unsignedinteger]


class _Query(NamedTuple):
    """Where the lists of the query's terms go on (`cursors`, moved on from window to window) and end.

    `allowed` marks the documents looked for; where it is empty, all are.
    """

    cursors: Longs
    ends: Longs
    worth: Floats
    saturation: Floats
    allowed: Bools


class _Kept(NamedTuple):
    """Room for documents, ascending, and their sums, whose bits read as integers order as they do."""

    documents: Longs
    sums: Longs
    n: int


class CompiledSearch:
    """What `retrieval.bm25.scoring.search` does with the same postings; several threads may call it at once."""

    def __init__(self, postings: Postings, saturation: Floats) -> None:
        self._lists = _Lists(_read_only(postings.documents), _read_only(postings.kinds))
        self._starts, self._saturation = postings.starts, saturation
        self._size = len(postings.lengths)
        # Windows not in use: a new one costs as much as the search, for the system has to provide its pages.
        self._windows: list[Floats] = []

    def __call__(self, terms: WeightedTerms, n: int, allowed: Bools | None = None) -> Best:
        """Return the n documents of the highest positive scores, of those `allowed`."""
        n = min(max(n, 0), self._size)
        marks = _read_only(_ALL if allowed is None else allowed)
        starts, ends = self._starts[terms.rows], self._starts[terms.rows + 1]
        query = _Query(starts, ends, terms.worth, self._saturation, marks)
        kept = _Kept(np.empty(ROOM * n, np.int64), np.empty(ROOM * n, np.int64), n)
        try:
            window = self._windows.pop()
        except IndexError:
            window = np.empty(WINDOW)
        found = _search(self._lists, query, self._size, window, kept) if n else 0
        self._windows.append(window)
        order = np.argsort(-kept.sums[:found], kind="stable")[:n]
        return Best(kept.documents[order], kept.sums[order].view(np.float64))


def _read_only(array: Array) -> Array:
    # As mapped arrays are: numba would compile for writable ones once more.
    view = array.view()
    view.flags.writeable = False
    return view


def _compiled(function: Function) -> Function:
    return cast("Function", numba.njit(cache=True, nogil=True)(function))


@_compiled
def _nth(values: Longs, place: int) -> int:
    """Return what stands at `place` once `values`, which it moves about, are sorted (Hoare's FIND, 1961).

    numba takes eight seconds to compile `np.partition`, as much as all the rest twice.
    """
    left, right = 0, len(values) - 1
    while left < right:
        pivot, low, high = values[(left + right) // 2], left, right
        while low <= high:
            while values[low] < pivot:
                low += 1
            while values[high] > pivot:
                high -= 1
            if low <= high:
                values[low], values[high] = values[high], values[low]
                low, high = low + 1, high - 1
        if place <= high:
            right = high
        elif place >= low:
            left = low
        else:  # between them stands nothing but the pivot
            break
    return int(values[place])


@_compiled
def _cut(kept: _Kept, found: int) -> int:
    """Move the n best to the front, ascending; return the sum that a later document needs to join them."""
    documents, sums, n = kept
    worst = _nth(sums[:found].copy(), found - n)
    ties = n - np.sum(sums[:found] > worst)
    place = 0
    for candidate in range(found):
        tie = sums[candidate] == worst and ties > 0
        if sums[candidate] > worst or tie:
            documents[place], sums[place] = documents[candidate], sums[candidate]
            place += 1
            ties -= tie
    return worst + 1


@_compiled
def _collect(window: Longs, first: int, kept: _Kept, found: int, least: int) -> tuple[int, int]:
    """Append the documents whose sums reach `least`, which rises when the n best have to be sorted out.

    Returns how many documents there are now, and `least`.
    """
    for block in range(0, len(window), BLOCK):
        signs = np.int64(0)
        # Signed places could be negative, and minding that would keep the loop from being vectorised.
        for place in range(np.uint64(block), np.uint64(block + BLOCK)):
            signs |= least - 1 - window[place]
        if signs >= 0:
            continue
        for place in range(block, block + BLOCK):
            if window[place] >= least:
                kept.documents[found], kept.sums[found] = first + place, window[place]
                found += 1
                if found == len(kept.sums):
                    found, least = kept.n, _cut(kept, found)
    return found, least


@_compiled
def _floor(window: Floats, documents: NDArray[np.uint32], n: int, most: float) -> int:
    """Return a sum that at least n of these documents reach; no sum is above `most`."""
    counts, steps = np.zeros(STEPS, np.int64), STEPS / most
    for document in documents:
        counts[min(int(window[document & np.uint32(WINDOW - 1)] * steps), STEPS - 1)] += 1
    step, reached = STEPS, 0
    while reached < n:
        step -= 1
        reached += counts[step]
    # The margin is for rounding.
    return int(np.float64(step / steps * (1 - 1e-9)).view(np.int64))


@_compiled
def _before(documents: NDArray[np.uint32], start: int, end: int, limit: int) -> int:
    """Return the place from `start` to `end` before which the documents are below `limit`."""
    while start < end:
        middle = (start + end) // 2
        if documents[middle] < limit:
            start = middle + 1
        else:
            end = middle
    return start


@_compiled
def _add(window: Floats, first: int, lists: _Lists, query: _Query, term: int) -> None:
    """Add what a term is worth to the sums of its documents in the window."""
    documents, kinds = lists
    worth, saturation = query.worth[term], query.saturation
    start = query.cursors[term]
    stop = _before(documents, start, query.ends[term], first + WINDOW)
    # Within the window whatever a damaged file may say: numba would write anywhere.
    for place in range(np.uint64(start), np.uint64(stop)):
        window[documents[place] & np.uint32(WINDOW - 1)] += worth * saturation[kinds[place]]
    query.cursors[term] = stop


@_compiled
def _raised(window: Floats, lists: _Lists, begins: Longs, query: _Query, n: int) -> int:
    """Return a sum that at least n documents of some term reach in the window, or 1 if it knows none."""
    least, most = 1, query.worth.sum() * (1 + 1e-9)
    for term in range(len(begins)):
        some = lists.documents[begins[term] : min(query.cursors[term], begins[term] + SAMPLE)]
        if n <= len(some) and most > NOTHING:
            least = max(least, _floor(window, some, n, most))
    return least


@_compiled
def _search(lists: _Lists, query: _Query, size: int, window: Floats, kept: _Kept) -> int:
    """Fill `kept` with documents, the best among them, and their sums; return how many they are."""
    found, least = 0, 1
    for first in range(0, size, WINDOW):
        blocks = (min(WINDOW, size - first) + BLOCK - 1) // BLOCK
        window[: blocks * BLOCK] = 0
        begins = query.cursors.copy()
        for term in range(len(begins)):
            _add(window, first, lists, query, term)
        # No sum is left to documents that are not allowed.
        for place in range(min(WINDOW, len(query.allowed) - first)):
            window[place] *= query.allowed[first + place]
        if found < kept.n:
            least = max(least, _raised(window, lists, begins, query, kept.n))
        found, least = _collect(window[: blocks * BLOCK].view(np.int64), first, kept, found, least)
        if found > 2 * kept.n:
            found, least = kept.n, _cut(kept, found)
    return found
