"""What is followed and what there is to tell, in the readers' file."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.database.rows import listed
from bot.following.records import Followable, Followed, Follower, Kind, Notice, OutgoingMessage, Rhythm

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Sequence

    from bot.following.records import News
    from bot.journal.journal import Journal

MOST = 20
"""Subjects and sections that one follower may follow; as many questions may wait for an answer."""
NOTIFIED_SECONDS = 90 * 24 * 60 * 60
"""How long it is known that a follower was notified of a story."""

_MET = """INSERT INTO followers (reader, chat, language, hour, zone, message) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (reader) DO UPDATE SET language = excluded.language, message = max(message, excluded.message)"""
_FOLLOWED = "INSERT OR IGNORE INTO followed (reader, kind, subject, outlet, after) VALUES (?, ?, ?, ?, ?)"
_COUNT = "SELECT count(*) AS n FROM followed WHERE reader = ? AND (kind = 'question') = ?"
_SAME = "SELECT * FROM followed WHERE reader = ? AND kind = ? AND subject = ? AND outlet = ?"
_ALONE = """DELETE FROM followers WHERE reader = ?
    AND NOT EXISTS (SELECT 1 FROM followed WHERE followed.reader = followers.reader)
    AND NOT EXISTS (SELECT 1 FROM sendings WHERE sendings.reader = followers.reader)"""
_NOTED = """INSERT OR IGNORE INTO notices (followed, story, article, start, text, made, answer)
    SELECT id, :story, :article, :start, :text, :made, :answer FROM followed WHERE id = :followed
    AND NOT EXISTS (SELECT 1 FROM notified WHERE notified.reader = followed.reader AND notified.story = :story)"""
_WAITING = """SELECT notices.*, followed.id AS of, reader, kind, subject, outlet, after FROM notices
    JOIN followed ON followed.id = notices.followed WHERE reader = ? ORDER BY notices.id"""
_HEADS = """SELECT followers.*, min(made) AS made FROM notices JOIN followed ON followed.id = notices.followed
    JOIN followers USING (reader) GROUP BY reader ORDER BY min(notices.id)"""
_NOTIFIED = """INSERT OR IGNORE INTO notified
    SELECT reader, story, ? FROM notices JOIN followed ON followed.id = notices.followed
    WHERE notices.id IN (SELECT value FROM json_each(?))"""
_ANSWERED = """DELETE FROM followed WHERE kind = 'question' AND id IN
    (SELECT followed FROM notices WHERE id IN (SELECT value FROM json_each(?)))"""
_BEGUN = "INSERT INTO sendings (reader, html, buttons, since) VALUES (?, ?, ?, ?)"
_UNDER_WAY = """SELECT sendings.id AS sending, html, buttons, since, followers.* FROM sendings
    JOIN followers USING (reader) ORDER BY sendings.id"""


class Following:
    """Followers, what they follow, and what they are to be told."""

    def __init__(self, journal: Journal, zone: str = "", clock: Callable[[], float] = time.time) -> None:
        """Take `zone`, the time zone of who has not chosen one."""
        self._journal = journal
        self._database = journal.database
        self._zone = zone
        self._clock = clock

    async def follow(self, follower: Follower, topic: Followable, after: int) -> Followed | None:
        """Let somebody follow something, from the articles beyond `after` on; None where they follow enough.

        Whoever follows it already goes on.
        """
        reader = follower.reader
        chat, named = self._journal.masked(follower.chat, reader), [reader, *_columns(topic)]
        async with self._database.transaction() as transaction:
            met = [reader, chat, follower.language, follower.rhythm.hour, self._zone, follower.message]
            await transaction.execute(_MET, met)
            [row] = await transaction.rows(_COUNT, [reader, topic.kind is Kind.QUESTION])
            if row["n"] < MOST:
                await transaction.execute(_FOLLOWED, [*named, after])
            rows = await transaction.rows(_SAME, named)
        return _followed(rows[0]) if rows else None

    async def end(self, reader: str, number: int) -> Followed | None:
        """Let a follower follow a thing no longer; None where they do not. Who follows nothing is forgotten."""
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(
                "SELECT * FROM followed WHERE id = ? AND reader = ?", [number, reader]
            )
            await transaction.execute("DELETE FROM followed WHERE id = ? AND reader = ?", [number, reader])
            await transaction.execute(_ALONE, [reader])
        return _followed(rows[0]) if rows else None

    async def find(self, reader: str, topic: Followable) -> Followed | None:
        """Return a thing that a follower follows, by what it is."""
        rows = await self._database.rows(_SAME, [reader, *_columns(topic)])
        return _followed(rows[0]) if rows else None

    async def drop(self, reader: str) -> None:
        """Forget a follower, and all that they follow, as those who have blocked the bot."""
        async with self._database.transaction() as transaction:
            await transaction.execute("DELETE FROM followers WHERE reader = ?", [reader])

    async def follower(self, reader: str) -> Follower | None:
        """Return who follows something under this hash."""
        rows = await self._database.rows("SELECT * FROM followers WHERE reader = ?", [reader])
        return self._follower(rows[0]) if rows else None

    async def followed(self, reader: str) -> list[Followed]:
        """Return what a follower follows, in the order in which they began."""
        rows = await self._database.rows("SELECT * FROM followed WHERE reader = ? ORDER BY id", [reader])
        return list(map(_followed, rows))

    async def numbers(self) -> set[int]:
        """Return the ids of all that is followed."""
        return {row["id"] for row in await self._database.rows("SELECT id FROM followed")}

    async def only(self, numbers: Collection[int]) -> list[Followed]:
        """Return what is followed under these ids."""
        found = "SELECT * FROM followed WHERE id IN (SELECT value FROM json_each(?))"
        return list(map(_followed, await self._database.rows(found, [listed(numbers)])))

    async def adjust(self, reader: str, rhythm: Rhythm) -> None:
        """Tell a follower in another rhythm from now on."""
        first, until = rhythm.quiet or (None, None)
        values = [rhythm.hour, rhythm.zone, first, until, reader]
        async with self._database.transaction() as transaction:
            await transaction.execute(
                "UPDATE followers SET hour = ?, zone = ?, quiet_from = ?, quiet_until = ? WHERE reader = ?",
                values,
            )

    async def moved(self, old: str, new: Follower) -> None:
        """Let a group that has got another number go on under it."""
        chat = self._journal.masked(new.chat, new.reader)
        async with self._database.transaction() as transaction:
            # Both rows hold for a moment, as what is followed refers to one of them.
            await transaction.execute(
                """INSERT OR REPLACE INTO followers SELECT ?, ?, language, hour, zone, quiet_from, quiet_until, 0
                FROM followers WHERE reader = ?""",
                [new.reader, chat, old],
            )
            await transaction.execute(
                "UPDATE OR IGNORE followed SET reader = ? WHERE reader = ?", [new.reader, old]
            )
            await transaction.execute(
                "UPDATE OR IGNORE notified SET reader = ? WHERE reader = ?", [new.reader, old]
            )
            await transaction.execute("DELETE FROM followers WHERE reader = ?", [old])

    async def percolated(self) -> int | None:
        """Return the number of the newest article that was held against what is followed; None before the first."""
        [row] = await self._database.rows("SELECT number FROM percolated")
        return None if row["number"] is None else int(row["number"])

    async def begin_anew(self, article: int) -> None:
        """Hold the articles beyond number `article` against what is followed, as in an archive that was put back."""
        async with self._database.transaction() as transaction:
            await transaction.execute("UPDATE percolated SET number = ?", [article])
            await transaction.execute("UPDATE followed SET after = min(after, ?)", [article])

    async def note(self, news: Sequence[News], upto: int | None = None) -> None:
        """Keep what there is to tell, and (at once) that all articles `upto` a number have been looked at."""
        made = int(self._clock())
        rows = [
            {
                "followed": one.followed.id,
                "story": one.story,
                "article": one.article,
                "start": one.start,
                "text": one.text,
                "made": made,
                "answer": one.answer,
            }
            for one in news
        ]
        async with self._database.transaction() as transaction:
            await transaction.repeat(_NOTED, rows)
            if upto is not None:
                await transaction.execute("UPDATE percolated SET number = ?", [upto])
            await transaction.execute("DELETE FROM notified WHERE at < ?", [made - NOTIFIED_SECONDS])

    async def waiting(self) -> list[tuple[Follower, int]]:
        """Return who has something to be told, and since when (Unix seconds), the longest first."""
        return [(self._follower(row), int(row["made"])) for row in await self._database.rows(_HEADS)]

    async def notices(self, reader: str) -> list[Notice]:
        """Return what there is to tell a follower, in order."""
        return [
            Notice(
                row["id"],
                Followed(row["of"], row["reader"], _topic(row), row["after"]),
                row["story"],
                row["article"],
                row["start"],
                row["text"],
                row["made"],
                row["answer"],
            )
            for row in await self._database.rows(_WAITING, [reader])
        ]

    async def begin(
        self, follower: Follower, notices: Collection[int], html: str, buttons: str, since: int
    ) -> OutgoingMessage | None:
        """Keep a message in place of the notices that it tells, before it is sent; None where these are told or gone.

        A question that is answered by it waits no longer.
        """
        delivered = listed(notices)
        async with self._database.transaction() as transaction:
            [row] = await transaction.rows(
                "SELECT count(*) AS n FROM notices WHERE id IN (SELECT value FROM json_each(?))", [delivered]
            )
            if row["n"] < len(notices):
                return None
            await transaction.execute(_NOTIFIED, [int(self._clock()), delivered])
            await transaction.execute(_BEGUN, [follower.reader, html, buttons, since])
            [made] = await transaction.rows("SELECT last_insert_rowid() AS id")
            await transaction.execute(_ANSWERED, [delivered])
            await transaction.execute(
                "DELETE FROM notices WHERE id IN (SELECT value FROM json_each(?))", [delivered]
            )
        return OutgoingMessage(int(made["id"]), follower, html, buttons, since)

    async def discard(self, notices: Collection[int]) -> None:
        """Forget notices that cannot be told: their articles are gone."""
        async with self._database.transaction() as transaction:
            await transaction.execute(
                "DELETE FROM notices WHERE id IN (SELECT value FROM json_each(?))", [listed(notices)]
            )

    async def sent(self, sending: OutgoingMessage, message: int | None) -> None:
        """Forget a message that has arrived, as number `message` of its chat, or that never will (None)."""
        async with self._database.transaction() as transaction:
            await transaction.execute("DELETE FROM sendings WHERE id = ?", [sending.id])
            await transaction.execute(
                "UPDATE followers SET message = max(message, ?) WHERE reader = ?",
                [message or 0, sending.follower.reader],
            )
            await transaction.execute(_ALONE, [sending.follower.reader])

    async def under_way(self) -> list[OutgoingMessage]:
        """Return the messages of which it is not known whether they have arrived, in order."""
        return [
            OutgoingMessage(row["sending"], self._follower(row), row["html"], row["buttons"], row["since"])
            for row in await self._database.rows(_UNDER_WAY)
        ]

    async def newest_message(self) -> int:
        """Return the highest number that a message to a reader is known to have had."""
        [row] = await self._database.rows("SELECT max(message) AS newest FROM followers WHERE chat > 0")
        return int(row["newest"] or 0)

    def _follower(self, row: sqlite3.Row) -> Follower:
        quiet = None if row["quiet_from"] is None else (row["quiet_from"], row["quiet_until"])
        chat = self._journal.masked(row["chat"], row["reader"])
        return Follower(
            row["reader"], chat, row["language"], Rhythm(row["hour"], row["zone"], quiet), row["message"]
        )


def _followed(row: sqlite3.Row) -> Followed:
    return Followed(row["id"], row["reader"], _topic(row), row["after"])


def _topic(row: sqlite3.Row) -> Followable:
    return Followable(Kind(row["kind"]), row["subject"], row["outlet"])


def _columns(topic: Followable) -> list[str]:
    return [topic.kind, topic.subject, topic.outlet]
