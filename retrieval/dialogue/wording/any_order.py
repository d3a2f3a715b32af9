"""What is told by its words in whatever order: «هالجواب ما بيفيدني», «ما بيفيدني هيك جواب»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from retrieval.arabic.patterns import lines, simple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_BESIDE = "beside"
_AND = "و"
_LONGEST = 9  # words; who says more tells something, too


@dataclass(frozen=True, slots=True)
class AnyOrder:
    """Wordings of one thing, each some lists of words; and all words that may stand in one of them."""

    wordings: tuple[tuple[frozenset[str], ...], ...]
    words: frozenset[str]

    @classmethod
    def of(cls, value: object, name: str, words: Mapping[str, Sequence[str]]) -> Self:
        """Take lines that name lists of `words`, «<reply> <bad>»; raises ValueError for a list that there is not."""
        named = [[element.strip("<>") for element in line.split()] for line in lines(value, name)]
        if missing := {one for line in named for one in [*line, _BESIDE]} - words.keys():
            raise ValueError(f"{name}: names the list {min(missing)}, and words has none")
        known = {one: frozenset(map(simple, words[one])) for one in words}
        every = frozenset().union(*(known[one] for line in named for one in [*line, _BESIDE]))
        return cls(tuple(tuple(known[one] for one in line) for line in named), every)

    def fits(self, said: Sequence[str], light: Collection[str]) -> bool:
        """Return whether folded words are all known here, or `light`, and have one of each list of a wording."""
        if not 1 < len(said) <= _LONGEST:
            return False
        # «مو واضح وطويل»
        said = [word if word in self.words or word in light else word.removeprefix(_AND) for word in said]
        if not all(word in self.words or word in light for word in said):
            return False
        return any(all(not one.isdisjoint(said) for one in wording) for wording in self.wordings)
