"""What the archive remembers of the files it was loaded from: their names, and how they stood when they were read."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import msgspec

from bot.database.rows import listed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from bot.database.database import Database, Select, Transaction

_AT_ONCE = 10_000  # ids asked for in one statement
_OF = "SELECT * FROM files WHERE place IN (SELECT value FROM json_each(?))"
_BELOW = "SELECT * FROM files WHERE place > :folder || :sep AND place < :folder || :after"
_NAMED = "SELECT * FROM files WHERE name IN (SELECT value FROM json_each(?)) ORDER BY rowid"
_DIGESTS = """SELECT id, digest FROM articles WHERE until IS NULL
    AND id IN (SELECT value FROM json_each(?))"""
# A file that is read again keeps its place in the order of first reading.
_KEEP = """INSERT INTO files (place, name, content, size, modified, reading, ids, brought)
    VALUES (:place, :name, :content, :size, :modified, :reading, :ids, :brought)
    ON CONFLICT (place) DO UPDATE SET name = :name, content = :content, size = :size,
    modified = :modified, reading = :reading, ids = :ids, brought = :brought"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file stands: its bytes, and the nanosecond of its last change."""

    size: int
    modified: int

    @classmethod
    def of(cls, found: os.stat_result) -> Stamp:
        """Return the stamp of what `stat` found."""
        return cls(found.st_size, found.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file that was read. `name` begins the ids that are made from a file's name.

    `content` is a digest of its bytes, `brought` one of the articles it brought, whose `ids` are given in order;
    `reading` says how they were read. Without a `stamp` the file is to be read again whatever its looks.
    """

    place: str
    name: str
    content: bytes
    stamp: Stamp | None
    reading: bytes
    ids: tuple[str, ...]
    brought: bytes


class SeenFiles:
    """The files of one archive. It blocks, so it is for worker threads."""

    def __init__(self, select: Select) -> None:
        self._select = select

    @classmethod
    @contextmanager
    def open(cls, database: Database) -> Iterator[Self]:
        """Look up files in `database`, in one thread."""
        with database.selecting() as select:
            yield cls(select)

    def records(self, places: Iterable[str]) -> dict[str, SeenFile]:
        """Return what is remembered of the files at `places`."""
        return {row["place"]: _record(row) for row in self._select(_OF, [listed(places)])}

    def below(self, folder: str) -> list[SeenFile]:
        """Return what is remembered of the file at a place, or of all files in the folder there and further below."""
        where = {"folder": folder, "sep": os.sep, "after": chr(ord(os.sep) + 1)}
        return [*self.records([folder]).values(), *map(_record, self._select(_BELOW, where))]

    def named(self, names: Iterable[str]) -> list[SeenFile]:
        """Return the files that have one of `names`, in the order of their first reading."""
        return [_record(row) for row in self._select(_NAMED, [listed(names)])]

    def held(self, ids: Sequence[str]) -> bool:
        """Return whether the archive holds one of the articles."""
        pieces = (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))
        return any(self._select(_DIGESTS, [listed(piece)]) for piece in pieces)

    def stands(self, record: SeenFile) -> bool:
        """Return whether the archive still holds all that the file brought, as it brought it."""
        brought = Brought()
        for first in range(0, len(record.ids), _AT_ONCE):
            ids = record.ids[first : first + _AT_ONCE]
            held = {row["id"]: row["digest"] for row in self._select(_DIGESTS, [listed(ids)])}
            for id_ in ids:
                brought.add(id_, held.get(id_, b""))
        return brought.digest() == record.brought


class Brought:
    """A digest of articles in the order in which a file brings them."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._hash = hashlib.blake2b(digest_size=16)

    def add(self, id_: str, digest: bytes) -> None:
        """Take in one more article, by its id and the digest of its row."""
        self.ids.append(id_)
        self._hash.update(id_.encode())
        self._hash.update(digest)

    def digest(self) -> bytes:
        """Return the digest of all that were taken in."""
        return self._hash.digest()


async def keep(transaction: Transaction, records: Sequence[SeenFile]) -> None:
    """Remember files that have been read to their end."""
    rows = (
        {
            "place": record.place,
            "name": record.name,
            "content": record.content,
            "size": record.stamp.size if record.stamp else None,
            "modified": record.stamp.modified if record.stamp else None,
            "reading": record.reading,
            "ids": listed(record.ids),
            "brought": record.brought,
        }
        for record in records
    )
    await transaction.repeat(_KEEP, rows)


def _record(row: sqlite3.Row) -> SeenFile:
    return SeenFile(
        row["place"],
        row["name"],
        row["content"],
        None if row["size"] is None else Stamp(row["size"], row["modified"]),
        row["reading"],
        msgspec.json.decode(row["ids"], type=tuple[str, ...]),
        row["brought"],
    )
