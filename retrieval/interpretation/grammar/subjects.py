"""What a question was about, taken from its words: for a later one that leaves it out."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold
from retrieval.interpretation.grammar import extents
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES
from retrieval.query.tokens import is_preposition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_REMEMBERED = 512  # questions: that of a turn and those before it are asked about many times over
_MOST = 24  # words that are carried from one question to the next
# Letters from which a word in ـية is an adjective («أوروبية») more often than a name («سمية»).
_ADJECTIVE = 6
_WILL = re.compile("[هح][يت]..+[^ه]")  # a verb of Egypt for what is to come: «هيسيب», but not «هيئة»
_WILL_SURELY = re.compile("ه[يت]..+[^ه]")  # in a question, where «حيوانات» is as likely
_MANY_THINGS = "ات"
_SHORTEST_NAME = 3
_WHOLE_NAME = 4  # words
_CALLS = folded("دعا دعت يدعو تدعو")
_LONG_NOUN = 5  # letters of a name with the ل before it: «دعا لمؤتمر دبي»
_PRESENT = ("ي", "ت", "سي", "ست")  # how verbs of the present begin
_ACTS, _OWN = ("بي", "بت", "هي", "هت"), 4  # how verbs of dialects begin, and letters of a noun that does
_COUNTS = folded("عدد")
_OPINION = folded("رأي")  # folded as «رأى» is
_WE = "نا"
_UNITS = folded(
    "لتر ليتر لترا إيترة ايترة يترة كيلو كيلوغرام كيلوجرام كلغ كغ كيلة طن قنطار غرام جرام متر برميل كيس"
)
_OF, _ON = folded("من"), fold("على")
_TIME = folded(
    "ثانية دقيقة دقايق ساعة ساعات يوم يوما أيام نهار أسبوع أسبوعا سيمانة شهر شهرا أشهر سنة عام عاما سنوات سنين"
)
LASTS = folded(
    "كان كانت استمر استمرت يستمر تستمر دام دامت يدوم تدوم طال طالت طول طولت قعد قعدت قعدو بقي بقيت بقى بقت بقات "
    "ظل ظلت ضل ضلت استغرق استغرقت تستغرق خذا خذات"
)
_NOMINAL = folded("ما ماهو ماهي ماهما ماهم كم چم بكم بكام بقديش قديش كام شكد شقد شحال قداش")
STANCES = folded("موقف رأي تعليق")
_FEMININE = ("ه", "ات")
_DERIVED = (
    "ات",
    "ان",
    "است",
    "اخت",
    "احت",
    "اعت",
    "اشت",
    "ارت",
    "اقت",
)  # how derived verbs of the past begin
_IN_THE = "بال"  # «ماذا فعل بالقس؟»
_WITH_BI = folded(
    "فاز فازت فازوا ظفر ظفرت ظفروا توج توجت توجوا احتفل احتفلت احتفلوا رحب رحبت رحبوا طالب طالبت طالبوا أشاد أشادت"
    " أشادوا ندد نددت نددوا اعترف اعترفت اعترفوا تسبب تسببت تسببوا التحق التحقت التحقوا تمسك تمسكت تمسكوا"
)
_THEY = ("وا", "وه", "وها", "وهم")
_DENIED = folded("لم لن")
_NOT_JOINED = folded(
    "لقاء لقاءات لجنة بيع بناء بحث بطولة بعثة بداية بناية باخرة بركان"
)  # «وين صار لقاء بوتين؟»
BY_DOING = "بإ"  # «بإنزال»
FOR_THE = "لل"  # «شو صار للسراج»
_ITS_OWN_LAM = folded(
    "لاعب لاعبة لاعبين لاجئ لاجئة لاجئين لجنة لجان لقاء لقاءات لقاح لقاحات لغة لغات لحوم لص لصوص لوحة لائحة لواء ليلة"
)
PERSONS = folded("شخص شخصا واحد واحدا نفر إنسان")
"""Whoever it may be that is counted."""
_IN = folded("في")
_PLACED = 3  # words: «في حاجب العيون»
_RELATED = 6  # words: «في بني خلاد بتهمة تصريف العملة»
_AROUND = 5  # words
_COUNTED = 7  # words
_OF_ONE = ("ه", "ها", "و")  # «منو»
_TIMES = folded("مرة مرات")  # «كم مرة ذكر …»
_STATES = folded("حيز طور")
_WAS = folded("كان كانت")
_PRISON = folded("سجن حبس")  # «كم سنة سجن حكم بها؟»
_ACHIEVED = folded("التوصل التوقيع الاتفاق الإعلان الكشف العثور القبض التصويت الإفراج")
_LED = _ACHIEVED | folded(
    "الحصول الدخول الخروج الانضمام العودة الانتقال الاعتداء الترشح التسجيل الاعتراف الانسحاب الحكم"
)
GOES = folded("زار زارت يزور تزور سيزور ستزور دخل دخلت غادر غادرت قصف قصفت احتل احتلت غزا غزت")
_NOW = folded("هلق هلأ هسه هسا دلوقتي الحين دابا توا توة الآن")
_BECAME = folded("أصبح أصبحت صار صارت بات باتت كان كانت عين عينت انتخب انتخبت")
_SHORT = 3  # letters
_ONCE = folded("كي وقتلي لما عندما حين حينما")  # «قداش عمرو | كي مات»
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
    """Return the question less the words that ask, and less what denies its verb: «لم»."""
    tokens = question.body
    denied = len(tokens) > 1 and tokens[0].word in _DENIED
    return tokens[int(denied) :][:_MOST]


@lru_cache(_REMEMBERED)
def begins_with_verb(question: Utterance, names: KnownNames, cues: Cues) -> bool:
    """Return whether the question's body begins with what was done."""
    tokens = body(question, cues)
    if not tokens or (question.kind is QuestionKind.WHETHER and _states(tokens, cues)):
        return False
    word = tokens[0].word
    if word in _OPINION and not tokens[0].surface.endswith("ى"):
        return False
    if question.kind is None or tokens[0] is not question.body[0]:
        return is_verb(word, cues) or tokens[0] is not question.body[0]
    light = cues.pointers | cues.adverbs
    alone = light.issuperset(token.word for token in tokens[1:])  # «جونسون ده مين»
    # «مين أنيس العامري», whose second name is of a family or a place
    full_name = len(tokens) == 2 and clitics.is_definite(tokens[1].word) and tokens[1].word.endswith("ي")
    who = question.kind is QuestionKind.WHO and not is_verb(word, cues) and (alone or full_name)
    if who or _is_place(question, tokens, names, cues):
        return False
    if is_nominal(question):
        acts = word in cues.verbs or (word.startswith(_ACTS) and len(word) > _OWN and not names.knows(word))
        return question.kind is QuestionKind.HOW_MANY and acts
    noun = clitics.is_definite(word) or names.knows(word) or word in cues.attributes
    place = looks_like_noun(word) and not word.endswith(("ت", "وا", "و"))
    noun = noun or tokens[0].surface.endswith("ة") or place
    return is_verb(word, cues) or not noun


