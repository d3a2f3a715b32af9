"""Updates on their way from Telegram to their answer, so that each is handled once, whatever dies in between."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.database import Database

REMEMBERED_SECONDS = 3 * 24 * 60 * 60
"""How long the id of a handled update is known; Telegram delivers none that is older than a day."""
ATTEMPTS = 3
"""An update whose handling ended with the process's death so many times is not tried again."""

_KNOWN = "SELECT 1 FROM updates WHERE id = ? AND digest = ?"
_KEPT = "INSERT INTO updates (id, digest, received, body) VALUES (?, ?, ?, ?)"
_RESUMED = """SELECT id, body FROM updates WHERE body IS NOT NULL AND attempts < ? ORDER BY id"""


class Inbox:
    """The updates in the journal's file: the body until it is handled, the id for some days."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, updates: Mapping[int, str]) -> set[int]:
        """Keep updates (id → JSON) before Telegram hears that they arrived; gives the ids of those that are new.

        Another bot, or Telegram after a quiet week, may use an id again: one that says the same is the same.
        """
        now = int(self._clock())
        fresh: set[int] = set()
        async with self._database.transaction() as transaction:
            for number, body in updates.items():
                digest = hashlib.sha256(body.encode()).digest()[:16]
                if not await transaction.rows(_KNOWN, [number, digest]):
                    await transaction.execute(_KEPT, [number, digest, now, body])
                    fresh.add(number)
        return fresh

    async def resume(self) -> list[str]:
        """The updates that an earlier process left unhandled, oldest first; counts that they are tried."""
        async with self._database.transaction() as transaction:
            forgotten = self._clock() - REMEMBERED_SECONDS
            await transaction.execute("DELETE FROM updates WHERE received < ?", [forgotten])
            rows = await transaction.rows(_RESUMED, [ATTEMPTS])
            await transaction.execute("UPDATE updates SET attempts = attempts + 1 WHERE body IS NOT NULL")
        return [row["body"] for row in rows]

    async def done(self, number: int) -> None:
        """Forget the body of a handled update."""
        async with self._database.transaction() as transaction:
            await transaction.execute("UPDATE updates SET body = NULL WHERE id = ?", [number])
