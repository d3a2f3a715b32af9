"""A question → what it asks for and the words to look for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.arabic.analysis import Analyser, Flag, Form
from retrieval.arabic.clitics import is_definite, without_article
from retrieval.arabic.language import Language, QuestionKind, folded
from retrieval.arabic.stems import is_conjugated
from retrieval.arabic.text import fold, words
from retrieval.query import kinds, question_words, times
from retrieval.query.kinds import SUPERLATIVES
from retrieval.query.question_words import PREPOSITIONS, RELATIVES, WHICH
from retrieval.query.speech import speech
from retrieval.query.spoken import reported_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

_OF_DEEDS = frozenset({QuestionKind.WHY, QuestionKind.WHEN, QuestionKind.WHERE})
_NO_VERBS = Flag.NUMBER | Flag.MONTH | Flag.WHERE | Flag.WHO
_TRAVELLED = folded(
    "سافر سافرت يسافر تسافر سافروا زار زارت يزور تزور زاروا سيزور ستزور ذهب ذهبت يذهب تذهب ذهبوا توجه توجهت يتوجه تتوجه"
    " وصل وصلت يصل تصل وصلوا غادر غادرت يغادر تغادر غادروا عاد عادت يعود تعود جاء جاءت جاؤوا التقى التقت يلتقي"
    " تلتقي اجتمع اجتمعت يجتمع تجتمع راح راحت يروح تروح إجا إجت اجى جا قابل قابلت استقبل استقبلت طار طارت"
)
CURRENCY, PRICED = fold("عملة"), folded("سعر ثمن قيمة صرف")
AGE, _YEARS = folded("عمر سن"), ("عاما", "سنة", "ربيعا", "أعوام", "سنوات")
_OF_GOVERNMENTS = frozenset({QuestionKind.WHY, QuestionKind.HOW, QuestionKind.WHAT, QuestionKind.WHETHER})
POSITIONS = folded("موقف مواقف")
_SUCCEEDED, _SUCCESSOR = folded("خلف خلفت يخلف تخلف سيخلف ستخلف"), "خلفا"
# What a text says of who came in somebody's stead, and of whoever has the most of something.
_SUCCEEDING = ("خلفا", "خليفته", "بدلا", "عوضا", "خلفه", "يخلف")
_MOST_OF_ALL = ("أكبر", "أعلى", "استأثر", "تصدر", "صدارة")
INHABITANTS, _INHABITANT = folded("سكان سكانها ساكنة"), "نسمة"
_ROOTLESS = folded("أول أولى أكبر أصغر أطول أقصر أعلى أعمق أثقل أضخم أوسع أبعد أسرع أقدم أغنى أغلى أرخص")
"""«أولى» has the root of «ولاية», and what is large is not the largest."""
_MOST = fold("أكثر")
REPLIES = folded("رد الرد ردت ردوا يرد ترد جواب أجاب أجابت أجابوا يجيب تجيب")
_REPLY = ("رد", "ردا", "أجاب")  # the stems of their forms differ
_AFTER_OR_BEFORE = folded("قبل بعد منذ حتى من إلى بين")
_REPORTED_WITHIN = 31  # days after the month in which something happened
_NOT, _NEGATED = folded("ما وما"), "ش"
_COUNTERPART = "نظير"
_ONE, _OF, _PERSON = folded("واحد واحدا واحدة"), folded("من"), "شخصا"
_BRACKETS = re.compile(r"\(([^()]+)\)[؟?\s]*$")
_STRETCHED = re.compile("([ء-ي])\\1{2,}")  # three times the same letter and more, as in «جمييييل»
ASKED_NOUN_WEIGHT = 0.4
"""What names that which is asked, «سنة» in «في أي سنة», or a stance («ترفض»): the answering text seldom does."""


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word to look for; `weight` scales what it counts (1 for an ordinary word), `telling` what its match proves.

    `readings` are other stems that an archive may hold it by, `meant` those that it may be misspelt for. An `aside`
    stands in brackets at the end, as what a question is about that names nothing itself: «متى استقال (وزير التعليم)؟».
    Where it is asked what somebody said of something, a `speaker`, who may have other `names`, says who, and a `topic`
    of what. A `unit` is a currency whose own price is asked for, not what something costs in it. What a `verb` says
    texts tell in many other words; what is `led` by what stands before verbs is one, whatever it looks like. `instead`
    are the other names of a government, for an archive that lacks this one. A `doer` is who went on the journey or met
    the others of which it is asked why, when or where: of one place or guest the news tell many.
    """

    form: Form
    weight: float = 1.0
    telling: float = 1.0
    readings: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    aside: bool = False
    speaker: bool = False
    names: tuple[str, ...] = ()
    topic: bool = False
    unit: bool = False
    verb: bool = False
    led: bool = False
    doer: bool = False
    past: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question's kind and its words to look for in the order asked, each stem once.

    `expected` are the stems of things that would answer it, where it names what kind of thing it asks for. If it
    asks who holds an `office`, or for an attribute of something, this is its first word. So is the `decisive` one, the
    superlative of what it asks for the most of, or what somebody did of whom it asks who it was. It may be a `fact`
    of a life, too, of which news tells little: «متى ولد أردوغان؟», or `kin` of somebody: «من هي زوجته؟».
    If it asks what somebody said, the speaker's first word is the `office`, or the `body` that speaks by statements.
    It `asks` by a question word where it does not only name something, and `by` how much with «بكم» and its like.
    `days` are the first and last, as ordinals, on which what happened in the month that it names may be reported.
    """

    text: str
    kind: QuestionKind
    words: tuple[QueryWord, ...]
    expected: frozenset[str] = frozenset()
    office: bool = False
    decisive: bool = False
    fact: bool = False
    kin: bool = False
    body: bool = False
    asks: bool = False
    by: bool = False
    days: tuple[int, int] | None = None

    @property
    def asks_of_speaker(self) -> bool:
        """Return whether it asks what somebody said whom it names."""
        return any(word.speaker for word in self.words)

    @property
    def asks_of_stance(self) -> bool:
        """Return whether it asks for the stance of somebody on something: «ما موقف أنقرة من الهدنة؟»."""
        first, *others = (word.form.word in POSITIONS for word in self.words)
        return first and len(others) > 1


def understand(text: str, analyser: Analyser, language: Language) -> ParsedQuestion:
    """Return what `text` asks for; a question without a question word asks what."""
    plainly = _unstretched(text)
    forms = _without_phrases(analyser.forms(plainly, list(words(plainly))), language)
    asking = question_words.places([form.word for form in forms], language)
    forms = [_meant(forms, place, asking, analyser) for place in range(len(forms))]
    kind, noun = kinds.asked(forms, asking, language)
    aside = {
        form.word
        for inside in _BRACKETS.findall(plainly)
        for form in analyser.forms(inside, list(words(inside)))
    }
    asked = _most_first(_query_words(_Read(forms, asking, kind, noun, aside), analyser, language), forms)
    spoke = next((without_article(word.form.word) for word in asked if word.speaker), "")
    office = spoke in language.offices or _names_office(asked, kind, language)
    if office and kind is QuestionKind.WHO:  # «نظيره البريطاني»
        asked = _called(asked, [_COUNTERPART], analyser)
    did = language.feats if kind is QuestionKind.WHO else frozenset()
    decisive = len(asked) > 1 and asked[0].form.word in SUPERLATIVES | did | {fold(_SUCCESSOR)}
    if decisive and asked[0].form.word == _MOST:
        asked = _called(asked, _MOST_OF_ALL, analyser)
    told = without_article(asked[0].form.word) if asking and len(asked) > 1 else ""
    return ParsedQuestion(
        text,
        kind,
        asked,
        kinds.expected(forms, asking, analyser),
        office=office,
        decisive=decisive,
        fact=told in language.facts,
        kin=told in language.kin,
        body=spoke in language.bodies,
        asks=bool(asking),
        by=kind is QuestionKind.HOW_MANY and any(forms[place].word.startswith("ب") for place in asking),
        days=_days(forms),
    )


def _meant(forms: Sequence[Form], place: int, asking: dict[int, QuestionKind], analyser: Analyser) -> Form:
    """Return the word at a place as it is to be looked for."""
    if _is_anybody(forms, place, asking):
        return analyser.form(_PERSON)
    if _succeeds(forms, place, asking):
        return replace(analyser.form(_SUCCESSOR), root="")
    form = forms[place]
    return replace(form, root="") if without_article(form.word) in _ROOTLESS else form


def _called(asked: tuple[QueryWord, ...], names: Sequence[str], analyser: Analyser) -> tuple[QueryWord, ...]:
    """Return the words to look for with other `names` for the first."""
    first, *others = asked
    return (replace(first, names=(*first.names, *map(analyser.stem, names))), *others)


@dataclass(frozen=True, slots=True)
class _Read:
    """A question as it was read: its words, those that ask, what kind it is, the noun it asks for, what is aside."""

    forms: Sequence[Form]
    asking: dict[int, QuestionKind]
    kind: QuestionKind
    noun: int | None
    aside: set[str]


def _most_first(asked: tuple[QueryWord, ...], forms: Sequence[Form]) -> tuple[QueryWord, ...]:
    """Return the words with «most» before what has it, where it stands behind that: «أي ولاية سجلت أكثر الحوادث؟»."""
    pairs = zip(forms, (*forms[1:], None), strict=False)
    than = any(one.word == _MOST and (behind is None or behind.word in _OF) for one, behind in pairs)
    if than or WHICH.isdisjoint(form.word for form in forms[:2]):
        return asked
    return tuple(sorted(asked, key=lambda word: word.form.word != _MOST))


def _query_words(read: _Read, analyser: Analyser, language: Language) -> tuple[QueryWord, ...]:
    """Return the words to look for, each stem once."""
    speakers, topics = range(0), range(0)
    if read.kind is QuestionKind.QUOTATION:
        speakers, topics = speech(read.forms, read.asking, read.aside, language)
    counts = read.kind is QuestionKind.HOW_MANY
    priced = counts and any(form.word in PRICED for form in read.forms)
    currencies = language.thesaurus.members.get(CURRENCY, frozenset()) if priced else frozenset()
    kept: dict[str, QueryWord] = {}
    said, doer = [form.word for form in read.forms], _doer(read)
    for place, form in enumerate(read.forms):
        if form.stem and place not in read.asking and form.stem not in kept:
            speaks = place in speakers
            # Governments speak and act by other names, too: «موسكو» for «روسيا».
            sides = place > 0 and said[place - 1] in POSITIONS
            acts = speaks or sides or read.kind in _OF_GOVERNMENTS
            others = language.governments.get(without_article(form.word), ()) if acts else ()
            others += reported_beside(said, place, language)
            others += _REPLY if form.word in REPLIES else ()
            others += _SUCCEEDING if form.word == fold(_SUCCESSOR) else ()
            others += (_INHABITANT,) if counts and form.word in INHABITANTS else ()
            years = _YEARS if counts and form.word in AGE else ()  # «المشتبه به "29 عاما"»
            readings = (*analyser.readings(form.word), *map(analyser.stem, years))
            kept[form.stem] = QueryWord(
                form,
                ASKED_NOUN_WEIGHT if place == read.noun or form.word in POSITIONS else 1.0,
                analyser.telling(form.stem),
                () if form.flags & (Flag.NUMBER | Flag.MONTH) else readings,
                aside=form.word in read.aside,
                speaker=speaks,
                names=tuple(map(analyser.stem, others)),
                topic=place in topics and form.word not in PREPOSITIONS,
                unit=without_article(form.word) in currencies,
                verb=is_conjugated(form.word) and not form.flags & _NO_VERBS,
                past=() if form.flags & _NO_VERBS else analyser.past(form.word),
                led=_is_led(read.forms, place),
                doer=place == doer,
                instead=tuple(map(analyser.stem, language.other_names(form.word))),
            )
    return tuple(kept.values())


def _doer(read: _Read) -> int | None:
    """Return the place of who travelled, right behind the verb: «لماذا سافر الأسد إلى موسكو؟»; None without one."""
    verb = max(read.asking, default=-1) + 1
    place = verb + 1
    if read.kind not in _OF_DEEDS or not read.asking or place >= len(read.forms):
        return None
    form, travels = read.forms[place], read.forms[verb].word in _TRAVELLED
    return place if travels and form.stem and form.word not in PREPOSITIONS else None


def _is_led(forms: Sequence[Form], place: int) -> bool:
    """Return whether a word is a verb by what stands before it: «اللي دبحوه», «ما حبتش»."""
    form, before = forms[place], forms[place - 1].word if place else ""
    told = before in RELATIVES and not is_definite(form.word)
    negated = before in _NOT and form.word.endswith(_NEGATED)
    return (told or negated) and not form.flags & _NO_VERBS


def _is_anybody(forms: Sequence[Form], place: int, asking: dict[int, QuestionKind]) -> bool:
    """Return whether a word is the one of «كام واحد», «قداش من واحد», who may be anybody."""
    before = place - 2 if place > 1 and forms[place - 1].word in _OF else place - 1
    return forms[place].word in _ONE and asking.get(before) is QuestionKind.HOW_MANY


def _succeeds(forms: Sequence[Form], place: int, asking: dict[int, QuestionKind]) -> bool:
    """Return whether a word is that of «من خلف لافروف؟», which elsewhere is «behind»."""
    return forms[place].word in _SUCCEEDED and asking.get(place - 1) is QuestionKind.WHO


def _names_office(asked: Sequence[QueryWord], kind: QuestionKind, language: Language) -> bool:
    """Return whether words name who is what of what, or what attribute of what; «الملك فهد» is a name with a title."""
    first, second = (*(word.form.word for word in asked[:2]), "", "")[:2]
    called = without_article(first) in language.offices
    described = len(asked) == 2 or is_definite(second)  # «الأمين العام للأمم المتحدة»
    office = kind is QuestionKind.WHO and (first in language.offices or (called and described))
    return office or (len(asked) > 1 and first in language.attributes)


def spelled(text: str, asked: QueryWord, analyser: Analyser) -> str:
    """Return the word of `text` that was understood as `asked`, as it is written there."""
    written = (text[start:end] for start, end in words(text))
    alike = (word for word in written if analyser.form(_unstretched(word)).word == asked.form.word)
    return next(alike, asked.form.word)


def _unstretched(text: str) -> str:
    """Return `text` with one letter for many alike; two ل, which «الله» and «للحكومة» have."""
    return _STRETCHED.sub(lambda many: "لل" if many[1] == "ل" else many[1], text)


def _without_phrases(forms: Sequence[Form], language: Language) -> Sequence[Form]:
    """Return the question less «بناء على الفقرة», «لو سمحت» and the like, which ask nothing; all, if that is all."""
    folded = [form.word for form in forms]
    kept: list[Form] = []
    place = 0
    while place < len(forms):
        passed = language.phrase_at(folded, place)
        kept += forms[place : place + 1] if not passed else []
        place += passed or 1
    return kept or forms


def _days(forms: Sequence[Form]) -> tuple[int, int] | None:
    """Return the days on which it may be reported what happened in a month of a year, if a question names one so.

    «منذ سبتمبر 2016» names none.
    """
    for before, month, year in zip(forms, forms[1:], forms[2:], strict=False):
        if month.flags & Flag.MONTH and year.flags & Flag.YEAR and before.word not in _AFTER_OR_BEFORE:
            named = times.month(int(year.stem[1:]), int(month.stem[1:]))
            return named.first.toordinal(), named.last.toordinal() + _REPORTED_WITHIN
    return None
