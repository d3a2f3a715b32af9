"""What somebody is told to be: what stands right before a name, «الرئيس الروسي فلاديمير بوتين», or right behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import is_definite, without_conjunction, without_joined_article, without_to
from retrieval.arabic.text import fold, words
from retrieval.query.question_words import PREPOSITIONS, RELATIVES
from retrieval.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from retrieval.records import Quote

_BEFORE = 5  # words before a name, among which is what its bearer is: «رئيس حركة النهضة راشد الغنوشي»
_BEHIND = 3  # words of what is told behind it: «لوكيانوف رئيس تحرير مطبوعة»


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Finds what somebody is; `roles` are folded words that say it, without the article, `is_name` knows names."""

    roles: AbstractSet[str]
    is_name: Callable[[str], bool]

    def marked(self, quote: Quote, name: Sequence[str]) -> Quote | None:
        """Return a quote that tells what the bearer of a name is, with that marked beside the name; None for any other.

        The name is folded words without the article.
        """
        places = list(words(quote.text))
        said = [fold(quote.text[a:b]) for a, b in places]
        for last in range(len(name) - 1, len(said)):
            first = last - len(name) + 1
            if not all(one in _forms(word) for one, word in zip(name, said[first : last + 1], strict=True)):
                continue
            while first and self.is_name(said[first - 1]) and _between(quote, places, first) == " ":
                first -= 1
            begin = self._before(quote, places, said, first)
            end = last if begin < first else self._behind(quote, places, said, last)
            if begin < first or end > last:
                mark = Span(places[begin].start, places[end].end)
                return replace(quote, highlights=(mark,))
        return None

    def _before(self, quote: Quote, places: Sequence[Span], said: Sequence[str], first: int) -> int:
        """Return where what somebody is begins before the name; where the name does, if nothing tells it there."""
        for place in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
            apart = _between(quote, places, place + 1)
            known = self.is_name(said[place]) and not is_definite(said[place])
            names = known or said[place] in PREPOSITIONS | RELATIVES
            if names or apart not in ({" ", "، "} if place + 1 == first else {" "}):
                break
            if self._is_role(said[place]):  # «محامي شفيق جراية» is somebody else
                return place if is_definite(said[place]) or place + 1 < first else first
        return first

    def _behind(self, quote: Quote, places: Sequence[Span], said: Sequence[str], last: int) -> int:
        """Return where what somebody is ends behind the name; where the name does, if nothing tells it there."""
        follows = last + 1 < len(said) and _between(quote, places, last + 1) in {" ", "، "}
        if not follows or not self._is_role(said[last + 1]) or said[last + 1].startswith("و"):
            return last
        end = last + 1
        while end + 1 < len(said) and end < last + _BEHIND and _between(quote, places, end + 1) == " ":
            end += 1
        return end

    def _is_role(self, word: str) -> bool:
        return not self.roles.isdisjoint(_forms(word))


def _forms(word: str) -> set[str]:
    """Return what a word may be less the article and what is joined to it: «والرئيس», «للرئيس», but «وزير», too."""
    every = (word, without_conjunction(word), without_to(word))
    return {form for one in every for form in (one, without_joined_article(one))}


def _between(quote: Quote, places: Sequence[Span], place: int) -> str:
    """Return what stands in a quote between a word and the one before it."""
    return quote.text[places[place - 1].end : places[place].start]
