"""Stems and roots of single words, without a dictionary.

A stem is what Snowball's Arabic stemmer leaves of a word, mended where that treats forms of one word unlike.

For a root, affixes are stripped and the word is matched against the patterns of derivation. Method: K. Taghva,
R. Elkhoury, J. Coombs, "Arabic stemming without a root dictionary" (ITCC 2005), the ISRI stemmer, written here as a
table of patterns. A root is a rough class of words, not a linguist's: كتاب، مكتوب and كاتب meet in كتب.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import Stemmer

from retrieval.arabic.clitics import (
    ARTICLE,
    ENDINGS,
    PARTICLES,
    SHORTEST_STEM,
    is_definite,
    without_affixes,
    without_article,
    without_conjunction,
    without_endings,
    without_joined_article,
    without_pronoun,
    without_short_affix,
)
from retrieval.arabic.text import unify

if TYPE_CHECKING:
    from collections.abc import Mapping

_JOINED = {"و": 3, "ف": 4}  # conjunctions before a word; see `clitics.CONJUNCTIONS`
_HAMZAS = ("أ", "إ", "آ")
_GENDERS = ("ي", "ت")  # he does, she does
_NEGATION = "ش"
_SHORTEST_NEGATED = 4
_SHORTEST_JOINED = 3  # letters that a word with a particle or such a prefix has more than
_SHORT = 4  # letters of a stem before which particles stay
_LONG_STEM = 6  # letters from which the first of a stem is taken for a particle, where it could be one


class Stems:
    """Stems of words by themselves.

    Words that begin as one of `own_letters` do have nothing joined to them there; the forms of `places` have the stems
    that stand beside them.
    """

    def __init__(self, own_letters: tuple[str, ...], places: Mapping[str, str]) -> None:
        self._own_letters = own_letters
        self._places = places
        # Without its memory of stems: who has many words asks for each of them once.
        self._stemmer = Stemmer.Stemmer("arabic", 0)

    def joined(self, spelled: str, spelling: Mapping[str, str]) -> str:
        """Return the stem, or that of the first spelling of its name, for which a particle is taken off (ببوتن)."""
        stem = self.of(spelled)
        if stem not in spelling and spelled[:1] in PARTICLES:
            return spelling.get(self.of(spelled[1:]), stem)
        return spelling.get(stem, stem)

    def of(self, spelled: str) -> str:
        """Return Snowball's stem of the word as a definite noun, folded, less endings that it leaves on.

        Left to itself Snowball takes ب or ف off «بريطاني» and «فرسان» but not off «البريطاني» and «الفرسان», and the
        endings of verbs and pronouns off one form of a word but not the other.
        """
        word = self.bare(spelled)
        named = unify(word)
        # The name of a place, or of what is of it, may stand behind a particle («بسوريا»).
        behind = named[1:] if named.startswith(PARTICLES) else ""
        if place := self._places.get(named) or self._places.get(behind, ""):
            return place
        # Whether `word` only seems to begin with an article: «ألفرد», whose hamza no article has.
        keeps_article = word.startswith(_HAMZAS) and self._is_own(word)
        if keeps_article:
            return ARTICLE[0] + self.of(word[1:])
        stem = unify(without_article(self._stemmer.stemWord(ARTICLE + word)))
        stem = without_endings(stem if len(stem) >= SHORTEST_STEM else named)
        return stem[1:] if len(stem) >= _LONG_STEM and stem.startswith(("ل", "ب", "ك")) else stem

    def bare(self, word: str) -> str:
        """Return `word` less a conjunction and the article with what may be joined to it."""
        rest = without_conjunction(word, _JOINED)
        bare = word if rest != word and self._is_own(word) else rest
        own = bare.startswith("لل") and self._is_own(bare[1:])  # «للوحة» has a ل of its own
        return bare[1:] if own else without_joined_article(bare)

    def _is_own(self, word: str) -> bool:
        """Return whether the first letter of `word`, which could be joined to it, is its own."""
        return unify(word).startswith(self._own_letters)


def respelled(word: str) -> tuple[str, ...]:
    """Return what the folded `word` may be spelled as where a text has another form of it; see `Analyser.readings`."""
    if not word.isalpha() or word.isascii():
        return ()
    spelled = [particle + word for particle in PARTICLES]
    if word.startswith(PARTICLES) and len(word) > _SHORTEST_JOINED:
        spelled.append(word[1:])
    if word.startswith(_GENDERS) and len(word) >= _SHORTEST_JOINED:
        spelled.append(_GENDERS[word.startswith(_GENDERS[0])] + word[1:])
    if word.endswith(_NEGATION) and len(word) > _SHORTEST_NEGATED:
        spelled += [word[:-1], *respelled(word[:-1])]
    if begun := next((begin for begin in _BEGUN if word.startswith(begin)), ""):
        spelled.append(_BEGUN[begun] + word[len(begun) :])
    elif (they := _THEY.search(word)) and they.start() >= SHORTEST_STEM:
        spelled.append(word[: they.start()])
    spelled += [pattern.sub(other, word) for pattern, other in _SPOKEN if pattern.fullmatch(word)]
    return tuple(spelled)


# What dialects join before a noun, «عالبحر», «عكورنيش», «بهالبلد», or around a verb, «مالعبش», «كيطبعو»; verbs of many
# with a weak letter, «لقوا», and of those who ask, «نتعشى»; and what was done to somebody, «اتحبس», «صودرت», where
# texts may say who did it, «صادرت».
_SPOKEN = (
    (re.compile("(?:[بلفكو]?هال|عال)(?=..)(.+)"), ARTICLE + r"\1"),
    (re.compile("ع(?!ال)(....+)"), r"\1"),
    (re.compile("ما?(...+)ش"), r"\1"),
    (re.compile("ك([يتن]...+?)وا?"), r"\1"),
    (re.compile("([وف]?..)وا"), r"\1ي"),
    (re.compile("ا[تن](...+)"), r"\1"),
    (re.compile("ن(...+)"), r"ي\1"),
    (re.compile("([وف]?.)و(.[^هياء](?:ت|وا|تا)?)"), r"\1ا\2"),
)


# What a verb of now or later is of, «يترك», «سيقود», «هيرجع»: what stands behind the letters of its person. Nouns look
# like one, too.
_NOW = re.compile("([سبهحك]?ي|[سبهح]?ت)(..+)")
_NO_VERBS = frozenset(["يمين", "يقين", "يتيم", "يسار", "يهود", "ينبوع", "سينما", "هيكل", "بيروت", "كينيا"])
_OF_MANY = re.compile("(?:وا?|ون)$")
# What it was in the past by what is left: of a first letter و, «يصل», or one letter twice, «يفر»; of those with a weak
# last one or with ت or ا, «ينوي», «يتسلم», «يقاطع», «يتعاون»; of those with ا before them, «ينتقل», «يستخدم».
_PAST = (
    (re.compile("صل|قع|جد|لد|قف|ضع|رث|زن|جب"), ("و{0}",)),
    (re.compile("[^اوي][^اوي](?<!صل|قع|جد|لد|قف|ضع|رث|زن|جب)"), ("{0}", "ا{0}")),
    (re.compile("ت...|[^ا]ا..|ت.ا..|[^اي][^ا]ي"), ("{0}",)),
    (re.compile("ن...|[^ا]ت..|ست..."), ("ا{0}",)),
)
# Not of what begins with ت alone, which is a noun or of the past as often, «تخيل», «تطور»: of a weak letter in the
# middle, «يقود», «يدير», «يستقيل», and of three letters, «يترك», «يعلن».
_PAST_OF_HIM = (
    *_PAST,
    (re.compile("([^ا])[وي]([^ا])"), ("{1}ا{2}", "ا{1}ا{2}")),
    (re.compile("(ست.)ي(.)"), ("ا{1}ا{2}",)),
    (re.compile("[^اي][^ا]."), ("{0}", "ا{0}")),
)


# How a name may begin and how texts begin it: «الفريد» («ألفريد»), «بالحاج» («بلحاج»), «عبدالسلام» («عبد السلام»).
_BEGUN = {ARTICLE: _HAMZAS[0] + ARTICLE[1], "بال": "بل", "عبدال": ARTICLE}
# How what many did, or did to somebody, ends in dialects: «حجزو», «حكموه», «قالولو», «طلعلها».
_THEY = re.compile("(?:و(?:ه|ها|هم|هن)?|و?ل(?:و|ها|هم))$")
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
# Forms that have no root here, as ISRI gives them none, but are Arabic's own.
_DERIVED = _compile("متفاعل متفعل انفعال مفعلق مفعلقة متفعلق فعلقة فعلاء افعلاء افعله")
# A verb of now or later, «يجتمع», «سيلعب», and in dialects «بيعملوا», «هيلعب», «أطبخ», or of before, «اتحسنت», «أسقطت».
_VERB = re.compile("(?:[بهحس]?[يتن](?:ن|ت|ست)?|ات).[تا]?..(?:وا|[واي]?ن|و|ا|ت)?|ا...(?:وا|نا|ت)?")
_NOT = re.compile("^و?ما?(?=...)")
_DONE = re.compile("[^ي](?:ت|نا)$")  # what she did, or we; no «ميلوسوفيتش»
_MOROCCAN = re.compile("ك[يتن]...+")  # of many, «كيطبعو»; of one «كينيا» looks the same
_OF_PLACES = "يا"  # «تاسمانيا»
_SHORTEST_PLACE = 6  # letters
_OWN_PARTICLES = ("ل", "ب")  # those that a noun mostly has without an article behind them
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


def past_of(word: str) -> tuple[str, ...]:
    """Return what the folded `word` may be in the past, if it may be a verb of now or later; see `Analyser.past`.

    Texts mostly tell what happened, and word lists have verbs so. Which are words the archive's vocabulary tells.
    """
    found = None if word in _NO_VERBS else _NOW.fullmatch(word)
    if not found:
        return ()
    left = (found[2], _OF_MANY.sub("", found[2]), without_pronoun(found[2]) or "")
    patterns = _PAST if found[1] == "ت" else _PAST_OF_HIM
    fitting = ((each.fullmatch(rest), forms) for rest in dict.fromkeys(left) for each, forms in patterns)
    return tuple(form.format(fits[0], *fits.groups()) for fits, forms in fitting if fits for form in forms)


def behind_particles(stem: str) -> tuple[str, ...]:
    """Return the stems that texts may have a short noun by, «خفض», behind a particle, «لخفض».

    Analysis takes particles off long words alone, for they may be a short one's own letter.
    """
    short = _LONGEST_ROOT <= len(stem) <= _SHORT
    return tuple(particle + stem for particle in _OWN_PARTICLES) if short else ()


def is_verbal(word: str) -> bool:
    """Return whether the folded `word` looks like a verb: by what is before it, or what dialects join behind it."""
    if is_definite(word):
        return False
    if word.endswith(_NEGATION) and len(word) > _SHORTEST_NEGATED:
        said = word[:-1]
        bare = _NOT.sub("", said)  # «ماحبتش», «مبيعملوش»
        return is_verbal(said) or (bare != said and (is_verbal(bare) or bool(_DONE.search(bare))))
    joined = without_conjunction(word, _JOINED)
    bare = _THEY.sub("", joined)
    of_many = bare != joined and bool(
        len(bare) == _LONGEST_ROOT or _match(bare, _THREE) or _MOROCCAN.fullmatch(bare)
    )
    # «بيعملو» has a ل of its own.
    return of_many or any(map(_VERB.fullmatch, (joined, bare, without_pronoun(bare) or bare)))


def is_conjugated(word: str) -> bool:
    """Return whether the folded `word` looks like a verb of now or later, «يبلغ», «تقع», «بيلعب»; «تجربة» is a noun."""
    noun = word.startswith("ا") or (word.startswith("ت") and word.endswith("ه"))
    return not noun and is_verbal(word)


def is_derived(word: str) -> bool:
    """Return whether the folded `word` has a form that Arabic derives nouns and verbs by, as few foreign names have.

    Taken off are what may be joined to it and up to two endings; what is left is a root or fits a pattern. That tells
    «المتنبي» and «المتكبر» from «كولموغوروف», but not from one another.
    """
    if word.endswith(_OF_PLACES) and len(word) >= _SHORTEST_PLACE:
        return False
    bare = without_joined_article(without_conjunction(word, _JOINED))
    left = {bare, bare[1:]} if bare.startswith(_OWN_PARTICLES) and bare == word else {bare}
    for _ in range(2):
        left |= {
            one.removesuffix(end) for one in left for end in ENDINGS if len(one) - len(end) >= SHORTEST_STEM
        }
    fits = (_match(one, table) for one in left for table in (_THREE, _DERIVED))
    return is_verbal(word) or any(len(one) <= _LONGEST_ROOT for one in left) or any(fits)


_BARE_ALEF = str.maketrans("أإآ", "ااا")
_SPELLED_SOUNDS = str.maketrans("غگقپڤطثصظذضح", "ججكبفتسسزدده", "اويىأإآءئؤةه")
_FEWEST_CONSONANTS = 3


def _match(word: str, table: dict[int, re.Pattern[str]]) -> str:
    pattern = table.get(len(word))
    found = pattern.fullmatch(word) if pattern else None
    return "".join(filter(None, found.groups())) if found else ""
