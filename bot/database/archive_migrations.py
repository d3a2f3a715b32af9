"""The archive's schema, as numbered steps; a released step is never changed: what it got wrong, a later one mends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.database.schema import Schema

if TYPE_CHECKING:
    from bot.database.schema import Execute, Step


async def _articles(execute: Execute) -> None:
    """Articles with their versions, the sources they came from, and one row that sums up the archive.

    A version is current from generation `since` until before generation `until`, so that an index of an older
    generation still finds the texts it was built from. The digest stands before the text, so that comparing
    articles never reads one.
    """
    await execute(
        "CREATE TABLE sources (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, followed INTEGER)"
    )
    await execute("""
        CREATE TABLE articles (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER,
            digest BLOB NOT NULL,
            source INTEGER NOT NULL REFERENCES sources (number),
            title TEXT NOT NULL,
            outlet TEXT,
            author TEXT,
            published TEXT,
            url TEXT,
            section TEXT,
            dateline TEXT,
            headings TEXT NOT NULL,
            text TEXT NOT NULL
        )""")
    await execute("CREATE UNIQUE INDEX current_articles ON articles (id) WHERE until IS NULL")
    await execute("CREATE INDEX article_versions ON articles (id, since)")
    await execute(
        "CREATE TABLE archive (one INTEGER PRIMARY KEY CHECK (one = 1), generation INTEGER, sum BLOB)"
    )
    await execute("INSERT INTO archive VALUES (1, 0, zeroblob(32))")


async def _deeds(execute: Execute) -> None:
    """What was done to the archive, so that it can be undone, and which articles tell the same story."""
    await _history(execute)
    await _read_files(execute)
    await _stories(execute)


async def _history(execute: Execute) -> None:
    """A deed is undone by going back to generation `before`; withheld ids have versions as articles have."""
    await execute("""
        CREATE TABLE deeds (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            what TEXT NOT NULL,
            at INTEGER NOT NULL,
            before INTEGER NOT NULL,
            followed TEXT NOT NULL,
            added INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            unchanged INTEGER NOT NULL,
            removed INTEGER NOT NULL
        )""")
    await execute("CREATE TABLE withheld (id TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER)")
    await execute("CREATE UNIQUE INDEX current_withheld ON withheld (id) WHERE until IS NULL")
    await execute("CREATE TABLE headlines (seq INTEGER PRIMARY KEY, folded TEXT NOT NULL)")
    await execute("CREATE INDEX newest_articles ON articles (published DESC, seq DESC) WHERE until IS NULL")
    await execute("CREATE INDEX articles_by_since ON articles (since)")
    await execute("CREATE INDEX articles_by_until ON articles (until) WHERE until IS NOT NULL")


async def _read_files(execute: Execute) -> None:
    """Which file an id was taken from, and how the file stood when its articles were read."""
    await execute("""
        CREATE TABLE files (
            place TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            content BLOB,
            size INTEGER,
            modified INTEGER,
            reading BLOB,
            ids TEXT,
            brought BLOB
        )""")
    await execute("CREATE INDEX files_by_name ON files (name)")


async def _stories(execute: Execute) -> None:
    """A story is named by the first article that told it; the bands of that one find the others."""
    await execute("CREATE TABLE sketching (one INTEGER PRIMARY KEY CHECK (one = 1), recipe TEXT NOT NULL)")
    await execute("INSERT INTO sketching VALUES (1, '')")
    await execute("CREATE TABLE stories (seq INTEGER PRIMARY KEY, story INTEGER NOT NULL)")
    await execute("CREATE INDEX stories_members ON stories (story)")
    await execute(
        "CREATE TABLE bands (band INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (band, seq)) WITHOUT ROWID"
    )


async def _feeds(execute: Execute) -> None:
    """What the sources in the network said last, so that they are asked for news only."""
    await execute("""
        CREATE TABLE visits (
            source TEXT PRIMARY KEY,
            etag TEXT,
            last_modified TEXT,
            visited INTEGER,
            due INTEGER NOT NULL DEFAULT 0,
            paused INTEGER NOT NULL DEFAULT 0,
            whole INTEGER NOT NULL DEFAULT 0,
            failures INTEGER NOT NULL DEFAULT 0,
            rule TEXT,
            reason TEXT,
            offered INTEGER NOT NULL DEFAULT 0,
            added INTEGER NOT NULL DEFAULT 0,
            changed INTEGER NOT NULL DEFAULT 0,
            aside INTEGER NOT NULL DEFAULT 0,
            newest TEXT
        )""")
    await execute("""
        CREATE TABLE taken (
            source TEXT NOT NULL,
            url TEXT NOT NULL,
            mark TEXT NOT NULL,
            tries INTEGER NOT NULL,
            PRIMARY KEY (source, url)
        ) WITHOUT ROWID""")
    await _channels(execute)


async def _channels(execute: Execute) -> None:
    """The channels that the bot is in, and their posts that wait to be added to the archive."""
    await execute("""
        CREATE TABLE channels (
            chat INTEGER PRIMARY KEY,
            title TEXT NOT NULL,
            username TEXT,
            seen INTEGER NOT NULL,
            heard INTEGER,
            last INTEGER
        )""")
    await execute("""
        CREATE TABLE posts (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            chat INTEGER NOT NULL,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            outlet TEXT,
            author TEXT,
            published TEXT,
            url TEXT
        )""")


async def _origins(execute: Execute) -> None:
    """Which source an addition is of, so that what it brings piece by piece is one deed."""
    await execute("ALTER TABLE deeds ADD COLUMN source TEXT")


STEPS: tuple[Step, ...] = (_articles, _deeds, _feeds, _origins)

ARCHIVE = Schema(int.from_bytes(b"ISND", "big"), STEPS)
