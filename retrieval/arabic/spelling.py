"""What a word could have been meant to be: every string one slip of the finger away.

Damerau (1964): four misspellings of five are one letter too many, one too few, one taken for another, or two neighbours
exchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTHS = range(
    3, 13
)  # letters; shorter stems have half the vocabulary for neighbours, longer ones cost too much
_ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"  # the letters of folded stems
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Letters that one sound of a foreign name is spelled with.
_SAME_SOUND = ("غجقك", "طت", "سثص", "تث", "ذزظض", "حه", "فب")
# Letters that dialects say for others: «دبح» for «ذبح», «تلاتة», «ضابط», «كال».
_SPOKEN = ("دذ", "تث", "ضظ", "زذ", "ظز", "قكجگ", "سص")


def slips(stem: str) -> Iterator[str]:
    """Yield what is one slip from `stem`, some of it twice; nothing for numbers and stems beyond `LENGTHS`."""
    if len(stem) not in LENGTHS or not stem.isalpha():
        return
    letters = _LATIN if stem.isascii() else _ARABIC
    for place in range(len(stem) + 1):
        before, after = stem[:place], stem[place:]
        if after:
            yield before + after[1:]
            yield before + after[1:2] + after[:1] + after[2:]
        for letter in letters:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def sounds(stem: str) -> Iterator[str]:
    """Yield what a foreign name, spelled `stem`, may be spelled elsewhere, one of its sounds another way.

    Wherever it stands, as in «جاجارين» for «غاغارين», and so «موريطانيا» for «موريتانيا».
    """
    for alike in _SAME_SOUND:
        for letter in set(alike).intersection(stem):
            yield from (stem.replace(letter, other) for other in alike if other != letter)


def spoken(stem: str) -> Iterator[str]:
    """Yield what a stem as a dialect has it may be in writing, one of its letters another: «ذبح» for «دبح»."""
    for alike in _SPOKEN if len(stem) in LENGTHS else ():
        for letter in set(alike).intersection(stem):
            yield from (stem.replace(letter, other) for other in alike if other != letter)
