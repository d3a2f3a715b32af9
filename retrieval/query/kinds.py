"""What kind of thing a question asks for: by the word that asks, the noun beside it or what it says of somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic.analysis import Flag
from retrieval.arabic.clitics import is_definite, without_article
from retrieval.arabic.language import QuestionKind, folded
from retrieval.query import question_words
from retrieval.query.question_words import WHICH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.arabic.analysis import Analyser, Form
    from retrieval.arabic.language import Language

SUPERLATIVES = folded(
    "أكبر أصغر أطول أقصر أعلى أفضل أحسن أسوأ أسرع أقدم أحدث أغنى أغلى أرخص أشهر أقوى أكثر أقل أعمق أبعد أقرب أجمل"
    " أضخم أعظم أخطر أثقل أخف أذكى أوسع"
)
_WORKS = folded("يعمل تعمل يشتغل تشتغل بيشتغل بتشتغل")
_FULL_NAME = 3  # words
_NEAR = 3  # words after a question word, among which stands what kind of thing it asks for


def asked(
    forms: Sequence[Form], asking: Mapping[int, QuestionKind], language: Language
) -> tuple[QuestionKind, int | None]:
    """Return what kind of thing a question asks for, and the place of the word that says so beside those that ask."""
    noun = _asked_noun(forms, asking, language)
    kind = _kind(forms, asking, noun, language)
    work = _work(forms, asking, kind)
    return (kind, noun) if work is None else (QuestionKind.WHO, work)


def _kind(
    forms: Sequence[Form], asking: Mapping[int, QuestionKind], noun: int | None, language: Language
) -> QuestionKind:
    first = min(asking, default=None)
    kind = asking[first] if first is not None else QuestionKind.WHAT
    if noun is not None and (kind in {QuestionKind.WHAT, QuestionKind.WHO}):
        return question_words.kind_of_noun(forms[noun].word, language) or kind
    if kind in {QuestionKind.WHAT, QuestionKind.HOW} and first is not None:  # «كيف علق …؟»
        near = forms[first + 1 : first + (3 if kind is QuestionKind.WHAT else 2)]
        if any(form.flags & Flag.QUOTATION for form in near):
            return QuestionKind.QUOTATION
    return kind


def _asked_noun(forms: Sequence[Form], asking: Mapping[int, QuestionKind], language: Language) -> int | None:
    """Return the place of the noun that settles the kind: after «أي», or soon after «ما»."""
    for place, form in enumerate(forms):
        what = asking.get(place) is QuestionKind.WHAT
        who = asking.get(place) is QuestionKind.WHO  # «من هي الدول التي …؟»
        if form.word in WHICH or what or who:
            for near in range(place + 1, min(place + (4 if what or who else 2), len(forms))):
                kind = question_words.kind_of_noun(forms[near].word, language)
                places = kind is QuestionKind.WHERE and is_definite(forms[near].word)
                if kind and (not who or places):
                    return near
                if not forms[near].flags & Flag.STOP and forms[near].word not in SUPERLATIVES:
                    break
    return None


def _work(forms: Sequence[Form], asking: Mapping[int, QuestionKind], kind: QuestionKind) -> int | None:
    """Return the place of «works» where it is asked where or as what somebody does; news tells that by who he is."""
    asks = kind in {QuestionKind.WHERE, QuestionKind.WHAT}
    place = max(asking, default=-1) + 1
    who = forms[place + 1 :]
    works = asks and bool(asking) and place < len(forms) and forms[place].word in _WORKS
    named = 0 < len(who) <= _FULL_NAME and not is_definite(who[0].word)
    return place if works and named else None


def expected(forms: Sequence[Form], asking: Mapping[int, QuestionKind], analyser: Analyser) -> frozenset[str]:
    """Return the stems of all that is of the class of things that a question names soon after its question word."""
    classes = analyser.language.thesaurus.members
    if QuestionKind.HOW_MANY in asking.values():  # «كم دولة» is answered by a number
        return frozenset()
    for place in range(len(forms)):
        if place in asking or forms[place].word in WHICH:
            for near in forms[place + 1 : place + 1 + _NEAR]:
                members = classes.get(without_article(near.word))
                if members:
                    return frozenset(analyser.form(member).stem for member in members)
    return frozenset()
