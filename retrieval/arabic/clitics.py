"""What Arabic joins to a word: conjunctions, particles and the article before it, pronouns and endings behind it.

Everything that takes one off stands here. How much of a word has to be left is the caller's to say: for searching, a
letter too many taken off costs more than one left on; for reading a question, which has few words, the reverse.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_REMEMBERED = 4096  # words: questions have words in common, and each is looked at many times
ARTICLE: Final = "ال"
PARTICLES: Final = ("ل", "ب", "و", "ف", "ك")
CONJUNCTIONS: Final[Mapping[str, int]] = MappingProxyType({"و": 1, "ف": 1})
"""Conjunction → letters; a longer word that begins with it is a word after that conjunction."""
AND: Final[Mapping[str, int]] = MappingProxyType({"و": 0})
_PREFIXES = ("وال", "بال", "ال", "لل", "و", "ب", "ل", "ف")
_DEFINITE = ("ال", "بال", "وال", "كال", "فال", "لل", "ولل")
_ALIKE = ("والد", "والي", "بالغ", "بالون")  # words that begin as if they carried the article
_JOINED_ARTICLE = re.compile("^(?:[بك]?ال|لل)(?=..)")
_AND_A, _ENDED = "وا", 6  # letters
_ENDINGS = frozenset("اويتهنمكءئؤى")
_GOD = ("الله", "لله", "بالله", "تالله")
# «this», «on the», and the future of spoken Arabic: «هالاتفاق», «عالحدود», «هيبدأ», «حيبدأ»
_COLLOQUIAL = re.compile("^(?:[هع]ال|[هحغ](?=[يتن]))(?=...)")

_PRONOUNS = ("هما", "ها", "هم", "هن", "ه")
CLEAR_PRONOUNS: Final = ("هما", "ها", "هم", "هن", "ته")
"""Those that are hardly ever a word's own; ه is often ة, written without its dots."""
PREPOSITIONS: Final = {
    fold(joined): preposition
    for preposition, listed in {
        "عن": "عنه عنها عنهم عنهما عنو عنن", "في": "فيه فيها فيهم فيهما فيو فيهن", "من": "منه منها منهم منهما",
        "على": "عليه عليها عليهم عليهما عليو عليهن", "إلى": "إليه إليها إليهم إليهما",
        "مع": "معه معها معهم معهما معو معن معاه معاها معاهم", "ضد": "ضده ضدها ضدهم", "بين": "بينهم بينهما بيناتهم",
        "حول": "حوله حولها حولهم", "ل": "له لها لهم لهما إلو", "ب": "به بها بهم بيه بيها بيهم",
        "عند": "عنده عندها عندهم عندو عندن", "لدى": "لديه لديها لديهم",
    }.items()
    for joined in listed.split()
}  # fmt: skip
"""Prepositions with a pronoun, folded → without."""
_JOINED = ("ل", "ب")
_CHANGED = {
    "حيات": "حياة", "وفات": "وفاة", "معانات": "معاناة", "مأسات": "مأساة", "قنات": "قناة", "جثت": "جثة",
}  # fmt: skip
ENDINGS: Final = (
    "هما", "كما", "ها", "هم", "هن", "كم", "نا", "وا", "ات", "تين", "ون", "ين", "ان", "يه", "ه", "ي", "ت", "ا",
)  # fmt: skip
SHORTEST_STEM: Final = 3  # letters

# The affixes of the ISRI stemmer, by the least number of letters of a word that has one; see `arabic.stems`.
_ISRI_PREFIXES = ((6, ("كال", "بال", "ولل", "وال", "فال")), (5, ("ال", "لل")))
_ISRI_SUFFIXES = (
    (6, ("تمل", "همل", "تان", "تين", "كمل")),
    (5, ("ون", "ات", "ان", "ين", "تن", "كم", "هن", "نا", "يا", "ها", "تم", "كن", "ني", "وا", "ما", "هم")),
)
_ISRI_SHORT_SUFFIXES = "ةهيكتان"
_ISRI_SHORT_PREFIXES = "لبفسويتنا"

