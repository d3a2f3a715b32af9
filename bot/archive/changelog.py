"""What was done to the archive: each change of its articles, so that the last one can be undone."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Self

import msgspec

from bot.archive.generation import ChangeCounts
from bot.database.rows import listed

if TYPE_CHECKING:
    import sqlite3

    from bot.database.database import Database, Transaction

_LAST = "SELECT * FROM deeds ORDER BY number DESC LIMIT 1"
_NOTE = """INSERT INTO deeds (what, at, before, followed, source, added, changed, unchanged, removed)
    VALUES (:what, :at, :before, :followed, :source, :added, :changed, :unchanged, :removed)"""
_AMEND = """UPDATE deeds SET added = :added, changed = :changed, unchanged = :unchanged, removed = :removed
    WHERE number = :number"""


CONTINUED_SECONDS = 24 * 60 * 60
"""What a feed or a channel brings piece by piece is one change for so long, unless another comes between."""


class Act(StrEnum):
    """The kinds of change."""

    LOAD = "load"
    RELOAD = "reload"
    ADD = "add"
    REMOVE = "remove"
    ROLLBACK = "rollback"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the archive, begun `at` seconds after 1970; `before` is the generation that stood until then.

    `followed` are the numbers of the sources that were followed until then; `source` is where an addition came from.
    """

    what: Act
    at: int
    changes: ChangeCounts
    before: int
    followed: tuple[int, ...] = ()
    source: str | None = None


class ChangeInProgress:
    """The change that is being made, however many transactions it takes.

    It is written with the first of them that changes an article, so that what broke off can be undone too. One of
    no kind is not written at all.
    """

    def __init__(self, change: Change | None, number: int | None = None) -> None:
        self.changes = ChangeCounts()
        self._change = change
        self._number = number

    @classmethod
    async def begin(
        cls, transaction: Transaction, what: Act | None, at: int, source: str | None = None
    ) -> Self:
        """Remember what stands before the first article changes.

        Where the last change was of the same kind and `source`, and not long ago, it goes on.
        """
        if what is None:
            return cls(None)
        rows = await transaction.rows(_LAST)
        if source and rows:
            before = _change(rows[0])
            lately = 0 <= at - before.at < CONTINUED_SECONDS
            if lately and (before.what, before.source) == (what, source):
                return cls(before, rows[0]["number"])
        generation = await _generation(transaction)
        rows = await transaction.rows("SELECT number FROM sources WHERE followed ORDER BY number")
        followed = tuple(row["number"] for row in rows)
        return cls(Change(what, at, ChangeCounts(), generation, followed, source))

    async def note(self, transaction: Transaction, changes: ChangeCounts) -> None:
        """Add what one transaction changed; call it inside that transaction, after its revision is finished."""
        self.changes += changes
        if self._change is None:
            return
        self._change = replace(self._change, changes=self._change.changes + changes)
        if self._number is None and await _generation(transaction) > self._change.before:
            row = asdict(self._change)
            row |= row.pop("changes") | {"followed": listed(self._change.followed)}
            await transaction.execute(_NOTE, row)
            [(self._number,)] = await transaction.rows("SELECT max(number) FROM deeds")
        elif self._number is not None:
            await transaction.execute(_AMEND, {**asdict(self._change.changes), "number": self._number})


async def last(within: Database | Transaction) -> Change | None:
    """Return the change that was made last."""
    rows = await within.rows(_LAST)
    return _change(rows[0]) if rows else None


def _change(row: sqlite3.Row) -> Change:
    changes = ChangeCounts(row["added"], row["changed"], row["unchanged"], row["removed"])
    followed = msgspec.json.decode(row["followed"], type=tuple[int, ...])
    return Change(Act(row["what"]), row["at"], changes, row["before"], followed, row["source"])


async def _generation(transaction: Transaction) -> int:
    [(generation,)] = await transaction.rows("SELECT generation FROM archive")
    return int(generation)
