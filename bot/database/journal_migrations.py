"""The schema of the readers' journal, as numbered steps; a released step is never changed: a later one mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.database.schema import Schema

if TYPE_CHECKING:
    from bot.database.schema import Step

_READERS: Step = (
    "CREATE TABLE secret (one INTEGER PRIMARY KEY CHECK (one = 1), key BLOB NOT NULL)",
    "INSERT INTO secret VALUES (1, randomblob(32))",
    "CREATE TABLE readers (reader TEXT PRIMARY KEY, language TEXT NOT NULL)",
    """CREATE TABLE questions (
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
    )""",
    "CREATE INDEX questions_of_reader ON questions (reader)",
    "CREATE INDEX questions_by_time ON questions (asked)",
    """CREATE TABLE quotes (
        question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE,
        number INTEGER NOT NULL,
        article TEXT NOT NULL,
        start INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (question, number)
    )""",
    """CREATE TABLE feedback (
        question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE,
        reader TEXT NOT NULL,
        helpful INTEGER NOT NULL,
        PRIMARY KEY (question, reader)
    )""",
    "CREATE INDEX feedback_of_reader ON feedback (reader)",
    """CREATE TABLE replies (
        message TEXT PRIMARY KEY,
        reply INTEGER NOT NULL,
        question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE
    )""",
    "CREATE INDEX replies_to_question ON replies (question)",
    "CREATE TABLE samples (token TEXT PRIMARY KEY, question TEXT NOT NULL)",
    """CREATE TABLE updates (
        id INTEGER NOT NULL,
        digest BLOB NOT NULL,
        received INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        body TEXT,
        PRIMARY KEY (id, digest)
    )""",
    "CREATE INDEX updates_by_time ON updates (received)",
)
"""What readers asked, how it was answered, and the updates of Telegram.

A reader is known by a keyed hash alone. Replies say which messages answer which question, so that buttons and
edits find it after a restart. An update's body is kept until it is handled, its id for longer: what comes twice is
handled once.
"""

_ADMINS: Step = (
    "CREATE TABLE door (one INTEGER PRIMARY KEY CHECK (one = 1), members_only INTEGER NOT NULL)",
    "INSERT INTO door VALUES (1, 0)",
    "CREATE TABLE members (reader TEXT PRIMARY KEY, since INTEGER NOT NULL)",
    "CREATE TABLE banned (reader TEXT PRIMARY KEY, since INTEGER NOT NULL)",
    "CREATE TABLE invitations (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, expires INTEGER NOT NULL)",
    """CREATE TABLE audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        admin INTEGER NOT NULL,
        at INTEGER NOT NULL,
        what TEXT NOT NULL,
        outcome TEXT NOT NULL
    )""",
    """CREATE TABLE drafts (
        token TEXT PRIMARY KEY,
        admin INTEGER NOT NULL,
        made INTEGER NOT NULL,
        source TEXT NOT NULL,
        items BLOB NOT NULL,
        awaited TEXT
    )""",
    "CREATE TABLE handles (handle TEXT PRIMARY KEY, text TEXT NOT NULL, used INTEGER NOT NULL)",
    "CREATE TABLE settled (stems BLOB PRIMARY KEY, at INTEGER NOT NULL)",
)
"""Who may ask, what admins did, what they have under way; a reader is known by a keyed hash here, too."""

_CONVERSATIONS: Step = (
    """CREATE TABLE conversations (
        place TEXT PRIMARY KEY,
        question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE
    )""",
    "CREATE INDEX conversations_by_question ON conversations (question)",
)
"""The last question of each reader in each chat, on which the next may lean."""

_NOTICES = """CREATE TABLE notices (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        followed INTEGER NOT NULL REFERENCES followed ON DELETE CASCADE,
        story INTEGER NOT NULL,
        article TEXT NOT NULL,
        start INTEGER NOT NULL,
        text TEXT NOT NULL,
        made INTEGER NOT NULL,
        answer INTEGER,
        UNIQUE (followed, story)
    )"""

_FOLLOWING: Step = (
    """CREATE TABLE followers (
        reader TEXT PRIMARY KEY,
        chat INTEGER NOT NULL,
        language TEXT NOT NULL,
        hour INTEGER,
        zone TEXT NOT NULL DEFAULT '',
        quiet_from INTEGER,
        quiet_until INTEGER,
        message INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE followed (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reader TEXT NOT NULL REFERENCES followers ON DELETE CASCADE,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        after INTEGER NOT NULL,
        UNIQUE (reader, kind, subject)
    )""",
    _NOTICES,
    """CREATE TABLE told (
        reader TEXT NOT NULL REFERENCES followers ON DELETE CASCADE,
        story INTEGER NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (reader, story)
    ) WITHOUT ROWID""",
    """CREATE TABLE sendings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reader TEXT NOT NULL REFERENCES followers ON DELETE CASCADE,
        html TEXT NOT NULL,
        buttons TEXT NOT NULL,
        since INTEGER NOT NULL
    )""",
    "CREATE INDEX sendings_to_reader ON sendings (reader)",
    "CREATE TABLE percolated (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER)",
    "INSERT INTO percolated VALUES (1, NULL)",
)
"""What readers follow, and what there is to tell them.

A follower's chat is kept under the key of the file. A notice waits for its hour; when it is told, a sending stands in
its place until Telegram has taken it, and the story among those that were told. Percolated is the number of the newest
article that was held against what is followed.
"""

_EDITING: Step = (
    """CREATE TABLE editing (
        admin INTEGER PRIMARY KEY,
        what TEXT NOT NULL,
        key TEXT NOT NULL,
        made INTEGER NOT NULL,
        draft TEXT
    )""",
)
"""What answer each admin is writing: to which group of questions, or in place of which answer, and its draft."""

_TOPICS: Step = (
    "CREATE TABLE notices_before AS SELECT * FROM notices",
    "CREATE TABLE followed_before AS SELECT * FROM followed",
    "DROP TABLE notices",
    "DROP TABLE followed",
    """CREATE TABLE followed (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reader TEXT NOT NULL REFERENCES followers ON DELETE CASCADE,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        outlet TEXT NOT NULL DEFAULT '',
        after INTEGER NOT NULL,
        UNIQUE (reader, kind, subject, outlet)
    )""",
    _NOTICES,
    "INSERT INTO followed (id, reader, kind, subject, after) SELECT * FROM followed_before",
    "INSERT INTO notices SELECT * FROM notices_before",
    "DROP TABLE notices_before",
    "DROP TABLE followed_before",
)
"""A subject may be followed in one outlet."""

_NOTIFIED: Step = ("ALTER TABLE told RENAME TO notified",)
"""Of which story each follower was notified has a name that says so."""

_STEPS = (_READERS, _ADMINS, _CONVERSATIONS, _FOLLOWING, _EDITING, _TOPICS, _NOTIFIED)

JOURNAL = Schema(int.from_bytes(b"ISNR", "big"), _STEPS)
