"""What is remembered of each source between visits, in the archive's file."""

from __future__ import annotations

import datetime
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.database.rows import listed
from bot.web.refusals import Rule
from bot.web.responses import UNKNOWN, Validators

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from bot.database.database import Database
    from bot.sources.entries import Entry

TRIES: Final = 3
"""How often a page is asked for that cannot be had, before it is left at that."""
_FRESH: Final = """SELECT value ->> 0 AS url FROM json_each(:entries) WHERE NOT EXISTS (
    SELECT 1 FROM taken WHERE source = :source AND url = value ->> 0 AND mark = value ->> 1
    AND tries >= :tries) AND NOT EXISTS (
    SELECT 1 FROM taken WHERE source = :source AND url = value ->> 0 AND tries >= :left)"""
_LEFT: Final = 1000
"""In the place of a number of tries: what is at the address is no article, and it is not asked for again."""
_TAKE: Final = "INSERT OR REPLACE INTO taken (source, url, mark, tries) VALUES (?, ?, ?, ?)"
_MISS: Final = """INSERT INTO taken (source, url, mark, tries) VALUES (:source, :url, :mark, 1)
    ON CONFLICT DO UPDATE SET tries = CASE WHEN mark = :mark THEN tries + 1 ELSE 1 END, mark = :mark"""
_KNOWN: Final = "INSERT OR IGNORE INTO visits (source) VALUES (?)"
_ENDED: Final = """UPDATE visits SET etag = :etag, last_modified = :last_modified, whole = :whole,
    visited = :visited, due = :due, failures = :failures, rule = :rule, reason = :reason,
    offered = :offered, added = :added, changed = :changed, aside = :aside, newest = :newest
    WHERE source = :source"""
_SET_DUE: Final = "UPDATE visits SET due = ? WHERE source = ?"
_PAUSE: Final = "UPDATE visits SET paused = ? WHERE source = ?"


@dataclass(frozen=True, slots=True)
class VisitState:
    """How the last visit to a source ended: seconds since 1970, and what it found.

    `rule` and `reason` say why it failed, `failures` how often in a row; `known` is what to ask with; `whole` says
    that the source was seen to its end.
    """

    known: Validators = UNKNOWN
    whole: bool = False
    visited: int | None = None
    due: int = 0
    paused: bool = False
    failures: int = 0
    rule: Rule | None = None
    reason: str | None = None
    offered: int = 0
    added: int = 0
    changed: int = 0
    aside: int = 0
    newest: datetime.date | None = None

    @classmethod
    def of(cls, row: sqlite3.Row) -> VisitState:
        """Read a row of the table."""
        return cls(
            known=Validators(row["etag"], row["last_modified"]),
            whole=bool(row["whole"]),
            visited=row["visited"],
            due=row["due"],
            paused=bool(row["paused"]),
            failures=row["failures"],
            rule=Rule(row["rule"]) if row["rule"] else None,
            reason=row["reason"],
            offered=row["offered"],
            added=row["added"],
            changed=row["changed"],
            aside=row["aside"],
            newest=datetime.date.fromisoformat(row["newest"]) if row["newest"] else None,
        )


class Logbook:
    """The tables of visits and of pages that were taken already; `clock` gives Unix seconds."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self.clock = clock

    async def state(self, source: str) -> VisitState:
        """Return how the last visit ended; of a source that was never visited, nothing but that it is due."""
        rows = await self._database.rows("SELECT * FROM visits WHERE source = ?", [source])
        return VisitState.of(rows[0]) if rows else VisitState()

    async def end(self, source: str, state: VisitState) -> None:
        """Write down how a visit ended; whether the source is paused stays as it is."""
        row = {
            "source": source,
            "etag": state.known.etag,
            "last_modified": state.known.last_modified,
            "newest": state.newest.isoformat() if state.newest else None,
            **{name: getattr(state, name) for name in _PLAIN},
        }
        async with self._database.transaction() as transaction:
            await transaction.execute(_KNOWN, [source])
            await transaction.execute(_ENDED, row)

    async def set_due(self, source: str, due: float) -> None:
        """Let the next visit be at `due`."""
        await self._set(_SET_DUE, source, int(due))

    async def pause(self, source: str, *, paused: bool) -> None:
        """Visit the source no more, or again."""
        await self._set(_PAUSE, source, paused)

    async def fresh(self, source: str, entries: Sequence[Entry]) -> list[Entry]:
        """Return the entries that were not taken yet, or have changed, each address once."""
        by_url = {entry.url: entry for entry in entries}
        pairs = listed((entry.url, entry.mark) for entry in by_url.values())
        asked = {"entries": pairs, "source": source, "tries": TRIES, "left": _LEFT}
        rows = await self._database.rows(_FRESH, asked)
        return [by_url[row["url"]] for row in rows]

    async def take(self, source: str, entries: Iterable[Entry]) -> None:
        """Remember that entries were taken: they need not be looked at again until they change."""
        async with self._database.transaction() as transaction:
            await transaction.repeat(_TAKE, [(source, entry.url, entry.mark, TRIES) for entry in entries])

    async def leave(self, source: str, entries: Iterable[Entry]) -> None:
        """Remember that entries lead to pages that are no articles, whatever changes on them."""
        async with self._database.transaction() as transaction:
            await transaction.repeat(_TAKE, [(source, entry.url, entry.mark, _LEFT) for entry in entries])

    async def miss(self, source: str, entry: Entry) -> None:
        """Remember that a page could not be had; it is tried a few times more."""
        async with self._database.transaction() as transaction:
            await transaction.execute(_MISS, {"source": source, "url": entry.url, "mark": entry.mark})

    async def _set(self, statement: str, source: str, value: int) -> None:
        async with self._database.transaction() as transaction:
            await transaction.execute(_KNOWN, [source])
            await transaction.execute(statement, [value, source])


_PLAIN: Final = (
    "whole",
    "visited",
    "due",
    "failures",
    "rule",
    "reason",
    "offered",
    "added",
    "changed",
    "aside",
)
