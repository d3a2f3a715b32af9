"""Arabic for terminals that know nothing of it: letters joined, lines in the order they are seen.

The one importer of arabic_reshaper and python-bidi. Every shape keeps its place in the original line, so
that colours and the cursor follow it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from arabic_reshaper import ArabicReshaper

_LETTERS = re.compile("[\u0620-\u065f\u066e-\u06d3\u06d5\u06fa-\u06ff]+")
_STRONG_RIGHT = {"R", "AL"}


class Shape(NamedTuple):
    """One cell of a terminal: a letter's form with its marks, and the place of its letter in the line."""

    text: str
    place: int


def is_arabic(text: str) -> bool:
    """Return whether any letter of `text` is written from right to left."""
    return any(unicodedata.bidirectional(letter) in _STRONG_RIGHT for letter in text)


def starts_arabic(text: str) -> bool:
    """Return whether the first letter with a direction is written from right to left (UAX #9, rules P2 and P3)."""
    strong = (kind for kind in map(unicodedata.bidirectional, text) if kind in {"L", "R", "AL"})
    return next(strong, "L") in _STRONG_RIGHT


def arrange(line: str, right_to_left: bool | None = None) -> list[Shape]:
    """Return the shapes of one line from left to right as they are to be seen (UAX #9); direction marks are gone.

    `right_to_left` is the paragraph's direction; without it, any Arabic letter makes it right to left.
    """
    shapes = _shapes(line)
    rtl = is_arabic(line) if right_to_left is None else right_to_left
    order = _visual_order([shape.text[0] for shape in shapes], 1 if rtl else 0)
    seen = (Shape(first + shapes[i].text[1:], shapes[i].place) for i, first in order)
    return [shape for shape in seen if shape.text not in "\u200e\u200f"]


def arranged(line: str) -> str:
    """Return the shapes of `arrange` as text."""
    return "".join(shape.text for shape in arrange(line))


def _shapes(line: str) -> list[Shape]:
    """Return the letters of `line` in reading order, joined to their neighbours; marks stay with their letter."""
    joined = _LETTERS.sub(lambda run: _reshaper().reshape(run.group()), line)
    shapes: list[Shape] = []
    place = 0
    for form in joined:
        if unicodedata.combining(form) and shapes:
            shapes[-1] = shapes[-1]._replace(text=shapes[-1].text + form)
        else:
            shapes.append(Shape(form, place))
        # The ligature of lam with alef stands for two letters.
        place += 2 if "\ufef5" <= form <= "\ufefc" else 1
    return shapes


def _visual_order(letters: list[str], level: int) -> list[tuple[int, str]]:
    """Return the index of each letter, and the letter (brackets mirrored), from left to right."""
    from bidi import algorithm  # noqa: PLC0415  # most terminals and all of Telegram do without

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = level, "LR"[level]
    algorithm.get_embedding_levels(letters, storage)
    for index, cell in enumerate(storage["chars"]):
        cell["index"] = index
    algorithm.explicit_embed_and_overrides(storage)
    for rule in (
        algorithm.resolve_weak_types,
        algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels,
        algorithm.reorder_resolved_levels,
        algorithm.apply_mirroring,
    ):
        rule(storage, False)
    return [(cell["index"], cell["ch"]) for cell in storage["chars"]]


@lru_cache(maxsize=1)
def _reshaper() -> ArabicReshaper:
    from arabic_reshaper import ArabicReshaper  # noqa: PLC0415  # it reads a library of fonts

    # Lam with alef is the one ligature that Arabic cannot do without and that terminal fonts have.
    return ArabicReshaper({"delete_harakat": False, "support_zwj": False, "ARABIC LIGATURE ALLAH": False})
