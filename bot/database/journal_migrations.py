"""The schema of the readers' journal, as numbered steps; a released step is never changed: a later one mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.database.schema import Schema

if TYPE_CHECKING:
    from bot.database.schema import Execute, Step


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


STEPS: tuple[Step, ...] = (_readers, _admins, _conversations)

JOURNAL = Schema(int.from_bytes(b"ISNR", "big"), STEPS)
