"""What a question was about, taken from its words: for a later one that leaves it out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES
from retrieval.query.tokens import is_preposition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.interpretation.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_MOST = 24  # words that are carried from one question to the next
# Letters from which a word in ـية is an adjective («أوروبية») more often than a name («سمية»).
_ADJECTIVE = 6
_WILL = re.compile("[هح][يت]..+[^ه]")  # a verb of Egypt for what is to come: «هيسيب», but not «هيئة»
_SHORTEST_NAME = 3
_ACTS, _OWN = ("بي", "بت", "هي", "هت"), 4  # how verbs of dialects begin, and letters of a noun that does
_COUNTS = folded("عدد")
_NOMINAL = folded("ما ماهو ماهي ماهما ماهم كم بكم بكام بقديش قديش كام شكد شقد شحال قداش")
STANCES = folded("موقف رأي تعليق")
_FEMININE = ("ه", "ات")
_IN_THE = "بال"  # «ماذا فعل بالقس؟»
_STATES = folded("حيز طور")
_GOES = folded("زار زارت يزور تزور سيزور ستزور دخل دخلت غادر غادرت قصف قصفت احتل احتلت غزا غزت")
_STOPPERS = PREPOSITIONS - folded("بين ضد مع")


def is_nominal(question: Utterance) -> bool:
    """Return whether the question asks of a noun («ما نتائج…») rather than of what was done."""
    asking = question.tokens[question.asking : question.head]
    if any(token.word in RELATIVES for token in asking):
        return False  # «ما الذي طالبت به النقابة»
    return bool(asking) and (
        asking[-1].word in COPULAS or clitics.without_conjunction(asking[0].word) in _NOMINAL
    )


def body(question: Utterance, cues: Cues) -> tuple[Token, ...]:
    """Return the question less the words that ask; if it was made whole by «…:», what follows the colon."""
    tokens = question.body
    colon = question.text.find(": ")
    after = tuple(token for token in tokens if token.start > colon)
    light = all(_is_light(token, cues) for token in tokens[: -len(after) or None])
    return (after if colon >= 0 and after and light else tokens)[:_MOST]


def _is_light(token: Token, cues: Cues) -> bool:
    """Return whether a word asks for a side of something, «السبب», «عمره», or names nothing."""
    listed = cues.pointers | cues.events | cues.attributes
    return token.word in listed or fold(clitics.without_pronoun(plain(token.surface)) or "") in listed


def begins_with_verb(question: Utterance, names: KnownNames, cues: Cues) -> bool:
    """Return whether the question's body begins with what was done."""
    tokens = body(question, cues)
    if not tokens:
        return False
    word = tokens[0].word
    if question.kind is None:
        return is_verb(word, cues)
    points = cues.pointers | cues.adverbs
    if (
        question.kind is QuestionKind.WHO
        and not is_verb(word, cues)
        and all(t.word in points for t in tokens[1:])
    ):
        return False  # «جونسون ده مين»
    if question.kind is QuestionKind.WHO and not is_verb(word, cues) and _is_full_name(tokens):
        return False  # «مين أنيس العامري»
    if is_nominal(question):
        acts = word in cues.verbs or (word.startswith(_ACTS) and len(word) > _OWN and not names.knows(word))
        return question.kind is QuestionKind.HOW_MANY and acts
    noun = clitics.is_definite(word) or names.knows(word) or word in cues.attributes
    noun = noun or tokens[0].surface.endswith("ة")
    return is_verb(word, cues) or not noun


def _is_full_name(tokens: Sequence[Token]) -> bool:
    """Return whether words are a name and one of a family or a place: «أنيس العامري»."""
    return len(tokens) == 2 and clitics.is_definite(tokens[1].word) and tokens[1].word.endswith("ي")


def is_verb(word: str, cues: Cues) -> bool:
    """Return whether a folded word is a verb of the lists, or one of theirs that many do, as dialects spell it."""
    bare = word.removesuffix("ا")
    stem = bare.removesuffix("و")
    many = stem != bare and len(stem) > 1 and not cues.verbs.isdisjoint({stem, f"{stem}ي", f"{stem}ا"})
    return word in cues.verbs or many


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
    if tokens and (tokens[0].word.startswith(_IN_THE) or _with_happening(question, tokens[0], names, cues)):
        tokens[0] = replace(tokens[0], word=tokens[0].word[1:], start=tokens[0].start + 1)
    while tokens and (is_preposition(tokens[0]) or clitics.preposition(tokens[0].surface)):
        tokens = tokens[1:]
    # After a verb the attribute is who does it («رئيس البلدية»), unless that is a measure («كم بلغ عدد السكان»).
    # And who is asked for is meant by what he is («من هو رئيس الحكومة؟»).
    asked = question.tokens[question.asking : question.head]
    itself = question.kind is QuestionKind.WHAT and any(
        token.word in COPULAS for token in asked
    )  # «ما هو بيان فيتنام»
    does = (
        question.kind is QuestionKind.WHO
        or itself
        or (question.kind is not QuestionKind.HOW_MANY and begins_with_verb(question, names, cues))
    )
    does = does and (he or tokens[0].word.endswith("ه")) if tokens else does
    if _begins_with_attribute(tokens, cues) and not does:
        counted = tokens[0].word in _COUNTS
        tokens = tokens[1:]
        if counted and _begins_with_attribute(tokens, cues):
            tokens = tokens[1:]  # «كم عدد سكان تونس»
    ends = (
        n
        for n, token in enumerate(tokens)
        if n and (_ends_noun(token, names, cues) or (question.kind is None and _will(token, names)))
    )
    end = next(ends, len(tokens))
    if end < len(tokens) and any(token.word in RELATIVES for token in tokens[:end]):
        end = next(ends, len(tokens)) if not _stops(tokens[end]) else len(tokens)
    return question.slice(_alone(question, tokens[:end], names, cues))


