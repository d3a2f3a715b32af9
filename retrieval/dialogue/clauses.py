"""Messages of several clauses, «ما فهمت، اشرح لي أكثر», and corrections, «لا، قصدي الأسد مو كيري»."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import AND, is_definite, without_conjunction
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.numerals import value
from retrieval.arabic.patterns import simple
from retrieval.dialogue.courtesy import manners
from retrieval.dialogue.turns import Manner, Topic
from retrieval.query.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from retrieval.arabic.language import Language
    from retrieval.dialogue.lists import ConversationLists
    from retrieval.query.tokens import Cues, Token

_REMEMBERED = 64  # texts: a turn is parted several times over
_MARK = re.compile(r"(?<!\d)[،,؛;.!\n]+|[،,؛;.!\n]+(?!\d)")
_QUOTED = re.compile(r"[\"«“]([^\"«»“”]+)[\"»”]")
_ANNOUNCED = re.compile(r"[:\n]")
_CHANGED = re.compile(r"^([^:،,؛;.!]+)[:،,؛;.!\n]+\s*")
_BACK = folded("نرجع نعود لنعد أرجع أعود رجوعا عودة بالعودة")
_TO = folded("إلى الى ل على")
_FOR_THE = "لل"
_FELT = {Manner.MOOD, Manner.WELL}
_MOST, _LONGEST = 4, 10  # clauses, words
_SHORT, _ASKING = 4, 2  # words
_SAID = 5  # words that may be looked for as they are
_ASKED, _PARTICLES = "؟", folded("من ما")  # «قصدي الوزير، من تونس»
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_MEDICINE = "طب"
_NOT = folded("مو مش موش ماشي مب ليس وليس لا ولا not")

_TOLD = folded(
    "لا بل بس قالوا قالو قيل كانوا كانو هم هما العدد عددهم صاروا سمعت سمعنا وليس مو مش إنه أنه أنهم إنهم انو بلغ"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMPLAINTS = (4, 3, 2, 1)  # words of a complaint without a comma behind it
_YOURS, _BECAUSE = ("ك", "كم"), folded("لأن لأنه لأنها لان لانه لانها لأنو لانو علشان عشان حيت حيث")
_ARCHIVE, _IN = folded("الأرشيف أرشيفك أرشيفكم"), folded("في ف")
_HERE = folded("بالأرشيف فالأرشيف بأرشيفكم عندكم عندك عندكو لديكم لديك معكم معاكم عدكم عدك")
_NEWS = folded("أخبار خبار لخبار خبر مقال مقالات عناوين مستجدات تطورات جديد آخر أحدث")
_WHETHER, _WHOSE = "هل", {None, QuestionKind.WHO, QuestionKind.QUOTATION}  # «من قال …؟»
_NO, _RATHER = folded("لا لأ كلا"), folded("بل")
_INSTEAD, _DENY = _RATHER | folded("وإنما إنما"), folded("ما لم")


@lru_cache(_REMEMBERED)
def clauses(text: str) -> Sequence[str]:
    """Return the parts of a text between its commas and stops; itself alone where there are none, or many.

    What holds no word, as «؟» between two commas, is no part.
    """
    parts = [part.strip() for part in _MARK.split(text)]
    parts = [part for part in parts if tokens(part)]
    return tuple(parts) if 0 < len(parts) <= _MOST else (text,)


def joined(text: str, lists: ConversationLists) -> list[str]:
    """Return the parts that «and» joins where the first is of an answer: «طويل اوي | مش فاهم حاجة»; none elsewhere."""
    said = tokens(text)
    for place in range(1, min(len(said), _LONGEST)):
        if without_conjunction(said[place].word, _AND) == said[place].word:
            continue
        first = [simple(token.surface) for token in said[:place]]
        of_answer = lists.groups["about_answer"].whole(first)
        if of_answer or manners(said[:place], lists)[-1:] == (Manner.COMPLAINT,):
            return [text[: said[place - 1].end], text[said[place].start + len("و") :]]
    return []


def received(text: str, lists: ConversationLists, language: Language) -> str:
    """Return what a reader says to have got or seen somewhere, and whether it is true: «وصلتني رسالة: "…" صحيح؟».

    It stands in quotation marks, or behind a colon, less what asks of it; "" where there is no such thing.
    """
    marked, announced = _QUOTED.search(text), _ANNOUNCED.search(text)
    if marked:
        part, around = marked[1], f"{text[: marked.start()]} {text[marked.end() :]}"
    elif announced:
        told, *asked = re.split("هل |[؟?]", text[announced.end() :], maxsplit=1)
        part, around = told, f"{text[: announced.start()]} {' '.join(asked)}"
    else:
        return ""
    outside = [simple(token.surface) for token in tokens(around)]
    kinds = {language.question_words.get(word) for word in outside if word != _WHETHER}
    patterns = lists.groups["quoted"]
    heard = any(patterns.leading(outside[place:]) for place in range(len(outside)))
    return part.strip() if heard and kinds <= _WHOSE and len(tokens(part)) >= _SAID else ""


def without_manners(text: str, lists: ConversationLists) -> str:
    """Return a text less the clauses at its beginning and end that are courtesies and nothing else."""
    parts = clauses(text)
    while len(parts) > 1 and manners(tokens(parts[0]), lists):
        text = text[text.index(parts[0]) + len(parts[0]) :].lstrip(" ،,؛;.!\n")
        parts = parts[1:]
    while len(parts) > 1 and manners(tokens(parts[-1]), lists):
        text = text[: text.rindex(parts[-1])].rstrip(" ،,؛;.!\n")
        parts = parts[:-1]
    return text


def behind_feeling(text: str, lists: ConversationLists, language: Language) -> str:
    """Return what is asked behind how somebody is, without a comma: «انا تعبان | شو أخبار ليبيا»; "" for nothing."""
    said = tokens(text)
    plainly = [simple(token.surface) for token in said]
    felt = (count for count, label in lists.groups["manners"].leading(plainly) if label in _FELT)
    rest = said[next(felt, len(said)) :]
    asked = [simple(token.surface) for token in rest]
    asks = bool(rest) and rest[0].word in language.question_words
    asks = asks or bool(lists.groups["browse"].whole(asked) or lists.requests.leading(asked))
    return text[rest[0].start :] if rest and asks else ""


def behind_complaint(text: str, lists: ConversationLists, *, anyhow: bool = False) -> str:
    """Return what is said behind a complaint: «جوابك غلط، الماسة كانت…»; "" where none begins it.

    Without a comma that is of an answer of `yours`, or with its reason, unless anything may follow.
    """
    said = tokens(text)
    ends = accumulate(len(tokens(part)) for part in clauses(text))  # «لا، هذا غلط، …»
    yours = bool(said) and said[0].word.endswith(_YOURS)
    counts = [
        *ends,
        *(n for n in _COMPLAINTS if n < len(said) and (anyhow or yours or said[n].word in _BECAUSE)),
    ]
    found = (n for n in counts if n < len(said) and manners(said[:n], lists)[-1:] == (Manner.COMPLAINT,))
    count = next(found, 0)
    return text[said[count].start :] if count else ""


def counters(text: str) -> bool:
    """Return whether a text says no more than another number than was told: «قالوا 12», «لا، كانوا تسعة»."""
    first, *rest = [without_conjunction(token.word, AND) for token in tokens(text)] or [""]
    if first not in _TOLD or text.rstrip().endswith(("؟", "?")):
        return False
    numbers = [word for word in rest if value(word) is not None and not _YEAR.fullmatch(word)]
    return len(numbers) == 1 and _TOLD.issuperset(word for word in rest if word not in numbers)


def behind_change(text: str, lists: ConversationLists) -> str:
    """Return what stands behind words that only begin another subject: «موضوع آخر: …», «نبدلو الموضوع، …»."""
    begun = _CHANGED.match(text)
    said = tokens(begun[1]) if begun else ()
    found = lists.groups["about_bot"].whole([simple(token.surface) for token in said]) if said else None
    rest = text[begun.end() :] if begun and found and found.label is Topic.BEGIN else ""
    return rest if tokens(rest) else text


def corrected(core: Sequence[Token], text: str, lists: ConversationLists) -> tuple[Token, ...]:
    """Return what somebody says to have meant: «قصدي الأسد»; what was not meant, «مو كيري», is left out."""
    if instead := restated(core, lists)[1]:
        return tuple(instead)
    # «لا مو قطر الدولة، القطار»: a few words after a comma stand for the few before it that were not meant.
    comma = _MARK.search(text)
    after = [token for token in core if comma and token.start - core[0].start >= comma.end()]
    few = 0 < len(after) <= _SHORT and len(core) - len(after) <= _SHORT + 1
    meant: Sequence[Token] = after if few and any(token.word in _NOT for token in core[:2]) else ()
    if found := lists.corrections.whole([simple(token.surface) for token in core]):
        meant = core[found.start : found.end]
    count = next((n for n, token in enumerate(meant) if n and token.word in _NOT), len(meant))
    return tuple(meant[:count])


def asked_of_meant(text: str, lists: ConversationLists, language: Language) -> tuple[str, str]:
    """Return what was meant, and what is asked of it behind a comma: «لا قصدي الباك، قداش …»; "" for neither."""
    said = tokens(text)
    ends = accumulate(len(tokens(part)) for part in clauses(text))
    for count in (end for end in ends if end < len(said)):
        meant = corrected(said[:count], text[: said[count - 1].end], lists)
        rest = text[said[count].start :]
        asks = {without_conjunction(token.word, _AND) for token in said[count : count + _ASKING]}
        asks &= language.question_words.keys()
        itself = any(token.word in language.question_words for token in meant)  # «قصدي كم قتيلا، وكم جريحا؟»
        if meant and not itself and (_ASKED in rest or asks - _PARTICLES) and asks:
            return text[meant[0].start : meant[-1].end], rest
    return "", ""


def restated(core: Sequence[Token], lists: ConversationLists) -> tuple[Sequence[Token], Sequence[Token]]:
    """Return what was not meant, and what was: «لا أقصد كيري، أقصد الأسد», «ليس كيري بل الأسد»; nothing for neither."""
    leads = _NOT | _DENY | _INSTEAD | lists.meant
    instead = _INSTEAD | lists.meant
    places = [n for n, token in enumerate(core) if token.word in instead]
    denies = core[0].word in _NOT or (core[0].word in _DENY and places[:1] == [1])  # «ما أقصد»
    last = places[-1] if places and denies else 0
    wrong, meant = list(core[:last]), core[last + 1 :]
    while wrong and wrong[0].word in leads:
        wrong = wrong[1:]
    while wrong and wrong[-1].word in leads:
        wrong = wrong[:-1]
    return (wrong, meant) if meant and 0 < len(wrong) <= _SHORT else ((), ())


def denied(core: Sequence[Token], lists: ConversationLists) -> Sequence[Token]:
    """Return what somebody says not to have meant: «روسيا مش أمريكا», «مو جنيف، فيتنام», the first word of it."""
    place = next((n for n, token in enumerate(core) if token.word in _NOT - _NO), len(core))
    return restated(core, lists)[0] or core[place + 1 : place + 2]


def behind_no(core: Sequence[Token]) -> Sequence[Token]:
    """Return what follows «no», or «no, rather», at the beginning; nothing where it does not begin so."""
    count = next((n for n, token in enumerate(core) if token.word not in _NO | _RATHER), len(core))
    return core[count:] if count and core[0].word in _NO else ()


def returned(text: str, lists: ConversationLists, language: Language) -> tuple[str, str]:
    """Return what a text goes back to, and what it asks of that: «نرجع لموضوع كيري، أين ولد؟»; "" for neither."""
    parts = clauses(text)
    said = tokens(parts[0])
    found = lists.returns.whole([simple(token.surface) for token in said])
    if found is None:
        return _returned_to(parts, text)
    asks = (n for n in range(found.start + 1, found.end) if said[n].word in language.question_words)
    end = next(asks, found.end)
    subject = parts[0][said[found.start].start : said[end - 1].end]
    if end < found.end:
        return subject, parts[0][said[end].start :]
    return subject, text[text.index(parts[0]) + len(parts[0]) :].strip(" ،,؛;.!\n")


def _returned_to(parts: Sequence[str], text: str) -> tuple[str, str]:
    """Return the same of «نرجع للانتخابات، من خسر؟», which is no more than a verb and what is joined to it."""
    said = tokens(parts[0])
    place = next((n for n, token in enumerate(said[:2]) if token.word in _BACK), None)
    if len(parts) == 1 or place is None or not said[place + 1 :]:
        return "", ""
    [to, *rest] = said[place + 1 :]
    if to.word in _TO and rest:
        subject = parts[0][rest[0].start : said[-1].end]
    elif to.word.startswith(_FOR_THE):
        subject = f"ال{parts[0][to.start + len(_FOR_THE) : said[-1].end]}"
    else:
        return "", ""
    return subject, text[text.index(parts[0]) + len(parts[0]) :].strip(" ،,؛;.!\n")


def pared(said: Sequence[Token], light: Collection[str]) -> Sequence[Token]:
    """Return words less those at their end that are `light`, or say where one looks: «روسيا في الأرشيف»."""
    count = len(said)
    while count and (
        said[count - 1].word in light or said[count - 1].word in _HERE
    ):  # «مقالات من | عام 2015»
        count -= 1
    inside = count > 1 and said[count - 1].word in _ARCHIVE and said[count - 2].word in _IN
    return said[: count - 2 if inside else count]


def without_and(text: str) -> str:
    """Return what asks for news after other news without the conjunction: «واخبار النجم», «وشو أخبار اليمن»."""
    said = tokens(text)[:2]
    bare = [without_conjunction(token.word, _AND) for token in said[:1]]
    news = bare != [token.word for token in said[:1]] and any(
        word in _NEWS for word in (*bare, said[-1].word)
    )
    return text[said[0].start + 1 :] if news else text


def without_openers(text: str, cues: Cues) -> str:
    """Return a text without the words that only begin it: «طيب من فاز؟», but «طب الأسنان» as it is."""
    said = tokens(text)
    count = next((n for n, token in enumerate(said) if token.word not in cues.openers), 0)
    begins = count and not (is_definite(said[count].word) and said[0].word == _MEDICINE)
    return text[said[count].start :] if begins else text
