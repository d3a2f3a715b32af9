"""Questions that no archive answers: opinions, requests, predictions, and what is so today.

They are known by how they are put, from lists in config/language.toml that rather let one pass than take a question
for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic.language import ANYTHING, QuestionKind, folded
from retrieval.query.tokens import is_preposition, tokens
from retrieval.records import Declined, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Token

_REASONS = (QuestionKind.WHY, QuestionKind.WHO, QuestionKind.WHERE, QuestionKind.WHEN)
_ABOUT = folded("عن حول بشأن بخصوص")


def declined(question: str, language: Language) -> Declined | None:
    """Return what `question` asks for, if no archive answers it; greetings and the like may come before."""
    said = tokens(question)
    words = [token.word for token in said]
    place = 0
    while place < len(said):
        for refusal, pattern in language.declined.get(words[place], ()):
            if _stands(pattern, words[place:]):
                rest = said[place + len(pattern) - 1 :] if pattern[-1] == ANYTHING else ()
                return Declined(refusal, _subject(question, rest, language))
        passed = language.phrase_at(words, place)
        if not passed:
            break
        place += passed
    if _asks_of_now(words[place:], language):
        return Declined(Refusal.PRESENT, _subject(question, said[place + 1 :], language))
    return None


def _stands(pattern: Sequence[str], words: Sequence[str]) -> bool:
    if pattern[-1] == ANYTHING:
        return list(pattern[:-1]) == list(words[: len(pattern) - 1])
    return list(pattern) == list(words)


def _asks_of_now(words: Sequence[str], language: Language) -> bool:
    """Return whether the words ask of a measure, and of this day by their last."""
    if not words or words[-1] not in language.now or language.question_words.get(words[0]) in _REASONS:
        return False
    return not language.measures.isdisjoint(words[:3])


def _subject(question: str, rest: Sequence[Token], language: Language) -> str:
    """Return what is spoken of as it is written: what follows «عن», or else `rest`, less words for now."""
    about = next((place for place, token in enumerate(rest) if token.word in _ABOUT), -1)
    kept = rest[about + 1 :]
    while kept and (is_preposition(kept[0]) or kept[0].word in language.now):
        kept = kept[1:]
    while kept and kept[-1].word in language.now:
        kept = kept[:-1]
    return question[kept[0].start : kept[-1].end] if kept else ""
