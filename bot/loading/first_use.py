"""What stands before the first question: an archive, and its index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.progress import silent

if TYPE_CHECKING:
    from bot.archive.library import Library
    from bot.progress import Progress


async def fill(library: Library, progress: Progress = silent) -> None:
    """Load the pages that Isnad ships with on first use; an archive that was ever loaded stays as is."""
    if not (await library.store.state()).generation and not await library.store.sources():
        # Who has an archive does not pay for all that reads files.
        from bot.loading.load import load_demonstration  # noqa: PLC0415

        await load_demonstration(library, progress)


async def prepare(library: Library, progress: Progress = silent) -> None:
    """Make ready for questions: `fill` on first use, then the index; nothing where an engine has the archive."""
    if library.engine and await library.engine.edition():
        return
    await fill(library, progress)
    if library.indexed is None:
        await library.refresh(progress)