# What may stand before a noun, and what makes one of it many; ة is folded to ه.
BEFORE_NOUN = tuple(
    conjunction + joined
    for conjunction, joined in product(("", "و", "ف"), ("", "ال", "ب", "بال", "ل", "لل", "ك", "كال", "هال"))
)
_PLURALS = ("ون", "ين")
_FEMININE, _OF_WOMEN, _RELATIVE = "ه", "ات", "ي"  # ة is folded
_SHORTEST = 3  # letters of a word that ـات is joined to
_SHORTEST_OF_MEN = 4  # letters of one that ـون is: «زيتون» is none of زيت


def without_conjunction(word: str, conjunctions: Mapping[str, int] = CONJUNCTIONS) -> str:
    """Return `word` less one of `conjunctions` at its beginning, if the word is longer than they say."""
    first = word[:1]
    return word[1:] if first in conjunctions and len(word) > conjunctions[first] else word


def begins_itself(word: str, own_letters: Sequence[str]) -> bool:
    """Return whether a folded word begins with a letter و or ف of its own, as `own_letters` do: «وزيرها».

    «واردوغان» and «والدوحة» have more behind «وارد» and «والد» than an ending: they are names behind «and».
    """
    begun = [stem for stem in own_letters if word.startswith(stem)]
    joined = word.startswith(_AND_A) and len(word) > _ENDED
    return any(not joined or _ENDINGS.issuperset(word[len(stem) + 1 :]) for stem in begun)


def without_article(word: str) -> str:
    """Return `word` less ال; what is joined to that («بالقمة») is left as it is."""
    return word.removeprefix(ARTICLE)


@lru_cache(_REMEMBERED)
def is_definite(word: str) -> bool:
    """Return whether a folded word carries the article."""
    if not word.startswith(_DEFINITE) or word.startswith(_ALIKE):
        return False
    return any(word.startswith(article) and len(word) > len(article) + 1 for article in _DEFINITE)


@lru_cache(_REMEMBERED)
def without_joined_article(word: str) -> str:
    """Return `word` less the article and ب, ك or ل before it, unless too little would be left."""
    return ARTICLE + "له" if word in _GOD else _JOINED_ARTICLE.sub("", word)


def without_to(word: str) -> str:
    """Return `word` less the ل before it, «للبوابة» → «البوابة»."""
    return ARTICLE + word[2:] if word.startswith("لل") else word.removeprefix("ل")


def definite_alone(word: str) -> str:
    """Return a word with an article less what is joined before that: «للشطرنج» and «بالشطرنج» are «الشطرنج»."""
    if not is_definite(word) or word.startswith(ARTICLE):
        return word
    return without_to(word) if word.startswith("لل") else definite_alone(word[1:])


def without_prefix(word: str) -> Iterator[str]:
    """Yield what `word` is less each particle or article that it may begin with, the longest first."""
    return (word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))


def without_colloquial(stem: str) -> str:
    """Return `stem` less what spoken Arabic joins before it, empty where it joins nothing."""
    found = _COLLOQUIAL.match(stem)
    return stem[found.end() :] if found else ""


def without_pronoun(word: str, pronouns: Sequence[str] = _PRONOUNS) -> str | None:
    """Return `word` less the first of `pronouns` that it ends in; None without one, or if too little would be left."""
    found = next((end for end in pronouns if word.endswith(end) and len(word) - len(end) >= 2), None)
    return word.removesuffix(found) if found and len(word) > 3 else None


def noun_alone(stem: str) -> str:
    """Return a noun less its pronoun as it is spelled alone: نتيجت → نتيجة, أعضاؤ → أعضاء, but بيت as it is."""
    if stem in _CHANGED:
        return _CHANGED[stem]
    if stem.endswith(("اؤ", "ائ")):
        return stem[:-1] + "ء"
    return stem[:-1] + "ة" if stem.endswith("ت") and not stem.endswith("ات") and len(stem) > 3 else stem


def verb_alone(stem: str) -> str:
    """Return a verb less its pronoun as it is spelled alone: نفا → نفى, but قتل as it is."""
    return f"{stem[:-1]}ى" if stem.endswith("ا") else stem


@lru_cache(_REMEMBERED)
def preposition(word: str) -> str:
    """Return the preposition that a word is with its pronoun, «عنه»; empty for another, also if folded alike: «فئة»."""
    bare = plain(word)
    return "" if "ئ" in bare or bare.endswith("ة") else PREPOSITIONS.get(fold(bare), "")


