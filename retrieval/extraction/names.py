"""What a short text names: a person, a place, an outlet; nothing is guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from retrieval.arabic.text import fold, plain
from retrieval.extraction.boilerplate import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.extraction.boilerplate import Boilerplate
    from retrieval.records import Span

LONGEST: Final = 20
"""Words of a line of metadata at most: a caption or a sentence may hold a name or a date too."""
# Each run of spaces and strokes is tried from its beginning alone: that keeps the pattern linear.
_PARTS: Final = re.compile(r"(?:(?<!\s)\s+)?[|/،,:\\•·]+\s*|(?<!\s)\s+[-–—ـ]+\s*|(?<![-–—ـ])[-–—ـ]+\s+")
_NAME_WORDS, _PLACE_WORDS, _OUTLET_WORDS = 5, 3, 4


def parts(text: str) -> list[str]:
    """Cut a line at its strokes and colons, with white space made single."""
    return [part.strip(" ()[]*\u200e\u200f") for part in _PARTS.split(" ".join(text.split()))]


def beside(text: str, spans: Iterable[Span]) -> list[str]:
    """List the pieces of `text` before, between and after `spans`."""
    pieces, start = [], 0
    for span in spans:
        pieces.append(text[start : span.start])
        start = span.end
    return [*pieces, text[start:]]


def has_digit(text: str) -> bool:
    """Return whether a digit of any script stands in `text`."""
    return any(map(str.isdigit, text))


def is_name(text: str, boilerplate: Boilerplate) -> bool:
    """Return whether `text` can be a person's name: a few words, none of them a small one, and no place."""
    # Folded, the name «علي» would be the preposition «على».
    small = any(
        folded(word) in boilerplate.function_words.whole and not plain(word).strip(_MARKS).endswith(_ALI)
        for word in text.split()
    )
    few = 2 <= len(folded(text).split()) <= _NAME_WORDS
    return few and not small and not has_digit(text) and not is_place(text, boilerplate)


_MARKS: Final = "،,.:()[]«»\"'"
_ALI: Final = "علي"


def is_place(text: str, boilerplate: Boilerplate) -> bool:
    """Return whether `text` is a city, an agency or a section, none of which writes."""
    key = folded(text)
    return any(
        key in names.whole for names in (boilerplate.cities, boilerplate.agencies, boilerplate.sections)
    )


# Names that systems fill in where nobody signed.
_NOBODY: Final = frozenset(map(folded, (
    "admin", "administrator", "super user", "editor", "editors", "webmaster", "root", "user", "guest", "staff",
    "newsroom",
    "المحرر", "محرر", "تحرير", "التحرير", "هيئة التحرير", "فريق التحرير", "قسم التحرير", "أسرة التحرير", "مدير الموقع",
    "إدارة الموقع", "الإدارة", "غير معروف", "كاتب", "زائر",
)))  # fmt: skip
# What the names of a newsroom's desks begin with («قسم الأخبار», «مكتب القاهرة»).
_DESKS: Final = tuple([folded(word)] for word in (
    "قسم", "فريق", "هيئة", "مكتب", "وحدة", "غرفة", "أسرة", "إدارة", "تحرير", "مراسلو", "المكتب",
))  # fmt: skip


def is_desk(text: str) -> bool:
    """Return whether `text` is nobody's name: an account, a desk of a newsroom, or what stands for a name."""
    key = folded(text)
    return key in _NOBODY or key.split(maxsplit=1)[0:1] in _DESKS


def is_person(text: str, boilerplate: Boilerplate) -> bool:
    """Return whether `text` is a name that opens with a known given name, a title before it aside."""
    words = core(text)
    return len(words) >= 2 and is_name(text, boilerplate) and words[0] in boilerplate.given_names.whole


def core(name: str) -> list[str]:
    """List a name's words without titles and words that link others («د. سعد بن علي» → «سعد علي»)."""
    words = [word.strip(".") for word in folded(name).split()]
    untitled = [word for word in words if word not in _TITLES]
    return [word for at, word in enumerate(untitled) if at == 0 or word not in _LINKS]


def is_title(text: str) -> bool:
    """Return whether `text` is a title alone, as before a stroke («د/ سمير حداد»)."""
    return folded(text) in _TITLES


_TITLES: Final = frozenset(
    map(fold, ("د", "أ.د", "الدكتور", "الدكتورة", "أ", "الأستاذ", "الأستاذة", "م", "المهندس", "المهندسة"))
)
_LINKS: Final = frozenset(map(fold, ("عبد", "بن", "بنت", "ابن", "أبو", "آل", "ولد", "أبي")))


def dateline(text: str, boilerplate: Boilerplate) -> str | None:
    """Return the line if it is nothing but the city, or city and agency, that the story was sent from."""
    places = _places(text)
    if not places or folded(places[0]) not in boilerplate.cities.whole:
        return None
    return text if all(is_place(place, boilerplate) for place in places) else None


def is_dateline(text: str, boilerplate: Boilerplate) -> bool:
    """Return whether a short line gives a city, alone or beside another short name («الميدان نيوز - بيروت»)."""
    places = _places(text)
    short = all(len(place.split()) <= _PLACE_WORDS for place in places)
    return short and len(places) <= 3 and any(folded(place) in boilerplate.cities.whole for place in places)


def _places(text: str) -> list[str]:
    return [part for part in parts(text.replace("(", "/")) if part]


def names_outlet(text: str, boilerplate: Boilerplate) -> bool:
    """Return whether a short line is an outlet's name: a word that such names are made of begins or ends it."""
    words = folded(text).split()
    return 1 < len(words) <= _OUTLET_WORDS and not boilerplate.outlet_words.whole.isdisjoint(
        {words[0], words[-1]}
    )
