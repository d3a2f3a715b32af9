"""Conversations: what a reader asked last, kept for as long as the next question may lean on it."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.database.database import Database

CONVERSATION_SECONDS = 15 * 60
"""How long after a question the next one may lean on it."""

_EARLIER = """SELECT token, question FROM questions WHERE asked >= ? AND id =
    (SELECT question FROM conversations WHERE place = ?)"""
_PLACES = """SELECT conversations.place, questions.reader FROM conversations
    JOIN questions ON questions.id = conversations.question"""
_DROPPED = "DELETE FROM conversations WHERE question IN (SELECT id FROM questions WHERE reader = ?)"


class Conversations:
    """The last question of each reader in each chat, kept in the journal's file as long as the question is."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def earlier(self, place: str) -> tuple[str, str] | None:
        """Return token and words of the question that was asked last in a place, if that is not too long ago."""
        since = self._clock() - CONVERSATION_SECONDS
        rows = await self._database.rows(_EARLIER, [since, place])
        return (str(rows[0]["token"]), str(rows[0]["question"])) if rows else None

    async def drop(self, reader: str) -> None:
        """Begin anew with a reader, wherever they asked."""
        async with self._database.transaction() as transaction:
            await transaction.execute(_DROPPED, [reader])

    async def move(self, old: int, new: int) -> None:
        """Keep the conversations of a chat that has got another number."""
        rows = await self._database.rows(_PLACES)
        moved = [
            (place(row["reader"], new, None), row["place"])
            for row in rows
            if row["place"] == place(row["reader"], old, None)
        ]
        async with self._database.transaction() as transaction:
            await transaction.repeat("UPDATE OR REPLACE conversations SET place = ? WHERE place = ?", moved)


def place(reader: str, chat: int, topic: int | None) -> str:
    """Return the name under which a reader's conversation in a chat, or in a topic of it, is kept."""
    return hashlib.sha256(f"{reader} {chat} {topic}".encode()).hexdigest()
