"""What stands on a news page beside the article: phrases and names as plain data, folded for comparison."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Longest phrase, in words, that a line may be composed of ("شارك فيسبوك تويتر نسخ الرابط").
_LONGEST_PART = 4
# Lists of single words, of which many stand on a line.
_WORD_LISTS = (
    "given_names", "function_words", "outlet_words", "opening_words", "binding_words", "following_words",
)  # fmt: skip
# Letters up to which a line is judged by a phrase inside it: articles write of cookies and privacy too.
_HOLDING = 120
_MARKS = " \t\u00a0.,:;!?،؛؟|/\\-–—_~*•·●▪■►»«›‹>()[]{}\"'“”’‘#+=…☰×✕↑↓←→ـ\u200e\u200f\u200b\ufeff"


def folded(line: str) -> str:
    """Return `line` folded, single spaced, without marks at its ends: the form in which phrases are compared."""
    return _known(line) if len(line) <= _SHORT else _folded(line)


# Letters of words and menus' items, which come again and again, on one page and on all pages of a site.
_SHORT: Final = 40


@lru_cache(maxsize=4096)
def _known(line: str) -> str:
    return _folded(line)


def _folded(line: str) -> str:
    return " ".join(fold(line).split()).strip(_MARKS)


@dataclass(frozen=True, slots=True)
class Phrases:
    """One list of phrases: whole lines, beginnings, ends, and parts of lines."""

    whole: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    """First words of the whole lines: a line that begins with none of them is not made of such lines."""

    @classmethod
    def parse(cls, written: Iterable[str]) -> Phrases:
        """Sort `phrase`, `phrase*`, `*phrase` and `*phrase*`, each as an editor writes it."""
        whole, starts, ends, parts = set(), [], [], []
        for phrase in written:
            bare, inner = folded(phrase), " ".join(fold(phrase.strip("*")).split())
            if not bare:
                raise ValueError(f"the phrase {phrase!r} holds no word, and would fit every line")
            match phrase.startswith("*"), phrase.endswith("*"):
                case False, False:
                    whole.add(bare)
                case False, True:
                    starts.append(bare)
                case True, False:
                    ends.append(inner)
                case _:
                    parts.append(inner)
        heads = frozenset(phrase.split()[0].strip(_MARKS) for phrase in whole)
        return cls(frozenset(whole), tuple(starts), tuple(ends), tuple(parts), heads)

    def __contains__(self, line: str) -> bool:
        """Return whether the folded `line` is, begins, ends with or holds one of these, or is made of whole ones."""
        return (
            self.leads(line)
            or line.endswith(self.ends)
            or (len(line) <= _HOLDING and any(part in line for part in self.parts))
            or self.compose(line.split())
        )

    def leads(self, line: str) -> bool:
        """Return whether the folded `line` is one of these or begins with one, at a word's end."""
        if line in self.whole:
            return True
        return line.startswith(self.starts) and any(
            line.startswith(start) and not line[len(start) : len(start) + 1].isalnum()
            for start in self.starts
        )

    def compose(self, words: list[str]) -> bool:
        """Return whether `words`, numbers and marks aside, are nothing but a row of whole phrases."""
        stripped = (word.strip(_MARKS) for word in words)
        named = (word for word in stripped if word and not word.isdigit())
        first = next(named, "")
        if first not in self.heads:
            return False
        bare = [first, *named]
        at = 0
        while at < len(bare):
            step = next(
                (n for n in range(_LONGEST_PART, 0, -1) if " ".join(bare[at : at + n]) in self.whole), 0
            )
            if not step:
                return False
            at += step
        return True


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """What `config/boilerplate.toml` lists, one field a key; see there for what each list means."""

    comments: Phrases
    related: Phrases
    closing: Phrases
    share: Phrases
    subscribe: Phrases
    navigation: Phrases
    legal: Phrases
    notices: Phrases
    captions: Phrases
    author_cues: Phrases
    report_cues: Phrases
    published_cues: Phrases
    updated_cues: Phrases
    source_cues: Phrases
    outlet_words: Phrases
    agencies: Phrases
    sections: Phrases
    cities: Phrases
    given_names: Phrases
    function_words: Phrases
    opening_words: Phrases
    binding_words: Phrases
    following_words: Phrases

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Boilerplate:
        """Read the parsed TOML; raises ValueError naming the list that is missing, unknown or no string."""
        known = [field.name for field in fields(cls)]
        for key in table:
            if key not in known:
                raise ValueError(f"{key}: unknown list; known are {', '.join(known)}")
        lists: dict[str, Phrases] = {}
        for name in known:
            listed = table.get(name)
            if not isinstance(listed, str):
                raise ValueError(f"{name}: expected one string of phrases, one a line")
            lines = listed.split() if name in _WORD_LISTS else listed.splitlines()
            try:
                lists[name] = Phrases.parse(line.strip() for line in lines if line.strip())
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from error
        return cls(**lists)
