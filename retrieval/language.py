"""What Isnad knows about Arabic words: plain data that an editor can change, folded once for comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from retrieval.arabic import fold


class Kind(StrEnum):
    """What a question asks for."""

    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how_many"
    WHO = "who"
    WHY = "why"
    HOW = "how"
    QUOTATION = "quotation"
    WHETHER = "whether"
    WHAT = "what"


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Groups of words that may stand for one another, and kinds of things: a noun asked for → what answers it."""

    synonyms: tuple[tuple[str, ...], ...]
    members: Mapping[str, frozenset[str]]

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Thesaurus:
        """From the parsed `thesaurus.toml`; raises ValueError naming the key that is missing or of the wrong shape."""
        classes = table.get("classes")
        if not isinstance(classes, Mapping):
            raise ValueError("classes: expected a table of classes, each with nouns and members")
        members: dict[str, frozenset[str]] = {}
        for name, entry in classes.items():
            if not isinstance(entry, Mapping):
                raise ValueError(f"classes.{name}: expected nouns and members")
            listed = frozenset(_words(entry, "members"))
            members.update(dict.fromkeys(_words(entry, "nouns"), listed))
        return cls(_groups(table, "synonyms"), members)


@dataclass(frozen=True, slots=True)
class Language:
    """Word lists, every word folded (see `retrieval.arabic.fold`).

    Words that begin as one of `own_letters` do begin with و or ف, others have it before them. `question_words` and
    `asked_nouns` map a word to what it asks for, `cues` a kind of question to the words its answers hold;
    `spellings` are groups whose first word stands for all.
    """

    stop_words: frozenset[str]
    own_letters: tuple[str, ...]
    question_words: Mapping[str, Kind]
    asked_nouns: Mapping[str, Kind]
    cues: Mapping[Kind, frozenset[str]]
    spellings: tuple[tuple[str, ...], ...]
    thesaurus: Thesaurus

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Language:
        """From the parsed `language.toml`; raises ValueError naming the key that is missing or of the wrong shape."""
        return cls(
            stop_words=frozenset(_words(table, "stop_words")),
            own_letters=_words(table, "own_letters"),
            question_words=_by_word(table, "questions"),
            asked_nouns=_by_word(table, "asked"),
            cues={kind: frozenset(listed) for kind, listed in _kinds(table, "cues")},
            spellings=_groups(table, "spellings"),
            thesaurus=Thesaurus((), {}),
        )

    def knowing(self, thesaurus: Thesaurus) -> Language:
        """The same with another thesaurus."""
        return replace(self, thesaurus=thesaurus)


def _words(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    listed = table.get(key)
    if not isinstance(listed, str):
        raise ValueError(f"{key}: expected words in one string, separated by white space")
    return tuple(fold(word) for word in listed.split())


def _kinds(table: Mapping[str, object], key: str) -> list[tuple[Kind, tuple[str, ...]]]:
    section = table.get(key)
    if not isinstance(section, Mapping):
        raise ValueError(f"{key}: expected a table of word lists")
    unknown = sorted(set(section) - set(Kind))
    if unknown:
        raise ValueError(f"{key}.{unknown[0]}: no such kind of question; there are {', '.join(Kind)}")
    return [(Kind(name), _words(section, name)) for name in section]


def _by_word(table: Mapping[str, object], key: str) -> dict[str, Kind]:
    return {word: kind for kind, listed in reversed(_kinds(table, key)) for word in listed}


def _groups(table: Mapping[str, object], key: str) -> tuple[tuple[str, ...], ...]:
    groups = table.get(key)
    if not isinstance(groups, Sequence) or isinstance(groups, str):
        raise ValueError(f"{key}: expected a list of strings, one group of words each")
    if not all(isinstance(group, str) for group in groups):
        raise ValueError(f"{key}: every group is one string of words separated by white space")
    return tuple(tuple(fold(word) for word in str(group).split()) for group in groups)
