"""What a text looks like before anybody reads it: links, marks, digits, laughter, letters at random, a paste."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from retrieval.arabic.text import fold

PASTED_WORDS = 40
"""Words from which a text is no question; the longest of 5,364 questions of readers has 23."""
PASTED_CHARACTERS = 600
_REMEMBERED = 4096  # words: those of a turn are looked at with more and more of them
_PARAGRAPH_WORDS = 25
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BESIDE_A_LINK = 6
_LAUGHTER = re.compile(r"(?:ه{3,}|(?:ها){2,}ه?|خ{3,}|[hj]{3,}|(?:[hj][ae]){2,}h?|lo+l)")
_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرلاىةوزظ", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_MASHED, _DRAWN = 5, 3


def link(text: str) -> str | None:
    """Return the address that a text consists of, but for a few words; None for one of more."""
    found = _URL.search(text)
    rest = (text[: found.start()] + text[found.end() :]).split() if found else []
    return found[0].rstrip(").,،؛»]") if found and len(rest) <= _BESIDE_A_LINK else None


def is_pasted(text: str) -> bool:
    """Return whether a text is longer than any question, or a paragraph or more that asks nothing."""
    count = len(text.split())
    if count >= PASTED_WORDS or len(text) > PASTED_CHARACTERS:
        return True
    return (
        count >= _PARAGRAPH_WORDS and "؟" not in text and "?" not in text and ("\n" in text or ". " in text)
    )


def is_emoji(text: str) -> bool:
    """Return whether a text holds pictures, and neither letters nor digits."""
    return any(unicodedata.category(letter) in {"So", "Sk"} for letter in text)


@lru_cache(_REMEMBERED)
def is_laughter(word: str) -> bool:
    """Return whether a word is nothing but laughter."""
    return _LAUGHTER.fullmatch(fold(word)) is not None


def is_mashed(word: str) -> bool:
    """Return whether somebody struck the keys at random: one letter again and again, or a row of the keyboard."""
    folded = fold(word)
    if len(set(folded)) == 1:
        return len(folded) >= _DRAWN
    rows = [fold(row) for row in _ROWS]
    return len(folded) >= _MASHED and any(folded in row for row in rows)
