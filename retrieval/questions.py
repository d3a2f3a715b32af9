"""Question → what it asks for and the words to look for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.analysis import Analyser, Flag, Form
from retrieval.arabic import words
from retrieval.language import Kind, Language

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED_NOUN_WEIGHT = 0.4  # «سنة» in «في أي سنة» names what is asked, the answering text seldom does


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word to look for; `weight` scales what it counts (1 for an ordinary word), `telling` what its match proves.

    `readings` are other stems that an archive may hold it by, `meant` those that it may be misspelt for.
    """

    form: Form
    weight: float = 1.0
    telling: float = 1.0
    readings: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question's kind and its words to look for in the order asked, each stem once.

    `expected` are the stems of things that would answer it, where it names what kind of thing it asks for.
    """

    text: str
    kind: Kind
    words: tuple[QueryWord, ...]
    expected: frozenset[str] = frozenset()


_WHICH = frozenset({"اي", "ايه", "باي", "لاي"})
_NEAR = 3
_STRETCHED = re.compile("([ء-ي])\\1{2,}")  # three times the same letter and more, as in «جمييييل»
_OPENING = 2


def understand(text: str, analyser: Analyser, language: Language) -> Question:
    """What `text` asks for; a question without a question word asks what."""
    plainly = _STRETCHED.sub(_shortened, text)
    forms = _without_phrases(analyser.forms(plainly, list(words(plainly))), language)
    asking = _question_words(forms, language)
    noun = _asked_noun(forms, asking, language)
    kind = _kind(forms, asking, noun, language)
    kept: dict[str, QueryWord] = {}
    for place, form in enumerate(forms):
        if form.stem and place not in asking:
            weight = ASKED_NOUN_WEIGHT if place == noun else 1.0
            if form.stem not in kept:
                telling, readings = analyser.telling(form.stem), _readings(form, analyser)
                kept[form.stem] = QueryWord(form, weight, telling, readings)
    return Question(text, kind, tuple(kept.values()), _expected(forms, asking, analyser))


def _readings(form: Form, analyser: Analyser) -> tuple[str, ...]:
    """The other stems of a word that is no number and no month."""
    return () if form.flags & (Flag.NUMBER | Flag.MONTH) else analyser.readings(form.word)


def _shortened(stretched: re.Match[str]) -> str:
    """One letter for many; two ل, which «الله» and «للحكومة» have."""
    letter = stretched[1]
    return letter * 2 if letter == "ل" else letter


def _without_phrases(forms: Sequence[Form], language: Language) -> Sequence[Form]:
    """The question less «بناء على الفقرة», «لو سمحت» and the like, which ask nothing; all, if that is all."""
    said = [form.word for form in forms]
    kept: list[Form] = []
    place = 0
    while place < len(forms):
        passed = language.phrase_at(said, place)
        kept += forms[place : place + 1] if not passed else []
        place += passed or 1
    return kept or forms


def _question_words(forms: Sequence[Form], language: Language) -> dict[int, Kind]:
    """The places of question words; those that are particles too («من», «ما») ask only where a question begins."""
    found: dict[int, Kind] = {}
    for place, form in enumerate(forms):
        word = form.word
        if word not in language.question_words and word[:1] in ("و", "ف"):
            word = word[1:]
        kind = language.question_words.get(word)
        if kind and (place < _OPENING or word not in language.stop_words):
            found[place] = kind
    return found


def _asked_noun(forms: Sequence[Form], asking: dict[int, Kind], language: Language) -> int | None:
    """The place of the noun that settles the kind: after «أي», or soon after «ما»."""
    for place, form in enumerate(forms):
        what = asking.get(place) is Kind.WHAT
        if form.word in _WHICH or what:
            for near in range(place + 1, min(place + (4 if what else 2), len(forms))):
                if _asks(forms[near], language):
                    return near
                if not forms[near].flags & Flag.STOP:
                    break
    return None


def _asks(form: Form, language: Language) -> Kind | None:
    word = form.word
    return language.asked_nouns.get(word) or (
        language.asked_nouns.get(word[2:]) if word.startswith("ال") else None
    )


def _kind(forms: Sequence[Form], asking: dict[int, Kind], noun: int | None, language: Language) -> Kind:
    first = min(asking, default=None)
    kind = asking[first] if first is not None else Kind.WHAT
    if noun is not None and (kind in {Kind.WHAT, Kind.WHO}):
        return _asks(forms[noun], language) or kind
    if kind is Kind.WHAT and first is not None:
        near = forms[first + 1 : first + 3]
        if any(form.flags & Flag.QUOTATION for form in near):
            return Kind.QUOTATION
    return kind


def _expected(forms: Sequence[Form], asking: dict[int, Kind], analyser: Analyser) -> frozenset[str]:
    """The stems of what belongs to the class of things that the question names soon after its question word."""
    classes = analyser.language.thesaurus.members
    for place in range(len(forms)):
        if place in asking or forms[place].word in _WHICH:
            for near in forms[place + 1 : place + 1 + _NEAR]:
                members = classes.get(near.word.removeprefix("ال"))
                if members:
                    return frozenset(analyser.form(member).stem for member in members)
    return frozenset()
