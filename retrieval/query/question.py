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
from retrieval.query import question_words, times
from retrieval.query.question_words import PREPOSITIONS, RELATIVES, WHICH
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
_CURRENCY, _PRICES = fold("عملة"), folded("سعر ثمن قيمة صرف")
_AGE, _YEARS = folded("عمر سن"), ("عاما", "سنة", "ربيعا")
POSITIONS = folded("موقف مواقف")
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


SUPERLATIVES = folded(
    "أكبر أصغر أطول أقصر أعلى أفضل أحسن أسوأ أسرع أقدم أحدث أغنى أغلى أرخص أشهر أقوى أكثر أقل أعمق أبعد أقرب أجمل"
    " أضخم أعظم أخطر أثقل أخف أذكى أوسع"
)
_SUCCEEDED, _SUCCESSOR = folded("خلف خلفت يخلف تخلف سيخلف ستخلف"), "خلفا"
_SUCCEEDING = (
    "خلفا",
    "خليفته",
    "بدلا",
    "عوضا",
    "خلفه",
    "يخلف",
)  # what a text says of who came in somebody's stead
INHABITANTS, _INHABITANT = folded("سكان سكانها ساكنة"), "نسمة"
_ROOTLESS = folded("أول أولى أكبر أصغر أطول أقصر أعلى أعمق أثقل أضخم أوسع أبعد أسرع أقدم أغنى أغلى أرخص")
"""«أولى» has the root of «ولاية», and what is large is not the largest."""
_MOST = fold("أكثر")
_MOST_OF_ALL = (
    "أكبر",
    "أعلى",
    "استأثر",
    "تصدر",
    "صدارة",
)  # what a text says of whoever has the most of something
REPLIES = folded("رد الرد ردت ردوا يرد ترد جواب أجاب أجابت أجابوا يجيب تجيب")
_REPLY = ("رد", "ردا", "أجاب")  # the stems of their forms differ
_AFTER_OR_BEFORE = folded("قبل بعد منذ حتى من إلى بين")
_REPORTED_WITHIN = 31  # days after the month in which something happened
_TOPICS = folded("عن على حول بشأن بخصوص تجاه إزاء")
_DOING = folded("على")  # «حث الطلاب على الدراسة»: behind a verb of what is done to somebody
_JOINED = ("لل", "بال", "فال", "عال")  # «للصحفيين», «بالقمة»
_OWN_LAM = ("لا", "لو", "لي")  # what foreign names begin with: «لافروف»
_THEIRS = ("ها", "هم", "هن")  # «لناسها»
_NOT, _NEGATED = folded("ما وما"), "ش"
_IN_THE_NAME_OF = folded("باسم")  # «المتحدث باسم الحكومة»
_COUNTERPART = "نظير"
_ONE, _OF, _PERSON = folded("واحد واحدا واحدة"), folded("من"), "شخصا"
_THEN = folded("بعدين بعدها بعده لاحقا مؤخرا أخيرا")
_WORKS = folded("يعمل تعمل يشتغل تشتغل بيشتغل بتشتغل")
_FULL_NAME = 3  # words
_NEAR = 3  # words after a question word, among which stands what kind of thing it asks for
_BRACKETS = re.compile(r"\(([^()]+)\)[؟?\s]*$")
_STRETCHED = re.compile("([ء-ي])\\1{2,}")  # three times the same letter and more, as in «جمييييل»


def understand(text: str, analyser: Analyser, language: Language) -> ParsedQuestion:
    """Return what `text` asks for; a question without a question word asks what."""
    plainly = _unstretched(text)
    forms = _without_phrases(analyser.forms(plainly, list(words(plainly))), language)
    asking = question_words.places([form.word for form in forms], language)
    forms = [replace(form, root="") if without_article(form.word) in _ROOTLESS else form for form in forms]
    forms = [
        analyser.form(_PERSON) if _is_anybody(forms, place, asking) else form
        for place, form in enumerate(forms)
    ]
    forms = [
        replace(analyser.form(_SUCCESSOR), root="") if _succeeds(forms, place, asking) else form
        for place, form in enumerate(forms)
    ]
    noun = _asked_noun(forms, asking, language)
    kind = _kind(forms, asking, noun, language)
    if (work := _work(forms, asking, kind)) is not None:
        kind, noun = QuestionKind.WHO, work
    aside = {
        form.word
        for inside in _BRACKETS.findall(plainly)
        for form in analyser.forms(inside, list(words(inside)))
    }
    asked = _most_first(_query_words(_Read(forms, asking, kind, noun, aside), analyser, language), forms)
    spoke = next((without_article(word.form.word) for word in asked if word.speaker), "")
    office = spoke in language.offices or _names_office(asked, kind, language)
    if office and kind is QuestionKind.WHO:  # «نظيره البريطاني»
        asked = (replace(asked[0], names=(*asked[0].names, analyser.stem(_COUNTERPART))), *asked[1:])
    body = spoke in language.bodies
    did = language.feats if kind is QuestionKind.WHO else frozenset()
    decisive = len(asked) > 1 and asked[0].form.word in SUPERLATIVES | did | {fold(_SUCCESSOR)}
    if decisive and asked[0].form.word == _MOST:
        names = tuple(map(analyser.stem, _MOST_OF_ALL))
        asked = (replace(asked[0], names=(*asked[0].names, *names)), *asked[1:])
    told = without_article(asked[0].form.word) if asking and len(asked) > 1 else ""
    fact, kin = told in language.facts, told in language.kin
    expected = _expected(forms, asking, analyser)
    by = kind is QuestionKind.HOW_MANY and any(forms[place].word.startswith("ب") for place in asking)
    days = _days(forms)
    return ParsedQuestion(
        text, kind, asked, expected, office, decisive, fact, kin, body, bool(asking), by, days
    )


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
        speakers, topics = _speech(read.forms, read.asking, read.aside, language)
    counts = read.kind is QuestionKind.HOW_MANY
    priced = counts and any(form.word in _PRICES for form in read.forms)
    currencies = language.thesaurus.members.get(_CURRENCY, frozenset()) if priced else frozenset()
    kept: dict[str, QueryWord] = {}
    said, doer = [form.word for form in read.forms], _doer(read)
    for place, form in enumerate(read.forms):
        if form.stem and place not in read.asking and form.stem not in kept:
            speaks = place in speakers
            # Governments speak by other names, too: «موسكو» for «روسيا».
            sides = place > 0 and said[place - 1] in POSITIONS
            others = language.governments.get(without_article(form.word), ()) if speaks or sides else ()
            others += reported_beside(said, place, language)
            others += _REPLY if form.word in REPLIES else ()
            others += _SUCCEEDING if form.word == fold(_SUCCESSOR) else ()
            others += (_INHABITANT,) if counts and form.word in INHABITANTS else ()
            years = _YEARS if counts and form.word in _AGE else ()  # «المشتبه به "29 عاما"»
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


