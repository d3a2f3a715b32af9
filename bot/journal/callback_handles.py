"""Short handles for texts that do not fit into a button: searched words, ids of articles."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.database.database import Database

KEPT_SECONDS = 30 * 24 * 60 * 60
"""How long a handle is known after it was last given out."""


class Handles:
    """The handles in the journal's file; the same text has always the same one."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def of(self, text: str) -> str:
        """Return a handle of 16 letters and digits that `text` finds again."""
        handle = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
        now = int(self._clock())
        async with self._database.transaction() as transaction:
            await transaction.execute("DELETE FROM handles WHERE used < ?", [now - KEPT_SECONDS])
            await transaction.execute("INSERT OR REPLACE INTO handles VALUES (?, ?, ?)", [handle, text, now])
        return handle

    async def text(self, handle: str) -> str | None:
        """Return what the handle stands for; None when it is not, or no longer, known."""
        rows = await self._database.rows("SELECT text FROM handles WHERE handle = ?", [handle])
        return str(rows[0]["text"]) if rows else None
