"""Words of a question that say where it was published: «نقلا عن…», «من صحيفة…» → an outlet that the archive has.

Many outlets are named after things («البوابة», «الحياة»): a name of one word counts only after «نقلا عن» and its like,
or after the word that says what kind of outlet it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from retrieval.arabic.clitics import without_article, without_to
from retrieval.arabic.language import folded
from retrieval.arabic.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ACCORDING = folded("بحسب حسب وفق وفقا طبقا نقلا")
_ABOUT, _FROM = fold("عن"), fold("من")
_IN = folded("في فى على عبر لدى")
LEADS: Final = _ACCORDING | _IN | {_FROM}
"""What stands before the name of an outlet."""


class Outlets:
    """The names that the outlets of an archive go by; `kinds` may stand before one, `tails` be left out after it."""

    def __init__(self, outlets: Iterable[str], kinds: frozenset[str], tails: frozenset[str]) -> None:
        self._kinds = kinds
        self._called: dict[str, str] = {}
        for outlet in outlets:
            spelled = [fold(outlet[start:end]) for start, end in words(outlet)]
            self._called[self._key(spelled)] = outlet
            while len(spelled) > 1 and spelled[-1] in tails:
                spelled = spelled[:-1]
                self._called[self._key(spelled)] = outlet
        self._called.pop("", None)

    def named(self, said: Sequence[str], *, reported: bool, listing: bool = False) -> str | None:
        """Return the outlet that the folded words as a whole name; None when they name none, or may mean a thing.

        `reported` is whether the question is about what was said or written: then «في …» is where. In what asks for a
        `listing`, «من …» is enough for a name of one word.
        """
        first, rest = said[0], list(said[1:])
        if not rest or not (first in _ACCORDING or first == _FROM or (first in _IN and reported)):
            return None
        if first in _ACCORDING:
            rest = rest[1:] if rest[0] == _ABOUT else [without_to(rest[0]), *rest[1:]]
        elif rest[0] not in self._kinds and len(rest) == 1 and not (listing and first == _FROM):
            return None
        return self._called.get(self._key(rest))

    def called(self, said: Sequence[str]) -> str | None:
        """Return the outlet that the folded words are a name of."""
        return self._called.get(self._key(said)) if said else None

    def _key(self, said: Sequence[str]) -> str:
        """Return a name for comparison: without the words for its kind of outlet, and without the article."""
        rest = list(said)
        while len(rest) > 1 and rest[0] in self._kinds:
            rest = rest[1:]
        return " ".join([without_article(rest[0]), *rest[1:]]) if rest else ""
