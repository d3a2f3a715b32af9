"""Reader of JSON as scrapers write it: objects in an array, by themselves or within others, an article each."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource
from retrieval.readers import charset
from retrieval.readers.tables import columns, rows
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from retrieval.readers.context import ReadContext
    from retrieval.readers.tables.days import Cell
    from retrieval.records import Article

    Object = Mapping[str, object]

# How deep the articles may lie in other objects, and names of fields at most.
_DEEPEST, _MOST_FIELDS = 6, 500
# What a field that is an object says itself by.
_SAYS: Final = (
    "rendered", "name", "value", "$date", "$oid", "#text", "text", "title", "label", "content", "context", "body",
    "html", "plain", "displayName", "display_name", "fullName", "full_name", "children", "data", "url",
    "@id",
)  # fmt: skip
# Words of a field from which an object holds a text, whatever it calls it.
_TEXT_WORDS: Final = 12
NO_ARTICLES: Final = "no object in it has a text; name it 'text' or «النص», and the others 'title', 'date'…"


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read an article of each object that has a text; says first which field it takes for what.

    Of a file that breaks off, what stood before counts.
    """
    broken: list[str] = []
    try:
        values = list(_values(charset.decode(data), broken))
    except UnreadableSource as error:
        yield SetAside(path, error.reason)
        return
    objects = [one for value in values for one in articles(value)] or [
        one for value in values for one in _unnamed_texts(value)
    ]
    if objects:
        names = list(dict.fromkeys(name for one in objects for name in one))[:_MOST_FIELDS]
        cells = ([cell(one.get(name)) for name in names] for one in objects)
        yield from rows.articles((row for part in ([names], cells) for row in part), path, reading, 0)
    elif not broken:
        yield SetAside(path, NO_ARTICLES)
    yield from (SetAside(path, reason) for reason in broken)


_GAP: Final = re.compile(r"[\s,\]]*")


def _values(text: str, broken: list[str]) -> Iterator[object]:
    """Yield the values that a file holds, one after another; those of an array that breaks off one by one.

    Why reading ended before the file did is added to `broken`.
    """
    decoder = json.JSONDecoder(strict=False)
    place, opened = len(text) - len(text.lstrip()), False
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            if text.startswith("[", place) and not opened:
                place, opened = place + 1, True
                continue
            before = "reading stopped here: {}; the objects before were read" if opened else "not JSON: {}"
            broken.append(before.format(error)[:300])
            return
        yield value
        gap = _GAP.match(text, place)
        place = gap.end() if gap else place


def articles(value: object, depth: int = 0) -> list[Object]:
    """Return the articles among what a value holds: itself if it is one, else those of its fields or elements.

    An object around a single article says of it what that does not say itself.
    """
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [one for element in value for one in articles(element, depth + 1)]
    if not isinstance(value, dict):
        return []
    place = columns.guess(list(value)).places.get("text")
    own = [] if place is None else _own(value, list(value)[place], depth)
    return own or _within(value, depth)


def _within(value: Object, depth: int) -> list[Object]:
    """Return the articles in the fields of an object that is none."""
    found = {key: inner for key, one in value.items() if (inner := articles(one, depth + 1))}
    if all(isinstance(one, dict) for one in value.values()) and len(found) > 1:
        return [one for inner in found.values() for one in inner]
    key = max(found, key=lambda name: len(found[name]), default="")
    if key in found and len(found[key]) == 1 and isinstance(value[key], dict):
        return [{name: one for name, one in value.items() if name != key} | dict(found[key][0])]
    return found.get(key, [])


def _own(value: Object, field: str, depth: int) -> list[Object]:
    """Return the articles of an object with a `field` that may be a text: itself, a column each, or those within."""
    text = value[field]
    others = [one for name, one in value.items() if name != field]
    if isinstance(text, dict) and any(isinstance(one, dict) and one.keys() == text.keys() for one in others):
        return [{name: _at(one, key) for name, one in value.items()} for key in text]
    if isinstance(text, list):
        alike = any(isinstance(one, list) and len(one) == len(text) for one in others)
        if len(text) > 1 and alike and all(isinstance(one, str) for one in text):
            return [{name: _at(one, at) for name, one in value.items()} for at in range(len(text))]
        within = [one for one in text if isinstance(one, dict)]
        if any(columns.guess(list(one)).places.keys() >= {"title", "text"} for one in within):
            return [one for element in within for one in articles(element, depth + 1)]
    elif isinstance(text, dict) and (inner := articles(text, depth + 1)):
        around = {name: one for name, one in value.items() if name != field}
        return [around | dict(inner[0])] if len(inner) == 1 else inner
    return [value]


def _at(column: object, key: object) -> object:
    """Return the element of a column, if it is one; what stands for all rows else."""
    if isinstance(column, dict):
        return column.get(key)
    if isinstance(column, list) and isinstance(key, int):
        return column[key] if key < len(column) else None
    return column


def _unnamed_texts(value: object, depth: int = 0) -> list[Object]:
    """Return the objects that hold a text under a name that says nothing."""
    if depth > _DEEPEST or not isinstance(value, dict | list):
        return []
    if isinstance(value, dict) and any(
        isinstance(one, str) and len(one.split(maxsplit=_TEXT_WORDS)) >= _TEXT_WORDS for one in value.values()
    ):
        return [value]
    within = value.values() if isinstance(value, dict) else value
    return [one for element in within for one in _unnamed_texts(element, depth + 1)]


def cell(value: object) -> Cell:
    """Return what a field says, in one value: the lines of a list, and of an object what names it.

    A paragraph as editors of blocks keep it is an object with a type, and its pieces are objects themselves.
    """
    if isinstance(value, list):
        said = (cell(one) for one in value)
        return "\n".join(str(one) for one in said if one is not None)
    if isinstance(value, dict):
        for name in _INSIDE if not _TYPES.isdisjoint(value) else ():
            if isinstance(pieces := value.get(name), list) and pieces and all(map(_is_piece, pieces)):
                return "".join(piece["text"] for piece in pieces)
        return next((cell(value[key]) for key in _SAYS if value.get(key)), None)
    return value if isinstance(value, str | int | float) else None


_TYPES: Final = frozenset({"type", "_type"})
_INSIDE: Final = ("children", "content")


def _is_piece(value: object) -> bool:
    """Return whether an element is a piece of a paragraph: text, perhaps bold, and no paragraph itself."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return False
    return next((value[name] for name in _TYPES if name in value), None) in {None, "text", "span"}
