"""What admins have sent and not yet saved, kept in the journal's file so that a restart loses none of it."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from retrieval.arabic import dates
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Sequence

    from bot.database.database import Database

KEPT_SECONDS = 24 * 60 * 60
"""How long a draft waits to be saved."""
LONGEST_VALUE = 300
"""Characters of a headline, or of a name."""
NOTHING = "-"
"""What is typed for a field that is to be empty."""
_KEPT = "INSERT INTO drafts (token, admin, made, source, items) VALUES (?, ?, ?, ?, ?)"
_FOUND = "SELECT * FROM drafts WHERE admin = ? AND made > ? AND token = ?"
_AWAITED = "SELECT * FROM drafts WHERE admin = ? AND made > ? AND awaited IS NOT NULL"


class Field(StrEnum):
    """What of an article can be corrected by hand."""

    TITLE = "title"
    OUTLET = "outlet"
    PUBLISHED = "published"
    AUTHOR = "author"


class Misfit(ValueError):
    """A typed value that does not fit its field."""


class _Items(msgspec.Struct, frozen=True):
    """What a draft holds."""

    articles: tuple[Article, ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The articles that were found in `source` (a file's name, a link, or empty for a text), and what was not."""

    token: str
    source: str
    articles: tuple[Article, ...]
    set_aside: tuple[SetAside, ...]


class Drafts:
    """The drafts of each admin, by token."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, admin: int, source: str, items: Sequence[Article | SetAside]) -> Draft:
        """Keep what an admin sent."""
        articles = tuple(item for item in items if isinstance(item, Article))
        aside = tuple(item for item in items if isinstance(item, SetAside))
        draft = Draft(secrets.token_urlsafe(9), source, articles, aside)
        row = [draft.token, admin, int(self._clock()), source, await asyncio.to_thread(_encoded, draft)]
        async with self._database.transaction() as transaction:
            await transaction.execute("DELETE FROM drafts WHERE made <= ?", [self._oldest()])
            await transaction.execute(_KEPT, row)
        return draft

    async def find(self, admin: int, token: str) -> Draft | None:
        """Return an admin's own draft; None when it was saved, dropped, or is too old."""
        rows = await self._database.rows(_FOUND, [admin, self._oldest(), token])
        return await asyncio.to_thread(_decoded, rows[0]) if rows else None

    async def drop(self, admin: int, token: str) -> bool:
        """Forget a draft; return False when there was none."""
        known = await self.find(admin, token) is not None
        async with self._database.transaction() as transaction:
            await transaction.execute("DELETE FROM drafts WHERE admin = ? AND token = ?", [admin, token])
        return known

    async def erase(self, ids: Collection[str]) -> None:
        """Forget the drafts of anybody that hold one of these articles."""
        wanted = frozenset(ids)
        for row in await self._database.rows("SELECT * FROM drafts"):
            draft = await asyncio.to_thread(_decoded, row)
            if wanted & {article.id for article in draft.articles}:
                async with self._database.transaction() as transaction:
                    await transaction.execute("DELETE FROM drafts WHERE token = ?", [draft.token])

    async def wait_for(self, admin: int, token: str, field: Field | None) -> None:
        """Take the admin's next message for the value of this field, or (None) take none for one any more."""
        async with self._database.transaction() as transaction:
            await transaction.execute("UPDATE drafts SET awaited = NULL WHERE admin = ?", [admin])
            where = [field, admin, token]
            await transaction.execute("UPDATE drafts SET awaited = ? WHERE admin = ? AND token = ?", where)

    async def awaited(self, admin: int) -> tuple[Draft, Field] | None:
        """Return the draft and the field of it that the admin's next message is for."""
        rows = await self._database.rows(_AWAITED, [admin, self._oldest()])
        if not rows:
            return None
        return await asyncio.to_thread(_decoded, rows[0]), Field(rows[0]["awaited"])

    async def mend(self, draft: Draft, field: Field, value: str) -> Draft:
        """Return the draft, its first article with another value, kept so; raises Misfit when it does not fit."""
        first, *rest = draft.articles
        mended = replace(draft, articles=(_with(first, field, " ".join(value.split())), *rest))
        async with self._database.transaction() as transaction:
            kept = [_encoded(mended), draft.token]
            await transaction.execute("UPDATE drafts SET items = ?, awaited = NULL WHERE token = ?", kept)
        return mended

    def _oldest(self) -> int:
        return int(self._clock()) - KEPT_SECONDS


def _with(article: Article, field: Field, value: str) -> Article:
    if len(value) > LONGEST_VALUE:
        raise Misfit
    cleared = value == NOTHING
    match field:
        case Field.PUBLISHED:
            # The only full date in it, in any of the ways that articles write one.
            days = {found.full() for found in dates.find(value)}
            if not cleared and (len(days) != 1 or None in days):
                raise Misfit
            return replace(article, published=None if cleared else days.pop())
        case Field.OUTLET:
            return replace(article, outlet=None if cleared else value)
        case Field.AUTHOR:
            return replace(article, author=None if cleared else value)
        case Field.TITLE if not cleared and any(map(str.isalnum, value)):
            return replace(article, title=value)
    raise Misfit


def _encoded(draft: Draft) -> bytes:
    return msgspec.msgpack.encode(_Items(draft.articles, draft.set_aside))


def _decoded(row: sqlite3.Row) -> Draft:
    kept = msgspec.msgpack.decode(row["items"], type=_Items)
    return Draft(row["token"], row["source"], kept.articles, kept.set_aside)
