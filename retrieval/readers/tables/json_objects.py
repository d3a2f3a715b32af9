"""Reader of JSON as scrapers write it: objects in an array, by themselves or within others, an article each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource
from retrieval.readers import charset
from retrieval.readers.tables import columns
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from retrieval.readers.context import ReadContext
    from retrieval.readers.tables.columns import Cell
    from retrieval.records import Article

# How deep the articles may lie in other objects, and names of fields at most.
_DEEPEST, _MOST_FIELDS = 4, 500
# What a field that is an object says itself by.
_SAYS: Final = ("rendered", "name", "value", "$date", "#text", "text", "title", "label", "url")
NO_ARTICLES: Final = "no object in it has a text; name it 'text' or «النص», and the others 'title', 'date'…"


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read an article of each object that has a text; says first which field it takes for what."""
    try:
        objects = articles(json.loads(charset.decode(data)))
    except UnreadableSource as error:
        yield SetAside(path, error.reason)
        return
    except (ValueError, RecursionError) as error:
        yield SetAside(path, f"not JSON: {error}"[:300])
        return
    if not objects:
        yield SetAside(path, NO_ARTICLES)
        return
    names = list(dict.fromkeys(name for one in objects for name in one))[:_MOST_FIELDS]
    rows = ([cell(one.get(name)) for name in names] for one in objects)
    yield from columns.articles((row for part in ([names], rows) for row in part), path, reading, first_row=0)


def articles(value: object, depth: int = 0) -> list[Mapping[str, object]]:
    """Return the articles among what a value holds: the first list of them, or itself if it is one."""
    if depth > _DEEPEST or not isinstance(value, dict | list):
        return []
    if isinstance(value, dict) and "text" in columns.guess(list(value)).places:
        return [value]
    within = list(value.values()) if isinstance(value, dict) else value
    found = [articles(one, depth + 1) for one in within]
    # A list is of articles all; of an object's fields one is the list, and others may be a title or a user.
    if isinstance(value, list) or all(isinstance(one, dict) for one in within):
        return [one for objects in found for one in objects]
    return max(found, key=len, default=[])


def cell(value: object) -> Cell:
    """Return what a field says, in one value: the lines of a list, and of an object what names it."""
    if isinstance(value, list):
        said = (cell(one) for one in value)
        return "\n".join(str(one) for one in said if one is not None)
    if isinstance(value, dict):
        return next((cell(value[key]) for key in _SAYS if value.get(key)), None)
    return value if isinstance(value, str | int | float) else None
