"""Ordinal numbers by which readers name one of what is shown, «الأول», «والتالتة», «3»; how many they want of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import without_conjunction
from retrieval.arabic.language import folded
from retrieval.arabic.numerals import value
from retrieval.arabic.patterns import simple
from retrieval.arabic.text import fold
from retrieval.query.tokens import tokens

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
_COUNTED = folded("خبر خبرا أخبار مقال مقالا مقالات مقالة عناوين تقارير مواضيع")
_TWO = {fold(two): many for two, many in (("خبرين", "أخبار"), ("مقالين", "مقالات"), ("مقالتين", "مقالات"))}
_ONE, _SOME = folded("واحد واحدا واحدة وحدة"), folded("كم كام كذا بضع بضعة عدة كمن شوية")
_MOST = 100  # 2016 is a year


def ordinal(word: str) -> int:
    """Return the number that a folded word names, joined by «and» or not; 0 for any other."""
    return ORDINALS.get(word) or ORDINALS.get(without_conjunction(word), 0)


def without_count(text: str) -> str:
    """Return what asks for a number of articles less that number: «خمسة أخبار عن ترامب», «خبرين عن تونس»."""
    said = tokens(text)
    for number, counted in pairwise(said):
        some = number.word in _SOME and number is not said[0]  # «وريني كم خبر»
        if counted.word in _COUNTED and (some or 0 < (value(number.word) or 0) <= _MOST):
            return f"{text[: number.start]}{text[counted.start :]}"
        if number.word in _COUNTED and counted.word in _ONE:
            return f"{text[: number.end]}{text[counted.end :]}"
    two = next((token for token in said if token.word in _TWO), None)
    return f"{text[: two.start]}{_TWO[two.word]}{text[two.end :]}" if two else text


def ranks(words: Sequence[str]) -> tuple[int, ...]:
    """Return the places that words name and nothing else, «والثاني والثالثة»; none for any others."""
    numbers = tuple(map(ordinal, words))
    return numbers if all(numbers) and not any(word.isdecimal() for word in words) else ()
