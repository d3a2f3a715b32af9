"""Questions in Latin letters → Arabic: names by a table and by how they sound, Arabizi («meen howa boutin») by both.

A word that the table does not hold is spelt in every way that its letters and the archive's own words allow, and the
best of these is taken: the likeliest spelling, of nearly as likely ones the commoner. What no word of the archive
sounds like stays as it is.
"""

from __future__ import annotations

import heapq
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from retrieval.arabic.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Letters = Mapping[str, tuple[tuple[str, int], ...]]

# Costs are in tenths, as in the table.
_RARER = 4  # what a spelling of a letter costs more than the one before, where the table does not say
_COMMON = 1.0  # what a spelling may cost more for being e times as common
_MOST, _MOST_A_LETTER = 1, 1  # that a spelling may cost
_TRIED = 3_000  # beginnings that are tried for a word: a few milliseconds
_COMPARED = 16  # spellings
_LONGEST = 24  # letters of a word that is spelt by its sound
_SHORTEST, _SHORTEST_SMALL = 3, 5  # letters of one; of one that may be an English or French word
_IN_ARABIC = {True: 4, False: _LONGEST}  # in an Arabic question only what looks like a name is spelt
_START, _END, _NOTHING, _DIGITS = "^", "$", "_", "0123456789"
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_ARABIC = re.compile("[ء-ي]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9](?:[A-Za-zÀ-ɏ0-9]|['’](?=[A-Za-zÀ-ɏ0-9]))*['’]?")
_PHRASE = 4  # words of the table's longest phrase


class KnownWords(Protocol):
    """What words an archive holds, folded."""

    def begins(self, letters: str) -> bool:
        """Return whether a word, or one behind the article, begins with `letters`."""

    def often(self, word: str) -> int:
        """Return in how many passages the word stands, in whatever form."""


class _AnyWords:
    """Stands in for the words of an archive where none is asked: each spelling is as good as another."""

    def begins(self, _: str) -> bool:
        return True

    def often(self, _: str) -> int:
        return 1


class _NoWords:
    """Stands in where nothing is to be spelt by its sound."""

    def begins(self, _: str) -> bool:
        return False

    def often(self, _: str) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Read:
    """A question in Arabic, as far as it could be read so, whether all of it was in Latin letters, and what it means.

    That is told in the language of the question: Arabic, whatever its letters, English or French.
    """

    arabic: str
    foreign: bool
    meant: str


