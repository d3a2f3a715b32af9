"""What came to an archive and what went from it since a state that an index was built of."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.database.rows import from_row, summed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator, Iterable

    from bot.database.database import Database
    from retrieval.records import Article

_CAME = """FROM articles WHERE since > :since AND since <= :now
    AND (until IS NULL OR until > :now)"""
_DIGESTS = f"SELECT digest {_CAME} LIMIT :most"
_ARTICLES = f"SELECT * {_CAME} ORDER BY +seq"
_WENT = """SELECT id, digest FROM articles WHERE until > :since AND until <= :now AND since <= :since
    LIMIT :most"""


@dataclass(frozen=True, slots=True)
class Difference:
    """How many articles came after generation `since` up to `now`, and the ids of those that went.

    A new version of one is both.
    """

    came: int
    went: frozenset[str]
    since: int
    now: int

    def __len__(self) -> int:
        return self.came + len(self.went)


async def difference(database: Database, before: str, after: str, most: int) -> Difference | None:
    """Return what came and went between two states, given by their fingerprints (see `bot.archive.store.ArchiveState`).

    None where it is more than `most` articles, or where `before` was no state of this archive.
    """
    earlier, later = _Fingerprint.by(before), _Fingerprint.by(after)
    if earlier is None or later is None:
        return None
    where = {"since": earlier.generation, "now": later.generation, "most": most + 1}
    went = await database.rows(_WENT, where)
    came = await database.rows(_DIGESTS, where) if len(went) <= most else []
    if len(came) + len(went) > most or earlier.sum_with(came, went) != later.sum:
        return None
    gone = frozenset(row["id"] for row in went)
    return Difference(len(came), gone, earlier.generation, later.generation)


def scan(database: Database, changes: Difference) -> Generator[Article]:
    """Yield the articles that came, in order, one in memory at a time.

    It blocks, so it is for a worker thread; close it there if it is not read to its end.
    """
    where = {"since": changes.since, "now": changes.now}
    with closing(database.scan(_ARTICLES, where)) as rows:
        yield from map(from_row, rows)


@dataclass(frozen=True, slots=True)
class _Fingerprint:
    """What a fingerprint says: a generation and the sum of its articles' digests."""

    generation: int
    sum: int

    @classmethod
    def by(cls, fingerprint: str) -> Self | None:
        generation, _, total = fingerprint.partition("-")
        try:
            return cls(int(generation), int(total, 16))
        except ValueError:
            return None

    def sum_with(self, came: Iterable[sqlite3.Row], went: Iterable[sqlite3.Row]) -> int:
        """Return the sum of the articles that stand when some came and others went."""
        added = summed(self.sum, (row["digest"] for row in came))
        return summed(added, (row["digest"] for row in went), -1)
