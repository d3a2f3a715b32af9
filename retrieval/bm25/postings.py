"""Inverted lists in flat arrays: which documents hold a term, and how often, term after term.

The layout is compressed sparse rows: the postings of term t are `documents[starts[t]:starts[t + 1]]`,
ascending, with each one's kind at the same place of `kinds`. A kind is a pair of term frequency and document
length: an archive has a few thousand, and BM25 needs to know no more of a posting, so that its arithmetic is
done once a kind and a posting costs one look into a small table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arrays import distinct, heads, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from retrieval.arrays import Bools, Ints, Longs


# The number of a kind: so many times the term frequency, plus the document's length.
_ONCE = 1 << 32

# Tokens that are best inverted at a time. With four times as many the sort keys outgrow the processor's cache.
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Documents:
    """Consecutive documents of numbered tokens, `count` of them.

    `tokens` int32[n] in any order, and in which of these documents each is, from 0: `holders` int32[n].
    """

    tokens: Ints
    holders: Ints
    count: int


@dataclass(frozen=True, slots=True)
class Postings:
    """The lists of T terms over N documents: P postings of K kinds.

    `starts` int64[T + 1]; `documents` uint32[P]; `kinds` uint16[P], or uint32 where there are so many;
    `frequencies` int32[K] and `sizes` int32[K], the occurrences of the term and the tokens of the document
    that make a kind; `lengths` int32[N], the tokens of each document.
    """

    starts: Longs
    documents: NDArray[np.uint32]
    kinds: NDArray[np.unsignedinteger]
    frequencies: Ints
    sizes: Ints
    lengths: Ints

    @property
    def document_frequencies(self) -> Longs:
        """Return how many documents hold each term, [T]."""
        return np.diff(self.starts)

    def of(self, term: int) -> tuple[NDArray[np.uint32], NDArray[np.unsignedinteger]]:
        """Return the documents that hold a term, ascending, and the kinds of those postings."""
        run = slice(int(self.starts[term]), int(self.starts[term + 1]))
        return self.documents[run], self.kinds[run]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The postings of some consecutive documents, by term and then by document."""

    terms: Longs
    counts: Longs  # how many of the postings each of `terms` has
    first: int
    documents: Longs  # from the first on
    frequencies: Longs
    lengths: Longs

    def kinds_once(self) -> Longs:
        """Return the numbers of the kinds of a single occurrence in each of the documents."""
        return _ONCE | self.lengths

    def kinds_again(self, again: Bools) -> Longs:
        """Return the numbers of the kinds of the postings marked."""
        return self.frequencies[again] * _ONCE | self.lengths[self.documents[again]]


