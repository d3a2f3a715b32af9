"""Word lists, and patterns of whole words found by their first ones, as config/conversation.toml explains them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Self

from retrieval.arabic.text import fold
from retrieval.records import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SLOT, REST, ANY = "...", "…", "*"
_SLOT, _REST = r"((?:\S+ ){1,8})", r"((?:\S+ )*)"
_LONGEST = {SLOT: 8.0, REST: math.inf}  # words; of any other element one
_STRETCHED = re.compile(r"(\w)\1{2,}")
_MANY = 12  # words: who says more is not told apart by how many they are
_REMEMBERED = 4096  # words: each of a turn is asked for by many lists
_TURNS = 1024  # of all lists


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that fits: its list, and the places (half-open) of the words of its first to its last «...» or «…»."""

    label: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class _Pattern:
    """A pattern of `shortest` to `longest` words, one of each of the sets `needed` among them behind the first.

    Unless it is `closed`, some of them may be any words. By these, most are told not to fit without being tried.
    """

    label: str
    expression: str
    shortest: int
    longest: float
    needed: tuple[frozenset[str], ...]
    closed: bool

    # The lists have more than a thousand patterns, which take a fifth of a second; a conversation meets a few of them.
    @cached_property
    def fits(self) -> re.Pattern[str]:
        """Return the expression compiled."""
        return re.compile(self.expression)


