"""Arabic roots without a dictionary: strip affixes, then match the word against the patterns of derivation.

Method: K. Taghva, R. Elkhoury, J. Coombs, "Arabic stemming without a root dictionary" (ITCC 2005), the ISRI stemmer,
written here as a table of patterns. A root is a rough class of words, not a linguist's: كتاب، مكتوب and كاتب meet
in كتب.
"""

from __future__ import annotations

import re

from retrieval.arabic.clitics import without_affixes, without_short_affix

_LONGEST = 7
_LONGEST_ROOT = 3  # letters; a longer one is what is left of a word that fits no pattern

# ف ع ل (and ق, a fourth) stand for root letters, other letters for themselves; the first pattern that fits wins.
_PATTERNS = (
    "مفعل فاعل فعال فعول فعيل فعلة "
    "افتعل افاعل مفعول مفعال مفعيل مفعلة تفعلة افعلة مفتعل يفتعل تفتعل مفاعل تفاعل فعولة فعالة انفعل منفعل افعال "
    "فعلان تفعيل فاعول فواعل فعائل فاعلة فعالي "
    "استفعل مستفعل مفعالة افتعال تفاعيل مفاعيل مفاعلة استفعال"
)
# Tried only when no pattern fits and no short affix comes off.
_FOUR_LETTER_PATTERNS = "مفعلق تفعلق افعلق فعلقة فعالق متفعلق افعلاق"


def _compile(patterns: str) -> dict[int, re.Pattern[str]]:
    """Return length → one expression of all patterns of it, the first of which wins; its groups are the root."""
    table: dict[int, list[str]] = {}
    for pattern in patterns.split():
        table.setdefault(len(pattern), []).append("".join("(.)" if c in "فعلق" else c for c in pattern))
    return {length: re.compile("|".join(listed), re.DOTALL) for length, listed in table.items()}


_THREE = _compile(_PATTERNS)
_FOUR = _compile(_FOUR_LETTER_PATTERNS)


def root(word: str) -> str:
    """Return the root of `word` (spelled as by `arabic.text.plain`), or the word less its affixes if none fits."""
    word = without_affixes(word).translate(_BARE_ALEF)
    while 3 < len(word) <= _LONGEST:
        shorter = _match(word, _THREE) or without_short_affix(word) or _match(word, _FOUR)
        if not shorter or len(shorter) < 3:
            break
        word = shorter
    return word


def root_or_skeleton(word: str) -> str:
    """Return the root of `word`, or for a foreign name, that has none, ~ and what its spellings have in common."""
    found = root(word)
    return found if len(found) <= _LONGEST_ROOT else "~" + skeleton(found)


def skeleton(name: str) -> str:
    """Return the consonants of a word without an Arabic root; letters that spell the same foreign sound are one.

    «كيسنجر» and «كيسنغر», «ميكروسوفت» and «مايكروسوفت» meet. A word of fewer than three consonants is left alone.
    """
    consonants = name.translate(_SPELLED_SOUNDS).replace("تش", "ش")
    single = "".join(
        letter for place, letter in enumerate(consonants) if letter != consonants[place - 1 : place]
    )
    return single if len(single) >= _FEWEST_CONSONANTS else name


_BARE_ALEF = str.maketrans("أإآ", "ااا")
_SPELLED_SOUNDS = str.maketrans("غگقپڤطثصظذضح", "ججكبفتسسزدده", "اويىأإآءئؤةه")
_FEWEST_CONSONANTS = 3


def _match(word: str, table: dict[int, re.Pattern[str]]) -> str:
    pattern = table.get(len(word))
    found = pattern.fullmatch(word) if pattern else None
    return "".join(filter(None, found.groups())) if found else ""
