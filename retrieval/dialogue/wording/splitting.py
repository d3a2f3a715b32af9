"""Two questions in one message, and comparisons of two sides."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import (
    ARTICLE,
    begins_itself,
    is_definite,
    joined,
    preposition,
    without_conjunction,
    without_pronoun,
)
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation.grammar.subjects import is_verb, noun_alone
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES, kind_of_noun
from retrieval.query.tokens import parse, tokens, verbs_of_saying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Token, Utterance

MOST = 3
"""Questions that one message is taken apart into."""
_REMEMBERED = 512  # texts: what a turn asks is looked at again when the next one comes
_MARK = re.compile(r"[؟?]+")
# What numbers one of several questions: «أولا», «السؤال الثاني:», «2-».
_NUMBERED = re.compile(
    r"^\s*(?:و?السؤال ال(?:[اأ]ول|ثاني|تاني|ثالث|تالت|رابع|[اأ]خير)|و?(?:[اأ]ولا|ثانيا|ثالثا|رابعا)ً?|\d\s*[-–.)/])"
    r"\s*[:،,-]?\s+"
)
_AND = "و"
_IN = "في"
_WAS = folded("كان كانت كانوا كانو باش بش رح راح غادي")
_BEFORE = 5  # words at most before one that asks, where it does not come first
# With و before them these are as often «and from», «and that which», «and did not».
_PARTICLES = folded("من ما لم كم بكم")
# These are more than words that ask, too, but do ask behind a verb.
_LAST = folded("ايه ليه")
_WHAT = folded("ايه")
_HERE = folded("ذا ذي")
_HOW_MANY = folded("كم كام")
_WHO, _WHO_SPELT = "اللي", ("الي", "إلي", "ألي", "يلي")
_DONE = ("ان", "ات", "بي", "بت")  # how verbs begin of which no list need know
_THEY = ("وا", "و")
# What one learns is asked behind these, and is no other question: «هل عرف الأطباء كيف مات».
_LEARNS = folded(
    "عرف عرفت عرفوا يعرف تعرف سأل سألت يسأل علم علمت يعلم شرح شرحت يشرح كشف كشفت يكشف اكتشف اكتشفت تذكر نسي نسيت حدد"
    " حددت يحدد فهم فهمت يفهم بحث بحثت يبحث رأى رأت شاهد شاهدت شاف شافت يشوف يدري روى روت فسر فسرت يفسر"
)
_HAMZAS = "أإآ"
# How the verbs of dialects begin.
_VERBAL = ("بي", "بت", "هي", "هت", "ي", "ت", "ات")
_DIALECT = ("بي", "بت", "هي", "هت")
_YEAR = re.compile(r"(?:(?:و|طيب|طب|وسنة|وعام|سنة|عام|وب|وفي سنة|وفي عام)\s?)((?:19|20)\d\d)")
_THIS = re.compile(r"(?<!\w)ه(?=ال\w{3})")
_FROM = folded("من لحد لغاية مع")
_NAME = 3  # words of a name
_WITHIN = ("بال", "فال", "لل")
_TO_PLACE = ("ل", "ب")
OR = folded("أم أو ولا وإلا والا")
_AGAINST = folded("مع مقابل عن ضد أم")
_TAILS = folded("من في عن تجاه حول بشأن إزاء حيال ب على إلى بخصوص بقضية بملف بمسألة بأزمة")
_TIMES = folded("عام سنة شهر يوم خلال منذ قبل بعد") | RELATIVES
# «وتلك التي …», «والتي …»: what the first side names, too.
_THAT = folded("تلك ذلك ذاك أولئك هاديك هاذيك هديك هذيك هداك هاذاك هذاك") | RELATIVES


def with_year(text: str) -> str:
    """Return a year that follows on, «و2017؟», as a time: «وفي 2017؟»; any other text as it is."""
    found = _YEAR.fullmatch(text.strip(" \n؟?"))
    return f"وفي {found[1]}؟" if found else text


def with_article(text: str) -> str:
    """Return a text with the article alone where «this» is joined to it: «هالاختلاف»."""
    return _THIS.sub("", text)


def with_relative(text: str, language: Language, cues: Cues) -> str:
    """Return a text with «اللي» as it is mostly written where it is not «to»: «الطفل الي انذبح»."""
    said, places = tokens(text), language.cues.get(QuestionKind.WHERE, frozenset())
    for before, token, after in zip(said, said[1:], said[2:], strict=False):
        spelt = token.surface in _WHO_SPELT and (is_definite(before.word) or inquires(before.word, language))
        done = is_verb(after.word, cues) or after.word.startswith(_DONE)
        if spelt and done and not is_definite(after.word) and after.word not in places:
            return f"{text[: token.start]}{_WHO}{text[token.end :]}"
    return text


def questions(text: str, language: Language, cues: Cues) -> list[str]:
    """Return the questions of a message, one by one; itself alone where it asks one thing, or cannot be parted."""
    asked = [_NUMBERED.sub("", part).strip(" ،,.") for part in _MARK.split(text)]
    asked = [part for part in asked if part]
    behind = tokens(text)[1:]
    joined = any(token.word.startswith("و") for token in behind)
    if len(asked) == 1 and not (joined or any(inquires(token.word, language) for token in behind[-2:])):
        return [text]  # as most who ask one thing
    parts = [piece for part in asked for piece in _at_conjunctions(part, language, cues)]
    first, *others = [fronted(part, language, cues) for part in parts] or [""]
    whole = bool(others) and len(parts) <= MOST and _asks(first, language, cues, alone=True)
    whole = whole and all(_asks(other, language, cues, alone=False) for other in others)
    return [f"{part}؟" for part in (parts[0], *others)] if whole else [text]


@lru_cache(_REMEMBERED)
def fronted(text: str, language: Language, cues: Cues) -> str:
    """Return a question whose word that asks stands behind the verb, as Egyptian has it, with that word in front.

    Before the word there are a few others, «وقال ايه عن سوريا؟»; what begins with a word that asks stays as it is.
    """
    text = _unshown(text, language, cues)
    said = parse(text, language, cues)
    asks_where = (n for n in range(len(said.tokens)) if _asks_behind(said.tokens, n, language, cues))
    place = next(asks_where, 0)
    if said.kind is not None or not 0 < place <= _BEFORE:
        return text
    token, before = said.tokens[place], [one.surface for one in said.tokens[:place]]
    lead = said.tokens[place - 1].word if place > 1 else ""
    if lead in PREPOSITIONS | _FROM:  # «كان من فين؟», but «ونزل على ايه؟» as it is
        moved = [*before[place - 1 :], token.surface, *before[: place - 1], text[token.end :].strip()]
        return " ".join(moved).strip() if lead in _FROM else text
    first = said.tokens[0].word
    own = begins_itself(first, language.own_letters) and before[0][1] not in _HAMZAS  # «وأردوغان شو قال»
    if without_conjunction(first, {_AND: 2}) != first and not own:
        before[0] = before[0][1:]
    led = len(before) > 1 and first in COPULAS and not is_verb(said.tokens[1].word, cues)
    before = before[int(led) :]  # «هو ميسي عمل ايه»
    last = said.tokens[place - 1].word
    was = without_conjunction(first, {_AND: 2}) in _WAS  # «كان هيكون إمتى؟»
    if not was and (last in cues.verbs | cues.events or last.startswith(_DIALECT)):
        before = [before[-1], *before[:-1]]
    # «مالك الجزيري وش ترتيبه», «تركيا شو علاقتها بالموضوع»
    asks_what = language.question_words.get(token.word) in {QuestionKind.WHAT, QuestionKind.HOW_MANY}
    if side := _side(said.tokens[place + 1 :], cues) if asks_what else "":
        after = text[said.tokens[place + 1].end :].strip(" ؟?")
        return " ".join(filter(None, [token.surface, side, *before, after]))
    # «طيران الإمارات شو صار فيه»
    *rest, end = said.tokens[place + 1 :] or (None,)
    at = preposition(end.surface) if end else ""
    of = not rest or _is_of(said, place, language, cues)  # «الغرب واش فيه»
    if at and last not in cues.verbs | cues.events and of:
        return " ".join(filter(None, [token.surface, said.slice(rest), joined(at, " ".join(before))]))
    # «ايه» in front could be «أية».
    asks = "ماذا" if token.word in _WHAT else token.surface
    behind = text[token.end :].strip()
    if verb := _verb_of(said.tokens, place, language, cues):  # «كيري وين راح»
        before, behind = [verb.surface, *before], text[verb.end :].strip()
    return " ".join(filter(None, [asks, *before, behind])).replace(" ؟", "؟")


def _unshown(text: str, language: Language, cues: Cues) -> str:
    """Return a question less the pronoun at its end of what it names first: «شارل ديغول وش ذي»."""
    said = parse(text, language, cues).tokens
    if len(said) <= 2 or said[-1].word not in _HERE | cues.pointers:
        return text
    asks = said[-2]
    what = language.question_words.get(asks.word) is QuestionKind.WHAT and inquires(asks.word, language)
    return text[: asks.end] if what else text


def _side(behind: Sequence[Token], cues: Cues) -> str:
    """Return what the first of some words is without its pronoun, an attribute where there are several."""
    word = plain(behind[0].surface) if behind else ""
    stem = without_pronoun(word)
    noun = noun_alone(stem, cues) if stem and word not in cues.own_endings else ""
    return noun if len(behind) == 1 or fold(noun) in cues.attributes else ""


def counted(text: str, language: Language, cues: Cues) -> str:
    """Return a question of how many that names first where they were, with that at its end: «هجوم باردو كم قتيل»."""
    said = parse(text, language, cues)
    asks = (
        n for n, t in enumerate(said.tokens) if language.question_words.get(t.word) is QuestionKind.HOW_MANY
    )
    place = next(asks, 0)
    before, after = said.tokens[:place], said.tokens[place + 1 :]
    verbs = any(is_verb(token.word, cues) for token in (*before, *after))
    if said.kind is not None or not 0 < place <= _BEFORE or len(after) != 1 or verbs:
        return text
    return f"{said.tokens[place].surface} {after[0].surface} {_IN} {said.slice(before)}؟"


def _is_of(said: Utterance, place: int, language: Language, cues: Cues) -> bool:
    """Return whether the last pronoun is of whom a question names before the word that asks.

    He does nothing himself in «طيران الإمارات شو صار فيه», nor does she in «الرقة شو عاد فيها», who would take another
    verb; in «والأسد ماذا يريد منها» he does.
    """
    verb, pronoun = said.tokens[place + 1].word, said.tokens[-1].word
    happens = verb in cues.events | cues.passives or verb.endswith(_THEY)
    she = said.tokens[place - 1].word in language.cues.get(QuestionKind.WHERE, frozenset())
    hers = verb.startswith("ت") or verb.endswith("ت")
    return happens or (she and pronoun.endswith("ها") and not hers)


def _asks_behind(said: Sequence[Token], place: int, language: Language, cues: Cues) -> bool:
    """Return whether a word asks wherever it stands, or before somebody's last word: «الطفل كم عمره»."""
    if inquires(said[place].word, language):
        return True
    owned = said[place + 1].word if place and place + 2 == len(said) else ""
    return said[place].word in _HOW_MANY and without_pronoun(owned) in cues.attributes