def _speech(
    forms: Sequence[Form], asking: dict[int, QuestionKind], aside: set[str], language: Language
) -> tuple[range, range]:
    """Return the places of the words that name who spoke, and those of what was spoken of behind them.

    The speaker stands behind the verb, up to a particle, brackets or somebody spoken to («للصحفيين»). Who may be
    anybody («العلماء») names no one.
    """
    verb = next((n for n, form in enumerate(forms) if form.flags & Flag.QUOTATION and n not in asking), None)
    if verb is None:
        return range(0), range(0)
    end = verb + 1
    while (
        end < len(forms)
        and forms[end].word not in aside
        and not _ends_speaker(forms[end], first=end == verb + 1)
    ):
        end += 1
    named = [form.word for form in forms[verb + 1 : end]]
    anyone = len(named) == 1 and {named[0], without_article(named[0])} & language.anyone
    topic = forms[end].word if end < len(forms) else ""
    of_whom = forms[verb].word in language.done_to and topic not in _TOPICS - _DOING
    if not named or anyone or of_whom:
        return range(0), range(0)
    return range(verb + 1 + _name_begins(named, language), end), range(end, len(forms))


def _name_begins(named: Sequence[str], language: Language) -> int:
    """Return where the name of who holds an office begins: «النائب | منجي الرحوي», «رئيس الحكومة | يوسف الشاهد».

    It has no article, and what the office is called by ends with one: «وزير خارجية إيران» has no name behind it.
    """
    if without_article(named[0]) not in language.offices:
        return 0
    behind = (n for n in range(1, len(named)) if is_definite(named[n - 1]) and not is_definite(named[n]))
    return next((n for n in behind if named[n] not in _IN_THE_NAME_OF), 0)


def _ends_speaker(form: Form, *, first: bool) -> bool:
    """Return whether a word is a particle, or somebody spoken to; a ل of the word itself stands in its stem, too."""
    if form.flags & Flag.STOP or form.word in PREPOSITIONS | _THEN or form.word.startswith(_JOINED):
        return True
    to = form.word.startswith("ل") and not form.word.startswith(_OWN_LAM)
    return to and not first and (not form.stem.startswith("ل") or form.word.endswith(_THEIRS))


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


def _asked_noun(forms: Sequence[Form], asking: dict[int, QuestionKind], language: Language) -> int | None:
    """Return the place of the noun that settles the kind: after «أي», or soon after «ما»."""
    for place, form in enumerate(forms):
        what = asking.get(place) is QuestionKind.WHAT
        if form.word in WHICH or what:
            for near in range(place + 1, min(place + (4 if what else 2), len(forms))):
                if question_words.kind_of_noun(forms[near].word, language):
                    return near
                if not forms[near].flags & Flag.STOP and forms[near].word not in SUPERLATIVES:
                    break
    return None


def _work(forms: Sequence[Form], asking: dict[int, QuestionKind], kind: QuestionKind) -> int | None:
    """Return the place of «works» where it is asked where or as what somebody does; news tells that by who he is."""
    asks = kind in {QuestionKind.WHERE, QuestionKind.WHAT}
    place = max(asking, default=-1) + 1
    who = forms[place + 1 :]
    works = asks and bool(asking) and place < len(forms) and forms[place].word in _WORKS
    named = 0 < len(who) <= _FULL_NAME and not is_definite(who[0].word)
    return place if works and named else None


def _kind(
    forms: Sequence[Form], asking: dict[int, QuestionKind], noun: int | None, language: Language
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


def _days(forms: Sequence[Form]) -> tuple[int, int] | None:
    """Return the days on which it may be reported what happened in a month of a year, if a question names one so.

    «منذ سبتمبر 2016» names none.
    """
    for before, month, year in zip(forms, forms[1:], forms[2:], strict=False):
        if month.flags & Flag.MONTH and year.flags & Flag.YEAR and before.word not in _AFTER_OR_BEFORE:
            named = times.month(int(year.stem[1:]), int(month.stem[1:]))
            return named.first.toordinal(), named.last.toordinal() + _REPORTED_WITHIN
    return None


def _expected(forms: Sequence[Form], asking: dict[int, QuestionKind], analyser: Analyser) -> frozenset[str]:
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
