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


async def _feeds(execute: Execute) -> None:
    """What the sources in the network said last, so that they are asked for news only."""


async def _admins(execute: Execute) -> None:
    """Who may ask, who did what."""


async def _conversations(execute: Execute) -> None:
    """What a question was taken to mean."""


STEPS: tuple[Step, ...] = (_articles, _deeds, _feeds)
ARCHIVE = Schema(APPLICATION_ID, STEPS)
JOURNAL = Schema(int.from_bytes(b"ISNR", "big"), (_readers, _admins, _conversations))
