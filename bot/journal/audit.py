"""What admins did: who, when, what, and how it ended; kept beside what readers asked."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from bot.database.database import Database

BEGUN = "begun"
"""The outcome of an action that has not ended, or whose process died."""
_LONGEST = 300
_LATEST = "SELECT admin, at, what, outcome FROM audit ORDER BY id DESC LIMIT ?"
_UNFINISHED = "SELECT * FROM audit WHERE outcome = ? ORDER BY id"
_RECORDED = "INSERT INTO audit (admin, at, what, outcome) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One action of the admin with this Telegram id; the outcome is in English, as logs are."""

    admin: int
    at: datetime.datetime
    what: str
    outcome: str


class Audit:
    """The list of actions in the journal's file; nothing is ever taken from it."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def record(self, admin: int, what: str, outcome: str) -> int:
        """Write down an action and return its number; texts are cut to 300 characters."""
        entry = [admin, int(self._clock()), what[:_LONGEST], outcome[:_LONGEST]]
        async with self._database.transaction() as transaction:
            await transaction.execute(_RECORDED, entry)
            [row] = await transaction.rows("SELECT last_insert_rowid() AS id")
        return int(row["id"])

    async def conclude(self, number: int, outcome: str) -> None:
        """Write down how action `number` ended."""
        async with self._database.transaction() as transaction:
            await transaction.execute(
                "UPDATE audit SET outcome = ? WHERE id = ?", [outcome[:_LONGEST], number]
            )

    async def unfinished(self) -> dict[int, AuditEntry]:
        """Return the actions that have not ended, by number."""
        rows = await self._database.rows(_UNFINISHED, [BEGUN])
        return {row["id"]: _entry(row) for row in rows}

    async def latest(self, most: int) -> list[AuditEntry]:
        """Return at most so many actions, the latest first, in UTC."""
        rows = await self._database.rows(_LATEST, [most])
        return [_entry(row) for row in rows]


def _entry(row: sqlite3.Row) -> AuditEntry:
    at = datetime.datetime.fromtimestamp(row["at"], datetime.UTC)
    return AuditEntry(row["admin"], at, row["what"], row["outcome"])