def _is_place(question: Utterance, said: Sequence[Token], names: KnownNames, cues: Cues) -> bool:
    """Return whether it is asked where something of two words is, and no verb: «فين برج بيزا؟».

    Whoever was somewhere is known by name, «وين اتقبض ترامب؟», or begins behind a verb of this time: «أين تقع …؟».
    """
    if question.kind is not QuestionKind.WHERE or len(said) != len(("برج", "بيزا")):
        return False
    first, second = (token.word for token in said)
    acts = is_verb(first, cues) or first.startswith((*_ACTS, *_PRESENT))
    person = names.knows(second) and not names.is_place(second)
    return not (acts or person or clitics.is_definite(second))


def looks_like_noun(word: str) -> bool:
    """Return whether a word that no list knows has the shape of who does something, or where: «مدرب», «مخبأ»."""
    return word.startswith("م") and len(word) > _SHORTEST_NAME and word[1] != "ا"


def _states(tokens: Sequence[Token], cues: Cues) -> bool:
    """Return whether one word says of another what that is: «هل ميركل روسية؟»."""
    if len(tokens) != len(("ميركل", "روسية")) or is_verb(tokens[0].word, cues):
        return False
    name, what = tokens
    acts = name.word.startswith(("ي", "ت", "س", "ا", "ن")) or len(name.word) <= _SHORTEST_NAME
    return not (acts or clitics.is_definite(what.word)) and what.surface.endswith(("ية", "ي", "ا"))


