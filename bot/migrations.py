"""The schemas of Isnad's two files, the archive and the readers' journal, as numbered lists of steps.

`PRAGMA user_version` counts the steps a file has been through; `PRAGMA application_id` tells it from any other
SQLite file. A released step is never changed: what it got wrong, a later one mends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Execute = Callable[[str], Awaitable[object]]
    Step = Callable[[Execute], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Schema:
    """What makes version n of a file from version n - 1, in order, and the mark of that kind of file."""

    application_id: int
    steps: tuple[Step, ...]


APPLICATION_ID = int.from_bytes(b"ISND", "big")


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


async def _readers(execute: Execute) -> None:
    """What readers asked, how it was answered, and which updates of Telegram are still to be handled."""
    await _questions(execute)
    await _replies(execute)
    await _updates(execute)


async def _questions(execute: Execute) -> None:
    """A reader is known by a keyed hash alone."""
    await execute("CREATE TABLE secret (one INTEGER PRIMARY KEY CHECK (one = 1), key BLOB NOT NULL)")
    await execute("INSERT INTO secret VALUES (1, randomblob(32))")
    await execute("CREATE TABLE readers (reader TEXT PRIMARY KEY, language TEXT NOT NULL)")
    await execute("""
        CREATE TABLE questions (
            id INTEGER PRIMARY KEY,
            token TEXT NOT NULL UNIQUE,
            reader TEXT NOT NULL,
            asked INTEGER NOT NULL,
            place TEXT NOT NULL,
            question TEXT NOT NULL,
            verdict TEXT NOT NULL,
            confidence REAL NOT NULL,
            milliseconds REAL NOT NULL,
            reported INTEGER NOT NULL DEFAULT 0
        )""")
    await execute("CREATE INDEX questions_of_reader ON questions (reader)")
    await execute("CREATE INDEX questions_by_time ON questions (asked)")
    await execute("""
        CREATE TABLE quotes (
            question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE,
            number INTEGER NOT NULL,
            article TEXT NOT NULL,
            start INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (question, number)
        )""")
    await execute("""
        CREATE TABLE feedback (
            question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE,
            reader TEXT NOT NULL,
            helpful INTEGER NOT NULL,
            PRIMARY KEY (question, reader)
        )""")
    await execute("CREATE INDEX feedback_of_reader ON feedback (reader)")


async def _replies(execute: Execute) -> None:
    """Which messages answer which question, so that buttons and edits find it after a restart."""
    await execute("""
        CREATE TABLE replies (
            message TEXT PRIMARY KEY,
            reply INTEGER NOT NULL,
            question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE
        )""")
    await execute("CREATE INDEX replies_to_question ON replies (question)")
    await execute("CREATE TABLE samples (token TEXT PRIMARY KEY, question TEXT NOT NULL)")


async def _updates(execute: Execute) -> None:
    """The body is kept until the update is handled, the id for longer: what comes twice is handled once."""
    await execute("""
        CREATE TABLE updates (
            id INTEGER NOT NULL,
            digest BLOB NOT NULL,
            received INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            body TEXT,
            PRIMARY KEY (id, digest)
        )""")
    await execute("CREATE INDEX updates_by_time ON updates (received)")


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


async def _admins(execute: Execute) -> None:
    """Who may ask, what admins did, what they have under way; a reader is known by a keyed hash here, too."""
    await execute(
        "CREATE TABLE door (one INTEGER PRIMARY KEY CHECK (one = 1), members_only INTEGER NOT NULL)"
    )
    await execute("INSERT INTO door VALUES (1, 0)")
    await execute("CREATE TABLE members (reader TEXT PRIMARY KEY, since INTEGER NOT NULL)")
    await execute("CREATE TABLE banned (reader TEXT PRIMARY KEY, since INTEGER NOT NULL)")
    await execute(
        "CREATE TABLE invitations (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, expires INTEGER NOT NULL)"
    )
    await execute("""
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            admin INTEGER NOT NULL,
            at INTEGER NOT NULL,
            what TEXT NOT NULL,
            outcome TEXT NOT NULL
        )""")
    await execute("""
        CREATE TABLE drafts (
            token TEXT PRIMARY KEY,
            admin INTEGER NOT NULL,
            made INTEGER NOT NULL,
            source TEXT NOT NULL,
            items BLOB NOT NULL,
            awaited TEXT
        )""")
    await execute("CREATE TABLE handles (handle TEXT PRIMARY KEY, text TEXT NOT NULL, used INTEGER NOT NULL)")
    await execute("CREATE TABLE settled (stems BLOB PRIMARY KEY, at INTEGER NOT NULL)")


async def _conversations(execute: Execute) -> None:
    """The last question of each reader in each chat, on which the next may lean."""
    await execute("""
        CREATE TABLE conversations (
            place TEXT PRIMARY KEY,
            question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE
        )""")
    await execute("CREATE INDEX conversations_by_question ON conversations (question)")


STEPS: tuple[Step, ...] = (_articles, _deeds, _feeds)
ARCHIVE = Schema(APPLICATION_ID, STEPS)
JOURNAL = Schema(int.from_bytes(b"ISNR", "big"), (_readers, _admins, _conversations))
