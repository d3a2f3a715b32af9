"""Texts → numbered words and where they stand, fast enough for whole archives.

A text is cut at its white space, and what stands between is looked up: the words in each such chunk are found once.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import numpy as np

from retrieval.arabic.analysis import LONGEST_WORD
from retrieval.arabic.text import fold, word_places
from retrieval.arrays import places

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.arabic.analysis import Analyser, Form
    from retrieval.arrays import Ints

    Places = NDArray[np.intp]

REMEMBERED = 8_000_000
"""Characters of words, and of what stands between white space, that are kept at the most: up to 200 megabytes."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of some texts, one text after the other: their numbers, places in their text, and lengths (up to 255).

    Those of text i end before `ends[i]`.
    """

    words: Ints
    starts: Ints
    lengths: NDArray[np.uint8]
    ends: Places


class Tokeniser:
    """Numbers words from 0 on in the order it meets them; all numbers it gives are of one `series`.

    Forms that stand in place of words of a numeral or date are numbered from -1 down.
    """

    def __init__(self, analyser: Analyser) -> None:
        self.series = uuid4().hex
        self._words = _Words(analyser)
        self._chunks = _Chunks(self._words)
        self._compounds = _Compounds(analyser, self._words)

    def tokens(self, texts: Sequence[str]) -> Tokens:
        """Return the words of `texts`; numerals and months of several words are seen as one thing."""
        joined = "\n".join(texts)
        chunks = self._chunks.numbers(joined.split())
        counts, words, offsets, lengths = self._chunks.inside(chunks)
        starts = np.repeat(_starts(joined), counts) + offsets
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        ends = np.searchsorted(starts, begins[1:])
        starts -= np.repeat(begins[:-1], np.diff(ends, prepend=0))
        self._compounds.replace(words, ends)
        return Tokens(words, starts.astype(np.int32), lengths, ends)

    def day(self, day: datetime.date) -> list[int]:
        """Return the numbers of the forms of a day."""
        return self._compounds.day(day)

    def take(self) -> tuple[list[str], list[Form]]:
        """Return the words and forms numbered since they were last taken."""
        return self._words.take(), self._compounds.take()

    def is_full(self) -> bool:
        """Return whether it is time to begin another series."""
        return self._chunks.size + self._compounds.size > REMEMBERED


class _Words(dict[str, int]):
    """Word as it is written → number; `compoundable` (by number) marks those that may be part of a numeral or date."""

    def __init__(self, analyser: Analyser) -> None:
        super().__init__()
        self.compoundable = bytearray()
        self.folded: dict[int, str] = {}  # of those marked
        self._analyser = analyser
        self._new: list[str] = []

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        self._new.append(word)
        folded = fold(word)[:LONGEST_WORD]
        compoundable = self._analyser.may_compound(folded)
        self.compoundable.append(compoundable)
        if compoundable:
            self.folded[number] = folded
        return number

    def take(self) -> list[str]:
        """Return those that are new since this was last called."""
        new, self._new = self._new, []
        return new


class _Chunks(dict[str, int]):
    """What stands between white space → number; the tokens of chunk i are those from `_ends[i]` to `_ends[i + 1]`."""

    def __init__(self, words: _Words) -> None:
        super().__init__()
        self.size = 0
        self._known = words
        self._ends = array("i", [0])
        self._words, self._offsets, self._lengths = array("i"), array("i"), array("B")

    def __missing__(self, chunk: str) -> int:
        self[chunk] = number = len(self)
        for start, end in word_places(chunk):
            self._words.append(self._known[chunk[start:end]])
            self._offsets.append(start)
            self._lengths.append(min(end - start, 255))
        self._ends.append(len(self._words))
        self.size += 2 * len(chunk)
        return number

    def numbers(self, chunks: Sequence[str]) -> Ints:
        """Return the numbers of `chunks`."""
        return np.fromiter(map(self.__getitem__, chunks), np.int32, len(chunks))

    def inside(self, chunks: Ints) -> tuple[Ints, Ints, Ints, NDArray[np.uint8]]:
        """Return how many tokens each of `chunks` has, and the words of all, their places in the chunk, and lengths."""
        ends = np.asarray(self._ends)
        firsts = ends[chunks]
        counts = ends[chunks + 1] - firsts
        inside = places(firsts, counts)
        words, offsets = np.asarray(self._words)[inside], np.asarray(self._offsets)[inside]
        return counts, words, offsets, np.asarray(self._lengths)[inside]


class _Compounds:
    """Forms that stand in place of words, numbered from -1 down."""

    def __init__(self, analyser: Analyser, words: _Words) -> None:
        self.size = 0
        self._analyser = analyser
        self._words = words
        self._numbers: dict[Form, int] = {}
        self._runs: dict[bytes, Ints] = {}
        self._days: dict[datetime.date, list[int]] = {}
        self._new: list[Form] = []

    def take(self) -> list[Form]:
        """Return those that are new since this was last called."""
        new, self._new = self._new, []
        return new

    def day(self, day: datetime.date) -> list[int]:
        """Return the numbers of the forms of a day."""
        if day not in self._days:
            self._days[day] = [self._number(form) for form in self._analyser.day(day)]
            self.size += 3
        return self._days[day]

    def replace(self, words: Ints, ends: Places) -> None:
        """Put forms in place of `words` that are parts of numerals and months; a text ends before each of `ends`."""
        marked = np.flatnonzero(np.asarray(self._words.compoundable)[words])
        for start, end in _runs(marked, np.searchsorted(ends, marked, "right")):
            run = words[start:end].tobytes()
            if run not in self._runs:
                numbers = words[start:end].copy()
                folded = [self._words.folded[number] for number in numbers.tolist()]
                for place, form in self._analyser.compounds(folded):
                    numbers[place] = self._number(form)
                self._runs[run] = numbers
                self.size += end - start
            words[start:end] = self._runs[run]

    def _number(self, form: Form) -> int:
        if form not in self._numbers:
            self._numbers[form] = -1 - len(self._numbers)
            self._new.append(form)
        return self._numbers[form]


def _runs(marked: Places, texts: Places) -> Iterator[tuple[int, int]]:
    """Yield half-open ranges of consecutive places that are `marked`, each in one of `texts`."""
    if not len(marked):
        return
    breaks = np.flatnonzero((np.diff(marked) != 1) | (np.diff(texts) != 0))
    starts, ends = np.append(0, breaks + 1), np.append(breaks, len(marked) - 1)
    yield from zip(marked[starts].tolist(), (marked[ends] + 1).tolist(), strict=True)


_PAST_SPACE = 0x3001  # code points from which on none is white space
_IS_SPACE = np.array([chr(code).isspace() for code in range(_PAST_SPACE + 1)])


def _starts(text: str) -> Places:
    """Return where that which `text.split()` gives starts."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    space = _IS_SPACE[np.minimum(codes, _PAST_SPACE)]
    begins = ~space
    begins[1:] &= space[:-1]
    return np.flatnonzero(begins)