def is_verb(word: str, cues: Cues) -> bool:
    """Return whether a folded word is a verb of the lists, or one of theirs that many do, as dialects spell it."""
    bare = word.removesuffix("ا")
    stem = bare.removesuffix("و")
    many = stem != bare and len(stem) > 1 and not cues.verbs.isdisjoint({stem, f"{stem}ي", f"{stem}ا"})
    both = word != bare and bare in cues.verbs  # «عاشا»
    return word in cues.verbs or many or both


def acts_behind_place(question: Utterance, names: KnownNames, cues: Cues) -> bool:
    """Return whether a place stands before what it did to something: «ليش الصين سكّرت الجسر الزجاجي؟»."""
    place, act, what = (*question.body[:3], None, None, None)[:3]
    if place is None or act is None or what is None or question.kind is None:
        return False
    noun = clitics.is_definite(act.word) or names.knows(act.word) or act.word in cues.attributes
    done = act.word.endswith("ت") and not act.word.endswith("ات") and not noun
    return names.is_place(place.word) and done and what.word.startswith(clitics.ARTICLE)


def after_verb(question: Utterance, names: KnownNames, cues: Cues) -> Sequence[Token]:
    """Return the question's body without what was done."""
    tokens = body(question, cues)
    count = int(begins_with_verb(question, names, cues))
    while count < len(tokens) and (tokens[count].word in cues.events or tokens[count].word in _NOW):
        count += 1
    did = [token.word for token in tokens[:2]]
    if count == 1 and len(tokens) > 2 and did[0] in _WAS and _does(did[1], names):
        count = 2  # «مين كان يسوق السيارة؟»
    # «تم التوصل إلى اتفاق»: what is spoken of stands behind the noun of what was done.
    achieved = tokens[count : count + 3]
    if count and len(achieved) == 3 and achieved[0].word in _ACHIEVED and is_preposition(achieved[1]):
        count += 2
    named = tokens[count:]
    # «من تبرع بماله لتنظيف البحار؟», also as «تبرع بماله» alone, whose verb no list knows: that is what he did it with.
    joined = [
        t for t in named[: 2 - count] if t.word.startswith("ب") and t.surface.endswith(("ه", "ها", "هم"))
    ]
    means = any(len(t.word) > _SHORTEST_NAME + 1 and not names.knows(t.word) for t in joined)
    return () if means else named


@lru_cache(_REMEMBERED)
def subject(question: Utterance, names: KnownNames, cues: Cues, *, he: bool = True) -> str:
    """Return who or what the question speaks of: the first nouns after its verb, up to a preposition.

    Unless it is a `he`, who does something («رئيس تونس») is not meant, but whose he is.
    """
    tokens = list(after_verb(question, names, cues))
    if tokens and (
        tokens[0].surface.startswith((_IN_THE, BY_DOING))
        or _with_happening(question, tokens[0], names, cues)
        or _is_joined_to_deed(question, tokens[0], names)
    ):
        tokens[0] = replace(tokens[0], word=tokens[0].word[1:], start=tokens[0].start + 1)
    if tokens and is_called_to(question, tokens[0], names):
        tokens[0] = replace(tokens[0], word=tokens[0].word[1:], start=tokens[0].start + 1)
    while tokens and (is_preposition(tokens[0]) or clitics.preposition(tokens[0].surface)):
        tokens = tokens[1:]
    tokens = _counted(question, tokens, cues)
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
    # «كم سعر لتر | زيت الزيتون؟»
    measured = (n for n, token in enumerate(tokens[:-1]) if token.word not in _UNITS)
    tokens = tokens[next(measured, max(0, len(tokens) - 1)) :]
    ends = (n for n, token in enumerate(tokens) if n and _ends_noun(question, token, names, cues))
    end = next(ends, len(tokens))
    if end < len(tokens) and any(token.word in RELATIVES for token in tokens[:end]):
        end = next(ends, len(tokens)) if not _stops(tokens[end]) else len(tokens)
        if end < len(tokens) and _stops(tokens[end]) and len(tokens) - end <= _RELATED:
            end = len(tokens)  # «الرجل الذي انتحر | في حاجب العيون»
    return _spelled(question, _alone(question, tokens[:end], names, cues), names, cues)


