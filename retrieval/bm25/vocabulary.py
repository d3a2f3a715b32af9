"""The terms of an index as a compact trie that works straight from a mapped file.

The one importer of marisa_trie. A million Arabic terms take a few megabytes, finding one half a microsecond.
"""

from __future__ import annotations

import bisect
import itertools
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import marisa_trie
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.arrays import Ints


Letters: TypeAlias = "dict[str, Letters]"
"""What words begin with: a letter → what they go on with."""


class Vocabulary:
    """Distinct terms and the row of each: its place in the sequence that the vocabulary was made from.

    `keys` are the bytes of a marisa trie, read in place; `rows[i]` is the row of its i-th key, for the trie
    chooses an order of its own. The two arrays are all there is to save, unless there are more terms (see
    `with_more`), the rows of which follow.
    """

    def __init__(self, keys: NDArray[np.uint8], rows: Ints) -> None:
        self.keys, self.rows = keys, rows
        # Those of a vocabulary grown from this one stand in the same dict, with rows that are beyond this one's.
        self._more: dict[str, int] = {}
        self._count = len(rows)
        # The trie reads `keys` as long as it lives, but does not own them: this object keeps them alive.
        self._trie = marisa_trie.BinaryTrie()
        self._trie.map(keys.data)

    @classmethod
    def of(cls, terms: Sequence[str]) -> Vocabulary:
        """Give each term its place in `terms` as row; raises ValueError when one stands there twice."""
        return cls.of_keys([_key(term) for term in terms])

    @classmethod
    def of_keys(cls, keys: Sequence[bytes]) -> Vocabulary:
        """Do the same for terms in UTF-8."""
        trie = marisa_trie.BinaryTrie(keys)
        if len(trie) != len(keys):
            msg = (
                f"a vocabulary lists each term once; {len(keys) - len(trie)} of {len(keys)} stand there again"
            )
            raise ValueError(msg)
        rows = np.empty(len(keys), np.int32)
        rows[np.fromiter(map(trie.key_id, keys), np.int64, len(keys))] = np.arange(len(keys))
        return cls(np.frombuffer(trie.tobytes(), np.uint8), rows)

    def with_more(self, terms: Sequence[str]) -> Vocabulary:
        """Return the same terms and more, of which it knows none, in their order.

        It takes as long as there are `terms`, unless another vocabulary was grown from this one before.
        """
        grown = Vocabulary(self.keys, self.rows)
        unshared = len(self._more) > self._count - len(self.rows)
        grown._more = (
            dict(zip(self.added(len(self.rows)), itertools.count(len(self.rows)))) if unshared else self._more
        )
        grown._more.update(zip(terms, itertools.count(self._count)))
        grown._count = self._count + len(terms)
        return grown

    def added(self, first: int) -> list[str]:
        """Return the terms from row `first` on: those that `with_more` added, or more of them."""
        own = len(self.rows)
        if first < own:
            return list(itertools.islice(self, first, None))
        return list(itertools.islice(list(self._more), first - own, self._count - own))

    def since(self, first: int) -> list[str]:
        """Return the terms from row `first` on; ValueError where some of them were not added by `with_more`."""
        if first < len(self.rows):
            msg = f"{len(self.rows)} terms are in one trie, whose order is not that of the rows"
            raise ValueError(msg)
        return self.added(first)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        """Yield the terms in the order of their rows."""
        for key in np.argsort(self.rows).tolist():
            yield self._trie.restore_key(key).decode("utf-8", "surrogatepass")
        yield from self.added(len(self.rows))

    def row(self, term: str) -> int | None:
        """Return the row of a term, None where the term is unknown."""
        key = self._trie.get(_key(term))
        if key is not None:
            return int(self.rows[key])
        row = self._more.get(term)
        return row if row is not None and row < self._count else None

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what is saved of it, by name."""
        return {"term_keys": self.keys, "term_rows": self.rows}

    def begins(self, letters: str) -> bool:
        """Say whether any term begins with `letters`."""
        return next(self.terms_beginning(letters), None) is not None

    def terms_beginning(self, letters: str) -> Iterator[str]:
        """Yield all terms that begin with `letters`."""
        for term in self._trie.iterkeys(_key(letters)):
            yield term.decode("utf-8", "surrogatepass")
        for term in self._ordered[bisect.bisect_left(self._ordered, letters) :]:
            if not term.startswith(letters):
                break
            yield term

    def rows_beginning(self, letters: str) -> Iterator[int]:
        """Yield the rows of all terms that begin with `letters`."""
        for term in self._trie.iterkeys(_key(letters)):
            yield int(self.rows[self._trie.key_id(term)])
        for term in self._ordered[bisect.bisect_left(self._ordered, letters) :]:
            if not term.startswith(letters):
                break
            yield self._more[term]

    def rows_spelled(self, words: Letters, begun: str = "") -> Iterator[int]:
        """Yield the rows of all terms that begin with `begun` and then a word; what begins none is tried once."""
        for letter, longer in words.items():
            if not longer:
                yield from self.rows_beginning(begun + letter)
            elif self.begins(begun + letter):
                yield from self.rows_spelled(longer, begun + letter)

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self.added(len(self.rows)))

    def beginning(self, key: bytes) -> Iterator[tuple[int, int]]:
        """Yield each term that `key`, in UTF-8, begins with, the shorter first: its length in bytes, and its row.

        Terms that were added by `with_more` are passed over.
        """
        for term in self._trie.iter_prefixes(key):
            yield len(term), int(self.rows[self._trie.key_id(term)])


def letters(words: Iterable[str]) -> Letters:
    """Return what words begin with, one letter after another; none of them may begin with another."""
    begun: Letters = {}
    for word in words:
        longer = begun
        for letter in word:
            longer = longer.setdefault(letter, {})
    return begun


def _key(term: str) -> bytes:
    # Half a surrogate pair in a hostile question is an unknown term, not an error.
    return term.encode("utf-8", "surrogatepass")


class SubVocabulary:
    """Some terms of a vocabulary: `rows` (ascending) are theirs in the `whole`; here they are numbered from 0."""

    def __init__(self, whole: Vocabulary, rows: Ints) -> None:
        self.whole, self.rows = whole, rows

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[str]:
        """Yield the terms in the order of their rows."""
        terms = list(self.whole)
        return (terms[row] for row in self.rows.tolist())

    def row(self, term: str) -> int | None:
        """Return the row of a term, None where it is not among these."""
        row = self.whole.row(term)
        if row is None:
            return None
        place = int(np.searchsorted(self.rows, row))
        return place if place < len(self.rows) and self.rows[place] == row else None

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what is saved of it, by name."""
        return {"terms": self.rows}


class Numbered(dict[str, int]):
    """Numbers names from where `known` ends; those in it keep their rows."""

    def __init__(self, known: Vocabulary | None = None) -> None:
        super().__init__()
        self._known = known
        self._first = len(known) if known else 0
        self.new: list[str] = []

    def __missing__(self, name: str) -> int:
        number = self._known.row(name) if self._known else None
        if number is None:
            number = self.count
            self.new.append(name)
        self[name] = number
        return number

    @property
    def count(self) -> int:
        """Return how many names there are, those that were known included."""
        return self._first + len(self.new)

    def vocabulary(self) -> Vocabulary:
        """Return what is known and what is new."""
        return self._known.with_more(self.new) if self._known is not None else Vocabulary.of(self.new)
