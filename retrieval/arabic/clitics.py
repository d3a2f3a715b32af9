"""Pronouns that Arabic joins to the end of a word: which words have one, and what the word is without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic.text import fold, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDINGS = ("هما", "ها", "هم", "هن", "ه")
CLEAR_ENDINGS = ("هما", "ها", "هم", "هن", "ته")
"""Those that are hardly ever a word's own; ه is often ة, written without its dots."""
PREPOSITIONS = {
    fold(said): preposition
    for preposition, listed in {
        "عن": "عنه عنها عنهم عنهما", "في": "فيه فيها فيهم فيهما", "من": "منه منها منهم منهما",
        "على": "عليه عليها عليهم عليهما", "إلى": "إليه إليها إليهم إليهما", "مع": "معه معها معهم معهما",
        "ضد": "ضده ضدها ضدهم", "بين": "بينهم بينهما", "حول": "حوله حولها حولهم",
    }.items()
    for said in listed.split()
}  # fmt: skip
"""Prepositions with a pronoun, folded → without."""

_CHANGED = {"حيات": "حياة", "وفات": "وفاة", "معانات": "معاناة", "مأسات": "مأساة", "قنات": "قناة"}


def without(word: str, endings: Sequence[str] = _ENDINGS) -> str | None:
    """Return the word less the first of `endings` that it has; None when there is none, or too little would be left."""
    ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= 2), None)
    return word.removesuffix(ending) if ending and len(word) > 3 else None


def restored(stem: str) -> str:
    """Return a noun as it is written without its pronoun: نتيجت → نتيجة, أعضاؤ → أعضاء, but بيت and تصريحات as they are."""
    if stem in _CHANGED:
        return _CHANGED[stem]
    if stem.endswith(("اؤ", "ائ")):
        return stem[:-1] + "ء"
    return stem[:-1] + "ة" if stem.endswith("ت") and not stem.endswith("ات") and len(stem) > 3 else stem


def freed(word: str, verbs: frozenset[str], *, noun: bool) -> str:
    """Return the word as written, without its pronoun; `noun` for what cannot be one of `verbs` (folded)."""
    if preposition := PREPOSITIONS.get(fold(word)):
        return preposition
    stem = without(plain(word)) or word
    return restored(stem) if noun or fold(stem) not in verbs else stem