@lru_cache(_REMEMBERED)
def introduced(question: Utterance, cues: Cues, language: Language) -> str:
    """Return who is asked for by name: «مين هاد جول؟», «هذا لوكيانوف مين هو؟»; empty for any other question."""
    points = COPULAS | cues.pointers
    said = [token for token in question.tokens if token.word not in points]
    asks = [n for n, token in enumerate(said) if language.question_words.get(token.word) is QuestionKind.WHO]
    named = said[1:] if asks == [0] else said[:-1] if asks == [len(said) - 1] else []
    behind = question.tokens[1:2] if asks == [0] else question.tokens
    pointed = any(token.word in (cues.pointers if asks == [0] else points) for token in behind)
    if not (pointed and 0 < len(named) <= _WHOLE_NAME):
        return ""
    common = clitics.is_definite(named[0].word) or is_preposition(named[0])
    does = any(token.word in RELATIVES or is_verb(token.word, cues) for token in named)
    return "" if common or does else question.slice(named)


def other_of_pair(said: Utterance, before: Utterance, names: KnownNames, cues: Cues) -> str:
    """Return the one of two spoken of whom a question does not name, where a pronoun is his; empty for any other."""
    if not any(clitics.preposition(token.surface) and token.word.endswith(_OF_ONE) for token in said.body):
        return ""
    one, _, other = subject(before, names, cues).partition(" و")
    named = {token.word for token in said.tokens}
    left = [side for side in (one, other) if named.isdisjoint(fold(side).split())]
    two = bool(other) and fold(one.partition(" ")[0]) not in cues.attributes
    return left[0] if two and len(left) == 1 else ""


def is_called_to(question: Utterance, token: Token, names: KnownNames) -> bool:
    """Return whether a word is what somebody called for, with its ل: «من دعا لمؤتمر سوتشي؟»."""
    calls = any(one.word in _CALLS for one in question.body[:1])
    return (
        calls and token.word.startswith("ل") and len(token.word) > _LONG_NOUN and not names.knows(token.word)
    )


def _is_joined_to_deed(question: Utterance, token: Token, names: KnownNames) -> bool:
    """Return whether the ب of a noun is its verb's: «من فاز بجائزة نوبل؟»."""
    deed = any(one.word in _WITH_BI for one in question.body[:1])
    return (
        deed and token.word.startswith("ب") and len(token.word) > _LONG_NOUN and not names.knows(token.word)
    )


def _spelled(question: Utterance, tokens: Sequence[Token], names: KnownNames, cues: Cues) -> str:
    """Return what is spoken of as it is written by itself; empty for what only points."""
    meant = question.slice(tokens)
    if not tokens or fold(meant) in cues.pointers:
        return ""
    bare = tokens[0].word[1:]
    if not tokens[0].word.startswith(FOR_THE) or names.knows(tokens[0].word):
        return meant
    if names.knows(bare):  # «للبنان»
        return meant[1:]
    own = bare in _ITS_OWN_LAM  # «للاعب» is of «اللاعب»
    return f"ال{meant[1 if own else len(FOR_THE) :]}"


def with_surroundings(question: Utterance, meant: str, names: KnownNames, cues: Cues) -> str:
    """Return what a question speaks of with where it is, and with what it does to whom: «البرج في لندن»."""
    tokens = question.body
    begin = question.text.find(meant)
    inside = [n for n, token in enumerate(tokens) if begin <= token.start < begin + len(meant)]
    if begin < 0 or not inside:
        return meant
    end = inside[-1] + 1
    acts = begins_with_verb(question, names, cues)
    # «سقطت المرأة من الجسر»: no woman by her name
    common = (
        acts
        and len(inside) == 1
        and clitics.is_definite(tokens[inside[0]].word)
        and not names.knows(fold(meant))
    )
    place = end
    while place < len(tokens) and place < end + _AROUND and tokens[place].word not in cues.events | _STATES:
        if _stops(tokens[place]) and (
            tokens[place].word in cues.topics or not (common or tokens[place].word in _IN)
        ):
            break
        place += 1
    if (
        acts
        and names.is_place(fold(meant))
        and end < len(tokens)
        and tokens[0].word not in cues.events | GOES
    ):
        return question.slice(extents.cut(tokens, _COUNTED)) or meant  # «انسحبت أمريكا من اتفاق باريس»
    goes = acts and tokens[0].word in GOES  # «متى دخل المهاجم | فرنسا؟»
    done = place > end and acts and not goes and (common or not _stops(tokens[end]))
    if done:  # «هددت كوريا الشمالية أستراليا»
        return question.slice(tokens[:place])
    # «الحصول على الجنسية»
    led = tokens[inside[0]].word in _LED and end < len(tokens) and is_preposition(tokens[end])
    if led and len(inside) == 1:
        return question.slice(extents.cut(tokens[inside[0] :], _AROUND))
    located = place > end and tokens[end].word in _IN
    return question.slice(tokens[inside[0] : place]) if located else meant