def _alone(question: Utterance, tokens: Sequence[Token], names: KnownNames, cues: Cues) -> Sequence[Token]:
    """Return who does something without what he does it to, or when."""
    end = len(tokens)
    if end > 1 and _goes_to(question, tokens, names, cues):
        end -= 1
    if begins_with_verb(question, names, cues):
        end = next((n for n in range(2, end) if _is_done_to(tokens[: n + 1])), end)
    while end > 1 and tokens[end - 1].word in cues.adverbs | cues.pointers:  # «وين داعش هسه؟»
        end -= 1
    return tokens[:end]


def _goes_to(question: Utterance, tokens: Sequence[Token], names: KnownNames, cues: Cues) -> bool:
    """Return whether the last word is the place that somebody visits: «هل زار ماكرون | تونس؟»."""
    goes = bool(question.body) and question.body[0].word in _GOES
    return goes and names.is_place(tokens[-1].word) and tokens[-2].word not in cues.attributes


def _is_done_to(tokens: Sequence[Token]) -> bool:
    """Return whether the last word is what somebody does, not of his name: «هادي الهمامي | العودة إلى …»."""
    first, before, last = (token.word for token in (tokens[0], tokens[-2], tokens[-1]))
    named = not clitics.is_definite(first) and clitics.is_definite(before) and before.endswith("ي")
    doing = clitics.is_definite(last) and last.endswith("ه") and not last.endswith("يه")
    return named and doing and not first.endswith(_FEMININE)


def _begins_with_attribute(tokens: Sequence[Token], cues: Cues) -> bool:
    """Return whether the words begin with an attribute of what is spoken of: «عاصمة فرنسا», but not «عاصمة أوروبية»."""
    if len(tokens) < 2 or tokens[0].word not in cues.attributes or clitics.is_definite(tokens[0].word):
        return False
    described = tokens[0].word.endswith("ه") and tokens[1].word.endswith("يه")
    return not (described and len(tokens[1].word) >= _ADJECTIVE and not clitics.is_definite(tokens[1].word))


def object_of(question: Utterance, names: KnownNames, cues: Cues) -> str:
    """Return what something is done to: the first indefinite noun after who does it, and what belongs to it."""
    if not begins_with_verb(question, names, cues):
        return ""
    tokens = after_verb(question, names, cues)
    end = next((n for n, token in enumerate(tokens) if n and _stops(token)), len(tokens))
    begins = (
        n for n in range(1, end) if clitics.is_definite(tokens[n - 1].word) and _indefinite(tokens[n], names)
    )
    place = next(begins, end)
    idiom = place < end and tokens[place].word in _STATES  # «دخلت الإجراءات حيز التطبيق»
    return "" if idiom else question.slice(tokens[place:end])


def _indefinite(token: Token, names: KnownNames) -> bool:
    return not (clitics.is_definite(token.word) or names.knows(token.word))


def noun_alone(stem: str, cues: Cues) -> str:
    """Return a noun less its pronoun as it is spelled alone, one of the lists however short: «مدته» → «مدة»."""
    listed = stem.endswith("ت") and fold(f"{stem[:-1]}ة") in cues.attributes
    return f"{stem[:-1]}ة" if listed else clitics.noun_alone(stem)


def named(question: Utterance, noun: str) -> str:
    """Return the question from the word `noun` on, with or without the article; empty when it is not there."""
    tokens = question.body
    place = next((n for n, token in enumerate(tokens) if clitics.without_article(token.word) == noun), None)
    if place is None:
        return ""
    end = next((n for n in range(place + 1, len(tokens)) if _stops(tokens[n])), len(tokens))
    return question.slice(tokens[place:end])


def _ends_noun(token: Token, names: KnownNames, cues: Cues) -> bool:
    """Return whether what is spoken of ends before this word."""
    word = token.word
    joined = (
        word.startswith("ب") and (word.startswith("بال") or names.knows(word[1:])) and not names.knows(word)
    )
    own = clitics.without_pronoun(word, ("هما", "ها", "هم")) is not None and word not in cues.own_endings
    return _stops(token) or word in cues.events | _STATES or is_verb(word, cues) or joined or own


def _with_happening(question: Utterance, first: Token, names: KnownNames, cues: Cues) -> bool:
    """Return whether something happened to or in what follows a joined ب: «شو صار بخان شيخون»."""
    happened = any(token.word in cues.events for token in question.body[:1])
    return (
        happened
        and first.word.startswith("ب")
        and len(first.word) > _SHORTEST_NAME
        and not names.knows(first.word)
    )


def _stops(token: Token) -> bool:
    return token.word in _STOPPERS and is_preposition(token)


def _will(token: Token, names: KnownNames) -> bool:
    return _WILL.fullmatch(token.word) is not None and not names.knows(token.word)
