"""The windows that could be quoted: runs of whole sentences, or of clauses of one sentence too long to quote whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.corpus.columns import CLOSES, HEADING, OPENS, RESUMES, Corpus

if TYPE_CHECKING:
    from retrieval.arrays import Longs
    from retrieval.ranking.candidates import Candidates


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