def _verb_of(said: Sequence[Token], place: int, language: Language, cues: Cues) -> Token | None:
    """Return the verb behind the word that asks at `place`, of whoever is named before that word."""
    named, after = said[:place], said[place + 1 :]
    who = language.question_words.get(said[place].word) is QuestionKind.WHO
    verbs = cues.verbs | cues.events
    if who or not after or after[0].word not in cues.verbs or any(one.word in verbs for one in named):
        return None
    return after[0]


def names_speaker(text: str, language: Language, cues: Cues) -> bool:
    """Return whether who speaks stands before the word that asks what: «وأمريكا ماذا قالت»."""
    said = parse(text, language, cues)
    place = next((n for n, token in enumerate(said.tokens) if inquires(token.word, language)), 0)
    if said.kind is not None or not 0 < place <= _BEFORE:
        return False
    kind = language.question_words.get(said.tokens[place].word)
    asks = kind in {QuestionKind.WHAT, QuestionKind.WHETHER}  # «واش» is either
    says = verbs_of_saying(language, cues)
    said_of = any(token.word in says for token in said.tokens[place + 1 : place + 2])
    return asks and said_of and said.tokens[place - 1].word not in cues.verbs | cues.events


def inquires(word: str, language: Language) -> bool:
    """Return whether the word asks wherever it stands."""
    particle = word in _PARTICLES or (word in language.stop_words and word not in _LAST)
    return word in language.question_words and not particle


