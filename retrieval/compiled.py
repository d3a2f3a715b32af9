"""The search of `retrieval.scoring` compiled with numba: the same documents and scores, several times as fast.

The one importer of numba, and imported only on demand: that takes the better part of a second. What numba
compiles it keeps beside this file, or in the user's cache folder, for later processes.

The documents are worked through in windows whose sums stay in the processor's cache: the postings of all terms are
added up, then the sums above the n-th best so far are kept. MaxScore, which leaves out the postings of frequent
terms and looks up those it misses, was four times as slow on questions of some eight terms: it saved three postings
in four, but adding one up costs a nanosecond and looking one up eighty.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

import numba
import numpy as np

from retrieval.scoring import Best

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.postings import Postings
    from retrieval.scoring import WeightedTerms

Function = TypeVar("Function", bound=Callable[..., object])

# Documents a window, a power of two: their sums take half a megabyte. Half as many and twice as many were slower.
WINDOW = 1 << 16
# Sums compared in one go without a branch; a divisor of WINDOW.
BLOCK = 64


def search(postings: Postings, saturation: NDArray[np.float64], terms: WeightedTerms, n: int) -> Best:
    """Return what `retrieval.scoring.search` returns."""
    n = min(max(n, 0), len(postings.lengths))
    documents, sums = np.empty(4 * n, np.int64), np.empty(4 * n, np.int64)
    lists = _read_only(postings.starts), _read_only(postings.documents), _read_only(postings.kinds)
    found = _search(*lists, saturation, len(postings.lengths), terms.rows, terms.worth, n, documents, sums) if n else 0
    order = np.argsort(-sums[:found], kind="stable")
    return Best(documents[order], sums[order] / terms.scale)


def _read_only(array: NDArray[np.generic]) -> NDArray[np.generic]:
    # Mapped arrays are read-only, and numba compiles for those and for others apart.
    view = array.view()
    view.flags.writeable = False
    return view


def _compiled(function: Function) -> Function:
    return cast("Function", numba.njit(cache=True, nogil=True)(function))


@_compiled
def _search(starts, documents, kinds, saturation, size, rows, worth, n, best, sums):
    """Put the best documents, ascending, and their sums into `best` and `sums`; return how many there are."""
    cursors, ends = starts[rows], starts[rows + 1]
    window = np.zeros(WINDOW, np.int64)
    found, least = 0, 1
    for first in range(0, size, WINDOW):
        limit = min(first + WINDOW, size)
        for term in range(len(rows)):
            cursors[term] = _add(
                window, limit, documents, kinds, saturation, worth[term], cursors[term], ends[term]
            )
        found, least = _collect(window, first, best, sums, found, least, n)
        window[:] = 0
    if found > n:
        _cut(best, sums, found, n)
    return min(found, n)


@_compiled
def _add(window, limit, documents, kinds, saturation, worth, cursor, end):
    """Add what a term is worth to the documents before `limit`; return the cursor of the first from there."""
    while cursor < end and documents[cursor] < limit:
        window[documents[cursor] & np.uint32(WINDOW - 1)] += np.int64(worth * saturation[kinds[cursor]])
        cursor += 1
    return cursor


@_compiled
def _collect(window, first, best, sums, found, least, n):
    """Append the documents of at least `least`; each time the space is full, keep the n best and raise `least`."""
    for block in range(WINDOW // BLOCK):
        signs = np.int64(0)
        for place in range(BLOCK):
            signs |= least - 1 - window[block * BLOCK + place]
        if signs < 0:
            for place in range(block * BLOCK, (block + 1) * BLOCK):
                if window[place] >= least:
                    best[found], sums[found] = first + place, window[place]
                    found += 1
                    if found == len(best):
                        least = _cut(best, sums, found, n)
                        found = n
    return found, least


@_compiled
def _cut(best, sums, found, n):
    """Move the n best to the front in their order; return the sum that a later document needs to be among them."""
    least = np.partition(sums[:found], found - n)[found - n]
    ties = n - np.sum(sums[:found] > least)
    kept = 0
    for place in range(found):
        tie = sums[place] == least and ties > 0
        if sums[place] > least or tie:
            best[kept], sums[kept] = best[place], sums[place]
            kept += 1
            ties -= tie
    return least + 1
