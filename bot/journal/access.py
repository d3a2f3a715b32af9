"""Who may ask: everybody or members alone, invitations to become one, and who may not.

Readers are known by the journal's keyed hash, invitations by the hash of their code: the file gives away neither.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.database.database import Database

INVITED_SECONDS = 7 * 24 * 60 * 60
"""How long an invitation stays good."""
_CODE_BYTES = 24
_MADE = "INSERT INTO invitations (hash, expires) VALUES (?, ?)"
_OPEN = "SELECT id, expires FROM invitations WHERE expires > ? ORDER BY id"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that nobody has used yet."""

    number: int
    expires: datetime.datetime


class Access:
    """Who is admitted; get one from `read`. It is kept in memory as in the file: every update asks it."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._members: set[str] = set()
        self._banned: set[str] = set()
        self.members_only = False

    @classmethod
    async def read(cls, database: Database, clock: Callable[[], float] = time.time) -> Self:
        """Return what the journal's file says."""
        access = cls(database, clock)
        [row] = await database.rows("SELECT members_only FROM door")
        access.members_only = bool(row["members_only"])
        access._members = {row["reader"] for row in await database.rows("SELECT reader FROM members")}
        access._banned = {row["reader"] for row in await database.rows("SELECT reader FROM banned")}
        return access

    @property
    def members(self) -> int:
        """Return how many readers are members."""
        return len(self._members)

    @property
    def banned(self) -> int:
        """Return how many readers may not ask."""
        return len(self._banned)

    def is_banned(self, reader: str) -> bool:
        """Return whether this reader may not ask."""
        return reader in self._banned

    def admits(self, reader: str) -> bool:
        """Return whether this reader may ask."""
        return reader not in self._banned and (not self.members_only or reader in self._members)

    def is_member(self, reader: str) -> bool:
        """Return whether this reader was invited."""
        return reader in self._members

    async def restrict(self, *, members_only: bool) -> None:
        """Let members alone ask, or everybody."""
        async with self._database.transaction() as transaction:
            await transaction.execute("UPDATE door SET members_only = ?", [members_only])
        self.members_only = members_only

    async def ban(self, reader: str) -> None:
        """Let this reader ask no more."""
        async with self._database.transaction() as transaction:
            await transaction.execute("INSERT OR IGNORE INTO banned VALUES (?, ?)", [reader, self._now()])
        self._banned.add(reader)

    async def unban(self, reader: str) -> bool:
        """Let this reader ask again; return False when they were not banned."""
        async with self._database.transaction() as transaction:
            await transaction.execute("DELETE FROM banned WHERE reader = ?", [reader])
        known = reader in self._banned
        self._banned.discard(reader)
        return known

    async def invite(self) -> str:
        """Return a new code, good for one reader and seven days; it cannot be read back."""
        code = secrets.token_urlsafe(_CODE_BYTES)
        async with self._database.transaction() as transaction:
            await transaction.execute("DELETE FROM invitations WHERE expires <= ?", [self._now()])
            await transaction.execute(_MADE, [_hash(code), self._now() + INVITED_SECONDS])
        return code

    async def redeem(self, code: str, reader: str) -> bool:
        """Make the reader a member; return False when the code is wrong, used, revoked or too old."""
        async with self._database.transaction() as transaction:
            where = [_hash(code), self._now()]
            found = await transaction.rows("SELECT id FROM invitations WHERE hash = ? AND expires > ?", where)
            if not found:
                return False
            await transaction.execute("DELETE FROM invitations WHERE id = ?", [found[0]["id"]])
            await transaction.execute("INSERT OR IGNORE INTO members VALUES (?, ?)", [reader, self._now()])
        self._members.add(reader)
        return True

    async def invitations(self) -> list[Invitation]:
        """Return those that can still be used, the oldest first."""
        rows = await self._database.rows(_OPEN, [self._now()])
        return [
            Invitation(row["id"], datetime.datetime.fromtimestamp(row["expires"], datetime.UTC))
            for row in rows
        ]

    async def revoke(self, number: int) -> bool:
        """Make an invitation useless; return False when it was used or is too old."""
        known = number in {invitation.number for invitation in await self.invitations()}
        async with self._database.transaction() as transaction:
            await transaction.execute("DELETE FROM invitations WHERE id = ?", [number])
        return known

    def _now(self) -> int:
        return int(self._clock())


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode(errors="replace")).digest()
