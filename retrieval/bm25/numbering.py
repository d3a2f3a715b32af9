"""Names numbered in the order they are first met, be it after those of an archive that is there already."""

from __future__ import annotations

from retrieval.bm25.vocabulary import Vocabulary


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
        """How many names there are, those that were known included."""
        return self._first + len(self.new)

    def copy(self) -> Numbered:
        """The same numbers, to be added to apart."""
        other = Numbered(self._known)
        other.update(self)
        other.new = self.new.copy()
        return other

    def vocabulary(self) -> Vocabulary:
        """What is known and what is new."""
        return self._known.with_more(self.new) if self._known else Vocabulary.of(self.new)