def _asks(text: str, language: Language, cues: Cues, *, alone: bool) -> bool:
    """Return whether a part asks; `alone` for the first one, which says what about."""
    said = parse(text, language, cues)
    complete = bool(said.body or COPULAS & {token.word for token in said.tokens})
    return said.kind is not None and (complete or not alone)


def _at_conjunctions(text: str, language: Language, cues: Cues) -> list[str]:
    """Return the parts of a question before and from each «و» with a word that asks."""
    said = parse(text, language, cues)
    asks = [n for n, token in enumerate(said.tokens) if inquires(token.word, language)]
    head = said.head if said.kind is not None else asks[0] + 1 if asks else len(said.tokens)
    if not said.tokens[head:]:
        return [text]
    begins = [
        token.start
        for place, token in enumerate(said.tokens)
        if place > said.head
        and place >= head
        and _begins(said.tokens, place, language, cues, asks_first=said.kind is not None)
    ]
    edges = [0, *begins, len(text)]
    return [text[start:end].strip(" ،,") for start, end in pairwise(edges)]


def begins_last(said: Sequence[Token], place: int, language: Language, cues: Cues) -> bool:
    """Return whether a question without «and» begins at the last word but one: «متى مات كول | وين انولد».

    Behind it stands what was done by whom the first names, or what is his.
    """
    if place + 2 != len(said) or not inquires(said[place].word, language):
        return False
    before, last = [token.word for token in said[:place]], said[-1].word
    tells = language.cues.get(QuestionKind.QUOTATION, frozenset()) | _LEARNS
    whether = language.question_words.get(before[0]) is QuestionKind.WHETHER
    done = is_verb(last, cues) or last.startswith(_DONE) or without_pronoun(last) in cues.attributes
    named = not is_verb(before[-1], cues) and before[-1] not in language.stop_words
    return done and named and not whether and tells.isdisjoint(before)