def _counted(question: Utterance, tokens: list[Token], cues: Cues) -> list[Token]:
    """Return what is counted, or what it is in where that is anybody: «كم شخصا كان على الطائرة؟»."""
    anybody = counts(question, cues)
    first = next((n for n, token in enumerate(tokens) if not (anybody and _is_anybody(token, cues))), 0)
    return tokens[max(first, judged(tokens, cues) if anybody else 0) :]


def judged(tokens: Sequence[Token], cues: Cues) -> int:
    """Return the place of who was punished, with what is counted: «كم سنة سجن حكم بها على | الأمريكي؟»; 0 for none."""
    words = [token.word for token in tokens]
    done = next((n for n, word in enumerate(words) if word in cues.punished), len(words))
    return words.index(_ON, done) + 1 if _ON in words[done : done + _PLACED] else 0


def _is_anybody(token: Token, cues: Cues) -> bool:
    return token.word in PERSONS | _TIMES | cues.events or is_preposition(token)


def counts(question: Utterance, cues: Cues) -> bool:
    """Return whether what is counted stands first, which nothing is asked of later: «كم موطن شغل في الميناء؟»."""
    noun = question.body[:1]
    measures = any(token.word in cues.attributes or is_verb(token.word, cues) for token in noun)
    happened = [token.word for token in question.body if token.word not in cues.events][:1]
    we = len(question.body) > 1 and noun[0].word.endswith(_WE) and is_preposition(question.body[1])
    measures = measures or we  # «كم صدرنا من زيت الزيتون؟»
    measures = measures or not cues.personal.isdisjoint(happened)  # «كم كان عمر ولد نيس؟»
    return question.kind is QuestionKind.HOW_MANY and bool(noun) and not measures


def counted_time(question: Utterance, cues: Cues) -> Sequence[Token]:
    """Return the unit in which it is asked how long something was, or was done: «كم ساعة كانت الهدنة؟»."""
    tokens = question.body
    end = 1 + int(bool(tokens) and tokens[0].word in _OF)  # «قداش من يوم»
    if (
        question.kind is not QuestionKind.HOW_MANY
        or len(tokens) < end + 2
        or tokens[end - 1].word not in _TIME
    ):
        return ()
    verb = tokens[end].word
    does = is_verb(verb, cues) and verb not in _PRISON
    return tokens[:end] if verb in LASTS or does else ()


def whole(question: Utterance, names: KnownNames, cues: Cues) -> str:
    """Return what a question is about in as many words as it has for that: «موطن شغل في الميناء»."""
    if counts(question, cues):
        first = next((n for n, token in enumerate(question.body) if not _is_anybody(token, cues)), 0)
        first = max(first, judged(question.body, cues))
        return question.slice(extents.cut(question.body[first:], _COUNTED))
    return with_surroundings(question, subject(question, names, cues), names, cues)


def _alone(question: Utterance, tokens: Sequence[Token], names: KnownNames, cues: Cues) -> Sequence[Token]:
    """Return who does something without what he does it to, or when."""
    end = len(tokens)
    if end > 1 and _goes_to(question, tokens, names, cues):
        end -= 1
    if _place_acts(question, tokens[:end], names, cues):
        end = 1
    elif begins_with_verb(question, names, cues):
        done = (n for n in range(1, end) if _is_done_to(tokens[: n + 1], names))
        end = 1 if extents.acts_on_noun(tokens[:_PLACED], names) else next(done, end)
    elif question.kind is QuestionKind.WHETHER and _states(tokens, cues):
        end = 1
    elif question.kind is QuestionKind.WHETHER and end and clitics.is_definite(tokens[0].word):
        end = next((n for n in range(1, end) if _indefinite(tokens[n], names)), end)  # «هل السائق | إرهابي؟»
    # «أجازت المحكمة البريطانية | للأطباء التوقف», but «اتحاد الشغل», «المنظمة الدولية للهجرة»
    pairs = zip(range(1, end), tokens[1:], tokens[2:], strict=False)
    given = (n for n, one, other in pairs if one.word.startswith(FOR_THE) and _is_given(other))
    end = next(given, end) if begins_with_verb(question, names, cues) else end
    happens = any(token.word in cues.events for token in question.body[:1])
    if end > 1 and happens and tokens[end - 1].word in cues.states:
        end -= 1  # «وين كانت الطيارة | ماشية؟»
    while end > 1 and tokens[end - 1].word in cues.adverbs | cues.pointers:  # «وين داعش هسه؟»
        end -= 1
    return tokens[:end]


