"""The windows that could be quoted: runs of whole sentences, or of clauses of one sentence too long to quote whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.corpus.columns import ANNOUNCES, CLOSES, HEADING, OPENS, RESUMES, Corpus

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from retrieval.arrays import Longs
    from retrieval.ranking.candidates import Candidates

_FRAGMENT = 8  # words: a quote that has fewer is read with more of its sentence
_ENOUGH, _MOST_AROUND = 14, 40  # words that it then has
_MOST_ANNOUNCED = 2  # pieces
_MOST_BELOW = 6  # pieces of the sentence below a heading


def quotable(corpus: Corpus, found: Candidates, ranges: Longs, most_words: int) -> Longs:
    """Return all windows of at most `most_words` words inside `ranges` (R × 2) of the candidates' pieces: W × 2.

    None runs into another section, or across a part of the page that was left out.
    """
    words = corpus.piece_words.tolist()
    marks = corpus.piece_marks.tolist()
    reach: dict[int, int] = {}  # how far the ranges go that a piece stands in
    for start, stop in ranges.tolist():
        for first in range(start, stop):
            reach[first] = max(reach.get(first, 0), stop)
    windows = [
        (first, end)
        for first, stop in sorted(reach.items())
        for end in _ends(words[first:stop], marks[first:stop], first, most_words)
    ]
    return np.array(windows, dtype=np.int64).reshape(-1, 2)


def _ends(words: list[int], marks: list[int], first: int, most_words: int) -> list[int]:
    """Return where a window may end that begins with the first of these pieces, whose number is `first`."""
    ends = [first + 1]
    opens, inside = marks[0] & OPENS, not marks[0] & CLOSES  # inside: one sentence so far
    count = words[0]
    for place in range(1, len(words)):
        mark = marks[place]
        count += words[place]
        if count > most_words or mark & (HEADING | RESUMES) or not (inside or opens):
            break
        closes = mark & CLOSES
        if inside or closes:
            ends.append(first + place + 1)
        inside = inside and not closes
    return ends


def widened(corpus: Corpus, ranges: Longs, chosen: Sequence[int]) -> list[int]:
    """Return the chosen windows of `ranges`, a fragment of a sentence with what stands around it there.

    «غينادي غاتيلوف،» alone tells nobody who that is, and «الراتب السنوي:» not what it is: with what announces something
    goes what is announced, and with a heading what it is that of. What runs into one before it is left out.
    """
    known = {(first, end): window for window, (first, end) in enumerate(ranges.tolist())}
    wide, taken = list[int](), list[tuple[int, int]]()
    for window in chosen:
        first, end = ranges[window].tolist()
        found = (
            (first, end) if _words(corpus, first, end) >= _FRAGMENT else _around(corpus, known, first, end)
        )
        found = _with_announced(corpus, known, *_below_heading(corpus, known, *found))
        if not any(start < found[1] and found[0] < stop for start, stop in taken):
            wide.append(known[found])
            taken.append(found)
    return wide


def _below_heading(
    corpus: Corpus, known: Container[tuple[int, int]], first: int, end: int
) -> tuple[int, int]:
    """Return some pieces with those below them where they are a heading and nothing else: «لقاء وبيان مشترك»."""
    if end - first > 1 or not corpus.piece_marks[first] & HEADING:
        return first, end
    below = (stop for stop in range(end + 1, end + 1 + _MOST_BELOW) if (first, stop) in known)
    whole = (stop for stop in below if corpus.piece_marks[stop - 1] & CLOSES)
    return first, next(whole, end)


def _with_announced(
    corpus: Corpus, known: Container[tuple[int, int]], first: int, end: int
) -> tuple[int, int]:
    """Return some pieces with the one that the last of them announces; a list of labels goes on with the next one."""
    for _ in range(_MOST_ANNOUNCED):
        if corpus.piece_marks[end - 1] & ANNOUNCES and (first, end + 1) in known:
            end += 1
    return first, end


def _around(corpus: Corpus, known: Container[tuple[int, int]], first: int, end: int) -> tuple[int, int]:
    """Return the pieces of a fragment's sentence around it that have words enough, or as many as may be."""
    start, stop = _sentence(corpus, first, end)
    around = [
        (before, after)
        for before in range(start, first + 1)
        for after in range(end, stop + 1)
        if (before, after) in known and _words(corpus, before, after) <= _MOST_AROUND
    ]
    enough = [one for one in around if _words(corpus, *one) >= _ENOUGH]
    best = min(enough, key=lambda one: (_words(corpus, *one), one), default=None)
    return best or max(around, key=lambda one: _words(corpus, *one), default=(first, end))


def _sentence(corpus: Corpus, first: int, end: int) -> tuple[int, int]:
    """Return the pieces of the sentence that a fragment is of."""
    marks = corpus.piece_marks
    while first > 0 and not marks[first] & OPENS and not marks[first - 1] & CLOSES:
        first -= 1
    while end < len(marks) and not marks[end - 1] & CLOSES and not marks[end] & OPENS:
        end += 1
    return first, end


def _words(corpus: Corpus, first: int, end: int) -> int:
    return int(corpus.piece_words[first:end].sum())
