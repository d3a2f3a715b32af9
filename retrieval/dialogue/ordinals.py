"""Ordinal numbers by which readers name one of what is shown: «الأول», «والتالتة», «3»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic.clitics import without_conjunction
from retrieval.arabic.patterns import simple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ORDINALS: Mapping[str, int] = {
    simple(word): number
    for number, line in enumerate(
        (
            "الأول الأولى اللول لول واحد 1", "الثاني الثانية التاني التانية اثنين 2",
            "الثالث الثالثة التالت التالتة ثلاثة 3", "الرابع الرابعة 4", "الخامس الخامسة 5", "السادس السادسة 6",
            "السابع السابعة 7", "الثامن الثامنة 8", "9", "10",
        ),
        1,
    )
    for word in line.split()
}  # fmt: skip
"""Folded words → the number of what they name."""


def ordinal(word: str) -> int:
    """Return the number that a folded word names, joined by «and» or not; 0 for any other."""
    return ORDINALS.get(word) or ORDINALS.get(without_conjunction(word), 0)


def ranks(words: Sequence[str]) -> tuple[int, ...]:
    """Return the places that words name and nothing else, «والثاني والثالثة»; none for any others."""
    numbers = tuple(map(ordinal, words))
    return numbers if all(numbers) and not any(word.isdecimal() for word in words) else ()