def alone(word: str, verbs: frozenset[str], *, noun: bool) -> str:
    """Return the word as it is written without its pronoun; `noun` for what cannot be one of `verbs` (folded)."""
    if found := preposition(word):
        return found
    stem = without_pronoun(plain(word)) or word
    if stem.endswith("و") and len(stem) > SHORTEST_STEM and not noun:
        return f"{stem}ا"  # «قطعوها»
    return noun_alone(stem) if noun or fold(stem) not in verbs else stem


def joined(preposition: str, noun: str) -> str:
    """Return a noun behind a preposition, one of one letter joined to it: ل and الحكومة are للحكومة."""
    if preposition not in _JOINED:
        return f"{preposition} {noun}"
    to_definite = preposition == "ل" and plain(noun).startswith(ARTICLE)
    return f"لل{noun[2:]}" if to_definite else f"{preposition}{noun}"


def without_endings(stem: str) -> str:
    """Return `stem` less up to two endings of verbs, plurals and pronouns that Snowball's stemmer may leave on."""
    for _ in range(2):
        if not stem.endswith(ENDINGS):
            break
        fitting = (end for end in ENDINGS if stem.endswith(end) and len(stem) - len(end) >= SHORTEST_STEM)
        stem = stem.removesuffix(next(fitting, ""))
    return stem


def without_affixes(word: str) -> str:
    """Return `word` less the long prefix and the long suffix that the ISRI stemmer takes off first."""
    for length, prefixes in _ISRI_PREFIXES:
        if len(word) >= length and word.startswith(prefixes):
            word = word[length - 3 :]
            break
    for length, suffixes in _ISRI_SUFFIXES:
        if len(word) >= length and word.endswith(suffixes):
            return word[: 3 - length]
    return word


def without_short_affix(word: str) -> str:
    """Return `word` less one letter that the ISRI stemmer takes for a suffix, else for a prefix; empty without one."""
    if word[-1] in _ISRI_SHORT_SUFFIXES:
        return word[:-1]
    return word[1:] if word[0] in _ISRI_SHORT_PREFIXES else ""


def written(word: str, spellings: Sequence[Sequence[str]] = ()) -> frozenset[str]:
    """Return what the noun of a folded word, with or without the article, is written as, folded.

    It stands behind what is joined to it, as one or many, in any of its `spellings`. What only shares a stem with it
    may mean something else: «السكري» and «السكر».
    """
    return frozenset(before + form for form in one_or_many(word, spellings) for before in BEFORE_NOUN)


def one_or_many(word: str, spellings: Sequence[Sequence[str]] = ()) -> frozenset[str]:
    """Return the same with nothing joined to it."""
    said = {word, without_conjunction(word, AND)} if len(word) > SHORTEST_STEM else {word}
    nouns = set(map(without_joined_article, said))
    alike = {other for group in spellings if not nouns.isdisjoint(group) for other in group}
    nouns.update(map(without_joined_article, alike))
    return frozenset(form for one in nouns for form in (one, *_of_other_number(one)))


def _of_other_number(noun: str) -> Iterator[str]:
    """Yield what a noun is as one or as many; nouns with a plural of their own pattern have none here."""
    if noun.endswith(_OF_WOMEN) and len(noun) - len(_OF_WOMEN) >= _SHORTEST:
        one = noun.removesuffix(_OF_WOMEN)
        yield from (one, one + _FEMININE)
    elif noun.endswith(_PLURALS) and len(noun) - len(_PLURALS[0]) >= _SHORTEST_OF_MEN:
        one = noun[: -len(_PLURALS[0])]
        yield from (one + plural for plural in _PLURALS)
        if not one.endswith(_RELATIVE):  # «تونسي» is mostly said of something else than one of «التونسيين»
            yield one
    elif noun.endswith(_FEMININE) and len(noun) > _SHORTEST:
        yield from (noun[:-1] + ending for ending in (_OF_WOMEN, "تين", "تان"))
    else:
        if len(noun) >= _SHORTEST:
            yield noun + _OF_WOMEN
        if len(noun) >= _SHORTEST_OF_MEN:
            yield from (noun + plural for plural in _PLURALS)
