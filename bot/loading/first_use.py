"""What stands before the first question: an archive, its index, and the encoder."""

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
    """Make ready for questions: `fill` on first use and the index, where no engine has the archive; then the encoder.

    Its first opening takes longer than an answer: a bot that took questions before, and died on the way, would not
    get on.
    """
    if not (library.engine and await library.engine.edition()):
        await fill(library, progress)
        if library.indexed is None:
            await library.refresh(progress)
    await library.index.reading.meaning()
