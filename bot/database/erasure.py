"""What leaves an archive's file for good: whole articles with all their versions, and versions too old to keep.

The rows go; `Database.compact` sees to it that nothing of them is left between the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.database.rows import listed, summed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.database.database import Database, Transaction

_OF = "SELECT seq FROM articles WHERE id IN (SELECT value FROM json_each(?))"
_VERSIONS = """SELECT id, count(*) AS versions FROM articles WHERE id IN (SELECT value FROM json_each(?))
    GROUP BY id"""
_STANDING = """SELECT digest FROM articles WHERE until IS NULL AND id IN (SELECT value FROM json_each(?))"""
_BEGUN = """INSERT OR IGNORE INTO erasing SELECT DISTINCT value, coalesce(title, '')
    FROM json_each(?) LEFT JOIN articles ON articles.id = value"""
_TABLES = ("headlines", "bands", "stories", "articles")
"""What holds something of a version, by its number."""
_POSTS = "DELETE FROM posts WHERE id IN (SELECT value FROM json_each(?))"
_EDITORIAL = "DELETE FROM editorial WHERE article IN (SELECT value FROM json_each(?))"
# By a change of its own: whoever undoes the removal of an article does not let it come back.
_RELEASE = "DELETE FROM withheld WHERE id IN (SELECT value FROM json_each(?))"
_WITHHOLD = "INSERT INTO withheld (id, since) SELECT DISTINCT value, ? FROM json_each(?)"
# What the last change ended is kept, so that it can be undone.
_OLD = """SELECT seq FROM (
        SELECT seq, until, row_number() OVER (PARTITION BY id ORDER BY seq DESC) AS place FROM articles
    ) WHERE place > :keep AND until IS NOT NULL AND until <= (
        SELECT before FROM changes WHERE number = (SELECT change FROM generations ORDER BY number DESC LIMIT 1)
    )"""


async def erase_articles(transaction: Transaction, ids: Collection[str]) -> Mapping[str, int]:
    """Erase the articles among `ids`, standing or removed, and return how many versions of each there were.

    They stay away although their sources go on bringing them; the archive is of another generation then. That they
    are to leave all other files, too, is written down at once (see `erasing`).
    """
    await transaction.execute(_BEGUN, [listed(ids)])
    versions = {row["id"]: row["versions"] for row in await transaction.rows(_VERSIONS, [listed(ids)])}
    standing = [row["digest"] for row in await transaction.rows(_STANDING, [listed(ids)])]
    [archive] = await transaction.rows("SELECT generation, sum FROM archive")
    now = archive["generation"] + 1
    await _erase(transaction, [row["seq"] for row in await transaction.rows(_OF, [listed(ids)])])
    await transaction.execute(_POSTS, [listed(ids)])
    await transaction.execute(_EDITORIAL, [listed(ids)])
    await transaction.execute(_RELEASE, [listed(ids)])
    await transaction.execute(_WITHHOLD, [now, listed(ids)])
    total = summed(int.from_bytes(archive["sum"], "big"), standing, -1)
    await transaction.execute("UPDATE archive SET generation = ?, sum = ?", (now, total.to_bytes(32, "big")))
    return versions


async def erasing(database: Database) -> Mapping[str, set[str]]:
    """Return what was erased here and may still stand in other files: ids, and the headlines that each had."""
    found: dict[str, set[str]] = {}
    for row in await database.rows("SELECT id, headline FROM erasing"):
        found.setdefault(row["id"], set()).add(row["headline"])
    return found


async def drop_headlines(database: Database) -> None:
    """Forget the headlines of what is being erased, once nothing is looked for by them any more."""
    async with database.transaction() as transaction:
        await transaction.execute("INSERT OR IGNORE INTO erasing SELECT id, '' FROM erasing")
        await transaction.execute("DELETE FROM erasing WHERE headline <> ''")


async def end_erasing(database: Database, ids: Collection[str]) -> None:
    """Note that these are gone from every file."""
    async with database.transaction() as transaction:
        await transaction.execute(
            "DELETE FROM erasing WHERE id IN (SELECT value FROM json_each(?))", [listed(ids)]
        )


async def erase_versions(transaction: Transaction, keep: int) -> int:
    """Erase all but the last `keep` versions of every article, and return how many went."""
    old = [row["seq"] for row in await transaction.rows(_OLD, {"keep": keep})]
    await _erase(transaction, old)
    return len(old)


async def _erase(transaction: Transaction, numbers: Sequence[int]) -> None:
    for table in _TABLES if numbers else ():
        erased = f"DELETE FROM {table} WHERE seq IN (SELECT value FROM json_each(?))"  # noqa: S608
        await transaction.execute(erased, [listed(numbers)])
