"""Posts of Telegram channels on their way into the archive.

Each is written down before Telegram hears that it arrived, and added with all others that wait: a burst of posts is
one change of the archive, and none is lost when the process dies.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.database.rows import from_row, to_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable, Sequence

    from bot.archive.changes.generation import ChangeCounts
    from bot.database.database import Database
    from retrieval.records import Article

    Keep = Callable[[Sequence[Article], str], Awaitable[ChangeCounts]]

_log = logging.getLogger(__name__)

_AT_ONCE: Final = 200
_AGAIN_SECONDS: Final = 30.0
MOST_CHANNELS: Final = 1000
"""Anybody can put the bot into a channel: of those that no admin switched, the ones seen last are remembered."""
_MET: Final = """INSERT INTO channels (chat, title, username, seen) VALUES (:chat, :title, :username, :seen)
    ON CONFLICT (chat) DO UPDATE SET title = :title, username = :username, seen = max(seen, :seen)"""
_FORGOTTEN: Final = """DELETE FROM channels WHERE heard IS NULL
    AND chat NOT IN (SELECT chat FROM channels ORDER BY seen DESC LIMIT ?)"""
_ALL: Final = "SELECT * FROM channels ORDER BY coalesce(heard, 0) DESC, title, chat"
_PUT: Final = """INSERT OR REPLACE INTO posts (id, chat, title, text, outlet, author, published, url)
    VALUES (:id, :chat, :title, :text, :outlet, :author, :published, :url)"""
# What a post never has stands in as it does in an article without it.
_WAITING: Final = """SELECT *, NULL AS section, NULL AS dateline, '[]' AS headings FROM posts
    ORDER BY number LIMIT ?"""
_KEPT: Final = """SELECT chat, count(*) AS kept FROM articles JOIN sources ON sources.number = articles.source
    JOIN channels ON name = 'telegram:' || chat WHERE until IS NULL GROUP BY chat"""


@dataclass(frozen=True, slots=True)
class HeardChannel:
    """A channel the bot is in, and when its last post came that was taken (Unix seconds).

    `heard` is whether an admin switched it on or off; None where the list of sources decides.
    """

    chat: int
    title: str
    username: str | None = None
    heard: bool | None = None
    last: int | None = None


class Posts:
    """The channels the bot has met, and what of them waits to be added; `keep` adds to the archive."""

    def __init__(self, database: Database, keep: Keep) -> None:
        self._database = database
        self._keep = keep
        self._woken = asyncio.Event()

    async def meet(self, chat: int, title: str, username: str | None, at: int) -> HeardChannel:
        """Remember a channel by its latest title, seen `at` Unix seconds; return what is known of it."""
        async with self._database.transaction() as transaction:
            where = {"chat": chat, "title": title, "username": username, "seen": at}
            await transaction.execute(_MET, where)
            await transaction.execute(_FORGOTTEN, [MOST_CHANNELS])
            rows = await transaction.rows("SELECT * FROM channels WHERE chat = ?", [chat])
        return _channel(rows[0]) if rows else HeardChannel(chat, title, username)

    async def channels(self) -> list[HeardChannel]:
        """Return all channels the bot has met, those switched on first, then by title."""
        return [_channel(row) for row in await self._database.rows(_ALL)]

    async def hear(self, chat: int, *, heard: bool) -> HeardChannel | None:
        """Take a channel's posts from now on, or no longer; None when the bot never met it."""
        async with self._database.transaction() as transaction:
            await transaction.execute("UPDATE channels SET heard = ? WHERE chat = ?", [heard, chat])
            rows = await transaction.rows("SELECT * FROM channels WHERE chat = ?", [chat])
        return _channel(rows[0]) if rows else None

    async def kept(self) -> dict[int, int]:
        """Return how many posts of each channel the archive holds."""
        return {row["chat"]: row["kept"] for row in await self._database.rows(_KEPT)}

    async def put(self, chat: int, article: Article, at: int) -> None:
        """Let a post wait to be added; an edited one takes the place of the one before."""
        async with self._database.transaction() as transaction:
            await transaction.execute("UPDATE channels SET last = ? WHERE chat = ?", [at, chat])
            await transaction.execute(_PUT, {**to_row(article), "chat": chat})
        self._woken.set()

    async def run(self) -> None:
        """Add what waits, and what comes, until cancelled."""
        while True:
            self._woken.clear()
            try:
                while await self.flush():
                    pass
            except Exception:  # noqa: BLE001  # what failed is still written down, and tried again
                _log.exception("posts of channels could not be added; trying again")
                await asyncio.sleep(_AGAIN_SECONDS)
                continue
            await self._woken.wait()

    async def flush(self) -> int:
        """Add some of what waits; return how many."""
        rows = await self._database.rows(_WAITING, [_AT_ONCE])
        for chat in dict.fromkeys(row["chat"] for row in rows):
            await self._keep([from_row(row) for row in rows if row["chat"] == chat], source(chat))
        async with self._database.transaction() as transaction:
            # One that was edited meanwhile has another number by now.
            await transaction.repeat("DELETE FROM posts WHERE number = ?", [(row["number"],) for row in rows])
        return len(rows)


def source(chat: int) -> str:
    """Return the name under which the archive remembers where a channel's posts came from."""
    return f"telegram:{chat}"


def _channel(row: sqlite3.Row) -> HeardChannel:
    heard = None if row["heard"] is None else bool(row["heard"])
    return HeardChannel(row["chat"], row["title"], row["username"], heard, row["last"])
