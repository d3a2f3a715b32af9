"""The words of an archive as transliteration asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.arabic.analysis import Analyser
    from retrieval.bm25.vocabulary import Vocabulary

_READINGS = ("", "ال")


@dataclass(frozen=True, slots=True)
class HeldWords:
    """The word forms of an archive; `passages` says in how many passages a stem stands."""

    forms: Vocabulary
    analyser: Analyser
    passages: Callable[[str], int]

    def begins(self, letters: str) -> bool:
        """Say whether a word, or one behind the article, begins with `letters`."""
        return any(self.forms.begins(reading + letters) for reading in _READINGS)

    def often(self, word: str) -> int:
        """Return in how many passages the stem of `word` stands, 0 if the archive does not hold the word as it is."""
        return self.passages(self.analyser.form(word).stem) if self.begins(f"{word}\0") else 0
