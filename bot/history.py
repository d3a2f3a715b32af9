"""What was done to the archive: each deed that changed articles, so that the last one can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

import msgspec

from bot.revision import Changes

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from bot.database import Database, Transaction

_LAST = "SELECT * FROM deeds ORDER BY number DESC LIMIT 1"
_NOTE = """INSERT INTO deeds (what, at, before, followed, added, changed, unchanged, removed)
    VALUES (:what, :at, :before, :followed, :added, :changed, :unchanged, :removed)"""
_AMEND = """UPDATE deeds SET added = :added, changed = :changed, unchanged = :unchanged, removed = :removed
    WHERE number = :number"""


class Act(StrEnum):
    """The kinds of deed."""

    LOAD = "load"
    RELOAD = "reload"
    ADD = "add"
    REMOVE = "remove"
    ROLLBACK = "rollback"


@dataclass(frozen=True, slots=True)
class Deed:
    """One change of the archive, `at` seconds after 1970; `before` is the generation that stood until then.

    `followed` are the numbers of the sources that were followed until then.
    """

    what: Act
    at: int
    changes: Changes
    before: int
    followed: tuple[int, ...] = ()


class Entry:
    """The deed that is being done, however many transactions it takes.

    It is written with the first of them that changes an article, so that what broke off can be undone too. One of
    no kind is not written at all.
    """

    def __init__(self, what: Act | None, at: int, before: int, followed: Iterable[int]) -> None:
        self.changes = Changes()
        self._what = what
        self._at = at
        self._before = before
        self._followed = tuple(followed)
        self._number: int | None = None

    @classmethod
    async def begin(cls, transaction: Transaction, what: Act | None, at: int) -> Self:
        """Remember what stands before the deed's first change."""
        before = await _generation(transaction)
        rows = await transaction.rows("SELECT number FROM sources WHERE followed ORDER BY number")
        return cls(what, at, before, [row["number"] for row in rows])

    async def note(self, transaction: Transaction, changes: Changes) -> None:
        """Add what one transaction changed; call it inside that transaction, after its revision is finished."""
        self.changes += changes
        if self._what is None:
            return
        if self._number is None and await _generation(transaction) > self._before:
            await transaction.execute(_NOTE, {**self._counts(), **self._origin(self._what)})
            [(self._number,)] = await transaction.rows("SELECT max(number) FROM deeds")
        elif self._number is not None:
            await transaction.execute(_AMEND, {**self._counts(), "number": self._number})

    def _counts(self) -> dict[str, int]:
        changes = self.changes
        return {
            "added": changes.added,
            "changed": changes.changed,
            "unchanged": changes.unchanged,
            "removed": changes.removed,
        }

    def _origin(self, what: Act) -> dict[str, str | int]:
        followed = msgspec.json.encode(self._followed).decode()
        return {"what": what, "at": self._at, "before": self._before, "followed": followed}


async def last(within: Database | Transaction) -> Deed | None:
    """The deed that was done last."""
    rows = await within.rows(_LAST)
    return _deed(rows[0]) if rows else None


def _deed(row: sqlite3.Row) -> Deed:
    changes = Changes(row["added"], row["changed"], row["unchanged"], row["removed"])
    followed = msgspec.json.decode(row["followed"], type=tuple[int, ...])
    return Deed(Act(row["what"]), row["at"], changes, row["before"], followed)


async def _generation(transaction: Transaction) -> int:
    [(generation,)] = await transaction.rows("SELECT generation FROM archive")
    return int(generation)