def invert(documents: Callable[[], Iterable[Documents]], terms: int) -> Postings:
    """Invert `documents`, whose parts follow each other.

    They are gone through twice, once to count and once to place, so that beside the result only what a part
    takes is needed however large the archive. Raises ValueError when a number is not in 0…terms - 1, or a
    holder not among the documents.
    """
    counts, numbers, lengths = _counted(documents(), terms)
    starts = np.concatenate(([0], np.cumsum(counts)))
    holders = np.empty(int(starts[-1]), np.uint32)
    size: type[np.unsignedinteger] = np.uint16 if len(numbers) <= 1 << 16 else np.uint32
    kinds = np.empty(int(starts[-1]), size)
    cursors = starts[:-1].copy()
    for chunk in _chunks(documents(), terms):
        where = places(cursors[chunk.terms], chunk.counts)
        holders[where] = chunk.documents + chunk.first
        # Single occurrences are looked up by document.
        kinds_of = np.searchsorted(numbers, chunk.kinds_once())[chunk.documents]
        again = chunk.frequencies > 1
        kinds_of[again] = np.searchsorted(numbers, chunk.kinds_again(again))
        kinds[where] = kinds_of
        cursors[chunk.terms] += chunk.counts
    frequencies, sizes = (numbers // _ONCE).astype(np.int32), (numbers % _ONCE).astype(np.int32)
    return Postings(starts, holders, kinds, frequencies, sizes, lengths)


def _counted(documents: Iterable[Documents], terms: int) -> tuple[Longs, Longs, Ints]:
    """Return how many postings each term has, [terms], the numbers of the kinds, ascending, and the lengths, [N]."""
    counts, numbers = np.zeros(terms, np.int64), np.empty(0, np.int64)
    lengths = [np.empty(0, np.int64)]
    for chunk in _chunks(documents, terms):
        counts[chunk.terms] += chunk.counts
        again = chunk.frequencies > 1
        numbers = distinct(np.concatenate((numbers, chunk.kinds_once(), chunk.kinds_again(again))))
        lengths.append(chunk.lengths)
    return counts, numbers, np.concatenate(lengths).astype(np.int32)


def _chunks(documents: Iterable[Documents], terms: int) -> Iterator[_Chunk]:
    """Yield the postings of each part."""
    first = 0
    for part in documents:
        for what, ids, count in (("term ids", part.tokens, terms), ("holders", part.holders, part.count)):
            if len(ids) and not 0 <= int(ids.min()) <= int(ids.max()) < count:
                msg = f"{what} must lie between 0 and {count - 1}, found {ids.min()} to {ids.max()}"
                raise ValueError(msg)
        yield _sorted(part, terms, first)
        first += part.count


def parts_of(term_ids: Ints, document_ends: Longs, tokens: int = CHUNK) -> Iterator[Documents]:
    """Yield as many whole documents at a time as have about so many tokens, at least one.

    Document d is `term_ids[document_ends[d - 1]:document_ends[d]]`. Raises ValueError when the ends do not
    ascend to the number of tokens.
    """
    lengths = np.diff(document_ends, prepend=0)
    last = int(document_ends[-1]) if len(document_ends) else 0
    if last != len(term_ids) or np.any(lengths < 0):
        msg = f"document ends must ascend from 0 to the number of tokens, {len(term_ids)}; the last is {last}"
        raise ValueError(msg)
    document, token = 0, 0
    while document < len(document_ends):
        following = max(int(np.searchsorted(document_ends, token + tokens, side="right")), document + 1)
        end, count = int(document_ends[following - 1]), following - document
        holders = np.repeat(np.arange(count, dtype=np.int32), lengths[document:following])
        yield Documents(term_ids[token:end], holders, count)
        document, token = following, end


def _sorted(part: Documents, terms: int, first: int) -> _Chunk:
    """Return the postings of `part`; sorted once, equal (term, document) keys are occurrences of one posting."""
    bits = part.count.bit_length()
    # Keys of half the size are sorted in half the time.
    size = np.uint32 if terms << bits <= 1 << 32 else np.uint64
    keys: NDArray[np.unsignedinteger] = part.tokens.astype(size)
    keys = keys << bits | part.holders.astype(size)
    keys.sort()
    begins = np.flatnonzero(heads(keys))
    frequencies = np.diff(begins, append=len(keys))
    keys = keys[begins]
    of_term = (keys >> bits).astype(np.int64)
    runs = np.flatnonzero(heads(of_term))
    counts = np.diff(runs, append=len(keys))
    documents = (keys & ((1 << bits) - 1)).astype(np.int64)
    lengths = np.bincount(part.holders, minlength=part.count)
    return _Chunk(of_term[runs], counts, first, documents, frequencies, lengths)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What BM25 knows of a collection: documents, tokens, and in how many documents each of T terms stands, [T]."""

    documents: int
    tokens: int
    frequencies: Longs

    @classmethod
    def of(cls, postings: Postings) -> Statistics:
        """Return the statistics of the documents with these postings."""
        lengths = postings.lengths
        return cls(len(lengths), int(lengths.sum(dtype=np.int64)), postings.document_frequencies)

    @property
    def average_length(self) -> float:
        """Return the tokens of a document on average, 0 where there is none."""
        return self.tokens / self.documents if self.documents else 0.0

    @classmethod
    def nothing(cls, terms: int) -> Statistics:
        """Return those of no documents."""
        return cls(0, 0, np.zeros(terms, np.int64))

    def and_of(self, other: Statistics, rows: Ints, terms: int) -> Statistics:
        """Return those of both collections; the terms of `other` are those of `rows` among all `terms`."""
        frequencies = np.zeros(terms, np.int64)
        frequencies[: len(self.frequencies)] = self.frequencies
        frequencies[rows] += other.frequencies
        return Statistics(self.documents + other.documents, self.tokens + other.tokens, frequencies)

    def without(self, other: Statistics) -> Statistics:
        """Return those of this collection less a part of it."""
        frequencies = self.frequencies - other.frequencies
        return Statistics(self.documents - other.documents, self.tokens - other.tokens, frequencies)
