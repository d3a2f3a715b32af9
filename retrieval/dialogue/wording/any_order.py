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
    def of(cls, value: object, name: str, words: Mapping[str, Sequence[str]], light: Collection[str]) -> Self:
        """Take lines that name lists of `words`, «<reply> <bad>»; `light` words may stand beside those of any list.

        Raises ValueError for a list that there is not.
        """
        named = [[element.strip("<>") for element in line.split()] for line in lines(value, name)]
        if missing := {one for line in named for one in [*line, _BESIDE]} - words.keys():
            raise ValueError(f"{name}: names the list {min(missing)}, and words has none")
        known = {one: frozenset(map(simple, words[one])) for one in words}
        every = frozenset(light).union(*(known[one] for line in named for one in [*line, _BESIDE]))
        return cls(tuple(tuple(known[one] for one in line) for line in named), every)

    def fits(self, said: Sequence[str]) -> bool:
        """Return whether folded words are all known here, and have one of each list of a wording."""
        known = self.words
        if not 1 < len(said) <= _LONGEST or any(
            word not in known and word.removeprefix(_AND) not in known for word in said
        ):
            return False
        said = [word if word in known else word.removeprefix(_AND) for word in said]  # «مو واضح وطويل»
        return any(all(not one.isdisjoint(said) for one in wording) for wording in self.wordings)
