"""What Isnad knows about Arabic words: plain data that an editor can change, folded once for comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from retrieval.arabic import fold, plain
from retrieval.transliteration import UNREAD, Transliteration
from retrieval.wordlists import listed


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
    """Groups of words that may stand for one another, and kinds of things: a noun asked for → what answers it.

    The nouns are folded; other words keep their hamzas, without which their stems would be others.
    """

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
            answers = frozenset(listed(entry.get("members"), f"classes.{name}.members", plain))
            nouns = listed(entry.get("nouns"), f"classes.{name}.nouns")
            members.update(dict.fromkeys(nouns, answers))
        return cls(_groups(table, "synonyms", plain), members)


@dataclass(frozen=True, slots=True)
class Language:
    """Word lists, every word folded (see `retrieval.arabic.fold`) but for those of `telling`, which keep their hamzas.

    `phrases`, by their first words, ask nothing. Words that begin as one of `own_letters` do begin with و or ف, others
    have it before them. `question_words` and `asked_nouns` map a word to what it asks for, `cues` a kind of question
    to the words its answers hold; `spellings` are groups whose first word stands for all. `telling` is how much it
    proves, 0 to 1, that a word is met, for words so common that it proves less than all.
    """

    stop_words: frozenset[str]
    own_letters: tuple[str, ...]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    question_words: Mapping[str, Kind]
    asked_nouns: Mapping[str, Kind]
    cues: Mapping[Kind, frozenset[str]]
    spellings: tuple[tuple[str, ...], ...]
    telling: Mapping[str, float]
    thesaurus: Thesaurus
    transliteration: Transliteration = UNREAD

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Language:
        """From the parsed `language.toml`; raises ValueError naming the key that is missing or of the wrong shape."""
        return cls(
            stop_words=frozenset(listed(table.get("stop_words"), "stop_words")),
            own_letters=listed(table.get("own_letters"), "own_letters"),
            phrases=_by_first(_groups(table, "phrases")),
            question_words=_by_word(table, "questions"),
            asked_nouns=_by_word(table, "asked"),
            cues={kind: frozenset(words) for kind, words in _kinds(table, "cues")},
            spellings=_groups(table, "spellings"),
            telling=_telling(table),
            thesaurus=Thesaurus((), {}),
        )

    def phrase_at(self, said: Sequence[str], place: int) -> int:
        """How many words the longest phrase has that stands in the words `said` at `place`; 0 where none does."""
        begun = self.phrases.get(said[place], ())
        standing = (phrase for phrase in begun if phrase == tuple(said[place : place + len(phrase)]))
        return max(map(len, standing), default=0)

    def knowing(self, thesaurus: Thesaurus) -> Language:
        """The same with another thesaurus."""
        return replace(self, thesaurus=thesaurus)

    def reading(self, transliteration: Transliteration) -> Language:
        """The same with another way to read what is in Latin letters."""
        return replace(self, transliteration=transliteration)


_ALL = 100


def _kinds(table: Mapping[str, object], key: str) -> list[tuple[Kind, tuple[str, ...]]]:
    section = table.get(key)
    if not isinstance(section, Mapping):
        raise ValueError(f"{key}: expected a table of word lists")
    unknown = sorted(set(section) - set(Kind))
    if unknown:
        raise ValueError(f"{key}.{unknown[0]}: no such kind of question; there are {', '.join(Kind)}")
    return [(Kind(name), listed(words, f"{key}.{name}")) for name, words in section.items()]


def _telling(table: Mapping[str, object]) -> dict[str, float]:
    section = table.get("telling")
    if not isinstance(section, Mapping):
        raise ValueError("telling: expected a table of word lists")
    unknown = sorted(name for name in section if not (name.isdecimal() and int(name) < _ALL))
    if unknown:
        raise ValueError(f"telling.{unknown[0]}: expected how much a word tells, in hundredths below {_ALL}")
    return {
        word: int(name) / _ALL
        for name, words in section.items()
        for word in listed(words, f"telling.{name}", plain)
    }


def _by_word(table: Mapping[str, object], key: str) -> dict[str, Kind]:
    return {word: kind for kind, words in reversed(_kinds(table, key)) for word in words}


def _groups(
    table: Mapping[str, object], key: str, spell: Callable[[str], str] = fold
) -> tuple[tuple[str, ...], ...]:
    groups = table.get(key)
    if not isinstance(groups, Sequence) or isinstance(groups, str):
        raise ValueError(f"{key}: expected a list of strings, one group of words each")
    if not all(isinstance(group, str) for group in groups):
        raise ValueError(f"{key}: every group is one string of words separated by white space")
    return tuple(tuple(spell(word) for word in str(group).split()) for group in groups)


def _by_first(phrases: Sequence[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in filter(None, phrases):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found
