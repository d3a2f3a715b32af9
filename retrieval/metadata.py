"""Lines that say who wrote an article, when it was published and where it comes from; nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from retrieval import dates, hijri
from retrieval.arabic import fold
from retrieval.chrome import folded

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from retrieval.chrome import Chrome, Phrases
    from retrieval.records import Span

# No line of metadata is longer, in words: a caption or a sentence may hold a date too.
LONGEST: Final = 20
# What may stand beside a date on a line that is nothing but a date: day, hour, zone, the Hijri date, the
# issue.
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
    """Find the day that the line gives the article, if it does little else; the first of several."""
    if len(text.split()) > LONGEST or not _has_digit(text):
        return None
    text = _DOUBLED.sub(r"\1 ", text)
    found = [(date.span, day) for date in dates.find(text) if (day := date.full())]
    if not found:
        return _islamic(text, chrome)
    span, day = found[0]
    role = Role.PUBLISHED if author(text, chrome) else _role(folded(text[: span.start]), chrome)
    beside = _cut(text, [place for place, _ in found])
    left = len(_left(" ".join(beside)))
    if left > (_LEFT_AFTER_CUE if role is not Role.BARE or _set_apart(text) else _LEFT_BARE):
        return Dated(day, role) if _accompany(beside, chrome) else None
    return Dated(day, role)


# A date told twice, for the eye and for who hears the page, with nothing between.
_DOUBLED: Final = re.compile(r"(?<!\d)(\d\d?/\d\d?/\d{4})(?=\d)")


def _accompany(pieces: Iterable[str], chrome: Chrome) -> bool:
    """Whether what stands beside a date is nothing but names of people, places and outlets, and counters."""
    return all(_accompanies(part, chrome) for piece in pieces for part in _parts(piece))


def _accompanies(part: str, chrome: Chrome) -> bool:
    rest = " ".join(_left(part))
    counted = not rest or rest in chrome.notices or _is_place(rest, chrome)
    return counted or _is_given(part, chrome) or names_outlet(part, chrome)


def _islamic(text: str, chrome: Chrome) -> Dated | None:
    """The same for a line whose only date is one of the Islamic calendar."""
    day = hijri.find(text)
    if day is None:
        return None
    role = _role(folded(text), chrome)
    left = len(_left(text)) > (_LEFT_AFTER_CUE if role is not Role.BARE else _LEFT_BARE)
    return None if left else Dated(day, role)


def is_calendar(text: str) -> bool:
    """Whether a line is nothing but a day, an hour or a number, in any calendar."""
    return any(map(str.isdigit, text)) and len(text.split()) <= LONGEST and not _left(text)


def _left(text: str) -> list[str]:
    """List the words of `text` that do not belong to a date."""
    return _WORD.findall(_BESIDE_DATE.sub(" ", fold(text)))


def _set_apart(text: str) -> bool:
    """Whether strokes part the line («المركز | 22 سبتمبر 2020»): a name may then stand beside a date."""
    return "|" in text or "•" in text


def _role(before: str, chrome: Chrome) -> Role:
    """Tell what the words in front of a date say of it; the nearest cue counts."""
    if _last(before, chrome.updated_cues) > _last(before, chrome.published_cues):
        return Role.UPDATED
    return Role.PUBLISHED if _last(before, chrome.published_cues) >= 0 else Role.BARE


def _last(text: str, cues: Phrases) -> int:
    """Where the last of `cues` ends as whole words in `text`; -1 if none is there."""
    padded = f" {' '.join(_WORD.findall(text))} "
    return max(
        (padded.rfind(f" {cue} ") + len(cue) for cue in cues.whole if f" {cue} " in padded), default=-1
    )


def _cut(text: str, spans: Iterable[Span]) -> list[str]:
    """List the pieces of `text` beside `spans`."""
    pieces, start = [], 0
    for span in spans:
        pieces.append(text[start : span.start])
        start = span.end
    return [*pieces, text[start:]]


# Each run of spaces and strokes is tried from its beginning alone: that keeps the pattern linear.
_SEPARATORS: Final = r"(?:(?<!\s)\s+)?[|/،,:\\•·]+\s*|(?<!\s)\s+[-–—ـ]+\s*|(?<![-–—ـ])[-–—ـ]+\s+"
_PARTS: Final = re.compile(_SEPARATORS)
_CUE_WORDS: Final = 3
_NAME_WORDS, _SIGNED_WORDS = 5, 3
# Where the name in a byline ends and its date begins.
_WHEN: Final = re.compile(
    r"(?:(?<!\S)في\s)?\d|\b(?:السبت|الأحد|الاحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة)\b"
)


def _parts(text: str) -> list[str]:
    """Cut a line at its strokes and colons, with white space made single."""
    return [part.strip(" ()[]*\u200e\u200f") for part in _PARTS.split(" ".join(text.split()))]


def author(text: str, chrome: Chrome) -> str | None:
    """Find the author whom a byline names after a cue («كتب: …», «كتب محمد رؤوف»).

    Where no mark parts the two, and after words that open headlines too («تقرير: …»), the name has to open
    with a known given name.
    """
    if len(text.split()) > LONGEST:
        return None
    cue, *rest = _parts(_WHEN.split(text, maxsplit=1)[0])
    if folded(cue) in chrome.author_cues.whole:
        return next((name for name in rest if _is_name(name, chrome)), None)
    named = rest if folded(cue) in chrome.report_cues.whole else [_after_cue(cue, chrome)]
    return next((name for name in named if _is_given(name, chrome)), None)


def signature(text: str, chrome: Chrome) -> str | None:
    """Find the author or authors whom a line names without a cue, alone, or beside a city or a date.

    Each name is short and opens with a known given name: anything else may be a caption or a headline.
    """
    if len(text.split()) > LONGEST:
        return None
    pieces = _cut(text, [date.span for date in dates.find(text) if date.full()])
    parts = [part for piece in pieces for part in _parts(piece) if part]
    names = [part for part in parts if not _is_place(part, chrome) and not _has_digit(part)]
    signed = names and all(_is_given(name, chrome) and len(_core(name)) <= _SIGNED_WORDS for name in names)
    return "، ".join(names) if signed else None


def _after_cue(part: str, chrome: Chrome) -> str:
    """«كتب محمد رؤوف» → «محمد رؤوف»."""
    words = part.split()
    for length in range(_CUE_WORDS, 0, -1):
        if folded(" ".join(words[:length])) in chrome.author_cues.whole:
            return " ".join(words[length:])
    return ""


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _is_name(text: str, chrome: Chrome) -> bool:
    words = folded(text).split()
    small = any(word in chrome.function_words.whole for word in words)
    return (
        2 <= len(words) <= _NAME_WORDS and not small and not _has_digit(text) and not _is_place(text, chrome)
    )


def _is_place(text: str, chrome: Chrome) -> bool:
    """Whether `text` is a city, an agency or a section, none of which writes."""
    key = folded(text)
    return any(key in names.whole for names in (chrome.cities, chrome.agencies, chrome.sections))


def _is_given(text: str, chrome: Chrome) -> bool:
    """Whether `text` is a name that opens with a known given name, a title before it aside."""
    words = _core(text)
    return len(words) >= 2 and _is_name(text, chrome) and words[0] in chrome.given_names.whole


def _core(name: str) -> list[str]:
    """List a name's words without titles and words that link others («د. سعد بن علي» → «سعد علي»)."""
    words = [word.strip(".") for word in folded(name).split()]
    core = [word for word in words if word not in _TITLES]
    return [word for at, word in enumerate(core) if at == 0 or word not in _LINKS]