def _begins(said: Sequence[Token], place: int, language: Language, cues: Cues, *, asks_first: bool) -> bool:
    """Return whether a further question begins at the word: «… وكيف بدأت», «… وقال ايه», or the last word, «… وليه»."""
    if asks_first and begins_last(said, place, language, cues):
        return True
    bare = without_conjunction(said[place].word, {_AND: 2})
    if bare == said[place].word:
        return False
    if place + 1 == len(said):
        return inquires(bare, language)
    if (bare in cues.verbs or bare.startswith(_VERBAL)) and inquires(said[place + 1].word, language):
        return True
    # «متى وكيف بدأت الحرب» asks one thing in two ways.
    if asks_first and said[place - 1].word in language.question_words:
        return False
    return _asks_anew(said, place, language, cues)


def _asks_anew(said: Sequence[Token], place: int, language: Language, cues: Cues) -> bool:
    """Return whether a question begins at the word."""
    word, after = said[place].word, said[place + 1].word
    bare = without_conjunction(word, {_AND: 2})
    if word == bare or bare not in language.question_words:
        return False
    if bare not in _PARTICLES:
        return True
    if after in COPULAS | RELATIVES:
        return True
    if bare in folded("كم"):
        return True
    noun = bare in folded("ما") and (bool(kind_of_noun(after, language)) or after in cues.attributes)
    done = after in cues.verbs or without_pronoun(after) in cues.verbs  # «… ومن نفّذه؟»
    return noun or (bare in folded("من") and done and not is_definite(after))


