"""Questions in Latin letters → Arabic ones: names by a list, and Arabic as it is typed without an Arabic keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.arabic.text import words

if TYPE_CHECKING:
    from collections.abc import Mapping

_LETTERS = {
    "sh": "ش", "ch": "ش", "kh": "خ", "gh": "غ", "th": "ث", "dh": "ذ",
    "ou": "و", "oo": "و", "ee": "ي", "aa": "ا", "ei": "ي", "ay": "ي",
    "3'": "غ", "7'": "خ", "2": "ا", "3": "ع", "5": "خ", "6": "ط", "7": "ح", "8": "غ", "9": "ق",
    "a": "ا", "b": "ب", "c": "ك", "d": "د", "e": "", "f": "ف", "g": "ج", "h": "ه", "i": "ي",
    "j": "ج", "k": "ك", "l": "ل", "m": "م", "n": "ن", "o": "و", "p": "ب", "q": "ق", "r": "ر",
    "s": "س", "t": "ت", "u": "و", "v": "ف", "w": "و", "x": "كس", "y": "ي", "z": "ز",
}  # fmt: skip
_PIECE = re.compile("|".join(map(re.escape, sorted(_LETTERS, key=len, reverse=True))))
_ENGLISH = frozenset(
    [
        "who",
        "what",
        "when",
        "where",
        "why",
        "how",
        "is",
        "was",
        "are",
        "did",
        "does",
        "do",
        "the",
        "of",
        "to",
        "has",
        "have",
        "about",
        "in",
        "from",
        "and",
    ]
)
_SAID = "قال"
_WORD = re.compile(r"[a-z0-9'’-]+")


def transliterated(word: str) -> str:
    """Return an Arabic word as it is usually typed in Latin letters and digits, in Arabic ones."""
    return _PIECE.sub(lambda piece: _LETTERS[piece[0]], word.lower())


def question(text: str, names: Mapping[str, str], asking: Mapping[str, str]) -> str | None:
    """Return the question in Arabic letters; None where it names nothing that the lists know, or is not Arabic."""
    said = _WORD.findall(text.lower())
    known = [names[word] for word in said if word in names]
    unknown = [word for word in said if word not in names and word not in asking]
    arabic = bool(said) and _ENGLISH.isdisjoint(said) and any(word in asking for word in said)
    if unknown and not arabic:
        return f"ماذا في الأرشيف عن {' و'.join(known)}؟" if known else None
    if not known and not (arabic and unknown):
        return None
    parts = [part for word in said if (part := names.get(word) or asking.get(word, transliterated(word)))]
    # «قال» stands behind the word that asks, as Arabic has it.
    rest = [part for part in parts if part != _SAID]
    ordered = [*rest[:1], _SAID, *rest[1:]] if len(rest) < len(parts) else rest
    return f"{' '.join(ordered)}؟"


def is_latin(text: str) -> bool:
    """Return whether all words of a text are in Latin letters and digits, and one has letters."""
    said = [text[start:end] for start, end in words(text)]
    return any(word[0].isalpha() for word in said) and all(word.isascii() for word in said)