def _is_given(token: Token) -> bool:
    """Return whether a word behind «للأطباء» is what they are given, and describes them not: «التوقف»."""
    return token.word.startswith(clitics.ARTICLE) and not token.word.endswith(("ي", "يه", "ين", "ون"))


def _place_acts(question: Utterance, tokens: Sequence[Token], names: KnownNames, cues: Cues) -> bool:
    """Return whether a place does something to what follows it: «لماذا تخشى موسكو | عودة المقاتلين؟»."""
    if len(tokens) < len(("موسكو", "عودة")) or not begins_with_verb(question, names, cues):
        return False
    first, after = tokens[0], tokens[1].word
    done = question.body[0].word not in cues.events and question.body[1:2] == (first,)
    joined = clitics.is_definite(after) or after.startswith("و") or names.knows(after)
    # What has the article and is no woman's describes no place whose verb is hers: «لماذا أغلقت الصين | الجسر؟».
    hers = question.body[0].word.endswith("ت") and names.is_place(first.word)
    described = clitics.is_definite(after) and after.endswith(("ه", "ات"))
    thing = (
        hers and not described and (clitics.is_definite(after) or not joined)
    )  # «أعلنت تونس | حالة الطوارئ»
    return done and (thing or (names.governs(first.word) and not joined))


def _goes_to(question: Utterance, tokens: Sequence[Token], names: KnownNames, cues: Cues) -> bool:
    """Return whether the last word is the place that somebody visits: «هل زار ماكرون | تونس؟»."""
    goes = bool(question.body) and question.body[0].word in GOES
    return goes and names.is_place(tokens[-1].word) and tokens[-2].word not in cues.attributes


def _is_done_to(tokens: Sequence[Token], names: KnownNames) -> bool:
    """Return whether the last word is what somebody does or does it to, not of his name.

    «هادي الهمامي | العودة إلى …», «كوريا الشمالية | أستراليا», «ترامب | المستشارة».
    """
    first, before, last = (token.word for token in (tokens[0], tokens[-2], tokens[-1]))
    things = last.endswith("ات") and not (clitics.is_definite(last) or names.knows(last))
    things = things and len(tokens) == 2 and clitics.is_definite(first)  # «ضبطت الديوانة | مخدرات»
    if things or (names.is_place(first) and names.is_place(last) and not last.startswith("و")):
        return True
    if len(tokens) == 2 and names.is_place(last) and clitics.is_definite(first):  # «ناقش الأسد | غزة»
        return not clitics.is_definite(last)
    if len(tokens) == 2 and names.is_called(last):  # «هل سيلتقي الأسد | أردوغان؟»
        return names.is_called(first) or (clitics.is_definite(first) and not names.knows(first))
    if len(tokens) == 2:  # a name and what follows it
        she = clitics.is_definite(last) and tokens[1].surface.endswith("ة") and not last.endswith("يه")
        return she and names.knows(first) and not clitics.is_definite(first) and not names.is_place(first)
    if len(tokens) == _PLACED and extents.ends_in_object(tokens, names):
        return True
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
    tokens = after_verb(question, names, cues)
    end = next((n for n, token in enumerate(tokens) if n and _stops(token)), len(tokens))
    if not begins_with_verb(question, names, cues):  # «ليه فرنسا هتبني | جدار»
        acts = (n for n in range(1, end) if _WILL_SURELY.fullmatch(tokens[n].word))
        meant = tokens[next(acts, end) + 1 : end]
        return question.slice(meant) if meant and _indefinite(meant[0], names) else ""
    begins = (
        n for n in range(1, end) if clitics.is_definite(tokens[n - 1].word) and _indefinite(tokens[n], names)
    )
    place = 1 if _place_acts(question, tokens[:end], names, cues) else next(begins, end)
    idiom = place < end and tokens[place].word in _STATES  # «دخلت الإجراءات حيز التطبيق»
    return "" if idiom else question.slice(tokens[place:end])


def _indefinite(token: Token, names: KnownNames) -> bool:
    return not (clitics.is_definite(token.word) or names.knows(token.word))