def sides(text: str, language: Language, cues: Cues) -> tuple[str, str] | None:
    """Return the two things that are compared, each whole: «موقف روسيا وتركيا من…» has the head and the end twice."""
    said = tokens(text)
    places = range(1, len(said))
    # «وداعش»: what looks like a word's own و parts the sides where nothing else does.
    clear = next((n for n in places if _parts(said, n, language.own_letters)), None)
    place = clear or next((n for n in places if _parts(said, n, ())), None)
    if place is None and len(said) == len(("السبسي", "بالمرزوقي")) and said[1].word.startswith(_WITHIN[0]):
        return said[0].surface, said[1].surface[1:]
    if place is None:
        return None
    apart = said[place].word in {*_AGAINST, _AND}
    first, second = list(said[:place]), list(said[place + int(apart) :])
    if not second:
        return None
    one, other = _surface(text, first), _surface(text, second)[int(not apart) :]
    if same := of_same(first, second, other, cues) or of_that(first, tokens(other)):
        return one, same
    other = with_begun(text, first, second[0], with_noun(first, other))
    tail = next((n for n in range(1, len(second)) if second[n].word in _TAILS), None)
    if tail is not None and not any(token.word in _TAILS for token in first[1:]):
        one = f"{one} {_surface(text, second[tail:])}"
    if there := of_other_place(_surface(text, first), other, language):  # «النمو المتوقع لتونس والمغرب»
        return one, there
    head = first[0].word in cues.attributes and not is_definite(first[0].word) and len(first) > 1
    second_head = second[0].word if apart else without_conjunction(second[0].word, {_AND: 2})
    if head and second_head != first[0].word and second_head not in cues.attributes:
        other = f"{first[0].surface} {other}"
    return one, other


def with_begun(text: str, first: Sequence[Token], begins: Token, other: str) -> str:
    """Return a second side with what the first has before the word that it begins with, too.

    «بطارية جالكسي اس 8 واس 8 بلس» is of two batteries; what stands behind a preposition is of the first side alone.
    """
    place = next((n for n in range(1, len(first) - 1) if first[n].word == begins.word), 0)
    led = place and first[place - 1].word in PREPOSITIONS
    return f"{_surface(text, first[:place])} {other}" if place and not led else other


def rivals(text: str, cues: Cues) -> tuple[str, str] | None:
    """Return the two that are named of whom one won, «مالك الجزيري أم موراي»; None where what was won is, too."""
    said = tokens(text)
    place = next((n for n, token in enumerate(said) if token.word in OR), 0)
    second = said[place + 1 :]
    end = next((n for n, token in enumerate(second) if token.word in PREPOSITIONS), len(second))
    each = said[:place], second[:end]  # «الترجي ولا الإفريقي | في الدربي»
    named = all(0 < len(side) <= _NAME and not is_verb(side[0].word, cues) for side in each)
    within = said[0].word in PREPOSITIONS or said[0].word.startswith(_WITHIN)  # «بالجائزة»
    return (_surface(text, each[0]), _surface(text, each[1])) if named and not within else None


