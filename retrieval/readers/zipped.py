"""Reader of zip files: each file in it by the reader of its own kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from retrieval.errors import UnreadableSource
from retrieval.readers import unpack
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.readers.context import ReadContext

    Items = Iterator[Article | SetAside]
    Inner = Callable[[bytes, str, ReadContext, int], Items]


def read(data: bytes, path: str, reading: ReadContext, inner: Inner, depth: int) -> Items:
    """Read each file of a pack with `inner`, named by its path in it; what breaks a rule is set aside by name.

    `depth` counts the packs around this one.
    """
    if depth >= unpack.DEFAULT.nesting:
        yield too_deep(path)
        return
    places: dict[str, str] = {}
    try:
        for member in unpack.members(data):
            place = f"{path}/{member.path}"
            if member.data is None:
                yield SetAside(place, member.reason)
                continue
            folder = PurePath(member.path).parent.as_posix()
            try:
                for item in inner(member.data, place, reading, depth + 1):
                    yield _once(item, place, folder, places)
            except UnreadableSource as error:
                yield SetAside(place, error.reason, error.line)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)


def too_deep(path: str) -> SetAside:
    """Return what is said of a pack inside more packs than may lie around it."""
    return SetAside(path, f"packs lie more than {unpack.DEFAULT.nesting} deep in one another, the limit")


def _once(item: Article | SetAside, place: str, folder: str, places: dict[str, str]) -> Article | SetAside:
    """Return the item, its folder before its id if another file's article has that; or that both are taken."""
    if isinstance(item, SetAside) or places.setdefault(item.id, place) == place:
        return item
    longer = f"{folder}/{item.id}"
    if folder != "." and places.setdefault(longer, place) == place:
        return replace(item, id=longer)
    first = places[item.id]
    return SetAside(
        place, f"the id {item.id} was taken already by an article of {first}; give one of them another"
    )
