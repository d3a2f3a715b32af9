"""The archive's schema, as numbered steps; a released step is never changed: what it got wrong, a later one mends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.database.schema import Schema

if TYPE_CHECKING:
    from bot.database.schema import Step

_ARTICLES: Step = (
    "CREATE TABLE sources (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, followed INTEGER)",
    """CREATE TABLE articles (
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
    )""",
    "CREATE UNIQUE INDEX current_articles ON articles (id) WHERE until IS NULL",
    "CREATE INDEX article_versions ON articles (id, since)",
    "CREATE TABLE archive (one INTEGER PRIMARY KEY CHECK (one = 1), generation INTEGER, sum BLOB)",
    "INSERT INTO archive VALUES (1, 0, zeroblob(32))",
)
"""Articles with their versions, the sources they came from, and one row that sums up the archive.

A version is current from generation `since` until before generation `until`, so that an index of an older
generation still finds the texts it was built from. The digest stands before the text, so that comparing
articles never reads one.
"""

_CHANGES: Step = (
    """CREATE TABLE deeds (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        what TEXT NOT NULL,
        at INTEGER NOT NULL,
        before INTEGER NOT NULL,
        followed TEXT NOT NULL,
        added INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        unchanged INTEGER NOT NULL,
        removed INTEGER NOT NULL
    )""",
    "CREATE TABLE withheld (id TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER)",
    "CREATE UNIQUE INDEX current_withheld ON withheld (id) WHERE until IS NULL",
    "CREATE TABLE headlines (seq INTEGER PRIMARY KEY, folded TEXT NOT NULL)",
    "CREATE INDEX newest_articles ON articles (published DESC, seq DESC) WHERE until IS NULL",
    "CREATE INDEX articles_by_since ON articles (since)",
    "CREATE INDEX articles_by_until ON articles (until) WHERE until IS NOT NULL",
    """CREATE TABLE files (
        place TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        content BLOB,
        size INTEGER,
        modified INTEGER,
        reading BLOB,
        ids TEXT,
        brought BLOB
    )""",
    "CREATE INDEX files_by_name ON files (name)",
    "CREATE TABLE sketching (one INTEGER PRIMARY KEY CHECK (one = 1), recipe TEXT NOT NULL)",
    "INSERT INTO sketching VALUES (1, '')",
    "CREATE TABLE stories (seq INTEGER PRIMARY KEY, story INTEGER NOT NULL)",
    "CREATE INDEX stories_members ON stories (story)",
    "CREATE TABLE bands (band INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (band, seq)) WITHOUT ROWID",
)
"""The log of changes, the files that were read, and the groups of near duplicates (`stories`).

A change (`deeds`, later `changes`) is undone by going back to generation `before`; withheld ids have versions as
articles have. A file stands with the ids that were taken from it, and as it was when its articles were read.
A group is named by its first article; the bands of that one find the others.
"""

_SOURCES: Step = (
    """CREATE TABLE visits (
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
    )""",
    """CREATE TABLE taken (
        source TEXT NOT NULL,
        url TEXT NOT NULL,
        mark TEXT NOT NULL,
        tries INTEGER NOT NULL,
        PRIMARY KEY (source, url)
    ) WITHOUT ROWID""",
    """CREATE TABLE channels (
        chat INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        username TEXT,
        seen INTEGER NOT NULL,
        heard INTEGER,
        last INTEGER
    )""",
    """CREATE TABLE posts (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        chat INTEGER NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        outlet TEXT,
        author TEXT,
        published TEXT,
        url TEXT
    )""",
)
"""What sources in the network said last, so that they are asked for news only, and what of them was taken.

Besides, the channels that the bot is in, and their posts that wait to be added to the archive.
"""

_ORIGINS: Step = ("ALTER TABLE deeds ADD COLUMN source TEXT",)
"""Which source an addition is of, so that what it brings piece by piece is one change."""

_GENERATIONS: Step = (
    "CREATE TABLE generations (number INTEGER PRIMARY KEY, deed INTEGER NOT NULL)",
    "CREATE INDEX generations_of_deeds ON generations (deed)",
    """WITH RECURSIVE counted (number) AS (
        SELECT 1 UNION ALL SELECT counted.number + 1 FROM counted, archive WHERE counted.number < generation
    ), made AS (
        SELECT number, (
            SELECT deeds.number FROM deeds WHERE before < counted.number ORDER BY deeds.number DESC LIMIT 1
        ) AS deed FROM counted, archive WHERE counted.number <= generation
    )
    INSERT INTO generations SELECT number, deed FROM made WHERE deed IS NOT NULL""",
    "ALTER TABLE deeds ADD COLUMN following TEXT",
)
"""Which change made each generation: those of two that are made at the same time take turns.

`following` are the sources that were followed once the change had named its own.
"""

_EDITORIAL: Step = (
    """CREATE TABLE editorial (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        question TEXT NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        article TEXT,
        start INTEGER NOT NULL,
        sources TEXT NOT NULL,
        author INTEGER NOT NULL,
        name TEXT NOT NULL,
        written INTEGER NOT NULL,
        edited INTEGER,
        withdrawn INTEGER
    )""",
)
"""Answers of the editors to questions that the archive does not answer; those withdrawn are kept."""

_ERASING: Step = (
    "CREATE TABLE erasing (id TEXT NOT NULL, headline TEXT NOT NULL, PRIMARY KEY (id, headline))",
)
"""What was purged and is not yet known to be gone from every file, by id and headline: one row for each headline."""

_CHANGES_NAMED: Step = (
    "ALTER TABLE deeds RENAME TO changes",
    "ALTER TABLE generations RENAME COLUMN deed TO change",
    "DROP INDEX generations_of_deeds",
    "CREATE INDEX generations_by_change ON generations (change)",
)
"""Changes have the name in the file that they have in the program."""

_STEPS = (_ARTICLES, _CHANGES, _SOURCES, _ORIGINS, _GENERATIONS, _EDITORIAL, _ERASING, _CHANGES_NAMED)

ARCHIVE = Schema(int.from_bytes(b"ISND", "big"), _STEPS)
