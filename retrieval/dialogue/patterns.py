"""Patterns of whole words, as config/conversation.toml explains them, compiled and found by their first words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SLOT = "..."
_SLOT = r"((?:\S+ ){1,8})"
_STRETCHED = re.compile(r"(\w)\1{2,}")


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that fits: its list, and the places (half-open) of the words from its first «...» to its last."""

    label: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Pattern:
    label: str
    expression: str

    @property
    def fits(self) -> re.Pattern[str]:
        """Return the expression compiled."""
        return _compiled(self.expression)


# The lists have more than a thousand patterns, which take a fifth of a second; a conversation meets a few of them.
@lru_cache(maxsize=4096)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


class Patterns:
    """Labelled patterns; `words` are the lists that they name in <angles>."""

    def __init__(self, lists: Mapping[str, Iterable[str]], words: Mapping[str, Sequence[str]]) -> None:
        self._words = words
        self._by_first: dict[str, list[_Pattern]] = defaultdict(list)
        self._open: list[_Pattern] = []
        for label, lines in lists.items():
            for line in lines:
                self._add(label, line.split())

    def whole(self, words: Sequence[str]) -> Match | None:
        """Return the first pattern that fits all the folded words."""
        text = "".join(f"{word} " for word in words)
        for pattern in self._beginning(words[:1]):
            if found := pattern.fits.fullmatch(text):
                slots = [found.span(n) for n, rest in enumerate(found.groups(), 1) if rest]
                if not slots:
                    return Match(pattern.label)
                start, end = slots[0][0], slots[-1][1]
                return Match(pattern.label, text[:start].count(" "), text[:end].count(" "))
        return None

    def leading(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Return how many words each pattern takes that fits the beginning, and its label, the longest first."""
        text = "".join(f"{word} " for word in words)
        found = [
            (taken[0].count(" "), pattern.label)
            for pattern in self._beginning(words[:1])
            if (taken := pattern.fits.match(text))
        ]
        return sorted(found, key=lambda one: -one[0])

    def _beginning(self, first: Sequence[str]) -> Iterator[_Pattern]:
        yield from self._by_first.get(first[0], ()) if first else ()
        yield from self._open

    def _add(self, label: str, elements: Sequence[str]) -> None:
        parsed = [self._element(element) for element in elements]
        pattern = _Pattern(label, "".join(expression for expression, _, _ in parsed))
        for _, first, optional in parsed:
            if not first:
                self._open.append(pattern)
                break
            for word in dict.fromkeys(first):
                self._by_first[word].append(pattern)
            if not optional:
                break

    def _element(self, element: str) -> tuple[str, list[str], bool]:
        """Return the expression of one element, the words it may be (none for «...»), and whether it may be missing."""
        optional = element.endswith("?")
        name = element.removesuffix("?")
        if name == SLOT:
            return (f"(?:{_SLOT})?" if optional else _SLOT), [], optional
        choices = [word for part in name.split("/") for word in self._choice(part)]
        expression = f"(?:{'|'.join(re.escape(word) for word in choices)}) "
        return (f"(?:{expression})?" if optional else expression), choices, optional

    def _choice(self, part: str) -> list[str]:
        """Return the words that one alternative stands for; raises ValueError for a list that there is not."""
        if not part.startswith("<"):
            return [simple(part)]
        name = part.strip("<>")
        if name not in self._words:
            raise ValueError(f"words.{name}: a pattern names this list, and there is none")
        return [simple(word) for word in self._words[name]]


def simple(word: str) -> str:
    """Return a word folded, a letter that is drawn out («شكرااا») written once."""
    return _STRETCHED.sub(r"\1", fold(word))