_TITLES: Final = frozenset(map(fold, ("د", "الدكتور", "الدكتورة", "أ", "الأستاذ", "م", "المهندس")))
_LINKS: Final = frozenset(map(fold, ("عبد", "بن", "بنت", "ابن", "أبو", "آل", "ولد", "أبي")))


def dateline(text: str, chrome: Chrome) -> str | None:
    """Give the line back if it is nothing but the city, or city and agency, that the story was sent from."""
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
    return [part for part in _parts(text.replace("(", "/")) if part]


_PLACE_WORDS: Final = 3


def source(text: str, chrome: Chrome) -> str | None:
    """Find what a short line «المصدر: …» names."""
    cue, mark, name = text.partition(":")
    if mark and folded(cue) in chrome.source_cues.whole and 1 <= len(name.split()) <= 6:
        return name.strip()
    return None


def outlet_in_date(text: str, chrome: Chrome) -> str | None:
    """Find the outlet in «نشر في البوابة يوم 28 - 09 - 2014», the form of press archives."""
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
    """Whether a short line is an outlet's name: a word that such names are made of begins or ends it."""
    words = folded(text).split()
    return 1 < len(words) <= _OUTLET_WORDS and not chrome.outlet_words.whole.isdisjoint({words[0], words[-1]})


_OUTLET_WORDS: Final = 4
