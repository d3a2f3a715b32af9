"""Near duplicates among the articles, as when several outlets carry a report of an agency: kept, and grouped.

A group is named by its first article, which each later one is compared with. An article is compared once, in the order
of loading, and what was compared is kept. (The tables call a group a story.)
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from bot.catalogue.records import NAMED, DuplicateGroup
from bot.database.rows import listed
from bot.progress import Stage, Step
from retrieval.near_duplicates import are_duplicates, bands, recipe, repeats, shingles

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from bot.database.database import Database, Transaction
    from bot.progress import Progress
    from retrieval.records import Answer, Quote

_AT_ONCE = 200  # articles compared in one transaction
_CANDIDATES = 8  # first articles of groups that an article is compared with
# Of a band that more first articles share, as those of forms do, the newest: a report is repeated soon or never.
_OF_BAND = 50
MOST_DUPLICATES = 50
"""A text that so many articles share is a form rather than a report; further ones begin another group."""

_LEFT = """SELECT count(*) FROM articles WHERE until IS NULL
    AND seq > (SELECT coalesce(max(seq), 0) FROM stories)"""
_NEXT = """SELECT seq, text FROM articles WHERE until IS NULL
    AND seq > (SELECT coalesce(max(seq), 0) FROM stories) ORDER BY seq LIMIT ?"""
_FIRSTS = """SELECT seq, text FROM articles JOIN
    (SELECT seq, count(*) AS shared FROM json_each(:bands) AS mine JOIN bands ON band = mine.value AND seq >= coalesce(
        (SELECT seq FROM bands WHERE band = mine.value ORDER BY seq DESC LIMIT 1 OFFSET :others), 0)
    GROUP BY seq HAVING (SELECT count(*) FROM stories WHERE story = bands.seq) < :most
    ORDER BY shared DESC, seq LIMIT :candidates) USING (seq) ORDER BY shared DESC, seq"""
_MEMBERS = """SELECT mine.id, one.story, mine.outlet AS own, theirs.outlet FROM articles AS mine
    JOIN stories AS one ON one.seq = mine.seq
    JOIN stories AS again ON again.story = one.story
    JOIN articles AS theirs ON theirs.seq = again.seq
    WHERE mine.id IN (SELECT value FROM json_each(:ids))
    AND mine.since <= :at AND (mine.until IS NULL OR mine.until > :at)
    AND theirs.since <= :at AND (theirs.until IS NULL OR theirs.until > :at)
    ORDER BY theirs.seq"""


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What an article is compared by."""

    seq: int
    shingles: AbstractSet[str]
    bands: Sequence[int]

    @classmethod
    def of(cls, row: sqlite3.Row) -> Self:
        """Return the sketch of an article's row."""
        found = shingles(row["text"])
        return cls(row["seq"], found, bands(found))


async def compare(database: Database, progress: Progress) -> None:
    """Find the group of every article that has not been compared yet."""
    [(left,)] = await database.rows(_LEFT)
    if not left:
        return
    [(before,)] = await database.rows("SELECT recipe FROM sketching")
    if before != recipe():
        async with database.transaction() as transaction:
            await transaction.execute("DELETE FROM stories")
            await transaction.execute("DELETE FROM bands")
            await transaction.execute("UPDATE sketching SET recipe = ?", [recipe()])
    done = 0
    while rows := await database.rows(_NEXT, [_AT_ONCE]):
        sketches = await asyncio.to_thread(list, map(_Sketch.of, rows))
        async with database.transaction() as transaction:
            for sketch in sketches:
                await _group(transaction, sketch)
        done += len(rows)
        progress(Step(Stage.COMPARING, min(done, left), left))


async def duplicate_groups(database: Database, ids: Collection[str], at: int) -> dict[str, DuplicateGroup]:
    """Return the groups that articles of generation `at` are in, by article id."""
    first: dict[str, int] = {}
    outlets: dict[str, dict[str, None]] = {}
    for row in await database.rows(_MEMBERS, {"ids": listed(ids), "at": at}):
        first[row["id"]] = row["story"]
        others = outlets.setdefault(row["id"], {})
        if row["outlet"] not in {None, row["own"]}:
            others[row["outlet"]] = None
    return {id_: DuplicateGroup(number, tuple(outlets[id_])[:NAMED]) for id_, number in first.items()}


def without_repeats(answer: Answer, groups: Mapping[str, DuplicateGroup]) -> Answer:
    """Return the answer with each group of near duplicates quoted from one outlet, the others named.

    A quote of another outlet stays where it says what the first one does not, as when a number has changed.
    """

    def is_repeat(quote: Quote, before: Quote) -> bool:
        one, other = groups.get(before.article.id), groups.get(quote.article.id)
        if one is None or other is None or before.article.id == quote.article.id:
            return False
        return one.first == other.first and repeats(quote, before.article)

    kept: list[Quote] = []
    for quote in answer.quotes:
        if not any(is_repeat(quote, before) for before in kept):
            group = groups.get(quote.article.id)
            kept.append(replace(quote, also=group.also) if group else quote)
    return replace(answer, quotes=tuple(kept))


async def _group(transaction: Transaction, sketch: _Sketch) -> None:
    """Put an article into the group of the first article that it is like, or let it begin one."""
    asked = {
        "bands": listed(sketch.bands),
        "most": MOST_DUPLICATES,
        "candidates": _CANDIDATES,
        "others": _OF_BAND - 1,
    }

    def alike(candidates: Sequence[sqlite3.Row]) -> int:
        found = (row["seq"] for row in candidates if are_duplicates(sketch.shingles, shingles(row["text"])))
        return int(next(found, sketch.seq))

    candidates = await transaction.rows(_FIRSTS, asked)
    first = await asyncio.to_thread(alike, candidates) if candidates else sketch.seq
    await transaction.execute("INSERT OR REPLACE INTO stories VALUES (?, ?)", [sketch.seq, first])
    if first == sketch.seq:
        await transaction.repeat(
            "INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, sketch.seq) for band in sketch.bands)
        )
