"""Whom or what a turn names by itself, beside words that only point: «بيسكوف قال ايه عن الموضوع ده», «ومحمد صلاح؟»."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.clitics import AND, begins_itself
from retrieval.arabic.language import QuestionKind, folded
from retrieval.interpretation.grammar.ellipsis import ANYBODY
from retrieval.interpretation.grammar.subjects import is_verb, subject
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES
from retrieval.query.tokens import parse, tokens, verbs_of_saying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token

_LONGEST = 3  # words of a name
_PRONOUNS = ("ه", "ها", "هم", "هما")
_THIS = "ه"  # «بهالموضوع», «هالقصة»
_JOINED = ("ب", "ل", "ف", "عل")
_AND_HAMZA = ("وأ", "وإ", "وآ")
_NOTHING = folded("فهمت فاهم فاهمة نعم لا أجل أيوه ايوه لأ والله شكرا عفوا أهلا مرحبا")


def own_name(question: str, names: KnownNames, language: Language, cues: Cues) -> str:
    """Return whom or what a question names by itself, as it is written there; empty where it names nothing.

    It is all of the question, or stands before the word that asks, or says what is asked for. A noun with the article
    that no list knows as a name may be of anything that was spoken of: «والمدرب؟».
    """
    said = parse(question, language, cues)
    says = verbs_of_saying(language, cues)
    asks = language.question_words.keys() - PREPOSITIONS
    # before the verb or the word that asks
    fronted = list(takewhile(lambda token: not (token.word in asks or is_verb(token.word, cues)), said.body))
    if said.kind is None and (len(fronted) <= _LONGEST or len(fronted) < len(said.body)):
        speaks = any(token.word in says for token in said.body[len(fronted) : len(fronted) + 2])
        name = _named(fronted, names, language, cues, speaks=speaks)
        joined = said.joined or (bool(fronted) and not fronted[0].surface.startswith(name[:1]))
        alone = len(fronted) == len(said.body) and not joined
        return "" if alone and not any(names.knows(token.word) for token in fronted) else name  # «فلوس كثير؟»
    if said.kind is not QuestionKind.WHAT or not said.body or said.body[0].word not in says:
        return ""
    return _named(tokens(subject(said, names, cues)), names, language, cues)


def points_at_thing(question: str, cues: Cues) -> bool:
    """Return whether a question points at what was spoken of: «في الموضوع», «بهالقصة», «عن ذلك»."""
    return any(is_pointing(token.word, cues) for token in tokens(question))


def is_pointing(word: str, cues: Cues) -> bool:
    """Return whether a folded word is for whatever was spoken of, or points there: «بالموضوع», «ده»."""
    joined = next((one for one in _JOINED if word.startswith((f"{one}{_THIS}ال", f"{one}ال"))), "")
    rest = word.removeprefix(joined)
    bare = rest.removeprefix(_THIS) if rest.startswith(f"{_THIS}ال") else rest
    return word in cues.pointers or bare in cues.things


def _named(
    said: Sequence[Token], names: KnownNames, language: Language, cues: Cues, *, speaks: bool = False
) -> str:
    """Return the name that some words begin with, before a verb among them; empty where they are none.

    Who `speaks` may be any name with the article: «الغنوشي شنو قال».
    """
    if not said:
        return ""
    first = clitics.without_conjunction(said[0].word, AND)
    joined = said[0].surface.startswith(_AND_HAMZA)  # «وأردوغان», of which «وارد» is no part
    own = names.knows(said[0].word) or (begins_itself(said[0].word, language.own_letters) and not joined)
    begin = 0 if own else len(said[0].word) - len(first)
    bare = [first if begin else said[0].word, *(token.word for token in said[1:])]
    named = list(takewhile(lambda word: names.knows(word) or not is_verb(word, cues), bare))
    everyday = (
        cues.attributes | cues.sides | cues.things | cues.pointers | cues.events | cues.adverbs | _NOTHING
    )
    passed = everyday | PREPOSITIONS | RELATIVES | COPULAS | ANYBODY | language.stop_words
    offices = language.offices
    nouns = [
        word
        for word in named
        if (names.knows(word) or word not in passed)
        and offices.isdisjoint({word, clitics.without_article(word)})
    ]
    # With the article or a pronoun it is no name but one of the lists.
    owned = clitics.without_pronoun(said[0].surface) and said[0].surface.endswith(_PRONOUNS)
    definite = clitics.is_definite(bare[0]) and not said[0].surface.startswith(("أ", "إ", "آ"))
    common = not names.knows(bare[0]) and ((definite and not speaks) or bool(owned))
    if not 0 < len(nouns) == len(named) <= _LONGEST or common:
        return ""
    text = " ".join(token.surface for token in said[: len(named)])
    return text[begin:]
