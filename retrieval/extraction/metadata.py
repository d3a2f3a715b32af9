"""Lines that say of an article when it was published, by whom, and where it comes from; nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from retrieval.arabic import dates, hijri
from retrieval.arabic.text import fold
from retrieval.extraction.boilerplate import folded
from retrieval.extraction.bylines import author, signature
from retrieval.extraction.names import LONGEST, beside, has_digit, is_person, is_place, names_outlet, parts

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from retrieval.extraction.boilerplate import Boilerplate, Phrases

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


def dated(text: str, boilerplate: Boilerplate) -> Dated | None:
    """Find the day that the line gives the article, if it does little else; the first of several."""
    if len(text.split()) > LONGEST or not has_digit(text):
        return None
    text = _DOUBLED.sub(r"\1 ", text)
    found = [(date.span, day) for date in dates.find(text) if (day := date.full())]
    if not found:
        islamic = hijri.find(text)
        role = _role(folded(text), boilerplate)
        most = _LEFT_AFTER_CUE if role is not Role.BARE else _LEFT_BARE
        return Dated(islamic, role) if islamic and len(_left(text)) <= most else None
    span, day = found[0]
    role = Role.PUBLISHED if author(text, boilerplate) else _role(folded(text[: span.start]), boilerplate)
    others = beside(text, [place for place, _ in found])
    # Where strokes part the line («المركز | 22 سبتمبر 2020») a name may stand beside a date.
    parted = "|" in text or "•" in text
    if len(_left(" ".join(others))) > (_LEFT_AFTER_CUE if role is not Role.BARE or parted else _LEFT_BARE):
        named = author(text, boilerplate) is not None and not _left(others[-1])
        return Dated(day, role) if named or _accompany(others, boilerplate) else None
    return Dated(day, role)


# A date given twice, for the eye and for who hears the page, with nothing between.
_DOUBLED: Final = re.compile(r"(?<!\d)(\d\d?/\d\d?/\d{4})(?=\d)")


def _accompany(pieces: Iterable[str], boilerplate: Boilerplate) -> bool:
    """Return whether what stands beside a date is nothing but names of people, places and outlets, and counters.

    Beside a person a single definite word is a city that is in no list.
    """
    said = [part for piece in pieces for part in parts(piece)]
    signed = any(is_person(part, boilerplate) for part in said)
    for part in said:
        rest = " ".join(_left(part))
        counted = not rest or rest in boilerplate.notices or is_place(rest, boilerplate)
        city = signed and " " not in rest and rest.startswith("ال")
        if not (counted or city or is_person(part, boilerplate) or names_outlet(part, boilerplate)):
            return False
    return True


def is_calendar(text: str) -> bool:
    """Return whether a line is nothing but a day, an hour or a number, in any calendar."""
    return has_digit(text) and len(text.split()) <= LONGEST and not _left(text)


def _left(text: str) -> list[str]:
    """List the words of `text` that do not belong to a date."""
    return _WORD.findall(_BESIDE_DATE.sub(" ", fold(text)))


def _role(before: str, boilerplate: Boilerplate) -> Role:
    """Tell what the words in front of a date say of it; the nearest cue counts."""
    if _last(before, boilerplate.updated_cues) > _last(before, boilerplate.published_cues):
        return Role.UPDATED
    return Role.PUBLISHED if _last(before, boilerplate.published_cues) >= 0 else Role.BARE


def _last(text: str, cues: Phrases) -> int:
    """Return where the last of `cues` ends as whole words in `text`; -1 if none is there."""
    padded = f" {' '.join(_WORD.findall(text))} "
    return max(
        (padded.rfind(f" {cue} ") + len(cue) for cue in cues.whole if f" {cue} " in padded), default=-1
    )


def source(text: str, boilerplate: Boilerplate) -> str | None:
    """Find what a short line «المصدر: …» names."""
    cue, mark, name = text.partition(":")
    if mark and folded(cue) in boilerplate.source_cues.whole and 1 <= len(name.split()) <= 6:
        return name.strip()
    return None


def outlet_in_date(text: str, boilerplate: Boilerplate) -> str | None:
    """Find the outlet in «نشر في البوابة يوم 28 - 09 - 2014», the form of press archives."""
    words = text.split()
    for number, word in enumerate(words[1:-1], start=1):
        if folded(word) == "يوم" and folded(" ".join(words[:2])) in boilerplate.published_cues.whole:
            return " ".join(words[2:number]) or None
    return None


def is_metadata(text: str, boilerplate: Boilerplate) -> bool:
    """Return whether a line says who, when or where from, and nothing else."""
    return (
        dated(text, boilerplate) is not None
        or any(say(text, boilerplate) is not None for say in (author, signature, source))
        or is_calendar(text)
    )
