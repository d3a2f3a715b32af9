"""Lines that say who wrote an article, when it was published and where it comes from; nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from retrieval import dates
from retrieval.arabic import fold
from retrieval.chrome import folded

if TYPE_CHECKING:
    import datetime

    from retrieval.chrome import Chrome, Phrases
    from retrieval.records import Span

# No line of metadata is longer, in words: a caption or a sentence may hold a date too.
LONGEST: Final = 20
# What may stand beside a date on a line that is nothing but a date: days, hours, zones, the Hijri day, the issue.
_BESIDE_DATE: Final = re.compile(
    r"\b(?:يوم|السبت|الاحد|الاثنين|الاتنين|الثلاثاء|الاربعاء|الخميس|الجمعه|الموافق|الساعه|العدد"
    r"|صباحا|مساء|مساءا|ظهرا|عصرا|فجرا|ليلا|بتوقيت|توقيت|جرينتش|غرينتش|جرينيتش|القدس|مكه|المكرمه|السعوديه|المحلي"
    r"|محرم|صفر|ربيع|الاول|الاخر|الثاني|جمادي|الاولي|الاخره|الثانيه|رجب|شعبان|رمضان|شوال|ذو|ذي|القعده|الحجه"
    r"|في|من|هـ|هــ|ه|م|ص|ظ|gmt|utc|ksa|am|pm|at|on|(?:sun|mon|tues|wednes|thurs|fri|satur)day)\b"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
# Words left beside a date: after a cue an outlet's or an author's name may share its line.
_LEFT_AFTER_CUE: Final = 9
_LEFT_BARE: Final = 2


class Role(StrEnum):
    """What a line's date is said to be."""

    PUBLISHED = "published"
    UPDATED = "updated"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Dated:
    """A line's date: the day, and what it is said to be."""

    day: datetime.date
    role: Role


def dated(text: str, chrome: Chrome) -> Dated | None:
    """The day that the line gives the article, if it does little else; the first, if it gives several."""
    if len(text.split()) > LONGEST or not any(map(str.isdigit, text)):
        return None
    found = [(date.span, day) for date in dates.find(text) if (day := date.full())]
    if not found:
        return None
    span, day = found[0]
    role = _role(folded(text[: span.start]), chrome)
    left = len(_left(_cut(text, [place for place, _ in found])))
    if left > (_LEFT_AFTER_CUE if role is not Role.BARE or _set_apart(text) else _LEFT_BARE):
        return None
    return Dated(day, role)


def is_calendar(text: str) -> bool:
    """Whether a line is nothing but a day, an hour or a number, in any calendar."""
    return any(map(str.isdigit, text)) and len(text.split()) <= LONGEST and not _left(text)


def _left(text: str) -> list[str]:
    """The words of `text` that do not belong to a date."""
    return _WORD.findall(_BESIDE_DATE.sub(" ", fold(text)))


def _set_apart(text: str) -> bool:
    """Whether strokes part the line («مركز الدراسات | 22 سبتمبر 2020»): then a name may stand beside a date."""
    return "|" in text or "•" in text


def _role(before: str, chrome: Chrome) -> Role:
    """What the words in front of a date say of it; the nearest cue counts."""
    if _last(before, chrome.updated_cues) > _last(before, chrome.published_cues):
        return Role.UPDATED
    return Role.PUBLISHED if _last(before, chrome.published_cues) >= 0 else Role.BARE


def _last(text: str, cues: Phrases) -> int:
    """Where the last of `cues` ends as whole words in `text`; -1 if none is there."""
    padded = f" {' '.join(_WORD.findall(text))} "
    return max(
        (padded.rfind(f" {cue} ") + len(cue) for cue in cues.whole if f" {cue} " in padded), default=-1
    )


def _cut(text: str, spans: list[Span]) -> str:
    pieces, start = [], 0
    for span in spans:
        pieces.append(text[start : span.start])
        start = span.end
    return " ".join([*pieces, text[start:]])


_SEPARATORS: Final = r"\s*[|/،:\\•]+\s*|\s+[-–—ـ]+\s*|\s*[-–—ـ]+\s+"
_PARTS: Final = re.compile(_SEPARATORS)
_CUE_WORDS: Final = 3


