"""Words → index terms: a stem, a root, character grams, and what kind of answer the word may be part of.

Snowball's Arabic stemmer sees the word with its hamzas, and its stem is folded after: the other order loses two points
of precision. Every view of a word is a term of its own, so that one scored query can hold them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

import Stemmer

from retrieval.arabic import plain, unify
from retrieval.dates import MONTHS
from retrieval.language import Kind, Language
from retrieval.numerals import may_belong, numerals, value
from retrieval.roots import root, skeleton

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from retrieval.records import Span

VERSION = 3  # raise it whenever the same text would give other terms: saved indexes are then built anew
GRAM = 4  # characters


class Flag(IntFlag):
    """What a word may be part of the answer to, and what it is; bits of `Form.flags`."""

    WHEN = 1
    WHERE = 2
    WHO = 4
    HOW_MANY = 8
    WHY = 16
    HOW = 32
    QUOTATION = 64
    NUMBER = 128
    YEAR = 256
    MONTH = 512
    LATIN = 1024
    STOP = 2048


_NONE = Flag(0)
_NEITHER: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
_CUE_FLAGS = {
    Kind.WHEN: Flag.WHEN,
    Kind.WHERE: Flag.WHERE,
    Kind.WHO: Flag.WHO,
    Kind.HOW_MANY: Flag.HOW_MANY,
    Kind.WHY: Flag.WHY,
    Kind.HOW: Flag.HOW,
    Kind.QUOTATION: Flag.QUOTATION,
}
_ARTICLE = "ال"
_JOINED_ARTICLE = re.compile("^(?:[بك]?ال|لل)(?=..)")
_HAMZAS = ("أ", "إ", "آ")
_GOD = ("الله", "لله", "بالله", "تالله")
_SHORTEST_AFTER = {"و": 3, "ف": 4}  # letters that a word has at the least after one of these conjunctions
LONGEST_WORD = 64  # letters; more are no word, and would cost what a page of words does
_LONG_STEM = 6  # letters from which the first of a stem is taken for a particle, where it could be one
PARTICLES = ("ل", "ب", "و", "ف", "ك")
_GENDERS = ("ي", "ت")  # he does, she does
_NEGATION = "ش"
_SHORTEST_NEGATED = 4
_SHORTEST_JOINED = 3  # letters that a word with a particle or such a prefix has more than
_TANWIN = re.compile("(?:اً|ًا)$")  # an adverb's or object's ending, not part of the word
_ENDINGS = (
    "هما", "كما", "ها", "هم", "هن", "كم", "نا", "وا", "ات", "تين", "ون", "ين", "ان", "يه", "ه", "ي", "ت", "ا",
)  # fmt: skip
_SHORTEST_STEM = 3
_LONGEST_ROOT = 3  # letters; a longer one is what is left of a word that fits no pattern
_AMBIGUOUS_MONTHS = frozenset({"اب", "مارس"})  # also «father» and «practised»: months only beside a number


_MONTH_WORDS = frozenset(word for name in MONTHS for word in name.split())


@dataclass(frozen=True, slots=True)
class Form:
    """One folded word as the index sees it. `stem` and `root` are terms, empty for a stop word.

    `grams` are the character grams of the word less its article and particles, its ends marked ^ and $.
    """

    word: str
    stem: str
    root: str
    flags: Flag
    grams: tuple[str, ...] = ()


class Analyser:
    """Turns words into forms; deterministic, and fast because every distinct word is analysed once."""

    def __init__(self, language: Language) -> None:
        self.language = language
        # Without its memory of stems: who has many words asks for each of them once.
        self._stemmer = Stemmer.Stemmer("arabic", 0)
        self._spelling = {
            self._bare_stem(word): self._bare_stem(group[0]) for group in language.spellings for word in group
        }
        self._telling = {self._stem(word): part for word, part in language.telling.items()}
        self._naming = frozenset(language.names).union(
            *(side for sides in language.names.values() for side in sides)
        )
        self._cues: dict[str, Flag] = {}
        for kind, listed in language.cues.items():
            for cue in listed if kind in _CUE_FLAGS else ():
                self._cues[cue] = self._cues.get(cue, _NONE) | _CUE_FLAGS[kind]

    def forms(self, text: str, spans: Sequence[Span]) -> list[Form]:
        """The forms of the words of `text` at `spans`; numerals and months of several words count as one thing."""
        raw = [text[start:end] for start, end in spans]
        found = [self.form(word) for word in raw]
        for place, form in self.compounds([form.word for form in found]):
            found[place] = form
        return found

    def form(self, raw: str) -> Form:
        """The form of one word by itself."""
        bare = plain(raw)
        word = unify(bare)[:LONGEST_WORD]
        stripped = self._bare(word)
        flags = self._flags(word, stripped)
        if self.is_stop(word):
            return Form(word, "", "", flags | Flag.STOP)
        if word.isdecimal() or word.replace(",", "").replace("٬", "").isdecimal():
            return _number(word)
        unmarked = _TANWIN.sub("", raw)
        spelled = (bare if unmarked == raw else plain(unmarked))[:LONGEST_WORD]
        stem = self._stem(spelled)
        grams = _grams(stem if stem in self._spelling else stripped)
        return Form(word, stem, "√" + unify(_derived(spelled)), flags, grams)

    def compounds(self, folded: Sequence[str]) -> Iterator[tuple[int, Form]]:
        """For each place in the sequence that is part of a numeral or month: the form that replaces the word's own."""
        for start, end, said in numerals(folded):
            if end - start > 1 or not folded[start].isdecimal():
                for place in range(start, end):
                    yield place, _number(str(said), folded[place])
        yield from self._months(folded)
        yield from self._names(folded)

    def readings(self, word: str) -> tuple[str, ...]:
        """Return the stems by which an archive may hold the folded `word` beside its own.

        Those of the word behind an inseparable particle («بتونس»), or without what may be one, of a verb for the other
        gender («تضم», «يضم») or less the «ش» of a spoken negation («قبلوش»), and of a name whose hamza was left out
        («الفريد»): which of them are words the archive's vocabulary tells.
        """
        if not word.isalpha() or word.isascii():
            return ()
        spelled = [particle + word for particle in PARTICLES]
        if word.startswith(PARTICLES) and len(word) > _SHORTEST_JOINED:
            spelled.append(word[1:])
        if word.startswith(_GENDERS) and len(word) >= _SHORTEST_JOINED:
            spelled.append(_GENDERS[word.startswith(_GENDERS[0])] + word[1:])
        if word.endswith(_NEGATION) and len(word) > _SHORTEST_NEGATED:
            spelled.append(word[:-1])
        if word.startswith(_ARTICLE):
            spelled.append(_HAMZAS[0] + word[1:])
        own = self._stem(word)
        return tuple(dict.fromkeys(stem for stem in map(self._stem, spelled) if stem != own))

    def day(self, day: datetime.date) -> tuple[Form, ...]:
        """The forms of a day: its number, month and year."""
        return _number(str(day.day)), _month(day.month, str(day.month)), _number(str(day.year))

    def telling(self, stem: str) -> float:
        """How much it proves, 0 to 1, that a text holds `stem`: little where it is common in Arabic at large."""
        return self._telling.get(stem, 1.0)

    def may_compound(self, word: str) -> bool:
        """Whether the folded `word` could be part of a numeral, month or name that `compounds` would see."""
        return word in _MONTH_WORDS or word in self._naming or may_belong(word)

    def is_stop(self, word: str) -> bool:
        """Whether the folded `word`, bare or after و or ف, is too common to say what a text is about."""
        stops = self.language.stop_words
        joined = (word.startswith("و") and len(word) > 2) or (word.startswith("ف") and len(word) > 3)
        return word in stops or (len(word) <= 1 and not word.isdecimal()) or (joined and word[1:] in stops)

    def _months(self, folded: Sequence[str]) -> Iterator[tuple[int, Form]]:
        for place, word in enumerate(folded):
            pair = f"{word} {folded[place + 1]}" if place + 1 < len(folded) else ""
            if pair in MONTHS:
                yield place, _month(MONTHS[pair], word)
                yield place + 1, _month(MONTHS[pair], folded[place + 1])
            elif word in MONTHS and (word not in _AMBIGUOUS_MONTHS or _beside_number(folded, place)):
                yield place, _month(MONTHS[word], word)

    def _names(self, folded: Sequence[str]) -> Iterator[tuple[int, Form]]:
        """The stop words that their neighbours make names: «علي» in «محمد علي»."""
        for place, word in enumerate(folded):
            before, after = self.language.names.get(word, _NEITHER)
            if (place and folded[place - 1] in before) or (
                place + 1 < len(folded) and folded[place + 1] in after
            ):
                yield place, Form(word, word, f"√{word}", Flag.WHO, _grams(word))

    def _stem(self, spelled: str) -> str:
        """The stem, or that of the first spelling of its name, for which a particle is taken off (ببوتن)."""
        stem = self._bare_stem(spelled)
        if stem not in self._spelling and spelled[:1] in PARTICLES:
            return self._spelling.get(self._bare_stem(spelled[1:]), stem)
        return self._spelling.get(stem, stem)

    def _bare_stem(self, spelled: str) -> str:
        """Snowball's stem of the word as a definite noun, folded, less endings that it leaves on.

        Left to itself Snowball takes ب or ف off «بريطاني» and «فرسان» but not off «البريطاني» and «الفرسان», and the
        endings of verbs and pronouns off one form of a word but not the other.
        """
        word = self._bare(spelled)
        if self._keeps_article(word):
            return _ARTICLE[0] + self._bare_stem(word[1:])
        stem = unify(self._stemmer.stemWord(_ARTICLE + word).removeprefix(_ARTICLE))
        stem = _without_endings(stem if len(stem) >= _SHORTEST_STEM else unify(word))
        return stem[1:] if len(stem) >= _LONG_STEM and stem.startswith(("ل", "ب", "ك")) else stem

    def _bare(self, word: str) -> str:
        """`word` less a conjunction and the article with what may be joined to it."""
        rest = word[1:] if len(word) > _SHORTEST_AFTER.get(word[:1], len(word)) else word
        if rest != word and not unify(word).startswith(self.language.own_letters):
            word = rest
        if word in _GOD:
            return _ARTICLE + "له"
        if word.startswith("لل") and unify(word[1:]).startswith(self.language.own_letters):
            return word[1:]  # «للوحة» has a ل of its own
        return _JOINED_ARTICLE.sub("", word)

    def _keeps_article(self, word: str) -> bool:
        """Whether `word` only seems to begin with an article: «ألفرد», whose hamza no article has."""
        return word.startswith(_HAMZAS) and unify(word).startswith(self.language.own_letters)

    def _flags(self, word: str, stripped: str) -> Flag:
        flags = Flag.LATIN if word.isascii() else _NONE
        for spelling in (word, stripped, word.removeprefix("و"), word.removeprefix("ال")):
            if spelling in self._cues:
                flags |= self._cues[spelling]
        return flags


