"""The question before, asked of something else, or with what it is of at its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import folded
from retrieval.interpretation.subjects import STANCES, body, subject
from retrieval.query.tokens import is_preposition

if TYPE_CHECKING:
    from retrieval.interpretation.names import KnownNames
    from retrieval.query.tokens import Cues, Utterance

_FROM = "من"
_PEOPLE = ("ين", "ون")
_YEARS = folded("سنة عام شهر")
BRACKETED = re.compile(r" \(([^()]+)\)[؟?]?$")
"""What a question was taken to be of, at its end: «متى انخطفوا (سفيان ونذير)؟»."""


def bracketed(question: str, about: str) -> str:
    """Return a question with what it is of at its end, as `BRACKETED` finds it."""
    return f"{question.rstrip(' ؟?')} ({about})؟"


def moved(question: Utterance, phrase: str, preposition: str, cues: Cues) -> str:
    """Return the question with `phrase` for what it says after the same preposition, or at its end."""
    tokens = (*question.tokens[: question.head], *body(question, cues))
    like = cues.topics if preposition in cues.topics else {preposition}
    places = [n for n, token in enumerate(tokens) if n >= question.head and token.word in like]
    return f"{question.slice(tokens[: places[-1]] if places else tokens)} {phrase}"


def exchanged(question: Utterance, phrase: str, word: str, names: KnownNames, cues: Cues) -> str:
    """Return the question with `phrase`, which begins with `word`, for the like of it."""
    tokens, head = question.tokens, question.head
    if question.kind is None and tokens and tokens[0].word in cues.attributes:
        return f"{tokens[0].surface} {phrase}"
    if question.kind is None and all(names.knows(token.word) for token in tokens):
        return phrase
    topics = [n for n in range(head, len(tokens)) if tokens[n].word in cues.topics]
    places = [n for n in range(head, len(tokens)) if names.is_place(tokens[n].word)]
    if topics:
        return f"{question.slice(tokens[: topics[-1] + 1])} {phrase}"
    if places and names.is_place(word):
        last = places[-1]
        # «كوريا الشمالية» is one name, but «الأكراد» belongs to no place's.
        words = (token.word for token in tokens[last + 1 :])
        belongs = (clitics.is_definite(other) and other.endswith(("ه", "ي")) for other in words)
        after = next((n for n, of_name in enumerate(belongs, last + 1) if not of_name), len(tokens))
        rest = question.slice(tokens[after:])
        return " ".join(filter(None, [question.slice(tokens[:last]), phrase, rest]))
    measured = tokens[head].word if head < len(tokens) else ""
    if measured in cues.attributes and not clitics.is_definite(measured) and len(tokens) > head + 1:
        # «ما نسبة التضخم في تونس؟» after that of growth
        ends = (
            n for n in range(head + 2, len(tokens)) if is_preposition(tokens[n]) or tokens[n].word in _YEARS
        )
        rest = question.slice(tokens[next(ends, len(tokens)) :])
        return " ".join(filter(None, [question.slice(tokens[: head + 1]), phrase, rest]))
    # «التنس العادي» after «تنس الطاولة»
    said_again = len(tokens) - head == 2 and tokens[-2].word == clitics.without_article(word)
    short = 0 < len(tokens) - head <= 2 and not said_again
    return f"{question.slice(tokens[:-1])} {phrase}".strip() if short else phrase


def of_nation(question: Utterance, phrase: str, word: str, names: KnownNames) -> str:
    """Return the question of another people, «والجزائريين؟», in the number and with the article of the one it names."""
    people = next((token for token in question.tokens if names.nation(token.word)), None)
    if people is None or not word.endswith(_PEOPLE) or not names.nation(word):
        return ""
    definite, one = clitics.is_definite(people.word), people.word.endswith("ي")
    other = phrase if definite else phrase.removeprefix("ال")
    other = other[: -len(_PEOPLE[0])] if one else other
    return f"{question.text[: people.start]}{other}{question.text[people.end :]}".rstrip(" ؟?")


def topic(question: Utterance, names: KnownNames, cues: Cues) -> str:
    """Return what a question is about: what follows its «عن», or the «من» of a stance, else its subject."""
    stance = any(token.word in STANCES for token in question.body[:1])
    leads = cues.topics | ({_FROM} if stance else set())
    place = next((n for n, token in enumerate(question.body) if token.word in leads), None)
    about = question.slice(question.body[place + 1 :]) if place is not None else ""
    return about or subject(question, names, cues)
