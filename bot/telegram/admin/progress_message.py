"""How far long work has come, as a bar in a message that is edited now and then."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.rendering.texts import stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.configuration.messages import Messages
    from bot.progress import Progress, Step

CELLS = 12
_FULL, _EMPTY = "▰", "▱"


@asynccontextmanager
async def progress_bar(
    edit: Callable[[str], Awaitable[None]], messages: Messages, every: float
) -> AsyncIterator[Progress]:
    """Yield what takes steps, from any thread, and passes the latest on to `edit` as a bar.

    That is at most once in `every` seconds, and only when it reads otherwise.
    """
    latest: Step | None = None

    def note(step: Step) -> None:
        nonlocal latest
        latest = step

    async def keep_editing() -> None:
        shown = ""
        while True:
            await asyncio.sleep(every)
            text = drawn(latest, messages) if latest else shown
            if text != shown:
                await edit(text)
                shown = text

    editing = asyncio.create_task(keep_editing())
    try:
        yield note
    finally:
        editing.cancel()
        await asyncio.wait([editing])


def drawn(step: Step, messages: Messages) -> str:
    """Return one line of a right-to-left message: the stage, the bar, and the share that is done."""
    share = min((step.done + step.part) / step.total, 1.0) if step.total else 0.0
    full = round(share * CELLS)
    bar = _FULL * full + _EMPTY * (CELLS - full)
    percent = messages.admin.percent.format(n=int(share * 100))
    return f"{stage(step.stage, messages)}\n{messages.admin.progress.format(bar=bar, percent=percent)}"