def _derived(spelled: str) -> str:
    """The root, or for a foreign name, that has none, what its spellings have in common."""
    found = root(spelled)
    return found if len(found) <= _LONGEST_ROOT else "~" + skeleton(found)


def _without_endings(stem: str) -> str:
    for _ in range(2):
        if not stem.endswith(_ENDINGS):
            return stem
        for ending in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST_STEM:
                stem = stem.removesuffix(ending)
                break
    return stem


def _number(digits: str, word: str = "") -> Form:
    said = digits.replace(",", "").replace("٬", "").lstrip("0") or "0"
    year = Flag.YEAR if len(said) == 4 and "1000" <= said <= "2100" else Flag(0)
    return Form(word or digits, "#" + said, "", Flag.NUMBER | year)


def _month(month: int, word: str) -> Form:
    return Form(word, f"@{month}", "", Flag.MONTH)


def _beside_number(folded: Sequence[str], place: int) -> bool:
    around = (*folded[max(0, place - 1) : place], *folded[place + 1 : place + 2])
    return any(word in MONTHS or value(word) is not None for word in around)


def _grams(word: str) -> tuple[str, ...]:
    edged = f"^{word}$"
    return tuple(edged[start : start + GRAM] for start in range(max(1, len(edged) - GRAM + 1)))
