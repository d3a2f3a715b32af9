"""What understands questions, as it ships, and an invented archive's facets for it."""

from __future__ import annotations

import datetime
import tomllib
from functools import cache
from typing import TYPE_CHECKING

from bot.answering.inquiries import Inquiries
from bot.answering.responder import Responder
from retrieval.arabic.analysis import Analyser
from retrieval.arabic.transliteration import Transliteration
from retrieval.dialogue.interpreter import DialogueInterpreter
from retrieval.dialogue.lists import ConversationLists
from retrieval.interpretation.followups import Followups
from retrieval.interpretation.interpreter import Interpreter
from retrieval.interpretation.narrowing.filters import Facets, FilterCues, Filters
from retrieval.query.question import ParsedQuestion, understand
from retrieval.query.tokens import Cues
from tests.support.corpora import ROOT, language, word_lists

if TYPE_CHECKING:
    from bot.answering.inquiries import Asks
    from bot.configuration.messages import Messages

FACETS = Facets(
    ("بريد الساحل", "شبكة منارة الإخبارية", "النافذة", "صحيفة المرفأ", "وكالة أنباء الجنوب"),
    datetime.date(2009, 1, 1),
)
"""Outlets that nobody publishes; one is named after a thing of every house."""


@cache
def table() -> dict[str, object]:
    return tomllib.loads((ROOT / "config" / "language.toml").read_text(encoding="utf-8"))


@cache
def followups() -> Followups:
    return Followups(word_lists(), Cues.from_table(table()))


@cache
def analyser() -> Analyser:
    return Analyser(language())


def understood(text: str) -> ParsedQuestion:
    return understand(text, analyser(), language())


def sought(text: str) -> list[str]:
    return [word.form.word for word in understood(text).words]


@cache
def filters() -> Filters:
    return Filters(word_lists(), FilterCues.from_table(table()))


@cache
def interpreter() -> Interpreter:
    return Interpreter(word_lists(), Cues.from_table(table()), FilterCues.from_table(table()))


@cache
def knowing() -> Interpreter:
    """Return what understands questions with the thesaurus, too."""
    return Interpreter(language(), Cues.from_table(table()), FilterCues.from_table(table()))


@cache
def lists() -> ConversationLists:
    text = (ROOT / "config" / "conversation.toml").read_text(encoding="utf-8")
    return ConversationLists.from_table(tomllib.loads(text))


@cache
def dialogue() -> DialogueInterpreter:
    text = (ROOT / "config" / "transliteration.toml").read_text(encoding="utf-8")
    language = word_lists().reading(Transliteration.from_table(tomllib.loads(text)))
    return DialogueInterpreter(language, lists(), interpreter())


def responder(archive: Asks, messages: Messages) -> Responder:
    """Return what replies to readers of an archive, in these messages' language alone."""
    return Responder(Inquiries(archive, interpreter()), dialogue(), word_lists(), messages)
