"""What was done to the archive: each change of its articles, so that the last one can be undone."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Self

import msgspec

from bot.archive.changes.generation import ChangeCounts
from bot.database.rows import listed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from bot.database.database import Database, Transaction

_LAST = """SELECT * FROM changes
    WHERE number = (SELECT change FROM generations ORDER BY number DESC LIMIT 1)"""
_NOTE = """INSERT INTO changes
    (what, at, before, followed, following, source, added, changed, unchanged, removed)
    VALUES (:what, :at, :before, :followed, :following, :source, :added, :changed, :unchanged, :removed)"""
_FOLLOW = """INSERT INTO sources (name, followed) VALUES (?, 1)
    ON CONFLICT (name) DO UPDATE SET followed = 1"""
_AMEND = """UPDATE changes SET added = :added, changed = :changed, unchanged = :unchanged, removed = :removed
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

    `followed` are the numbers of the sources that were followed until then, `following` of those that it left to be
    followed; `source` is where an addition came from, `number` what the archive knows it by.
    """

    what: Act
    at: int
    changes: ChangeCounts
    before: int
    followed: tuple[int, ...] = ()
    source: str | None = None
    following: tuple[int, ...] | None = field(default=None, compare=False)
    number: int | None = field(default=None, compare=False)

    def refollowed(self, now: Collection[int]) -> set[int]:
        """Return which sources are to be followed once the change is undone, where those of `now` are."""
        before, after = set(self.followed), set(now if self.following is None else self.following)
        return set(now) - (after - before) | (before - after)


class ChangeInProgress:
    """The change that is being made, however many transactions it takes.

    It is written with the first of them that changes an article, so that what broke off can be undone too. One of
    no kind is not written at all.
    """

    def __init__(self, change: Change | None) -> None:
        self.changes = ChangeCounts()
        self._change = change

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
                return cls(before)
        [(generation,)] = await transaction.rows("SELECT generation FROM archive")
        followed = await followed_now(transaction)
        return cls(Change(what, at, ChangeCounts(), generation, followed, source, followed))

    async def follow(self, transaction: Transaction, sources: Iterable[str], *, only: bool = False) -> None:
        """Remember `sources` for the next reload, and forget all others if these are the `only` ones."""
        if only:
            await transaction.execute("UPDATE sources SET followed = 0")
        await transaction.repeat(_FOLLOW, ((source,) for source in sources))
        await self._following(transaction)

    async def refollow(self, transaction: Transaction, undone: Change) -> None:
        """Follow the sources that would be followed without the change that is `undone`."""
        now = undone.refollowed(await followed_now(transaction))
        await transaction.execute("UPDATE sources SET followed = 0")
        await transaction.repeat("UPDATE sources SET followed = 1 WHERE number = ?", [(one,) for one in now])
        await self._following(transaction)

    async def _following(self, transaction: Transaction) -> None:
        if self._change is not None:
            self._change = replace(self._change, following=await followed_now(transaction))

    async def note(self, transaction: Transaction, changes: ChangeCounts, generation: int | None) -> None:
        """Add what one transaction changed, and the generation it made, if any; call it at the end, inside of it."""
        self.changes += changes
        if self._change is None:
            return
        self._change = change = replace(self._change, changes=self._change.changes + changes)
        if change.number is not None:
            await transaction.execute(_AMEND, {**asdict(change.changes), "number": change.number})
        elif generation is not None:
            row = asdict(change)
            row |= row.pop("changes")
            row |= {"followed": listed(change.followed), "following": listed(change.following or ())}
            await transaction.execute(_NOTE, row)
            [(number,)] = await transaction.rows("SELECT max(number) FROM changes")
            self._change = change = replace(change, number=number)
        if generation is not None:
            await transaction.execute("INSERT INTO generations VALUES (?, ?)", (generation, change.number))


async def last(within: Database | Transaction) -> Change | None:
    """Return the change that was made last."""
    rows = await within.rows(_LAST)
    return _change(rows[0]) if rows else None


async def followed_now(transaction: Transaction) -> tuple[int, ...]:
    """Return the numbers of the sources that are followed."""
    rows = await transaction.rows("SELECT number FROM sources WHERE followed ORDER BY number")
    return tuple(row["number"] for row in rows)


def _change(row: sqlite3.Row) -> Change:
    changes = ChangeCounts(row["added"], row["changed"], row["unchanged"], row["removed"])
    followed = msgspec.json.decode(row["followed"], type=tuple[int, ...])
    # An older Isnad did not write down what was followed afterwards.
    following = row["following"] and msgspec.json.decode(row["following"], type=tuple[int, ...])
    return Change(
        Act(row["what"]), row["at"], changes, row["before"], followed, row["source"], following, row["number"]
    )
