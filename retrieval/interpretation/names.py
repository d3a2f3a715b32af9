"""The names that the word lists know, of places and people, and the gender of a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind
from retrieval.arabic.text import fold, plain

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from retrieval.arabic.language import Language


class KnownNames:
    """The names that the word lists know, of places and people, and the gender of a noun."""

    def __init__(self, language: Language) -> None:
        common = language.stop_words | frozenset(language.asked_nouns)
        spelled = {word for group in language.spellings for word in group}
        self._places = language.cues.get(QuestionKind.WHERE, frozenset()) - common
        self._governments = language.governments.keys()
        self._spelled = spelled - self._places - common
        self._men = language.men
        self._known = (self._places | language.cues.get(QuestionKind.WHO, frozenset()) | spelled) - common

    def knows(self, word: str) -> bool:
        """Return whether the folded word is a name, with or without the article."""
        return _is_among(self._known, word)

    def is_place(self, word: str) -> bool:
        """Return whether the folded word is a place's name, with or without the article."""
        return _is_among(self._places, word)

    def governs(self, word: str) -> bool:
        """Return whether the folded word is a country's name, or its government's by its capital."""
        return word in self._governments

    def is_man(self, word: str) -> bool:
        """Return whether the folded word is the name of a man that ends as a noun of women does."""
        return word in self._men

    def is_called(self, word: str) -> bool:
        """Return whether the folded word is what somebody known is called, of whose name there are spellings."""
        return word in self._spelled


def _is_among(names: AbstractSet[str], word: str) -> bool:
    return word in names or (clitics.is_definite(word) and clitics.without_article(word) in names)


def is_feminine(noun: str, names: KnownNames) -> bool | None:
    """Return whether a noun is feminine by its ending or its adjective's; None where neither tells."""
    first, *rest = [plain(word) for word in noun.split()[:2]] or [""]
    if names.is_man(fold(first)):
        return False
    if first.endswith(("ة", "ات")) or (first.endswith("ا") and names.is_place(fold(first))):
        return True
    if not (rest and clitics.is_definite(fold(first)) and clitics.is_definite(fold(rest[0]))):
        return None
    return True if rest[0].endswith("ة") else False if rest[0].endswith("ي") else None