class Patterns:
    """Labelled patterns; `words` are the lists that they name in <angles>."""

    def __init__(self, lists: Mapping[str, Iterable[str]], words: Mapping[str, Sequence[str]]) -> None:
        self._words = words
        self._by_first: dict[str, list[_Pattern]] = defaultdict(list)
        self._open: list[_Pattern] = []
        self._vocabulary: set[str] = set()
        self._known: dict[tuple[str, int, int, bool], tuple[_Pattern, ...]] = {}
        for label, lines in lists.items():
            for line in lines:
                self._add(label, line.split())

    def __repr__(self) -> str:
        found = (
            (one.label, one.expression) for each in (*self._by_first.values(), self._open) for one in each
        )
        return f"Patterns({list(dict.fromkeys(found))})"

    def whole(self, words: Sequence[str]) -> Match | None:
        """Return the first pattern that fits all the folded words."""
        return self._fitting(tuple(words)) if self.begins(words) else None

    # A turn without courtesies, a conjunction or idle words is the turn itself for most of those who ask.
    @lru_cache(maxsize=_TURNS)  # noqa: B019  # there is one list of patterns of each kind, for as long as the process
    def _fitting(self, words: tuple[str, ...]) -> Match | None:
        likely = self._likely(words, whole=True)
        text = _joined(words) if likely else ""
        for pattern in likely:
            if found := pattern.fits.fullmatch(text):
                slots = [found.span(n) for n, rest in enumerate(found.groups(), 1) if rest]
                if not slots:
                    return Match(pattern.label)
                start, end = slots[0][0], slots[-1][1]
                return Match(pattern.label, text[:start].count(" "), text[:end].count(" "))
        return None

    def leading(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Return how many words each pattern takes that fits the beginning, and its label, the longest first."""
        likely = self._likely(words) if self.begins(words) else []
        text = _joined(words) if likely else ""
        fits = ((pattern.fits.match(text), pattern.label) for pattern in likely)
        found = [(taken[0].count(" "), label) for taken, label in fits if taken]
        return sorted(found, key=lambda one: -one[0])

    def begins(self, words: Sequence[str]) -> bool:
        """Return whether any pattern may begin with the first of folded words, as most of those of questions do not."""
        return bool(words and words[0] in self._by_first) or bool(self._open)

    def _likely(self, words: Sequence[str], *, whole: bool = False) -> list[_Pattern]:
        """Return the patterns that are worth trying on these words, of which they have all that are needed."""
        # What stands in none of the patterns fits only where any word does.
        told = len(list(takewhile(self._vocabulary.__contains__, words)))
        likely = self._beginning(words, told, whole=whole)
        lacks = frozenset(words).isdisjoint
        return [one for one in likely if not (one.needed and any(map(lacks, one.needed)))]

    def _beginning(self, words: Sequence[str], told: int, *, whole: bool) -> tuple[_Pattern, ...]:
        """Return the patterns that these words may begin with, or be, by the first word and by how many there are.

        As many of them as are `told` stand in patterns; so have all to that one of the `closed` may be.
        """
        first, count = (words[0] if words and words[0] in self._by_first else ""), min(len(words), _MANY)
        known = self._known.get((first, count, min(count, told), whole))
        if known is None:
            each = (*self._by_first.get(first, ()), *self._open)
            likely = [one for one in each if one.shortest <= (min(count, told) if one.closed else count)]
            if whole:
                all_told = told >= count
                likely = [one for one in likely if count <= one.longest and (all_told or not one.closed)]
            known = self._known[first, count, min(count, told), whole] = tuple(likely)
        return known

    def _add(self, label: str, elements: Sequence[str]) -> None:
        parsed = [self._element(element) for element in elements]
        shortest = sum(not optional for _, _, optional in parsed)
        longest = sum(_LONGEST.get(element.removesuffix("?"), 1.0) for element in elements)
        # By its first word a pattern is found, so that only those behind it are left to be looked for.
        needed = tuple(named for _, named, optional in parsed[1:] if named and not optional)
        closed = all(named for _, named, _ in parsed)
        pattern = _Pattern(label, "".join(each[0] for each in parsed), shortest, longest, needed, closed)
        self._vocabulary.update(*(named for _, named, _ in parsed))
        for _, first, optional in parsed:
            if not first:
                self._open.append(pattern)
                break
            for word in first:
                self._by_first[word].append(pattern)
            if not optional:
                break

    def _element(self, element: str) -> tuple[str, frozenset[str], bool]:
        """Return the expression of one element, the words it may be, and whether it may be missing.

        Where a word may be many, for «...» and «ل*ك», there are none.
        """
        optional = element.endswith("?")
        name = element.removesuffix("?")
        if name == REST:
            return _REST, frozenset(), True
        if name == SLOT:
            return (f"(?:{_SLOT})?" if optional else _SLOT), frozenset(), optional
        choices = [word for part in name.split("/") for word in self._choice(part)]
        # One letter or more stand for «*».
        spelled = (r"\S+".join(map(re.escape, word.split(ANY))) for word in choices)
        expression = f"(?:{'|'.join(spelled)}) "
        named = frozenset[str]() if any(ANY in word for word in choices) else frozenset(choices)
        return (f"(?:{expression})?" if optional else expression), named, optional

    def _choice(self, part: str) -> list[str]:
        """Return the words that one alternative stands for; raises ValueError for a list that there is not."""
        if not part.startswith("<"):
            return [simple(part)]
        name = part.strip("<>")
        if name not in self._words:
            raise ValueError(f"words.{name}: a pattern names this list, and there is none")
        return [simple(word) for word in self._words[name]]


def _joined(words: Sequence[str]) -> str:
    """Return words as expressions read them, each with a space behind it."""
    return " ".join(words) + " " if words else ""


@lru_cache(_REMEMBERED)
def simple(word: str) -> str:
    """Return a word folded, a letter that is drawn out («شكرااا») written once."""
    return _STRETCHED.sub(r"\1", fold(word))


@dataclass(frozen=True, slots=True)
class Refusals:
    """What no archive answers, by how it is put.

    `patterns` are labelled with the refusal. A question of one of the `measures` that ends with a word for `now` is
    about this very day, too.
    """

    patterns: Patterns
    measures: frozenset[str]
    now: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Self:
        """Take a parsed `conversation.toml`; raises ValueError naming what is missing, unknown or misshapen."""
        words = named_words(table)
        if missing := {"measures", "now"} - words.keys():
            raise ValueError(f"words.{min(missing)}: there is no such list")
        patterns = group(table, "refused", tuple(Refusal), words)
        return cls(patterns, frozenset(words["measures"]), frozenset(words["now"]))


NO_REFUSALS = Refusals(Patterns({}, {}), frozenset(), frozenset())


def named_words(table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Return the lists that patterns name; raises ValueError where one is none."""
    return {name: listed(value, f"words.{name}") for name, value in section(table, "words").items()}


def group(
    table: Mapping[str, object], name: str, labels: Sequence[str], words: Mapping[str, Sequence[str]]
) -> Patterns:
    """Return the patterns of a section with exactly these lists; raises ValueError naming what is wrong."""
    found = section(table, name)
    if unknown := sorted(set(found) - set(labels)):
        raise ValueError(f"{name}.{unknown[0]}: there is no such list; there are {', '.join(labels)}")
    return Patterns({label: lines(found.get(label), f"{name}.{label}") for label in labels}, words)


def section(table: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Return a table of lists; raises ValueError where it is none."""
    found = table.get(name)
    if not isinstance(found, Mapping):
        raise ValueError(f"{name}: expected a table of lists")
    return found


def lines(value: object, name: str) -> list[str]:
    """Return a list of patterns; raises ValueError where it is none."""
    if not isinstance(value, list) or not all(isinstance(line, str) and line.split() for line in value):
        raise ValueError(f"{name}: expected a list of patterns, each a string of words")
    return [str(line) for line in value]


def listed(value: object, name: str, spell: Callable[[str], str] = fold) -> tuple[str, ...]:
    """Return the words of the list `name` in order, each as `spell` has it; raises ValueError where it is none."""
    if not isinstance(value, str):
        raise ValueError(f"{name}: expected words in one string, separated by white space")
    return tuple(map(spell, value.split()))
