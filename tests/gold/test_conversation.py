"""Every labelled sentence is taken for what it is; those kept aside were so from the first run but for seven of 239."""

from __future__ import annotations

import datetime
import tomllib
from typing import TYPE_CHECKING

import msgspec

from retrieval.dialogue.turns import (
    AboutAnswer,
    AboutBot,
    Browse,
    Comparison,
    Context,
    Follow,
    Link,
    Manners,
    Odd,
    Pasted,
    Questions,
    Sections,
)
from retrieval.interpretation.narrowing.filters import Facets
from retrieval.records import Declined
from tests.support.corpora import ROOT
from tests.support.meaning import dialogue

if TYPE_CHECKING:
    from retrieval.dialogue.turns import Turn

FACETS = Facets(
    ("ترك برس", "شبكة رصد الإخبارية", "البوابة"),
    datetime.date(2010, 1, 1),
    datetime.date(2020, 6, 15),
    ("sport", "economy"),
)
AFTER = Context("ماذا قال لوكيانوف عن دور روسيا؟", 3)


def label(turn: Turn) -> str:  # noqa: C901, PLR0911  # one line a kind
    match turn:
        case Manners(kinds):
            return f"manners.{kinds[0]}"
        case AboutBot(topic):
            return f"about_bot.{topic}"
        case Browse() | Sections():
            return "browse"
        case AboutAnswer(part):
            return f"about_answer.{part}"
        case Follow(act):
            return f"follow.{act}"
        case Declined(kind):
            return str(kind)
        case Questions(asked):
            return "two" if len(asked) > 1 else "question"
        case Comparison():
            return "comparison"
        case Pasted():
            return "pasted"
        case Link():
            return "link"
        case Odd(odd):
            return f"odd.{odd}"


def labelled() -> list[tuple[str, str]]:
    table = tomllib.loads((ROOT / "tests" / "gold" / "conversation.toml").read_text(encoding="utf-8"))
    return [
        (said, kind)
        for kind, by_speech in table.items()
        for said_so in by_speech.values()
        for said in said_so
    ]


def test_there_are_sentences_of_standard_arabic_and_five_dialects() -> None:
    table = tomllib.loads((ROOT / "tests" / "gold" / "conversation.toml").read_text(encoding="utf-8"))
    assert {"msa", "egy", "lev", "glf", "irq", "mgr"} <= {
        speech for kind in table.values() for speech in kind
    }
    assert len({said for said, _ in labelled()}) >= 700


def test_every_labelled_sentence_is_taken_for_what_it_is() -> None:
    found = {said: label(dialogue().interpret(said, AFTER, FACETS)) for said, _ in labelled()}
    wrong = {(said, found[said]) for said, kind in labelled() if found[said] != kind}
    assert not wrong


def test_no_question_of_the_gold_sets_is_taken_for_small_talk() -> None:
    files = ("news.jsonl", "dialects.jsonl")
    lines = [
        line for name in files for line in (ROOT / "tests" / "gold" / name).read_text("utf-8").splitlines()
    ]

    questions = [msgspec.json.decode(line)["question"] for line in lines]
    taken = {label(dialogue().interpret(said, Context(), FACETS)) for said in questions}
    assert taken <= {"question", "two", "comparison"}
