"""Days that a page tells by how long ago they were («أمس»، «قبل يومين»), counted from a day that is known."""

from __future__ import annotations

import datetime
import re
from typing import Final

from retrieval.arabic.text import fold

# No «آخر تحديث»: when a page was changed says nothing of when it was published.
_LEAD: Final = r"(?:(?:نشر|نشرت|نشر في|تم النشر|كتب)\s?:?\s)?"
_TODAY: Final = re.compile(
    rf"{_LEAD}(?:اليوم|الان|(?:منذ|قبل) (?:لحظات|قليل|ثوان"
    r"|(?:\d\d? )?(?:دقيقه|دقيقتين|دقايق|ساعه|ساعتين|ساعات)(?: واحده)?))"
)
_YESTERDAY: Final = re.compile(rf"{_LEAD}(?:امس|يوم امس|البارحه|(?:منذ|قبل) يوم(?: واحد)?)")
_BEFORE: Final = re.compile(rf"{_LEAD}(?:اول امس|امس الاول|(?:منذ|قبل) يومين)")
_DAYS: Final = re.compile(rf"{_LEAD}(?:منذ|قبل) (\d\d?) (?:ايام|يوما|يوم)")
_LONGEST: Final = 60


def find(text: str, known: datetime.date) -> datetime.date | None:
    """The day that the line `text` tells, if it is nothing but such a telling; minutes and hours ago are `known`.

    Weeks, months and years ago are no day, and tell None.
    """
    if len(text) > _LONGEST:
        return None
    plain = " ".join(fold(text).split()).strip(" .،-|")
    for back, pattern in enumerate((_TODAY, _YESTERDAY, _BEFORE)):
        if pattern.fullmatch(plain):
            return known - datetime.timedelta(back)
    found = _DAYS.fullmatch(plain)
    return known - datetime.timedelta(int(found.group(1))) if found else None