def author(text: str, chrome: Chrome) -> str | None:
    """The author whom a byline names after a cue («كتب: …»)."""
    if len(text.split()) > LONGEST:
        return None
    parts = [part.strip(" ()[]*\u200e\u200f") for part in _PARTS.split(text)]
    named = [part for part in (_after_cue(part, chrome) for part in parts) if part]
    if parts and chrome.author_cues.leads(folded(parts[0])):
        return next((name for name in [*named, *parts[1:]] if _is_name(name, chrome)), None)
    return None


def signature(text: str, chrome: Chrome) -> str | None:
    """The author or authors whom a line names without a cue, alone, or beside a city or a date.

    Each name has to open with a known given name: anything else may be a caption.
    """
    if len(text.split()) > LONGEST:
        return None
    parts = [part.strip(" ()[]*\u200e\u200f") for part in _PARTS.split(text)]
    names = [p for p in parts if p and not _is_place(p, chrome) and not any(map(str.isdigit, p))]
    known = names and all(_is_name(name, chrome) and _opens_with_given_name(name, chrome) for name in names)
    return "، ".join(names) if known else None


def _after_cue(part: str, chrome: Chrome) -> str | None:
    """What follows the cue that `part` begins with («كتب محمد رؤوف» → «محمد رؤوف»)."""
    words = part.split()
    for length in range(_CUE_WORDS, 0, -1):
        if len(words) > length and folded(" ".join(words[:length])) in chrome.author_cues.whole:
            return " ".join(words[length:])
    return None


def _is_name(text: str, chrome: Chrome) -> bool:
    words = folded(text).split()
    if not 2 <= len(words) <= 5 or any(map(str.isdigit, text)):
        return False
    small = chrome.function_words.whole
    return not (_is_place(text, chrome) or any(word in small for word in words))


def _is_place(text: str, chrome: Chrome) -> bool:
    """Whether `text` is a city, an agency or a section, none of which writes."""
    key = folded(text)
    return any(key in names.whole for names in (chrome.cities, chrome.agencies, chrome.sections))


def _opens_with_given_name(text: str, chrome: Chrome) -> bool:
    words = [word for word in folded(text).split() if word not in _TITLES]
    return len(words) >= 2 and words[0] in chrome.given_names.whole


_TITLES: Final = frozenset(map(fold, ("د", "د.", "الدكتور", "الدكتورة", "أ", "أ.", "الأستاذ", "م.", "عبد")))


def dateline(text: str, chrome: Chrome) -> str | None:
    """The line itself, if it is nothing but the city, or the city and the agency, that the story was sent from."""
    parts = _places(text)
    if not parts or folded(parts[0]) not in chrome.cities.whole:
        return None
    return text if all(_is_place(part, chrome) for part in parts) else None


def is_dateline(text: str, chrome: Chrome) -> bool:
    """Whether a short line gives a city, alone or beside another short name («الميدان نيوز - بيروت»)."""
    parts = _places(text)
    short = all(len(part.split()) <= _PLACE_WORDS for part in parts)
    return short and len(parts) <= 3 and any(folded(part) in chrome.cities.whole for part in parts)


def _places(text: str) -> list[str]:
    return [part for part in (part.strip(" ()") for part in _PARTS.split(text.replace("(", "/"))) if part]


_PLACE_WORDS: Final = 3


def source(text: str, chrome: Chrome) -> str | None:
    """What a short line «المصدر: …» names, an agency aside: its stories are in many papers."""
    cue, mark, name = text.partition(":")
    if mark and folded(cue) in chrome.source_cues.whole and 1 <= len(name.split()) <= 6:
        return name.strip()
    return None


def outlet_in_date(text: str, chrome: Chrome) -> str | None:
    """The outlet in «نشر في البوابة يوم 28 - 09 - 2014», the form of press archives."""
    words = text.split()
    for number, word in enumerate(words[1:-1], start=1):
        if folded(word) == "يوم" and folded(" ".join(words[:2])) in chrome.published_cues.whole:
            return " ".join(words[2:number]) or None
    return None


def is_metadata(text: str, chrome: Chrome) -> bool:
    """Whether a line says who, when or where from, and nothing else."""
    return (
        dated(text, chrome) is not None
        or any(say(text, chrome) is not None for say in (author, signature, source))
        or is_calendar(text)
    )


def names_outlet(text: str, chrome: Chrome) -> bool:
    """Whether a short line is an outlet's name: it holds one of the words that such names are made of."""
    words = folded(text).split()
    return 1 < len(words) <= 5 and any(word in chrome.outlet_words.whole for word in words)
