"""Two who were spoken of, for a question of what is between them: «متى كان آخر لقاء بينهما؟»."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import folded
from retrieval.interpretation import subjects
from retrieval.query.question_words import PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.interpretation.names import KnownNames
    from retrieval.query.tokens import Cues, Utterance

BETWEEN = "بين"
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_TO, _LONG = ("لل", "ل", "ب"), 5  # joined to whom something is said or done, and letters of both
_BESIDE = folded("مع من إلى على ضد")
_WITH = "مع"
_SHORTEST = 3  # letters of a name


def asks_between(said: Utterance) -> bool:
    """Return whether a question asks what is between those whom a pronoun stands for."""
    return any(clitics.preposition(token.surface) == BETWEEN for token in said.body)


def between(said: Utterance, before: Utterance, names: KnownNames, cues: Cues) -> str | None:
    """Return a question of what is between two with both of them, who were spoken of; None where they were not two."""
    pair = _joined(before, names, cues)
    if not pair:
        named = list(dict.fromkeys(_named(before, names, cues)))
        common = cues.attributes | cues.things | cues.events
        nouns = [t.surface for t in before.body if clitics.is_definite(t.word) and t.word not in common]
        if len(named) == 1:  # the first may be any noun with the article: «الأسد»
            named = sorted({*nouns[:1], *named}, key=before.text.find)
        pair = " و".join(named[:2])
    point = next((token for token in said.body if clitics.preposition(token.surface) == BETWEEN), None)
    if point is None or " و" not in pair:
        return None
    asked = [token for token in said.body if token.end <= point.start]
    after = [token for token in said.body if token.start >= point.end]
    parts = [said.question, said.slice(asked), f"{BETWEEN} {pair}", said.slice(after)]
    return " ".join(filter(None, parts))


def _joined(before: Utterance, names: KnownNames, cues: Cues) -> str:
    """Return the two nouns of a question of which the second is joined to the first: «بوتين والأسد»."""
    body = before.body
    for n, (first, second) in enumerate(pairwise(body)):
        word = clitics.without_conjunction(second.word, _AND)
        noun = names.knows(word) or not subjects.is_verb(word, cues)
        parted = first.word in PREPOSITIONS or subjects.is_verb(first.word, cues)
        if word == second.word or len(word) < _SHORTEST or names.knows(second.word) or parted or not noun:
            continue
        # «كوريا الشمالية»: a place and what describes it
        begin = n - int(n > 0 and clitics.is_definite(first.word) and names.is_place(body[n - 1].word))
        described = names.is_place(word) and any(clitics.is_definite(t.word) for t in body[n + 2 : n + 3])
        return before.slice(body[begin : n + 2 + int(described)])
    for one, beside, other in zip(body, body[1:], body[2:], strict=False):
        if (
            beside.word == _WITH
            and not clitics.is_definite(one.word)
            and not subjects.is_verb(one.word, cues)
        ):
            return f"{one.surface} و{other.surface}"  # «ماذا ناقش كيري مع لافروف؟»
    return ""


def _named(before: Utterance, names: KnownNames, cues: Cues) -> Iterator[str]:
    """Yield the names of a question, also those to whom something is said: «ماذا قال الأسد لبوتين؟»."""
    verb, who, *_ = (*(token.word for token in before.body[:2]), "", "")
    for lead, token in zip(("", *(token.word for token in before.body)), before.body, strict=False):
        word = token.word
        told = lead == who and subjects.is_verb(verb, cues) and word.startswith(_TO) and len(word) >= _LONG
        joined = next(
            (one for one in _TO if word.startswith(one) and (told or names.knows(word[len(one) :]))), ""
        )
        if names.knows(word):
            yield token.surface
        elif joined:
            yield token.surface[len(joined) :]
        elif lead in _BESIDE and not (clitics.is_definite(word) or word in cues.attributes):
            yield token.surface