def noun_alone(stem: str, cues: Cues) -> str:
    """Return a noun less its pronoun as it is spelled alone, one of the lists however short: «مدته» → «مدة»."""
    listed = stem.endswith("ت") and fold(f"{stem[:-1]}ة") in cues.attributes
    return f"{stem[:-1]}ة" if listed else clitics.noun_alone(stem)


def named(question: Utterance, noun: str, cues: Cues) -> str:
    """Return the question from the word `noun` on, with or without the article; empty when it is not there."""
    tokens = question.body
    place = next((n for n, token in enumerate(tokens) if clitics.without_article(token.word) == noun), None)
    if place is None:
        return ""
    ends = (_stops(token) or _has_owner(token.word, cues) for token in tokens[place + 1 :])
    end = next((n for n, ends_here in enumerate(ends, place + 1) if ends_here), len(tokens))
    # «دول الخليج | العلاقات مع قطر»: behind a noun with its owner a plural describes neither.
    owned = [clitics.is_definite(token.word) for token in tokens[place : place + 3]] == [False, True, True]
    many = owned and tokens[place + 2].word.endswith(_MANY_THINGS) and not noun.endswith(_MANY_THINGS)
    end = min(end, place + 2) if many else end
    return question.slice(extents.cut(tokens[place:end], _MOST))


def _has_owner(word: str, cues: Cues) -> bool:
    """Return whether a word ends in a pronoun for what was named before it: «دول الخليج | علاقتها»."""
    return clitics.without_pronoun(word, ("هما", "ها", "هم")) is not None and word not in cues.own_endings


def is_predicate(verb: Token, token: Token, names: KnownNames) -> bool:
    """Return whether a word says what somebody became or is by `verb`: «أصبح رئيسا»."""
    bare = not clitics.is_definite(token.word) and not names.knows(token.word)
    return verb.word in _BECAME and bare and len(token.word) > _SHORT and token.word.endswith("ا")


def _ends_noun(question: Utterance, token: Token, names: KnownNames, cues: Cues) -> bool:
    """Return whether what is spoken of ends before this word of a question."""
    word = token.word
    joined = (
        word.startswith("ب") and (word.startswith("بال") or names.knows(word[1:])) and not names.knows(word)
    )
    own = _has_owner(word, cues)
    # «أضربوا», «لقاوه», «هتبني»
    they = word.endswith(_THEY) and len(word) > _SHORTEST_NAME + 1
    will = (_WILL if question.kind is None else _WILL_SURELY).fullmatch(word)
    acts = (they or will is not None) and not names.knows(word)
    acts = acts or is_predicate(question.body[0], token, names) or _is_derived(question, token, names)
    return (
        _stops(token) or word in cues.events | _STATES | _ONCE or is_verb(word, cues) or joined or own or acts
    )


def _is_derived(question: Utterance, token: Token, names: KnownNames) -> bool:
    """Return whether a word behind a noun with the article looks like what that one did: «ليش السكران | اتصل؟»."""
    before = next((one.word for one in question.body if one.end < token.start <= one.end + 2), "")
    noun = before.startswith(clitics.ARTICLE) and not names.is_place(before)
    asks = question.kind in {QuestionKind.WHY, QuestionKind.WHEN, QuestionKind.WHERE, QuestionKind.HOW}
    # «انتحر», but neither «إنزال» nor «انتحار»
    derived = token.surface.startswith(_DERIVED) and len(token.word) > _SHORTEST_NAME
    verb = derived and token.word[-2] != "ا" and not token.surface.endswith(("ة", "ا"))
    return asks and noun and verb and not (names.knows(token.word) or clitics.is_definite(token.word))


def _does(word: str, names: KnownNames) -> bool:
    """Return whether a word behind «كان» looks like what somebody was doing: «يسوق»."""
    return word.startswith("ي") and len(word) > _SHORTEST_NAME and not names.knows(word)


def _with_happening(question: Utterance, first: Token, names: KnownNames, cues: Cues) -> bool:
    """Return whether something happened in or to what follows a joined ب or ل: «شو صار بخان شيخون», «لشاب»."""
    happened = any(token.word in cues.events for token in question.body[:1])
    return (
        happened
        and first.word.startswith(("ب", "ل"))
        and not first.word.startswith(FOR_THE)
        and len(first.word) > _SHORTEST_NAME
        and not names.knows(first.word)
        and first.word not in cues.attributes | _NOT_JOINED
    )


def _stops(token: Token) -> bool:
    return token.word in _STOPPERS and is_preposition(token)
