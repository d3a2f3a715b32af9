"""Articles of different outlets that tell one story in nearly the same words, as of an agency: kept, and grouped.

A story is named by its first article, which each later one is compared with. An article is compared once, in the order
of loading, and what was compared is kept.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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
_CANDIDATES = 8  # first articles of stories that an article is compared with
# Of a band that more first articles share, as those of forms do, the newest: who tells a story again does it soon.
_OF_BAND = 50
MOST_TELLERS = 50
"""A text that so many articles tell is a form rather than a story; further ones begin another group."""
_NAMED = 5
"""A citation names no more other outlets."""

_LEFT = """SELECT count(*) FROM articles WHERE until IS NULL
    AND seq > (SELECT coalesce(max(seq), 0) FROM stories)"""
_NEXT = """SELECT seq, text FROM articles WHERE until IS NULL
    AND seq > (SELECT coalesce(max(seq), 0) FROM stories) ORDER BY seq LIMIT ?"""
_FIRSTS = """SELECT seq, text FROM articles JOIN
    (SELECT seq, count(*) AS shared FROM json_each(:bands) AS mine JOIN bands ON band = mine.value AND seq >= coalesce(
        (SELECT seq FROM bands WHERE band = mine.value ORDER BY seq DESC LIMIT 1 OFFSET :others), 0)
    GROUP BY seq HAVING (SELECT count(*) FROM stories WHERE story = bands.seq) < :tellers
    ORDER BY shared DESC, seq LIMIT :candidates) USING (seq) ORDER BY shared DESC, seq"""
_TELLERS = """SELECT mine.id, told.story, mine.outlet AS own, theirs.outlet FROM articles AS mine
    JOIN stories AS told ON told.seq = mine.seq
    JOIN stories AS again ON again.story = told.story
    JOIN articles AS theirs ON theirs.seq = again.seq
    WHERE mine.id IN (SELECT value FROM json_each(:ids))
    AND mine.since <= :at AND (mine.until IS NULL OR mine.until > :at)
    AND theirs.since <= :at AND (theirs.until IS NULL OR theirs.until > :at)
    ORDER BY theirs.seq"""


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Which story an article tells, by the number of the first one that did, and which other outlets had it."""

    story: int
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What an article is compared by."""

    seq: int
    shingles: AbstractSet[str]
    bands: Sequence[int]


async def compare(database: Database, progress: Progress) -> None:
    """Find the story of every article that has not been compared yet."""
    [(left,)] = await database.rows(_LEFT)
    if not left:
        return
    await _begin(database)
    done = 0
    while rows := await database.rows(_NEXT, [_AT_ONCE]):
        sketches = await asyncio.to_thread(_sketches, rows)
        async with database.transaction() as transaction:
            for sketch in sketches:
                await _place(transaction, sketch)
        done += len(rows)
        progress(Step(Stage.COMPARING, min(done, left), left))


async def tellings(database: Database, ids: Collection[str], at: int) -> dict[str, DuplicateGroup]:
    """Return what is known of the stories that articles told at generation `at`, by article id."""
    asked = {"ids": listed(ids), "at": at}
    stories: dict[str, int] = {}
    outlets: dict[str, dict[str, None]] = {}
    for row in await database.rows(_TELLERS, asked):
        stories[row["id"]] = row["story"]
        others = outlets.setdefault(row["id"], {})
        if row["outlet"] not in {None, row["own"]}:
            others[row["outlet"]] = None
    return {id_: DuplicateGroup(story, tuple(outlets[id_])[:_NAMED]) for id_, story in stories.items()}


def told_once(answer: Answer, known: Mapping[str, DuplicateGroup]) -> Answer:
    """Return the answer with each story quoted from one outlet, the others named.

    A quote of another outlet stays where it says what the first one does not, as when a number has changed.
    """
    kept: list[Quote] = []
    for quote in answer.quotes:
        if not any(_is_again(quote, before, known) for before in kept):
            telling = known.get(quote.article.id)
            kept.append(replace(quote, also=telling.also) if telling else quote)
    return replace(answer, quotes=tuple(kept))


def _is_again(quote: Quote, before: Quote, known: Mapping[str, DuplicateGroup]) -> bool:
    one, other = known.get(before.article.id), known.get(quote.article.id)
    if one is None or other is None or before.article.id == quote.article.id:
        return False
    return one.story == other.story and repeats(quote, before.article)


async def _begin(database: Database) -> None:
    """Forget what was compared in another way."""
    [(before,)] = await database.rows("SELECT recipe FROM sketching")
    if before == recipe():
        return
    async with database.transaction() as transaction:
        await transaction.execute("DELETE FROM stories")
        await transaction.execute("DELETE FROM bands")
        await transaction.execute("UPDATE sketching SET recipe = ?", [recipe()])


def _sketches(rows: Sequence[sqlite3.Row]) -> list[_Sketch]:
    found = [(row["seq"], shingles(row["text"])) for row in rows]
    return [_Sketch(seq, told, bands(told)) for seq, told in found]


async def _place(transaction: Transaction, sketch: _Sketch) -> None:
    """Put an article among those that tell its story, or let it begin one."""
    asked = {
        "bands": listed(sketch.bands),
        "tellers": MOST_TELLERS,
        "candidates": _CANDIDATES,
        "others": _OF_BAND - 1,
    }
    firsts = await transaction.rows(_FIRSTS, asked)
    story = await asyncio.to_thread(_told_by, sketch, firsts) if firsts else sketch.seq
    await transaction.execute("INSERT OR REPLACE INTO stories VALUES (?, ?)", [sketch.seq, story])
    if story == sketch.seq:
        await transaction.repeat(
            "INSERT OR IGNORE INTO bands VALUES (?, ?)", ((band, sketch.seq) for band in sketch.bands)
        )


def _told_by(sketch: _Sketch, firsts: Sequence[sqlite3.Row]) -> int:
    """Return the first article among `firsts` whose story this one tells; itself where there is none."""
    told = (row["seq"] for row in firsts if are_duplicates(sketch.shingles, shingles(row["text"])))
    return int(next(told, sketch.seq))
