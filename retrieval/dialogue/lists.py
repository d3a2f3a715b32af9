"""The lists of config/conversation.toml, checked and compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from retrieval.arabic.clitics import ARTICLE
from retrieval.arabic.patterns import Patterns, group, lines, listed, named_words, section
from retrieval.arabic.text import fold
from retrieval.dialogue.turns import AnswerPart, FollowRequest, Manner, Oddity, Topic
from retrieval.dialogue.wording.any_order import AnyOrder

if TYPE_CHECKING:
    from collections.abc import Mapping

OF = "_of"
_UNLISTED = {Manner.EMOJI, Manner.LAUGHTER, Manner.INTRODUCTION}
_ANY_ORDER = (Manner.COMPLAINT, Manner.PRAISE, AnswerPart.SOURCE, AnswerPart.SHORTER, AnswerPart.EXPLAIN)
_NAMED = ("summary", "read", "date", "author", "link", "written")
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "manners": tuple(manner for manner in Manner if manner not in _UNLISTED),
    "about_bot": tuple(Topic),
    "about_answer": (
        *AnswerPart,
        *(f"{part}{OF}" for part in _NAMED),
    ),
    "follow": tuple(FollowRequest),
    "browse": (
        "amusing",
        "list",
        "about",
        "when",
        "oldest",
        "same",
        "oldest_first",
        "newest_first",
        "sections",
        "happened",
    ),
    "odd": (Oddity.INSULT,),
    "quoted": ("of", "received"),
    "comparison": ("of_both", "between", "which", "won"),
    "reasons": (
        "asks_cause",
        "asks_condition",
        "asks_exchange",
        "asks_plan",
        "plan",
        "cause",
        "cause_surely",
        "cause_perhaps",
        "condition",
        "condition_perhaps",
        "exchange",
    ),
}


@dataclass(frozen=True, slots=True, eq=False)  # `courtesy` remembers what it found by them
class ConversationLists:
    """What is said in conversations, by group; see config/conversation.toml.

    `sections` are the names of sections, folded → as Isnad calls them; `asking` are question words in Latin letters
    → in Arabic ones, "" for those that add nothing; `given_names` begin the names of people, and `roles` are what
    these are told to be. `any_order` are complaints, praise, and what asks for a source or fewer words, by their words
    in whatever order; `meant` are words by which readers say what they mean, folded. `leads` begin a question to Isnad.
    """

    groups: Mapping[str, Patterns]
    any_order: Mapping[str, AnyOrder]
    courtesies: Patterns
    requests: Patterns
    introductions: Patterns
    corrections: Patterns
    returns: Patterns
    fillers: frozenset[str]
    idle: frozenset[str]
    leads: frozenset[str]
    sections: Mapping[str, str]
    asking: Mapping[str, str]
    given_names: frozenset[str]
    roles: frozenset[str]
    meant: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> Self:
        """Take a parsed `conversation.toml`; raises ValueError naming what is missing, unknown or misshapen."""
        words = named_words(table)
        polite, latin = section(table, "politeness"), section(table, "latin")
        freely = {name: section(table, "any_order").get(name) for name in _ANY_ORDER}
        sections = {
            fold(other).replace("_", " "): name
            for name, others in section(table, "sections").items()
            for other in (name, *listed(others, f"sections.{name}"))
        }
        courtesies, requests, introductions, corrections, returns = (
            Patterns({name: lines(polite.get(name), f"politeness.{name}")}, words)
            for name in ("courtesies", "requests", "introductions", "corrections", "returns")
        )
        fillers = frozenset(listed(polite.get("fillers"), "politeness.fillers"))
        # One calls somebody by «يا» joined to them, too: «ياغالي», «يالغالي».
        fillers |= {f"ي{word}" if word.startswith(ARTICLE) else f"يا{word}" for word in fillers}
        idle = frozenset(listed(polite.get("idle"), "politeness.idle"))
        light = fillers | idle
        return cls(
            {name: group(table, name, labels, words) for name, labels in _GROUPS.items()},
            {name: AnyOrder.of(value, f"any_order.{name}", words, light) for name, value in freely.items()},
            courtesies,
            requests,
            introductions,
            corrections,
            returns,
            fillers,
            idle,
            frozenset(map(fold, listed(polite.get("leads"), "politeness.leads"))),
            sections,
            _pairs(latin.get("asking"), "latin.asking"),
            frozenset(listed(section(table, "samples").get("given_names"), "samples.given_names")),
            frozenset(listed(section(table, "samples").get("roles"), "samples.roles")),
            frozenset(map(fold, words.get("meant", ()))),
        )


def _pairs(value: object, name: str) -> dict[str, str]:
    """Return Latin → Arabic of lines «meen مين»; _ joins the words of one side."""
    return {
        first.replace("_", " "): " ".join(rest).replace("_", " ")
        for first, *rest in (line.split() for line in lines(value, name))
    }