@dataclass(frozen=True, slots=True, eq=False)
class Transliteration:
    """How Latin letters are read; both tables are folded to small letters without accents.

    `phrases` are words, or several, and what they are in Arabic (nothing, for what asks nothing), `names` and
    `european` those of them that are names, and English or French. `letters` are one letter or several that make a
    sound, and their Arabic spellings, each with what it costs; ^ and $ bind them to a word's beginning and end.

    One is equal to itself alone, as a `Language` is.
    """

    phrases: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    european: frozenset[str] = frozenset()
    letters: Letters = field(default_factory=dict)

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Transliteration:
        """Read the parsed `transliteration.toml`; raises ValueError naming the key that is of the wrong shape."""
        phrases = {name: dict(_phrases(table, name)) for name in ("european", "names", "arabizi")}
        letters = dict(_spellings(line) for line in _lines(table, "letters"))
        joined = phrases["european"] | phrases["names"] | phrases["arabizi"]
        european = phrases["european"].keys() - phrases["arabizi"].keys()
        return cls(joined, frozenset(phrases["names"]), frozenset(european), letters)

    def read(self, question: str, lexicon: KnownWords) -> Read:
        """Say what `question` asks, in Arabic as far as possible, and in what language."""
        foreign = bool(_LATIN.search(question)) and not _ARABIC.search(question)
        arabic = self.arabic(question, lexicon)
        european = foreign and any(unaccented(word) in self.european for word in _WORD.findall(question))
        return Read(arabic, foreign, question if european else arabic)

    def arabic(self, question: str, lexicon: KnownWords) -> str:
        """Return `question` with what is in Latin letters in Arabic, as far as `lexicon` tells what is meant."""
        if not self.letters or not _LATIN.search(question):
            return question
        words = list(_WORD.finditer(question))
        mixed = bool(_ARABIC.search(question))
        shortest = _IN_ARABIC if mixed else self._shortest(words)
        found: list[str] = []
        end = place = 0
        while place < len(words):
            meant, taken = self._meant(words, place, shortest, lexicon, only_names=mixed)
            found += question[end : words[place].start()], meant
            end, place = words[place + taken - 1].end(), place + taken
        return " ".join("".join([*found, question[end:]]).split())

    def spelt(self, word: str, lexicon: KnownWords) -> str | None:
        """Return the archive's word that `word`, in small letters, sounds like; None where there is none."""
        likely = self._spellings(word[:_LONGEST], lexicon)
        found = [(cost - _COMMON * math.log(often), spelt) for spelt, cost, often in likely]
        return min(found, default=(0.0, None))[1]

    def name(self, word: str) -> str | None:
        """Return the name that `word`, in small letters, is in the table; None where it is none."""
        return self.phrases[word] if word in self.names else None

    def translated(self, text: str) -> str:
        """Return `text` with the words of the tables in Arabic, the others as they are written."""
        return self.arabic(text, _NoWords())

    def heard(self, text: str) -> str:
        """Return `text` in Arabic, what is in no table spelt by its sound, whatever archive is asked."""
        return self.arabic(text, _AnyWords())

    def sounded(self, word: str) -> str:
        """Return `word`, in small letters, as it is likeliest spelt in Arabic, whatever archive is asked."""
        return self.spelt(word, _AnyWords()) or word

    def _shortest(self, words: Sequence[re.Match[str]]) -> Mapping[bool, int]:
        """Return how many letters a word must have to be spelt by its sound, with and without a capital.

        Where English or French is asked and names are capitalised, no other word is.
        """
        if not any(unaccented(word.group()) in self.european for word in words):
            return {True: _SHORTEST, False: _SHORTEST}
        capitals = any(word.group()[0].isupper() for word in words[1:])
        return {True: _SHORTEST, False: _LONGEST if capitals else _SHORTEST_SMALL}

    def _meant(
        self,
        words: Sequence[re.Match[str]],
        place: int,
        shortest: Mapping[bool, int],
        lexicon: KnownWords,
        *,
        only_names: bool,
    ) -> tuple[str, int]:
        """Return what the words from `place` on are in Arabic, and how many of them."""
        said = [unaccented(word.group()) for word in words[place : place + _PHRASE]]
        for taken in range(len(said), 0, -1):
            phrase = " ".join(said[:taken])
            if phrase in self.phrases and (phrase in self.names or not only_names):
                return self.phrases[phrase], taken
        word = words[place].group()
        short = len(word) < shortest[word[0].isupper() and not word.isupper()]
        if word.isdecimal() or short or lexicon.often(fold(word)):
            return word, 1
        return self.spelt(said[0], lexicon) or word, 1

    def _spellings(self, word: str, lexicon: KnownWords) -> Iterator[tuple[str, int, int]]:
        """Yield the archive's words that `word` may be, the likeliest first: each, its cost, how often it stands."""
        waiting: list[tuple[int, int, str]] = [(0, 0, "")]
        tried, seen, found = 0, set[tuple[int, str]](), 0
        while waiting and tried < _TRIED and found < _COMPARED:
            cost, place, begun = heapq.heappop(waiting)
            tried += 1
            if (place, begun) in seen:
                continue
            seen.add((place, begun))
            if place == len(word) and begun and (often := lexicon.often(begun)):
                found += 1
                yield begun, cost, often
            for end, letters, more in self._sounds(word, place):
                if cost + more <= _MOST + _MOST_A_LETTER * len(word) and lexicon.begins(begun + letters):
                    heapq.heappush(waiting, (cost + more, end, begun + letters))

    def _sounds(self, word: str, place: int) -> Iterator[tuple[int, str, int]]:
        """Yield what may be heard from `place` on: where it ends, its Arabic letters, what they cost."""
        first = place
        while first + 1 < len(word) and word[first + 1] == word[first] and word[first] not in "aeou":
            first += 1  # one letter for two: a doubled consonant is written once
        for end in range(first + 1, min(first + 4, len(word)) + 1):
            sound = word[first:end]
            bound = [_START + sound] if place == 0 else []
            bound += [sound + _END] if end == len(word) else []
            for name in (*bound, sound):
                if name in self.letters:
                    yield from ((end, letters, cost) for letters, cost in self.letters[name])
                    break


UNREAD = Transliteration()
"""Leaves questions as they are."""


def unaccented(word: str) -> str:
    """Return the word in small letters without accents."""
    apart = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _lines(table: Mapping[str, object], name: str) -> list[str]:
    lines = table.get(name)
    if not isinstance(lines, list) or not all(isinstance(line, str) and line.strip() for line in lines):
        raise ValueError(f"{name}: expected a list of strings")
    return [str(line) for line in lines]


def _phrases(table: Mapping[str, object], name: str) -> Iterator[tuple[str, str]]:
    """Return what the lines «said, also said = meant» say."""
    for line in _lines(table, name):
        said, equals, meant = line.partition("=")
        if not equals:
            raise ValueError(
                f"{name}: {line!r}: expected Latin words, commas between them, = and what they mean"
            )
        for phrase in said.split(","):
            yield " ".join(unaccented(phrase).split()), meant.strip()


def _spellings(line: str) -> tuple[str, tuple[tuple[str, int], ...]]:
    """Return what a line «sound spelling spelling2» says."""
    sound, *spellings = line.split()
    found = [
        (spelt.rstrip(_DIGITS), int(spelt[-1]) if spelt[-1] in _DIGITS else _RARER * place)
        for place, spelt in enumerate(spellings)
    ]
    return sound, tuple(("" if letters == _NOTHING else fold(letters), cost) for letters, cost in found)