def of_same(first: Sequence[Token], second: Sequence[Token], other: str, cues: Cues) -> str:
    """Return a second side with what its pronoun stands for: «مدته في الصومال» after «مدة الصيام في الجزائر».

    It is empty where there is no such pronoun.
    """
    [noun, *_], behind = tokens(other), second[1:]
    stem = without_pronoun(plain(noun.surface))
    alone = noun_alone(stem, cues) if stem and plain(noun.surface) not in cues.own_endings else ""
    if len(first) == 1 or not alone or fold(alone) not in cues.attributes | {first[0].word}:
        return ""
    led = behind and behind[0].word in _TAILS
    ends = (n for n in range(2, len(first)) if first[n].word in _TAILS)
    end = next(ends, len(first)) if led else max(len(first) - len(behind), 2)
    return " ".join([alone, *(token.surface for token in first[1:end]), other[noun.end :].strip()]).strip()


def of_that(first: Sequence[Token], second: Sequence[Token]) -> str:
    """Return a second side that points with the noun of the first, and what it lacks behind the words of both.

    «تلك التي بنتها في جوان» after «الجسور التي بنتها تونس في فيفري» is «الجسور التي بنتها تونس في جوان». It is empty
    where it does not point.
    """
    behind = second[int(second[0].word not in RELATIVES) :]
    ends = (n for n, token in enumerate(first) if n and token.word in _TIMES | _TAILS)
    head = next(ends, 1)
    if second[0].word not in _THAT or not behind:
        return ""
    if behind[0].word in RELATIVES and not any(is_definite(token.word) for token in first[:head]):
        behind = behind[1:]  # «هجوم وقع في سوسة»
    pairs = zip(behind, first[head:], strict=False)
    common = next((n for n, (one, two) in enumerate(pairs) if one.word != two.word), len(behind))
    lacked, rest = first[head + common :], behind[common:]
    count = next((n for n, token in enumerate(lacked) if rest and token.word == rest[0].word), 0)
    return " ".join(token.surface for token in (*first[:head], *behind[:common], *lacked[:count], *rest))


def with_noun(first: Sequence[Token], other: str) -> str:
    """Return a second side with the noun of the first for its pronoun: «رأي مصر فيها» after «رأي تونس في ليبيا»."""
    for token in tokens(other)[1:]:
        at = preposition(token.surface)
        place = next((n for n, one in enumerate(first) if at and one.word == fold(at)), len(first) - 1)
        behind = first[place + 1 :]
        end = next((n for n, one in enumerate(behind) if one.word in _TAILS | _TIMES), len(behind))
        if token.word in RELATIVES:
            break
        if end:
            noun = " ".join(one.surface for one in behind[:end])
            return f"{other[: token.start]}{joined(at, noun)}{other[token.end :]}"
    return other


def of_other_place(first: str, other: str, language: Language) -> str:
    """Return what is said of a place of another one: «النمو المتوقع للمغرب»; "" where these are no two places."""
    known = language.cues.get(QuestionKind.WHERE, frozenset())
    *head, last = tokens(first)
    named = tokens(other)[0].word
    to = last.word[:1] if last.word not in known and last.word[:1] in _TO_PLACE else ""
    bare = last.word[len(to) :]
    place = f"{ARTICLE[0]}{bare}" if to and bare.startswith(ARTICLE[1]) and bare not in known else bare
    if not head or not {place, named} <= known:
        return ""
    return f"{first[: last.start]}{joined(to, other) if to else other}"


def _parts(said: Sequence[Token], place: int, own_letters: tuple[str, ...]) -> bool:
    """Return whether the second side begins at the word."""
    word = said[place].word
    if word in _AGAINST or word == _AND:
        return True
    own = word.startswith(own_letters)
    return word.startswith(_AND) and len(word) > 3 and not own and word not in PREPOSITIONS


def _surface(text: str, said: Sequence[Token]) -> str:
    return text[said[0].start : said[-1].end]
