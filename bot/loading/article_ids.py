"""Names of articles that are called after their file: two files of one name stay two articles.

The first file that has a name keeps it; a later one in another folder has a few letters of its place added to its
own. A file that takes the place of one that is gone, as when a folder is moved, takes its name too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TypeGuard

from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.archive.changes.seen_files import SeenFile, SeenFiles
    from bot.loading.files import File
    from bot.loading.read_file import Contents, Item

_COPY = "a copy of {}, whose articles are kept once"


@dataclass(frozen=True, slots=True)
class Claim:
    """A file at `place` has a name; `content` is a digest of its bytes."""

    place: str
    content: bytes


class FileNames:
    """The names of the files of one load; `coming` are the places of all of these."""

    def __init__(self, seen: SeenFiles, coming: Collection[str]) -> None:
        self._seen = seen
        self._coming = coming
        self._claims: dict[str, dict[str, Claim]] = {}

    def called(self, file: File, found: Contents, known: SeenFile | None) -> tuple[str, Contents]:
        """Return the file's name, and its contents with ids after it; "" when none of them is called after a file.

        `known` is what was remembered of the file so far. A copy of another file of this load is set aside; one of
        a file that lies elsewhere is to be read again next time, when they may differ.
        """
        stem = PurePath(file.place).stem
        if not any(_called_after(item, stem) for item in found.items):
            return "", found
        claim = Claim(file.place, found.digest)
        name = (known and known.name) or stem
        if any(rival.content != claim.content for rival in self._before(claim.place, name)):
            name = f"{stem}-{hashlib.blake2b(claim.place.encode(), digest_size=4).hexdigest()}"
        self._named(name)[claim.place] = claim
        before = self._before(claim.place, name)
        original = next((other.place for other in before if other.content == claim.content), None)
        if original in self._coming:
            return name, replace(found, items=(SetAside(file.shown, _COPY.format(original)),))
        items = tuple(
            replace(item, id=name + item.id[len(stem) :]) if _called_after(item, stem) else item
            for item in found.items
        )
        return name, replace(found, items=items, stamp=None if original else found.stamp)

    def _before(self, place: str, name: str) -> list[Claim]:
        """Return which files that are still there had the name before the one at `place`.

        One of the pages that ship always is there, wherever they lie.
        """
        claims = list(self._named(name).values())
        own = next((i for i, claim in enumerate(claims) if claim.place == place), len(claims))
        return [
            claim
            for claim in claims[:own]
            if claim.place in self._coming
            or not Path(claim.place).is_absolute()
            or Path(claim.place).exists()
        ]

    def _named(self, name: str) -> dict[str, Claim]:
        """Return who has `name`, in the order of their claims."""
        if name not in self._claims:
            found = self._seen.named([name])
            self._claims[name] = {record.place: Claim(record.place, record.content) for record in found}
        return self._claims[name]


def _called_after(item: Item, stem: str) -> TypeGuard[Article]:
    """Return whether the item is an article whose id was made from its file's `stem`."""
    if not isinstance(item, Article):
        return False
    rest = item.id.removeprefix(stem)
    return item.id == stem or (rest != item.id and rest[0] == "-" and rest[1:].isdecimal())
