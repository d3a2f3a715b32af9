"""The question before, asked of something else, with what it is of at its end, or with both whom it is between."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold
from retrieval.interpretation.grammar.names import is_feminine
from retrieval.interpretation.grammar.subjects import STANCES, body, is_verb, subject
from retrieval.query.question_words import PREPOSITIONS
from retrieval.query.tokens import is_preposition
from retrieval.query.tokens import tokens as parse_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_FROM, _IN = "من", "في"
ON = {fold("رأي"): _IN, fold("موقف"): _FROM, fold("تعليق"): "على"}
"""What stands before that on which a stance is."""
_PEOPLE = ("ين", "ون")
_OF_NATION = ("يه", "ي")
_YEARS = folded("سنة عام شهر")
_TIMED = 2  # words: «أكتوبر 2016»
_CHANGES = folded("زيادة ارتفاع انخفاض تخفيض ترفيع تراجع نقص")
BETWEEN, _AND_BETWEEN = "بين", "وبين"
_BETWEEN_HIM = folded("بينه بينها بينو")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_TO, _LONG = ("لل", "ل", "ب"), 5  # joined to whom something is said or done, and letters of both
_BY = "ب"
_BESIDE = folded("مع من إلى على ضد")
_WITH = "مع"
_INSIDE = folded("في ف فى")
MET = folded(
    "التقوا التقيا التقو تقابلوا تقابلو تقابلا اتقابلوا اتقابلو تلاقوا تلاقاو تلاقو اجتمعوا اجتمعا اجتمعو"
)
"""That two or more met."""
_MEETINGS = folded(
    "لقاء اجتماع محادثات مباحثات لقائه زيارة مكالمة اتصال مصافحة علاقة علاقته دور موقف قرار خطاب"
)
_TOGETHER = MET | folded("اتفقوا اتفقا")
_HE, _REPLIES = folded("هو هي هوا هيا"), folded("رد ردت جاوب جاوبت علق علقت")
_BY_WHAT = folded("بايه بإيه ايه إيه بشو شو بشنو شنو بماذا ماذا بوش وش بشنوة شنوة")
_ON = "على"
_THEY = folded("هما هم همه همة هوما هوم هني هنن")
_MEETING = ("تقابل", "لتق", "تلاق", "جتمع")  # whatever tense and person it is in
_MANY = ("ان", "ون", "وا", "و", "ا")
_COMING = re.compile(
    "[سهحبغك]?ي|سي|سن"
)  # how a verb begins of what two will do, in the standard or in a dialect
_WILL = folded("رح راح غادي باش بش حيث حا لح سوف بيروحوا")
_STANDARD = {
    QuestionKind.WHEN: "متى",
    QuestionKind.WHERE: "أين",
    QuestionKind.WHY: "لماذا",
    QuestionKind.HOW: "كيف",
    QuestionKind.WHETHER: "هل",
}
_SHORTEST = 3  # letters of a name
BESIDE = "، "
"""Between what stands in brackets, the last of which was spoken of first."""
_OF_HEADING = 3  # words in brackets that a heading shows
BRACKETED = re.compile(r" \(([^()]+)\)[؟?]?$")
"""What a question was taken to be of, at its end: «متى انخطفوا (سفيان ونذير)؟»."""


def headed(question: str) -> str:
    """Return a question as a heading: without what it was taken to be of, where that is more than a name."""
    of = BRACKETED.search(question)
    return f"{question[: of.start()].rstrip()}؟" if of and len(of[1].split()) > _OF_HEADING else question


def bracketed(question: str, about: str) -> str:
    """Return a question with what it is of at its end, as `BRACKETED` finds it, behind what it has there already."""
    if inside := BRACKETED.search(question):
        question, about = question[: inside.start()], BESIDE.join(dict.fromkeys((inside[1], about)))
    return f"{question.rstrip(' ؟?')} ({about})؟"


def moved(question: Utterance, phrase: str, preposition: str, cues: Cues) -> str:
    """Return the question with `phrase` for what it says after the same preposition, or at its end."""
    if is_time(parse_words(phrase)[1:]):
        return retimed(question, phrase)
    tokens = (*question.tokens[: question.head], *body(question, cues))
    like = cues.topics if preposition in cues.topics else {preposition}
    places = [
        n
        for n, token in enumerate(tokens)
        if n >= question.head and token.word in like and not is_time(tokens[n + 1 : n + 1 + _TIMED])
    ]
    return f"{question.slice(tokens[: places[-1]] if places else tokens)} {phrase}"


def retimed(question: Utterance, phrase: str) -> str:
    """Return the question of another time, which follows what it says less a time of its own: «في جربة | عام 2016»."""
    said = question.tokens
    times = (n for n in range(question.head, len(said)) if is_time(said[n : n + _TIMED]))
    begin = next(times, len(said))
    lead = begin - int(begin < len(said) and said[begin - 1].word in _INSIDE)
    ends = (n for n in range(begin, len(said)) if said[n].word.isdecimal())
    rest = question.slice(said[next(ends, len(said) - 1) + 1 :])
    return " ".join(filter(None, [question.slice(said[:lead]), rest, phrase]))


def is_time(said: Sequence[Token]) -> bool:
    """Return whether words behind a preposition begin with a year, or a month of one: «(في) أكتوبر 2016»."""
    first, month = [*(token.word for token in said), "", ""][:_TIMED]
    return first in _YEARS or first.isdecimal() or month.isdecimal()


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
        last = next((n for n in places if is_actor(question, n, word, names, cues)), places[-1])
        # «كوريا الشمالية» is one name, but «الأكراد» belongs to no place's.
        words = (token.word for token in tokens[last + 1 :])
        belongs = (clitics.is_definite(other) and other.endswith(("ه", "ي")) for other in words)
        after = next((n for n, of_name in enumerate(belongs, last + 1) if not of_name), len(tokens))
        rest = question.slice(tokens[after:])
        return " ".join(filter(None, [question.slice(tokens[:last]), phrase, rest]))
    measured = tokens[head].word if head < len(tokens) else ""
    if measured in cues.attributes and not clitics.is_definite(measured) and len(tokens) > head + 1:
        # «ما نسبة التضخم في تونس؟» after that of growth
        ends = (
            n for n in range(head + 2, len(tokens)) if is_preposition(tokens[n]) or tokens[n].word in _YEARS
        )
        rest = question.slice(tokens[next(ends, len(tokens)) :])
        changes = clitics.without_article(tokens[head + 1].word) in _CHANGES
        within = next(
            (n for n, t in enumerate(tokens[head:], head + 1) if changes and t.word in _INSIDE), head + 1
        )
        if within > head + 1:  # «كم سعر الزيادة في | الكهرباء | سنة 2017؟»
            years = (n for n in range(within, len(tokens)) if tokens[n].word in _YEARS)
            rest = question.slice(tokens[next(years, len(tokens)) :])
        return " ".join(filter(None, [question.slice(tokens[:within]), phrase, rest]))
    # «التنس العادي» after «تنس الطاولة»
    said_again = len(tokens) - head == 2 and tokens[-2].word == clitics.without_article(word)
    short = 0 < len(tokens) - head <= 2 and not said_again
    return f"{question.slice(tokens[:-1])} {phrase}".strip() if short else phrase


def is_actor(question: Utterance, place: int, word: str, names: KnownNames, cues: Cues) -> bool:
    """Return whether a country stands right behind what it does, and another one is named for it: «تقوده إيطاليا»."""
    before, country = question.tokens[place - 1], question.tokens[place]
    both = names.governs(country.word) and names.governs(word)
    verb = before.word
    does = is_verb(verb, cues) or (verb.startswith(("ي", "ت")) and len(verb) > _SHORTEST)
    noun = before.surface.endswith("ة") or clitics.is_definite(verb) or verb in cues.attributes
    return both and place > question.head and does and not (noun or names.knows(verb))


def of_nation(question: Utterance, phrase: str, word: str, names: KnownNames) -> str:
    """Return the question of another people, «والجزائريين؟», in the number and with the article of the one it names."""
    people = next((token for token in question.tokens if names.nation(token.word)), None)
    if people is None or not names.nation(word):
        return ""
    ending = next((end for end in _OF_NATION if word.endswith(end)), "")
    if ending and people.word.endswith(ending) and people.word != word:  # «والمصري؟» of «المنتخب التونسي»
        both = clitics.is_definite(people.word) and clitics.is_definite(word)
        return (
            f"{question.text[: people.start]}{phrase}{question.text[people.end :]}".rstrip(" ؟?")
            if both
            else ""
        )
    if not word.endswith(_PEOPLE):
        return ""
    definite, one = clitics.is_definite(people.word), people.word.endswith("ي")
    other = phrase if definite else phrase.removeprefix("ال")
    other = other[: -len(_PEOPLE[0])] if one else other
    return f"{question.text[: people.start]}{other}{question.text[people.end :]}".rstrip(" ؟?")


def topic(question: Utterance, names: KnownNames, cues: Cues) -> str:
    """Return what a question is about: what it asks for an opinion on, else its subject."""
    return said_on(question, cues) or subject(question, names, cues)


def said_on(question: Utterance, cues: Cues) -> str:
    """Return what follows the «عن» of a question, or the «من» or «في» of a stance; empty without one."""
    stance = any(token.word in STANCES for token in question.body[:1])
    leads = cues.topics | ({_FROM, _IN} if stance else set())
    place = next((n for n, token in enumerate(question.body) if token.word in leads), None)
    return question.slice(question.body[place + 1 :]) if place is not None else ""


def located(meant: str, before: Utterance, cues: Cues) -> str:
    """Return what happened with where or when it did, as the question before says: «إطلاق النار في كيبيك»."""
    end = before.text.find(meant) + len(meant)
    behind = [token for token in before.body if token.start >= end]
    begin = next((n for n, token in enumerate(behind[:-1]) if token.word in _INSIDE), None)
    if begin is None:
        return meant
    after = range(begin + 2, len(behind))
    ends = (n for n in after if is_preposition(behind[n]) or is_verb(behind[n].word, cues))
    return f"{meant} {before.slice(behind[begin : next(ends, len(behind))])}"


def asks_between(said: Utterance) -> bool:
    """Return whether a question asks what is between those whom a pronoun stands for."""
    return any(map(is_between, said.body))


def is_between(token: Token) -> bool:
    """Return whether a word is «between» with a pronoun: «بينهما», «بينو»."""
    return clitics.preposition(token.surface) == BETWEEN or token.word in _BETWEEN_HIM


def met(said: Utterance) -> bool:
    """Return whether a question begins with what two do together: «ووقتاش تقابلو آخر مرة؟»."""
    return any(token.word in _TOGETHER for token in said.body[:1])


def of_them(
    said: Utterance, asked: Sequence[Utterance], names: KnownNames, language: Language, cues: Cues
) -> str | None:
    """Return what is asked of the two of the questions before, the last of which was `asked` first."""
    pairs = (two(one, names, cues) for one in asked)
    return they(said, pairs, names, language, cues) or replied(said, asked[0], names, cues)


def they(
    said: Utterance, pairs: Iterator[str], names: KnownNames, language: Language, cues: Cues
) -> str | None:
    """Return what is asked of «them», or when they meet, with the first of some `pairs` who were spoken of.

    «هما هيتقابلوا فين؟» is «أين سيلتقي أردوغان والأسد؟».
    """
    first = clitics.without_conjunction(said.body[0].word, _AND) if said.body else ""
    words = language.question_words
    asking = [t for t in said.body if t.word in words and t.word not in language.stop_words | PREPOSITIONS]
    rest = [t for t in said.body[int(first in _THEY) :] if t not in asking and t.word not in _WILL]
    verbs = [token.word for token in rest[:1] if token.word.endswith(_MANY)]
    meets = any(one in word for word in verbs for one in _MEETING)
    future = meets and (_COMING.match(rest[0].word) or not _WILL.isdisjoint(t.word for t in said.body))
    both = next(filter(None, pairs), "") if first in _THEY or future else ""
    if not (both and rest) or rest[0].word in PREPOSITIONS:
        return None
    kind = said.kind or next((words[token.word] for token in asking), QuestionKind.WHETHER)
    if not meets:
        acts = is_verb(rest[0].word, cues) and rest[0].surface.endswith(_MANY)
        return f"{both} {said.slice(said.body[1:])}" if acts and said.kind is None else None
    one = both.partition(" و")[0]
    she = is_feminine(one, names) or (names.is_place(fold(one)) and not names.is_masculine(fold(one)))
    verb = ("ستلتقي" if she else "سيلتقي") if future else "التقت" if she else "التقى"
    return " ".join(filter(None, [_STANDARD.get(kind, said.question), verb, both, said.slice(rest[1:])]))


def replied(said: Utterance, before: Utterance, names: KnownNames, cues: Cues) -> str | None:
    """Return what he of whom somebody spoke replied: «وهو رد عليه بايه؟» after «ماذا قال أردوغان عن الأسد؟»."""
    rest = [token for token in said.body if token.word not in _BY_WHAT]
    if len(rest) != len(("هو", "رد", "عليه")) or len(said.body) - len(rest) > 1:
        return None
    he, verb, to = rest
    one, other = subject(before, names, cues), said_on(before, cues)
    answers = verb.word in _REPLIES and clitics.preposition(to.surface) == _ON
    known = bool(one and other) and len(other.split()) <= _TIMED
    pronoun = clitics.without_conjunction(he.word, _AND) in _HE
    return f"بماذا {verb.surface} {other} {_ON} {one}" if pronoun and answers and known else None


def two(before: Utterance, names: KnownNames, cues: Cues) -> str:
    """Return the two who are spoken of, of whom one may only be spoken of by the other: «ماذا قال كيري عن لافروف؟»."""
    if both := pair(before, names, cues):
        return both
    one, place = (
        subject(before, names, cues),
        next((n for n, t in enumerate(before.body) if t.word == fold(_ON)), None),
    )
    other = said_on(before, cues) or (
        before.slice(before.body[place + 1 :]) if place else ""
    )  # «قال السبسي على …»
    event, _, whom = other.partition(" ")
    other = whom if whom and fold(event) in _MEETINGS else other  # «عن لقاء الأسد»
    persons = all(0 < len(each.split()) <= _TIMED for each in (one, other))
    return f"{one} و{other}" if persons and one != other else ""


def pair(before: Utterance, names: KnownNames, cues: Cues) -> str:
    """Return the two who are spoken of in a question, «الأسد وبوتين»; empty where they are not two."""
    if joined := _joined(before, names, cues):
        return joined
    named = list(dict.fromkeys(_named(before, names, cues)))
    common = cues.attributes | cues.things | cues.events
    nouns = [t.surface for t in before.body if clitics.is_definite(t.word) and t.word not in common]
    if len(named) == 1 and nouns and before.text.find(nouns[0]) < before.text.find(named[0]):
        named = [nouns[0], *named]  # the first may be any noun with the article: «الأسد»
    return " و".join(named[:2]) if len(named) > 1 else ""


def sides(one: Utterance, other: Utterance) -> str:
    """Return what two questions in like words have alone, «السعودية وإيران» of «موقف السعودية» and «موقف إيران»."""
    shared = {token.word for token in one.tokens} & {token.word for token in other.tokens}
    alone = [each.slice([token for token in each.body if token.word not in shared]) for each in (one, other)]
    like = shared and all(0 < len(each.split()) <= _TIMED for each in alone)
    return " و".join(alone) if like else ""


def between(
    said: Utterance, before: Utterance, asked: Sequence[Utterance], names: KnownNames, cues: Cues
) -> str | None:
    """Return a question of what is between two with both of them, who were spoken of; None where they were not two.

    «بينه وبين بوتين» names the other. Of two questions `asked` before in like words, the last first, it is their sides.
    """
    point = next((token for token in said.body if is_between(token)), None)
    if point is None:
        return None
    verb = [token for token in said.body if token.end <= point.start]
    after = [token for token in said.body if token.start >= point.end]
    both = (sides(asked[1], asked[0]) if len(asked) > 1 else "") or pair(before, names, cues)
    if after and after[0].word == _AND_BETWEEN:
        others, she = {token.word for token in after}, point.word.endswith("ها")
        meant = (subject(before, names, cues), topic(before, names, cues), *_named(before, names, cues))
        of_gender = (name for name in meant if name and is_feminine(name, names) is not (not she))
        both = next((name for name in of_gender if others.isdisjoint(fold(name).split())), "")
    if not both:
        return None
    parts = [said.question, said.slice(verb), f"{BETWEEN} {both}", said.slice(after)]
    return " ".join(filter(None, parts))


def _joined(before: Utterance, names: KnownNames, cues: Cues) -> str:
    """Return the two nouns of a question of which the second is joined to the first: «بوتين والأسد»."""
    said = before.body
    for n, (first, second) in enumerate(pairwise(said)):
        word = clitics.without_conjunction(second.word, _AND)
        noun = names.knows(word) or not is_verb(word, cues)
        parted = first.word in PREPOSITIONS or is_verb(first.word, cues)
        if word != second.word and word in STANCES and len(said) > n + 2:  # «بين موقف تركيا وموقف إيران»
            return f"{first.surface} و{said[n + 2].surface}"
        if word == second.word or len(word) < _SHORTEST or names.knows(second.word) or parted or not noun:
            continue
        # «كوريا الشمالية»: a place and what describes it
        begin = n - int(n > 0 and clitics.is_definite(first.word) and names.is_place(said[n - 1].word))
        described = names.is_place(word) and any(clitics.is_definite(t.word) for t in said[n + 2 : n + 3])
        return before.slice(said[begin : n + 2 + int(described)])
    for one, beside, other in zip(said, said[1:], said[2:], strict=False):
        if beside.word == _WITH and not clitics.is_definite(one.word) and not is_verb(one.word, cues):
            return f"{one.surface} و{other.surface}"  # «ماذا ناقش كيري مع لافروف؟»
    return ""


def _named(before: Utterance, names: KnownNames, cues: Cues) -> Iterator[str]:
    """Yield the names of a question, also those to whom something is said: «ماذا قال الأسد لبوتين؟»."""
    verb, who, *_ = (*(token.word for token in before.body[:2]), "", "")
    stance = ON.get(verb)  # «ما موقف النهضة من قانون المصالحة؟»
    for lead, token in zip(("", *(token.word for token in before.body)), before.body, strict=False):
        word = token.word
        told = lead == who and is_verb(verb, cues) and word.startswith(_TO) and len(word) >= _LONG
        # «اجتمع كيري بلافروف», but not «ماذا فعلت غوغل برمضان؟»
        told = told and (not word.startswith(_BY) or any(one in verb for one in _MEETING))
        joined = next(
            (one for one in _TO if word.startswith(one) and (told or names.knows(word[len(one) :]))), ""
        )
        if names.knows(word) and lead not in _INSIDE:  # «شنو قال الأسد لبوتين في موسكو؟»
            yield token.surface
        elif joined:
            yield token.surface[len(joined) :]
        elif lead in _BESIDE and not (lead == stance or clitics.is_definite(word) or word in cues.attributes):
            yield token.surface
