"""The articles that Isnad ships with: a demonstration, which goes as soon as an editor adds articles of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive.changes.generation import Revision

if TYPE_CHECKING:
    from bot.archive.library import Library
    from bot.progress import Progress

SEEDS = "seeds"
"""The name under which an archive remembers where they came from: the folder they ship in may move."""

_SHOWN = """SELECT seq, articles.id, digest FROM articles JOIN sources ON number = source
    WHERE until IS NULL AND name = ?"""
_OTHERS = (
    """SELECT 1 FROM articles JOIN sources ON number = source WHERE until IS NULL AND name <> ? LIMIT 1"""
)
_OF_LAST = "INSERT INTO generations SELECT ?, change FROM generations ORDER BY number DESC LIMIT 1"


async def leave(library: Library, progress: Progress) -> bool:
    """Take the demonstration out once there are other articles beside it; return whether that was done now.

    It belongs to the last change, which added them: where that is undone, the demonstration comes back.
    """
    database = library.database
    if not await database.rows(_SHOWN, [SEEDS]) or not await database.rows(_OTHERS, [SEEDS]):
        return False
    async with database.transaction() as transaction:
        edit = await Revision.begin(transaction)
        await edit.retire(await transaction.rows(_SHOWN, [SEEDS]))
        await transaction.execute("UPDATE sources SET followed = 0 WHERE name = ?", [SEEDS])
        if (generation := await edit.finish()) is not None:
            await transaction.execute(_OF_LAST, [generation])
    await library.catch_up(progress)
    return True
