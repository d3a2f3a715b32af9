"""Updates on their way from Telegram to their answer, so that each is handled once, whatever dies in between."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.journal.sealing import mark, opened, sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.database.database import Database

REMEMBERED_SECONDS = 3 * 24 * 60 * 60
"""How long the id of a handled update is known; Telegram delivers none that is older than a day."""
ATTEMPTS = 3
"""An update that was taken up again so many times, and each time ended with the process's death, is given up."""

_KEPT = "INSERT OR IGNORE INTO updates (id, digest, received, body) VALUES (?, ?, ?, ?)"
_RESUMED = "SELECT id, body FROM updates WHERE body IS NOT NULL ORDER BY id"
_OLD = "DELETE FROM updates WHERE received < ? AND body IS NULL"
_HOPELESS = "SELECT id FROM updates WHERE body IS NOT NULL AND attempts >= ?"
_GIVEN_UP = "UPDATE updates SET body = NULL WHERE attempts >= ?"


class Inbox:
    """The updates in the journal's file: the body, sealed, until it is handled, the id for some days."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._key = b""
        self._arrived: set[int] = set()
        self._resumed: set[int] | None = None

    async def keep(self, updates: Mapping[int, str]) -> set[int]:
        """Keep updates (id → JSON) before Telegram hears that they arrived; return the ids of those that are new.

        Another bot, or Telegram after a quiet week, may use an id again: one that says the same is the same.
        """
        now = int(self._clock())
        key = await self._known_key()
        rows = [(number, mark(body, key), now, sealed(body, key)) for number, body in sorted(updates.items())]
        changed = await self._database.write(*((_KEPT, row) for row in rows))
        fresh = {number for (number, *_), inserted in zip(rows, changed, strict=True) if inserted}
        if self._resumed is None:
            self._arrived |= fresh
        return fresh

    async def resume(self) -> list[str]:
        """Return the updates that an earlier process left unhandled, oldest first.

        A webhook may have brought others before this is asked: those are on their way already.
        """
        rows = [row for row in await self._database.rows(_RESUMED) if row["id"] not in self._arrived]
        self._resumed = {row["id"] for row in rows}
        self._arrived.clear()
        key = await self._known_key()
        return [opened(row["body"], key) for row in rows]

    async def _known_key(self) -> bytes:
        """Return the key that the journal's file was made with."""
        if not self._key:
            [row] = await self._database.rows("SELECT key FROM secret")
            self._key = row["key"]
        return self._key

    async def give_up(self) -> int:
        """Forget the updates that have been taken up in vain too often; return their number."""
        async with self._database.transaction() as transaction:
            hopeless = await transaction.rows(_HOPELESS, [ATTEMPTS])
            await transaction.execute(_GIVEN_UP, [ATTEMPTS])
        return len(hopeless)

    async def begin(self, number: int) -> None:
        """Count, before it is handled, that a resumed update is taken up; one that is new needs no count.

        Only what is begun counts: a process that dies for other reasons, however often, loses no update.
        """
        if self._resumed and number in self._resumed:
            async with self._database.transaction() as transaction:
                await transaction.execute("UPDATE updates SET attempts = attempts + 1 WHERE id = ?", [number])

    async def prune(self) -> None:
        """Forget the ids of what was handled some days ago."""
        async with self._database.transaction() as transaction:
            await transaction.execute(_OLD, [self._clock() - REMEMBERED_SECONDS])

    async def done(self, number: int) -> None:
        """Forget the body of a handled update."""
        await self._database.write(("UPDATE updates SET body = NULL WHERE id = ?", [number]))
