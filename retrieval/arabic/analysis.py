"""Words → index terms: a stem, a root, character grams, and what kind of answer the word may be part of.

Snowball's Arabic stemmer sees the word with its hamzas, and its stem is folded after: the other order loses two points
of precision. Every view of a word is a term of its own, so that one scored query can hold them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.dates import MONTHS
from retrieval.arabic.language import Language, QuestionKind
from retrieval.arabic.numerals import may_belong, numerals, value
from retrieval.arabic.stems import Stems, past_of, respelled, root_or_skeleton
from retrieval.arabic.text import plain, unify

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.records import Span

NUMERAL = "#"
"""What the stem of a number begins with."""
VERSION = 6  # raise it whenever the same text would give other terms: saved indexes are then built anew
GRAM = 4  # characters
SKELETON = "√~"
"""How the root of a foreign name begins, which is what its spellings have in common."""


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
    DUAL = 4096


_NONE = Flag(0)
_GOVERNOR = "والي"
_NEITHER: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
CUE_FLAGS = {
    QuestionKind.WHEN: Flag.WHEN,
    QuestionKind.WHERE: Flag.WHERE,
    QuestionKind.WHO: Flag.WHO,
    QuestionKind.HOW_MANY: Flag.HOW_MANY,
    QuestionKind.WHY: Flag.WHY,
    QuestionKind.HOW: Flag.HOW,
    QuestionKind.QUOTATION: Flag.QUOTATION,
}
"""Kind of question → what marks the words that its answers hold."""
_JOINED_TO_STOP = {"و": 2, "ف": 3}  # conjunctions before a stop word; see `clitics.CONJUNCTIONS`
_REMEMBERED = 4096
LONGEST_WORD = 64  # letters; more are no word, and would cost what a page of words does
_DECIMAL = re.compile(r"[0-9]{1,6}[.,٫][0-9]{1,4}")  # it counts, and is looked for as it is written
_DUAL = ("ان", "ين")  # «شهرين» says how many there are
_SHORTEST_DUAL = 5  # letters
_TANWIN = re.compile("(?:اً|ًا)$")  # an adverb's or object's ending, not part of the word
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


@dataclass(frozen=True, slots=True)
class _WordTables:
    """What all analysers of a language look up, made once: it takes as long as a page of text.

    `spelling` is the stem of each spelling with that of its first one, `telling` what the common stems tell, `naming`
    the words that are or make names, `cues` what the cues of the kinds of question mark.
    """

    spelling: Mapping[str, str]
    telling: Mapping[str, float]
    naming: frozenset[str]
    cues: Mapping[str, Flag]

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, language: Language) -> _WordTables:
        stems = Stems(language.own_letters, language.places)
        spelling = {stems.of(word): stems.of(group[0]) for group in language.spellings for word in group}
        telling = {stems.joined(word, spelling): part for word, part in language.telling.items()}
        naming = frozenset(language.names).union(
            *(side for sides in language.names.values() for side in sides)
        )
        cues: dict[str, Flag] = {}
        for kind, listed in language.cues.items():
            for cue in listed if kind in CUE_FLAGS else ():
                counts = kind is QuestionKind.HOW_MANY and cue.endswith(_DUAL)
                cues[cue] = cues.get(cue, _NONE) | CUE_FLAGS[kind] | (Flag.NUMBER if counts else _NONE)
        return cls(spelling, telling, naming, cues)


class Analyser:
    """Turns words into forms; deterministic, and fast because every distinct word is analysed once."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._stems = Stems(language.own_letters, language.places)
        self._lists = _WordTables.of(language)
        self._forms: dict[str, Form] = {}
        self._readings: dict[str, tuple[str, ...]] = {}

    def forms(self, text: str, spans: Sequence[Span]) -> list[Form]:
        """Return the forms of the words of `text` at `spans`; a numeral or month of several words is one thing."""
        raw = [text[start:end] for start, end in spans]
        found = [self.form(word) for word in raw]
        for place, form in self.compounds([form.word for form in found]):
            found[place] = form
        return found

    def form(self, raw: str) -> Form:
        """Return the form of one word by itself."""
        known = self._forms.get(raw)
        if known is None:
            # Questions have words in common.
            if len(self._forms) >= _REMEMBERED:
                self._forms.clear()
            known = self._forms[raw] = self._form(raw)
        return known

    def _form(self, raw: str) -> Form:
        bare = plain(raw)
        word = unify(bare)[:LONGEST_WORD]
        stripped = self._stems.bare(word)
        flags = Flag.LATIN if word.isascii() else _NONE
        flags |= Flag.NUMBER if _DECIMAL.fullmatch(word) else _NONE
        joined = clitics.without_conjunction(word, clitics.AND)
        for spelling in (word, stripped, joined, clitics.without_article(word)):
            flags |= self._lists.cues.get(spelling, _NONE)
        if bare == _GOVERNOR:  # «وإلى» is folded alike, and by its root «ولاية» would be met
            return Form(word, self.stem(f"{clitics.ARTICLE}{bare}"), "", flags, _grams(word))
        if self.is_stop(word):
            return Form(word, "", "", flags | Flag.STOP)
        if _is_number(word):
            return _number(word)
        spelled = _unmarked(raw, bare)
        stem = self._stems.joined(spelled, self._lists.spelling)
        grams = _grams(stem if stem in self._lists.spelling else stripped)
        # Most words that are definite and end alike are plurals.
        dual = len(joined) >= _SHORTEST_DUAL and joined.endswith(_DUAL) and not clitics.is_definite(joined)
        flags |= Flag.DUAL if dual else _NONE
        return Form(word, stem, "√" + unify(root_or_skeleton(spelled)), flags, grams)

    def stem(self, raw: str) -> str:
        """Return the stem of `form`, for lists of words: the other views of a word take as long again."""
        bare = plain(raw)
        word = unify(bare)[:LONGEST_WORD]
        if self.is_stop(word):
            return ""
        if _is_number(word):
            return _number(word).stem
        return self._stems.joined(_unmarked(raw, bare), self._lists.spelling)

    def compounds(self, folded: Sequence[str]) -> Iterator[tuple[int, Form]]:
        """Yield the places of words that are part of a numeral, month or name, and the form that each has there."""
        for start, end, number in numerals(folded):
            if end - start > 1 or not folded[start].isdecimal():
                for place in range(start, end):
                    yield place, _number(str(number), folded[place])
        yield from self._months(folded)
        for place, word in enumerate(folded):
            # A stop word that its neighbours make a name: «علي» in «محمد علي».
            before, after = self.language.names.get(word, _NEITHER)
            follows = place > 0 and folded[place - 1] in before
            if follows or (place + 1 < len(folded) and folded[place + 1] in after):
                yield place, Form(word, word, f"√{word}", Flag.WHO, _grams(word))

    def readings(self, word: str) -> tuple[str, ...]:
        """Return the stems by which an archive may hold the folded `word` beside its own.

        Those of the word behind an inseparable particle («بتونس»), or without what may be one, of a verb for the other
        gender («تضم», «يضم») or less the «ش» of a spoken negation («قبلوش»), or of what many did in a dialect («حجزو»,
        «حكموه»), and of a name whose hamza was left out («الفريد»), of two words in one («عبدالسلام») or of a son
        («بالحاج»): which of them are words the archive's vocabulary tells.
        """
        known = self._readings.get(word)
        if known is None:
            # Questions have words in common, and each has ten stems to be found.
            if len(self._readings) >= _REMEMBERED:
                self._readings.clear()
            spelled = (word, *respelled(word))
            own, *others = (self._stems.joined(each, self._lists.spelling) for each in spelled)
            known = self._readings[word] = tuple(dict.fromkeys(stem for stem in others if stem != own))
        return known

    def past(self, word: str) -> tuple[str, ...]:
        """Return the stems that the folded `word` may have in the past, if it is a verb of now or later."""
        return tuple(self._stems.joined(form, self._lists.spelling) for form in past_of(word))

    def day(self, day: datetime.date) -> tuple[Form, ...]:
        """Return the forms of a day: its number, month and year."""
        return _number(str(day.day)), _month(day.month, str(day.month)), _number(str(day.year))

    def telling(self, stem: str) -> float:
        """Return how much it proves (0…1) that a text holds `stem`: little where that is common in Arabic at large."""
        return self._lists.telling.get(stem, 1.0)

    def may_compound(self, word: str) -> bool:
        """Return whether the folded `word` could be part of a numeral, month or name that `compounds` would see."""
        return word in _MONTH_WORDS or word in self._lists.naming or may_belong(word)

    def is_stop(self, word: str) -> bool:
        """Return whether the folded `word`, bare or after و or ف, is too common to say what a text is about."""
        stops = self.language.stop_words
        if word in stops or (len(word) <= 1 and not word.isdecimal()):
            return True
        return clitics.without_conjunction(word, _JOINED_TO_STOP) in stops

    def _months(self, folded: Sequence[str]) -> Iterator[tuple[int, Form]]:
        for place, word in enumerate(folded):
            pair = f"{word} {folded[place + 1]}" if place + 1 < len(folded) else ""
            if pair in MONTHS:
                yield place, _month(MONTHS[pair], word)
                yield place + 1, _month(MONTHS[pair], folded[place + 1])
            elif word in MONTHS:
                beside = (*folded[max(0, place - 1) : place], *folded[place + 1 : place + 2])
                dated = any(other in MONTHS or value(other) is not None for other in beside)
                if dated or word not in _AMBIGUOUS_MONTHS:
                    yield place, _month(MONTHS[word], word)


def _is_number(word: str) -> bool:
    return word.isdecimal() or word.replace(",", "").replace("٬", "").isdecimal()


def _unmarked(raw: str, bare: str) -> str:
    """Return `bare`, the plain form of `raw`, less the ending that `raw` has marked as an adverb's."""
    unmarked = _TANWIN.sub("", raw)
    return (bare if unmarked == raw else plain(unmarked))[:LONGEST_WORD]


def _grams(word: str) -> tuple[str, ...]:
    edged = f"^{word}$"
    return tuple(edged[start : start + GRAM] for start in range(max(1, len(edged) - GRAM + 1)))


def _number(digits: str, word: str = "") -> Form:
    number = digits.replace(",", "").replace("٬", "").lstrip("0") or "0"
    year = Flag.YEAR if len(number) == 4 and "1000" <= number <= "2100" else _NONE
    return Form(word or digits, NUMERAL + number, "", Flag.NUMBER | year)


def _month(month: int, word: str) -> Form:
    return Form(word, f"@{month}", "", Flag.MONTH)
