"""Questions that only say what somebody does, or is, and leave out who that is: «عايش لو ميت؟», «كم تبعد عن الأرض؟»."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold
from retrieval.interpretation.grammar import subjects
from retrieval.interpretation.grammar.ellipsis import IMPERSONAL, VERBAL, looks_done
from retrieval.query import question_words
from retrieval.query.tokens import is_preposition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_REMEMBERED = 512  # questions
_SHORT = 5  # words of a question that may name nothing
_DOING, _PAIR = 4, 2  # words
_VERB, _ROOT = 4, 3  # letters of «يلعب» and «طيح»
_EVERY = folded("كل سنويا شهريا يوميا")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_THERE_IS = folded("فما فمه فمة في فيه كاين كاينين أكو ثمة")
_SOMEBODY = folded("حد حدا أحد شخص واحد")
_CAN = folded(
    "يقدر تقدر بيقدر بتقدر يقدروا ينجم تنجم ينجموا يستطيع تستطيع يمكنه يمكنها ممكن يجوز لازم فيه فيو عادي"
)
_OR = folded("ولا أو او أم لو والا وإلا")
_NEVER = folded("ما لم لا مش")
_TIMES = folded("أول آخر مرة المرة لأول لآخر")
_DONE_TO = ("وه", "وها", "وهم")
_HIS = ("ه", "ها", "هم")
_THIS = "هال"
_PRESENT = ("ي", "ت")
_TOOK = folded(
    "تولى تولت تسلم تسلمت استلم استلمت شغل شغلت ترك تركت غادر غادرت نال نالت مسك مسكت خذا أخذ أخذت"
)
_OFFICE = folded("الرئاسة الحكم السلطة المنصب العرش الوزارة القيادة الحكومة الخلافة الإمارة الرياسة")
_WAS = folded("كان كانت كانوا كانو")
_HE, _ME = "ي", ("ني", "نا")
_WAS_OR_WILL = folded("كان كانت راح رح غادي غادية باش سوف قاعد قاعدة عم")
# How verbs of dialects begin: «بيلعب», «هيسافر», «حيرجع», «كيخدم».
_DIALECT = re.compile("[بهحك](?=[يت])")


@lru_cache(_REMEMBERED)
def leaves_out(said: Utterance, language: Language, cues: Cues, names: KnownNames) -> bool:
    """Return whether a question says what somebody does, is or meets with, and not who."""
    return (
        states(said, cues)
        or done_to_his(said, cues, names)
        or subjectless(said, language, cues, names)
        or pushed(said, cues, names)
        or described(said, language, cues, names)
        or described_alone(said, cues, names)
        or holds_office(said)
        or was_there(said, names)
    )


def states(said: Utterance, cues: Cues) -> bool:
    """Return whether nothing is asked but what may be true of somebody: «عايش لو ميت؟»."""
    words = [token.word for token in said.tokens[said.asking :]]
    words[:1] = [clitics.without_conjunction(word, _AND) for word in words[:1]]
    if len(words) > 1 and words[0] in _THERE_IS | _SOMEBODY:
        words = words[1:]  # «وفما ضحايا؟», «حد مات؟»
    first = len(words) > len(("دي", "مرة", "يدرب")) and words[0] in cues.pointers
    points = cues.pointers | _TIMES if first else cues.pointers  # «دي أول مرة يدرب؟»
    words = [
        word
        for before, word in zip((None, *words), words, strict=False)
        if (before is None and not first)
        or not (
            word in points
            or (before in points and clitics.is_definite(word))  # «هذا الخبر»
            or (word.startswith(_THIS) and len(word) > _SHORT)  # «هالخبر»
        )
    ]
    can = len(words) == _PAIR and words[0] in _CAN and words[1].startswith(_PRESENT)
    words = words[int(can) :]  # «ويقدر يبيعه؟»
    alone = len(words) == 1 and cues.states.issuperset(words)  # «مات»
    if len(words) > _PAIR and words[-2] in _OR and words[-1] in _NEVER:
        words = words[:-2]  # «اتمسك ولا لأ؟»
    sided = not _OR.isdisjoint(words[1:-1])  # «حلال ولا حرام»
    asks = said.kind is None and (alone or sided or said.text.rstrip().endswith(("؟", "?")))
    done = 0 < len(words) <= _PAIR and all(subjects.is_verb(word, cues) for word in words)  # «نجحوا؟»
    acts = len(words) == 1 and (can or first) and words[0].startswith(_PRESENT)
    acts = acts and not words[0].endswith(_ME)  # «بتقدر تساعدني؟»
    acts = acts or (len(words) == 1 and words[0].endswith(_DONE_TO))  # «شدوه؟»
    done = done or (acts and looks_done(words[0]))
    stated = cues.states.issuperset(words) or cues.sides.issuperset(words)  # «والجرحى؟»
    return asks and 0 < len(words) <= _SHORT and (done or stated)


def done_to_his(said: Utterance, cues: Cues, names: KnownNames) -> bool:
    """Return whether it is only asked if something was done to what is his: «لقوا جثته؟»."""
    if said.kind is not None or len(said.tokens) != _PAIR or not said.text.rstrip().endswith(("؟", "?")):
        return False
    verb, noun = said.tokens
    word = clitics.without_conjunction(verb.word, _AND)
    done = subjects.is_verb(word, cues) or (looks_done(word) and not names.knows(word))
    own = names.knows(noun.word) or noun.word in cues.own_endings or clitics.is_definite(noun.word)
    whose = noun.surface.endswith(_HIS) and len(noun.word) >= _VERB and not own
    return done and whose and not clitics.preposition(noun.surface)


def subjectless(said: Utterance, language: Language, cues: Cues, names: KnownNames) -> bool:
    """Return whether a verb of the present has nothing after it that could do it: «كم تبعد عن الأرض؟».

    The word that asks may stand behind it, as in «هيسافر القاهرة امتى؟».
    """
    if _counts_what_he_did(said, cues, names):
        return True
    body = _asked(said, language)
    verb, *rest = body[int(len(body) > 1 and body[0].word in _WAS_OR_WILL) :] or (None,)
    if verb is None or not rest or said.relative or len(rest) >= _DOING:
        return False
    word = _DIALECT.sub("", verb.word, count=1) if len(verb.word) > _VERB else verb.word
    looks = word.startswith(_PRESENT) and len(word) >= _VERB and not verb.surface.endswith("ة")
    known = names.knows(verb.word) or verb.word in cues.attributes or word in cues.passives
    # «هيسافر القاهرة»: the place is no «he».
    there = said.kind is None and word.startswith(_HE) and names.is_place(rest[0].word)
    there = there and not names.is_masculine(rest[0].word)
    leads = there or is_preposition(rest[0]) or rest[0].word.startswith(("لل", "بال"))
    done = looks and looks_done(word) and word not in IMPERSONAL
    # «متى يسمحون للمرأة السعودية بالقيادة؟»: whoever it is
    anybody = word.endswith("ون") and any(names.knows(token.word) for token in rest)
    return done and leads and not (known or anybody)


def _counts_what_he_did(said: Utterance, cues: Cues, names: KnownNames) -> bool:
    """Return whether it is counted what he did: «كم ساعة قعد في الماء؟», «كم قتيلا تخلف كل عام؟»."""
    if said.kind is not QuestionKind.HOW_MANY or len(said.body) < len(("ساعة", "قعد", "في")):
        return False
    unit = subjects.counted_time(said, cues)
    noun, verb, *rest = said.body[max(0, len(unit) - 1) :]
    does = verb.word.startswith(_PRESENT) and len(verb.word) >= _VERB and not verb.surface.endswith("ة")
    does = does and noun.word.endswith("ا") and looks_done(verb.word) and not names.knows(verb.word)
    return (bool(unit) or does) and (is_preposition(rest[0]) or rest[0].word in _EVERY)


def pushed(said: Utterance, cues: Cues, names: KnownNames) -> bool:
    """Return whether it is asked what did something to somebody: «وش طيحه من المركب؟», «شو خلاها ترجع؟»."""
    verb, *rest = said.body or (None,)
    if verb is None or said.kind is not QuestionKind.WHAT or not rest or said.relative:
        return False
    stem = clitics.without_pronoun(verb.surface, _HIS) or ""
    own = names.knows(verb.word) or verb.word in cues.own_endings | cues.attributes
    own = own or clitics.is_definite(verb.word) or bool(clitics.preposition(verb.surface))
    noun = fold(subjects.noun_alone(stem, cues)) in cues.attributes | subjects.STANCES | cues.personal
    leads = is_preposition(rest[0]) or rest[0].word.startswith(_PRESENT)
    return len(fold(stem)) >= _ROOT and leads and not (own or noun) and len(said.body) <= _DOING


def described(said: Utterance, language: Language, cues: Cues, names: KnownNames) -> bool:
    """Return whether it is asked who was as a word without the article says: «شكون كان مسيطر؟»."""
    if said.kind is not QuestionKind.WHO or len(said.body) != _PAIR or said.body[0].word not in _WAS_OR_WILL:
        return False
    word = said.body[1].word
    role = word in cues.attributes | language.offices | cues.sides
    shaped = word.startswith("م") and len(word) > _VERB
    return shaped and not (role or clitics.is_definite(word) or names.knows(word))


def described_alone(said: Utterance, cues: Cues, names: KnownNames) -> bool:
    """Return whether it is asked why or when something is as a word says, and not what: «علاش غالي؟»."""
    if said.kind not in {QuestionKind.WHEN, QuestionKind.WHY} or not said.body:
        return False
    first, *rest = said.body
    word = clitics.without_conjunction(first.word, _AND)
    if clitics.is_definite(word) or names.knows(word) or is_preposition(first):
        return False
    shaped = word.startswith("م") and len(word) > _VERB
    alone = not rest and (said.kind is QuestionKind.WHY or shaped or word in cues.states)
    return alone or (shaped and bool(rest) and is_preposition(rest[0]))


def holds_office(said: Utterance) -> bool:
    """Return whether it is asked of holding an office, and not who does: «كم يوما تولى الرئاسة؟»."""
    counted = int(said.kind is QuestionKind.HOW_MANY and len(said.body) > _PAIR)
    words = [token.word for token in said.body[counted:]]
    return said.kind in VERBAL | {QuestionKind.HOW_MANY} and (
        len(words) == _PAIR and words[0] in _TOOK and words[1] in _OFFICE
    )


def was_there(said: Utterance, names: KnownNames) -> bool:
    """Return whether it is asked when or why somebody was in a place, and not who: «ليش كان بمصر؟»."""
    if said.kind not in {QuestionKind.WHEN, QuestionKind.WHY} or not 1 < len(said.body) <= _PAIR + 1:
        return False
    was, *inside = [token.word for token in said.body]
    place = inside[-1] if inside[:-1] else inside[0].removeprefix("ب")
    led = not inside[:-1] or is_preposition(said.body[1])
    return was in _WAS and led and place != said.body[1].word and names.is_place(place)


def _asked(said: Utterance, language: Language) -> Sequence[Token]:
    """Return what a question asks of, where a verb may stand first, without a word that asks at its end."""
    if said.kind in VERBAL | {QuestionKind.HOW_MANY}:
        return said.body
    if said.kind is not None or said.joined:
        return ()
    asks = question_words.kind_of(said.body[-1].word, language) if said.body else None
    behind = asks is not None and any(map(is_preposition, said.body[1:]))  # «كان بيلعب في نادي ايه؟»
    return said.body[:-1] if behind or asks in VERBAL else ()
