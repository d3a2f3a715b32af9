"""Questions in Latin letters → Arabic ones, before any archive is asked: what to ask, and how to show it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.arabic.text import words
from retrieval.arabic.transliteration import unaccented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.arabic.transliteration import Transliteration

_LATIN = re.compile(r"[0-9A-Za-zÀ-ɏ'’-]+")
_ELIDED = re.compile("^(?:l|d|qu)'")  # «l'Algérie»
_SAID = "قال"
_WORD = re.compile(r"[a-z0-9'’-]+")


def question(
    text: str, transliteration: Transliteration, asking: Mapping[str, str], *, follows: bool = False
) -> str | None:
    """Return the question in Arabic letters; None where it names nothing that is known, or is not Arabic.

    One that `follows` another may name nothing by itself.
    """
    said = [_ELIDED.sub("", word) for word in _WORD.findall(unaccented(text))]
    names = {word: name for word in said if (name := transliteration.name(word))}
    unknown = [word for word in said if word not in names and word not in asking]
    arabic = not transliteration.european.intersection(said) and any(word in asking for word in said)
    if unknown and not arabic:
        return f"ماذا في الأرشيف عن {' و'.join(names.values())}؟" if names else None
    if not names and not (arabic and unknown) and not (follows and any(map(asking.get, said))):
        return None
    read = (names.get(word) or asking.get(word, transliteration.sounded(word)) for word in said)
    parts = [part for part in read if part]
    # «قال» stands behind the word that asks, as Arabic has it.
    rest = [part for part in parts if part != _SAID]
    ordered = [*rest[:1], _SAID, *rest[1:]] if len(rest) < len(parts) else rest
    return f"{' '.join(ordered)}؟"


def is_foreign(text: str, transliteration: Transliteration) -> bool:
    """Return whether a text is in a language of Latin letters, rather than Arabic written in them."""
    said = _WORD.findall(text.lower())
    arabic = transliteration.phrases.keys() - transliteration.european - transliteration.names
    digits = any(word[-1].isalpha() and any(map(str.isdecimal, word)) for word in said)
    return is_latin(text) and not digits and arabic.isdisjoint(said)


def asks_foreign(text: str, transliteration: Transliteration) -> bool:
    """Return whether a text has English or French words that ask or are about news."""
    return is_latin(text) and not transliteration.european.isdisjoint(_WORD.findall(text.lower()))


def is_latin(text: str) -> bool:
    """Return whether all words of a text are in Latin letters and digits, and one has letters."""
    said = [text[start:end] for start, end in words(text)]
    return any(word[0].isalpha() for word in said) and all(map(_LATIN.fullmatch, said))
