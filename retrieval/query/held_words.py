"""The words of an archive, by which it is told what a question's words are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.arabic.text import plain, unify

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.arabic.analysis import Analyser
    from retrieval.bm25.vocabulary import Vocabulary

_READINGS = ("", "ال")
_WORD = re.compile(r"[^\W\d_]{8,}")
_ARTICLE_INSIDE = re.compile(r"(?:ال)?+.{3,12}?(?=و?ال...)")  # behind three letters that are no article
_COMMONER = 10  # times as often as the two words glued together each of them is to stand by itself


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

    def separated(self, question: str) -> str:
        """Return `question` with a space before an article that was glued to the word before («البحرالأسود»)."""
        return _WORD.sub(lambda found: self._parted(found[0]), question)

    def _parted(self, word: str) -> str:
        glued = self.often(unify(plain(word)))
        if found := _ARTICLE_INSIDE.match(word):
            parts = word[: found.end()], word[found.end() :]
            if min(self.often(unify(plain(part))) for part in parts) > _COMMONER * glued:
                return " ".join(parts)
        return word
