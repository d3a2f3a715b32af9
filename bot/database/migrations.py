"""The schemas of Isnad's two files, the archive and the readers' journal, as numbered lists of steps.

`PRAGMA user_version` counts the steps a file has been through; `PRAGMA application_id` tells it from any other
SQLite file. A released step is never changed: what it got wrong, a later one mends.
"""

from __future__ import annotations

from bot.database import archive_migrations, journal_migrations
from bot.database.schema import Schema

__all__ = ["ARCHIVE", "JOURNAL", "Schema"]

ARCHIVE = Schema(int.from_bytes(b"ISND", "big"), archive_migrations.STEPS)
JOURNAL = Schema(int.from_bytes(b"ISNR", "big"), journal_migrations.STEPS)
