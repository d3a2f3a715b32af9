"""The windows that could be quoted: runs of whole sentences, or of clauses of one sentence too long to quote whole."""

from __future__ import annotations

import numpy as np

from retrieval.candidates import Candidates
from retrieval.corpus import CLOSES, OPENS, Corpus, Longs


def quotable(corpus: Corpus, found: Candidates, ranges: Longs, most_words: int) -> Longs:
    """All windows of at most `most_words` words inside `ranges` (R × 2) of the candidates' pieces: W × 2, each once."""
    words = corpus.piece_words[found.pieces].astype(np.int64)
    marks = corpus.piece_marks[found.pieces]
    windows = {
        (first, end)
        for start, stop in ranges.tolist()
        for first in range(start, stop)
        for end in _ends(words, marks, first, stop, most_words)
    }
    return np.array(sorted(windows), dtype=np.int64).reshape(-1, 2)


def _ends(words: Longs, marks: Longs, first: int, stop: int, most_words: int) -> list[int]:
    """Where a window beginning with piece `first` may end, before `stop`."""
    ends: list[int] = []
    count = 0
    inside = True  # one sentence so far
    for place in range(first, stop):
        count += int(words[place])
        if count > most_words and place > first:
            break
        if inside or (marks[first] & OPENS and marks[place] & CLOSES):
            ends.append(place + 1)
        inside = inside and not marks[place] & CLOSES
    return ends
