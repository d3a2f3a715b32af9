"""The words of an archive, by which it is told what a question's words are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.arabic.text import fold, plain, unify
from retrieval.query.question_words import COPULAS

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.arabic.analysis import Analyser
    from retrieval.bm25.vocabulary import Vocabulary

_READINGS = ("", "ال")
_WORD = re.compile(r"[^\W\d_]{8,}")
# Behind three letters that are no article.
_ARTICLE_INSIDE = re.compile(r"(?:ال)?+.{3,12}?(?=و?(?:ال|لل)...)")
_OPENING = re.compile(r"^[^\w]*[^\W\d_]{2,24}(?: [^\W\d_]{2,24})?")
_SHORTEST = 4  # letters of a word that one that asks may have been glued to, and of one as clear as «ماذا»
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
        """Return `question` with a space where two words were glued together.

        Before an article («البحرالأسود»), and behind a word that asks where the question begins («ماذايحدث»).
        """
        begun = _OPENING.sub(lambda found: " ".join(map(self._asking, found[0].split(" "))), question)
        return _WORD.sub(lambda found: self._parted(found[0]), begun)

    def _asking(self, word: str) -> str:
        """Return a word less what asks and was glued to it, if by itself the archive does not hold it."""
        if self._often(word):
            return word
        for end in range(len(word) - _SHORTEST, 1, -1):
            asks = fold(word[:end]) in self.analyser.language.question_words.keys() | COPULAS
            if asks and self._often(word[end:]) > (_COMMONER if end < _SHORTEST else 0):
                return f"{word[:end]} {word[end:]}"
        return word

    def _parted(self, word: str) -> str:
        glued = self._often(word)
        if found := _ARTICLE_INSIDE.match(word):
            parts = word[: found.end()], word[found.end() :]
            if min(map(self._often, parts)) > _COMMONER * glued:
                return " ".join(parts)
        return word

    def _often(self, spelled: str) -> int:
        return self.often(unify(plain(spelled)))
