"""What answer each admin is writing, kept in the readers' file so that a restart loses none of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from bot.editorial.records import Written

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.database.database import Database

KEPT_SECONDS = 24 * 60 * 60
"""How long an answer waits to be written and saved."""
_BEGUN = "INSERT OR REPLACE INTO editing (admin, what, key, made) VALUES (?, ?, ?, ?)"


class Editing(StrEnum):
    """What an admin's next message is: the words of an answer, or where a passage stands."""

    WORDS = "words"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What an admin is writing, to the group of questions `key`, or in place of the answer of that number.

    `draft` is the answer that waits to be saved.
    """

    what: Editing
    key: str
    draft: Written | None


class Editings:
    """One answer under way for each admin."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, admin: int, what: Editing, key: str) -> None:
        """Take the admin's next message for an answer."""
        async with self._database.transaction() as transaction:
            await transaction.execute(_BEGUN, [admin, what, key, int(self._clock())])

    async def keep(self, admin: int, draft: Written) -> None:
        """Keep what the admin has written until it is saved."""
        encoded = msgspec.json.encode(draft).decode()
        async with self._database.transaction() as transaction:
            await transaction.execute("UPDATE editing SET draft = ? WHERE admin = ?", [encoded, admin])

    async def find(self, admin: int) -> UnderWay | None:
        """Return what the admin is writing; None where it is nothing, or was begun too long ago."""
        where = [admin, int(self._clock()) - KEPT_SECONDS]
        rows = await self._database.rows("SELECT * FROM editing WHERE admin = ? AND made > ?", where)
        if not rows:
            return None
        draft = rows[0]["draft"]
        kept = msgspec.json.decode(draft, type=Written) if draft else None
        return UnderWay(Editing(rows[0]["what"]), rows[0]["key"], kept)

    async def drop(self, admin: int) -> None:
        """Forget what the admin was writing, and what others began too long ago."""
        where = [admin, int(self._clock()) - KEPT_SECONDS]
        async with self._database.transaction() as transaction:
            await transaction.execute("DELETE FROM editing WHERE admin = ? OR made <= ?", where)
