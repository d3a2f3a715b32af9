"""Lines that say who wrote an article, and what says of an author who that is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates
from retrieval.arabic.text import fold
from retrieval.extraction.boilerplate import folded
from retrieval.extraction.names import (
    LONGEST,
    beside,
    core,
    has_digit,
    is_desk,
    is_name,
    is_person,
    is_place,
    is_title,
    parts,
)

if TYPE_CHECKING:
    from retrieval.extraction.boilerplate import Boilerplate

# Words of a cue at most, and of a name that no cue announces, titles and the like aside.
_CUE_WORDS, _SIGNED_WORDS = 3, 3
_WEEKDAYS: Final = r"\b(?:السبت|الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة)\b"
# Where the name in a byline ends and its date begins; and the weekday right before a date.
_WHEN: Final = re.compile(rf"(?:(?<!\S)في\s)?\d|{_WEEKDAYS}")
_WEEKDAY: Final = re.compile(rf"{_WEEKDAYS}\W{{0,3}}$")


def author(text: str, boilerplate: Boilerplate) -> str | None:
    """Find the author whom a byline names after a cue («كتب: …», «كتب محمد رؤوف»).

    Where no mark parts the two, and after words that open headlines too («تقرير: …»), the name has to open
    with a known given name.
    """
    if len(text.split()) > LONGEST:
        return None
    cue, *rest = parts(_WHEN.split(text, maxsplit=1)[0])
    if folded(cue) in boilerplate.author_cues.whole:
        return next((name for name in rest if is_name(name, boilerplate) and not is_desk(name)), None)
    named = rest
    if folded(cue) in _BY_WRITER and (
        name := next((one for one in rest if is_like_name(one, boilerplate)), None)
    ):
        return name
    if folded(cue) not in boilerplate.report_cues.whole:
        # «نشر في 12 مايو 2019 بواسطة محمد رؤوف»
        after = map(str.split, _beside_dates(text)[1:] if has_digit(text) else ())
        tails = (" ".join(words[start:]) for words in after for start in range(len(words)))
        named = [_after_cue(part, boilerplate) for part in (cue, *tails)]
    return next((name for name in named if is_person(name, boilerplate)), None)


_BY_WRITER: Final = frozenset(map(folded, (
    "المؤلف", "المؤلفة", "الكاتب", "الكاتبة", "اسم الكاتب", "اسم المؤلف", "author", "auteur", "إعداد", "أعده", "أعدته",
    "أعد التقرير", "أعدت التقرير",
)))  # fmt: skip


def is_like_name(text: str, boilerplate: Boilerplate) -> bool:
    """Return whether a name, its given name in no list, has a family's («عباس الأنصاري»), and is no sentence."""
    first, *others = core(text) or [""]
    family = any(word.startswith("ال") or word in boilerplate.given_names.whole for word in others)
    return (
        is_name(text, boilerplate)
        and not is_desk(text)
        and not first.startswith("ال")
        and family
        and len(others) < _SIGNED_WORDS
    )


def signature(text: str, boilerplate: Boilerplate) -> str | None:
    """Find the author or authors whom a line names without a cue, alone, or beside a city or a date.

    Each name is short and opens with a known given name: anything else may be a caption or a headline.
    """
    if len(text.split()) > LONGEST:
        return None
    *before, last = _beside_dates(text)
    pieces = [*(_WEEKDAY.sub("", piece) for piece in before), last]
    said = [part for piece in pieces for part in parts(piece) if part and not is_title(part)]
    names = [part for part in said if not is_place(part, boilerplate) and not has_digit(part)]
    if len(names) > 1:
        # Beside a name a single definite word is a city that is in no list («الميناء - سامي النجار»).
        if any(_PEOPLE.fullmatch(name) for name in names):
            return None
        names = [name for name in names if " " in name or not name.startswith("ال")]
    signed = names and all(
        is_person(name, boilerplate) and len(core(name)) <= _SIGNED_WORDS for name in names
    )
    return "، ".join(names) if signed else None


# Who is named after such a word took part («المشاركون: …»), and wrote nothing.
_PEOPLE: Final = re.compile(r"ال\w{2,20}ون|ال(?:ضيوف|ضيف|ضيفة|ضيفان|حضور)")


def _after_cue(part: str, boilerplate: Boilerplate) -> str:
    """Return the name in «كتب محمد رؤوف»; empty where no cue opens the part."""
    words = part.split()
    for length in range(_CUE_WORDS, 0, -1):
        if folded(" ".join(words[:length])) in boilerplate.author_cues.whole:
            return " ".join(words[length:])
    return ""


def _beside_dates(text: str) -> list[str]:
    return beside(text, [date.span for date in dates.find(text) if date.full()] if has_digit(text) else [])


# Arabic sentences begin with a verb or with what is definite: who begins with these has no sentence to say.
_WRITERS: Final = frozenset(map(fold, (
    "كاتب", "كاتبة", "باحث", "باحثة", "أكاديمي", "أكاديمية", "صحفي", "صحفية", "صحافي", "صحافية", "أستاذ", "أستاذة",
    "إعلامي", "إعلامية", "محلل", "محللة", "روائي", "روائية", "شاعر", "شاعرة", "ناقد", "ناقدة", "خبير", "خبيرة",
)))  # fmt: skip
_PORTRAIT: Final = 60  # words of such a paragraph at most


def portrays(text: str) -> bool:
    """Return whether a paragraph says of an article's author who that is («كاتب وروائي من مواليد…»)."""
    words = text.split(maxsplit=_PORTRAIT)
    first = next((key for word in words[:2] if (key := folded(word))), "")
    return len(words) <= _PORTRAIT and first in _WRITERS
