"""The lists of config/conversation.toml, checked and compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from retrieval.arabic.language import listed
from retrieval.arabic.text import fold
from retrieval.dialogue.patterns import Patterns
from retrieval.dialogue.turns import AnswerPart, Manner, Oddity, Refusal, Topic

OF = "_of"
_UNLISTED = {Manner.EMOJI, Manner.LAUGHTER}
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "manners": tuple(manner for manner in Manner if manner not in _UNLISTED),
    "about_bot": tuple(Topic),
    "about_answer": (*AnswerPart, *(f"{part}{OF}" for part in ("summary", "read", "date", "author", "link"))),
    "browse": ("list", "about", "when", "sections"),
    "refused": tuple(Refusal),
    "odd": (Oddity.INSULT,),
    "comparison": ("between",),
}


@dataclass(frozen=True, slots=True)
class ConversationLists:
    """What is said in conversations, by group; see config/conversation.toml.

    `sections` are the names of sections, folded → as Isnad calls them; `names` and `asking` are words in Latin letters
    → in Arabic ones, "" for those that add nothing; `given_names` begin the names of people.
    """

    groups: Mapping[str, Patterns]
    courtesies: Patterns
    fillers: frozenset[str]
    sections: Mapping[str, str]
    names: Mapping[str, str]
    asking: Mapping[str, str]
    given_names: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Self:
        """Take a parsed `conversation.toml`; raises ValueError naming what is missing, unknown or misshapen."""
        words = {name: listed(value, f"words.{name}") for name, value in _section(table, "words").items()}
        polite, latin = _section(table, "politeness"), _section(table, "latin")
        sections = {
            fold(other).replace("_", " "): name
            for name, others in _section(table, "sections").items()
            for other in (name, *listed(others, f"sections.{name}"))
        }
        return cls(
            {group: _group(table, group, labels, words) for group, labels in _GROUPS.items()},
            Patterns({"courtesy": _lines(polite.get("courtesies"), "politeness.courtesies")}, words),
            frozenset(listed(polite.get("fillers"), "politeness.fillers")),
            sections,
            _pairs(latin.get("names"), "latin.names"),
            _pairs(latin.get("asking"), "latin.asking"),
            frozenset(listed(_section(table, "samples").get("given_names"), "samples.given_names")),
        )


def _group(
    table: Mapping[str, object], name: str, labels: tuple[str, ...], words: Mapping[str, tuple[str, ...]]
) -> Patterns:
    section = _section(table, name)
    if unknown := sorted(set(section) - set(labels)):
        raise ValueError(f"{name}.{unknown[0]}: there is no such list; there are {', '.join(labels)}")
    return Patterns({label: _lines(section.get(label), f"{name}.{label}") for label in labels}, words)


def _section(table: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = table.get(name)
    if not isinstance(found, Mapping):
        raise ValueError(f"{name}: expected a table of lists")
    return found


def _lines(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(line, str) and line.split() for line in value):
        raise ValueError(f"{name}: expected a list of patterns, each a string of words")
    return [str(line) for line in value]


def _pairs(value: object, name: str) -> dict[str, str]:
    """Return Latin → Arabic of lines «putin بوتين»; _ joins the words of one side."""
    return {
        first.replace("_", " "): " ".join(rest).replace("_", " ")
        for first, *rest in (line.split() for line in _lines(value, name))
    }
