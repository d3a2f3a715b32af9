"""What a question was about, taken from its words: for a later one that leaves it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES
from retrieval.query.tokens import is_preposition

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Token, Utterance

_MOST = 24  # words that are carried from one question to the next
# Letters from which a word in ـية is an adjective («أوروبية») more often than a name («سمية»).
_ADJECTIVE = 6

BRACKETED = re.compile(r" \(([^()]+)\)[؟?]?$")
"""What a question was taken to be of, at its end: «متى انخطفوا (سفيان ونذير)؟»."""
_COUNTS = folded("عدد")
_NOMINAL = folded("ما ماهو ماهي ماهما ماهم كم")
_STOPPERS = PREPOSITIONS - folded("بين ضد مع")


class KnownNames:
    """The names that the word lists know, of places and people."""

    def __init__(self, language: Language) -> None:
        common = language.stop_words | frozenset(language.asked_nouns)
        spelled = {word for group in language.spellings for word in group}
        self._places = language.cues.get(QuestionKind.WHERE, frozenset()) - common
        self._known = (self._places | language.cues.get(QuestionKind.WHO, frozenset()) | spelled) - common

    def knows(self, word: str) -> bool:
        """Return whether the folded word is a name, with or without the article."""
        return _is_among(self._known, word)

    def is_place(self, word: str) -> bool:
        """Return whether the folded word is a place's name, with or without the article."""
        return _is_among(self._places, word)


def _is_among(names: AbstractSet[str], word: str) -> bool:
    return word in names or (clitics.is_definite(word) and clitics.without_article(word) in names)


def is_nominal(question: Utterance) -> bool:
    """Return whether the question asks of a noun («ما نتائج…») rather than of what was done."""
    asking = question.tokens[question.asking : question.head]
    return bool(asking) and (
        asking[-1].word in COPULAS or clitics.without_conjunction(asking[0].word) in _NOMINAL
    )


def body(question: Utterance, cues: Cues) -> tuple[Token, ...]:
    """Return the question less the words that ask; if it was made whole by «…:», what follows the colon."""
    tokens = question.body
    colon = question.text.find(": ")
    after = tuple(token for token in tokens if token.start > colon)
    light = all(
        token.word in cues.pointers | cues.events | cues.attributes for token in tokens[: -len(after) or None]
    )
    return (after if colon >= 0 and after and light else tokens)[:_MOST]


def begins_with_verb(question: Utterance, names: KnownNames, cues: Cues) -> bool:
    """Return whether the question's body begins with what was done."""
    tokens = body(question, cues)
    if question.kind is None or not tokens:
        return False
    word = tokens[0].word
    if is_nominal(question):
        return question.kind is QuestionKind.HOW_MANY and word in cues.verbs
    noun = clitics.is_definite(word) or names.knows(word) or word in cues.attributes
    return word in cues.verbs or not noun


def after_verb(question: Utterance, names: KnownNames, cues: Cues) -> Sequence[Token]:
    """Return the question's body without what was done."""
    tokens = body(question, cues)
    count = int(begins_with_verb(question, names, cues))
    while count < len(tokens) and tokens[count].word in cues.events:
        count += 1
    return tokens[count:]


def subject(question: Utterance, names: KnownNames, cues: Cues, *, he: bool = True) -> str:
    """Return who or what the question speaks of: the first nouns after its verb, up to a preposition.

    Unless it is a `he`, who does something («رئيس تونس») is not meant, but whose he is.
    """
    tokens = list(after_verb(question, names, cues))
    while tokens and (is_preposition(tokens[0]) or tokens[0].word in clitics.PREPOSITIONS):
        tokens = tokens[1:]
    # After a verb the attribute is who does it («رئيس البلدية»), unless that is a measure («كم بلغ عدد السكان»).
    # And who is asked for is meant by what he is («من هو رئيس الحكومة؟»).
    does = question.kind is QuestionKind.WHO or (
        question.kind is not QuestionKind.HOW_MANY and begins_with_verb(question, names, cues)
    )
    does = does and (he or tokens[0].word.endswith("ه")) if tokens else does
    if _begins_with_attribute(tokens, cues) and not does:
        counted = tokens[0].word in _COUNTS
        tokens = tokens[1:]
        if counted and _begins_with_attribute(tokens, cues):
            tokens = tokens[1:]  # «كم عدد سكان تونس»
    ends = (n for n, token in enumerate(tokens) if n and _ends_noun(token, names, cues))
    end = next(ends, len(tokens))
    if end < len(tokens) and any(token.word in RELATIVES for token in tokens[:end]):
        end = next(ends, len(tokens)) if not _stops(tokens[end]) else len(tokens)
    while end and tokens[end - 1].word in cues.adverbs:  # «وين داعش هسه؟»
        end -= 1
    return question.slice(tokens[:end])


def _begins_with_attribute(tokens: Sequence[Token], cues: Cues) -> bool:
    """Return whether the words begin with an attribute of what is spoken of: «عاصمة فرنسا», but not «عاصمة أوروبية»."""
    if len(tokens) < 2 or tokens[0].word not in cues.attributes or clitics.is_definite(tokens[0].word):
        return False
    described = tokens[0].word.endswith("ه") and tokens[1].word.endswith("يه")
    return not (described and len(tokens[1].word) >= _ADJECTIVE and not clitics.is_definite(tokens[1].word))


def named(question: Utterance, noun: str) -> str:
    """Return the question from the word `noun` on, with or without the article; empty when it is not there."""
    tokens = question.body
    place = next((n for n, token in enumerate(tokens) if clitics.without_article(token.word) == noun), None)
    if place is None:
        return ""
    end = next((n for n in range(place + 1, len(tokens)) if _stops(tokens[n])), len(tokens))
    return question.slice(tokens[place:end])


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
        rest = question.slice(tokens[last + 1 :])
        return " ".join(filter(None, [question.slice(tokens[:last]), phrase, rest]))
    if 0 < len(tokens) - head <= 2:
        return f"{question.slice(tokens[:-1])} {phrase}"
    return phrase


def _ends_noun(token: Token, names: KnownNames, cues: Cues) -> bool:
    """Return whether what is spoken of ends before this word."""
    word = token.word
    joined = (
        word.startswith("ب") and (word.startswith("بال") or names.knows(word[1:])) and not names.knows(word)
    )
    own = clitics.without_pronoun(word, ("هما", "ها", "هم")) is not None and word not in cues.own_endings
    return _stops(token) or word in cues.verbs | cues.events or joined or own


def _stops(token: Token) -> bool:
    return token.word in _STOPPERS and is_preposition(token)
