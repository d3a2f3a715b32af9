"""Numbers written in Arabic words: اثني عشر, الثانية عشرة, ثلاثة وعشرون, 1.5 مليون → 12, 12, 23, 1500000."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from retrieval.arabic.clitics import AND, without_conjunction, without_prefix
from retrieval.arabic.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


class Numeral(NamedTuple):
    """A run of words, `start` to `end` (half-open, in words), that says the number `value`."""

    start: int
    end: int
    value: int


# «أول» is left out and «أحد» counts only in company: they say "at first" and "one of" far more often than a number.
_SPELLED = {
    1: "أحد إحدى حادي حادية واحد واحدة",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنا إثني ثاني ثانية ثان",
    3: "ثلاث ثلاثة ثالث ثالثة",
    4: "أربع أربعة رابع رابعة",
    5: "خمس خمسة خامس خامسة",
    6: "ست ستة سادس سادسة",
    7: "سبع سبعة سابع سابعة",
    8: "ثمان ثماني ثمانية ثامن ثامنة",
    9: "تسع تسعة تاسع تاسعة",
    10: "عشر عشرة عاشر عاشرة",
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "أربعون أربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
    100: "مئة مائة",
    200: "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي",
    300: "ثلاثمئة ثلاثمائة",
    400: "أربعمئة أربعمائة",
    500: "خمسمئة خمسمائة",
    600: "ستمئة ستمائة",
    700: "سبعمئة سبعمائة",
    800: "ثمانمئة ثمانمائة ثمانيمائة",
    900: "تسعمئة تسعمائة",
    1000: "ألف آلاف ألفا",
    2000: "ألفان ألفين ألفي",
    1_000_000: "مليون ملايين مليونا",
    2_000_000: "مليونان مليونين مليوني",
    1_000_000_000: "مليار مليارات مليارا بليون",
}
_VALUES = {fold(word): value for value, listed in reversed(_SPELLED.items()) for word in listed.split()}
_MULTIPLIERS = frozenset({1000, 1_000_000, 1_000_000_000})
_PERCENT = frozenset(map(fold, ("بالمئة", "بالمائة")))  # a hundred, but not one that is counted
_FRACTIONS = {"نصف": Fraction(1, 2), "ثلث": Fraction(1, 3), "ربع": Fraction(1, 4)}
_DECIMAL = re.compile("[0-9]{1,6}[.,٫][0-9]{1,2}")


def value(word: str) -> int | None:
    """Return the number that one folded word says, whatever article or particle it carries; None if it says none."""
    if word in _PERCENT:
        return None
    if word in _VALUES:
        return _VALUES[word]
    for rest in without_prefix(word):
        if rest in _VALUES:
            return _VALUES[rest]
    return int(word) if word.isdecimal() and len(word) <= 12 else None


def may_belong(word: str) -> bool:
    """Return whether one folded word could be a number or part of one that `numerals` sees."""
    return word == "و" or value(word) is not None or _part(without_conjunction(word, AND)) is not None


def numerals(words: Sequence[str]) -> list[Numeral]:
    """Return the numbers that the folded `words` say, in order and as long as can be; they never overlap.

    A «و» that stands by itself counts as if it were joined to the number after it («الحادي و العشرين»).
    """
    places = [place for place, word in enumerate(words) if not _detached(words, place)]
    joined = [
        "و" + words[place] if place and _detached(words, place - 1) else words[place] for place in places
    ]
    places.append(len(words))
    return [
        Numeral(places[start], places[end] - _detached(words, places[end] - 1), number)
        for start, end, number in _joined(joined)
    ]


def _detached(words: Sequence[str], place: int) -> bool:
    """Return whether a «و» stands at `place` between two numbers, the second in words, of which it may make one."""
    if not 0 < place < len(words) - 1 or words[place] != "و" or words[place + 1].isdecimal():
        return False
    return value(words[place - 1]) is not None and value("و" + words[place + 1]) is not None


def _joined(words: Sequence[str]) -> list[Numeral]:
    found: list[Numeral] = []
    start = 0
    while start < len(words):
        # The number at `start` that is a part of a thousand or more, «1.5 مليون», «نصف مليون»; None without
        # one.
        part = _part(words[start])
        times = value(words[start + 1]) if part is not None and start + 1 < len(words) else None
        parted = (
            Numeral(start, start + 2, int(part * times))
            if part is not None and times in _MULTIPLIERS
            else None
        )
        numeral = parted or _whole(words, start)
        lone_one = numeral == (start, start + 1, 1) and not words[start].isdecimal()
        if numeral and not lone_one:
            found.append(numeral)
        start = numeral.end if numeral else start + 1
    return found


def _whole(words: Sequence[str], start: int) -> Numeral | None:
    """Return the longest number that begins at `start`, with «ونصف» behind a thousand or more."""
    end = start
    while end < len(words) and (end == start or _continues(words[end - 1], words[end])):
        if value(words[end]) is None:
            break
        end += 1
    if end == start:
        return None
    total, last = _total(words[start:end]), value(words[end - 1])
    joined = words[end] if end < len(words) and words[end].startswith("و") else ""
    part = _part(without_conjunction(joined, AND))
    if part is None or last not in _MULTIPLIERS:
        return Numeral(start, end, total)
    again = end + 1 < len(words) and words[end + 1].startswith("ال") and value(words[end + 1]) == last
    return Numeral(start, end + 1 + again, total + int(part * last))


def _part(word: str) -> Fraction | None:
    """Return the fraction or decimal that a word says; None where it says none."""
    if _DECIMAL.fullmatch(word):
        return Fraction(re.sub("[,٫]", ".", word))
    return _FRACTIONS.get(word)


def _continues(before: str, word: str) -> bool:
    """Return whether `word` goes on with the number of `before`: عشر after a unit, a multiplier, or a smaller «و…»."""
    number, last = value(word), value(before)
    if number is None or last is None or word.isdecimal():
        return False
    if number == 10 and not word.startswith("و"):
        return last < 10 and not before.isdecimal()
    if number in _MULTIPLIERS | {100} and not word.startswith("و"):
        return last < number
    return word.startswith("و") and (number < last >= 100 or last < 10 < number < 100)


def _total(words: Sequence[str]) -> int:
    """Return the number that words say together."""
    total = part = 0
    for number in filter(None, map(value, words)):
        if number in _MULTIPLIERS:
            total, part = total + (part or 1) * number, 0
        elif number in {2000, 2_000_000}:
            total += number
        elif number == 100:
            part = part - part % 10 + (part % 10 or 1) * 100
        else:
            part += number
    return total + part
