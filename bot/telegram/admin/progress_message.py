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


class Bar:
    """Passes the latest step on to `edit`, at most once in `every` seconds, and only when it reads otherwise."""

    def __init__(self, edit: Callable[[str], Awaitable[None]], voice: Messages, every: float) -> None:
        self._edit = edit
        self._voice = voice
        self._every = every
        self._latest: Step | None = None

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[Progress]:
        """Yield inside, the steps that are told (from any thread) are shown."""
        telling = asyncio.create_task(self._tell())
        try:
            yield self._note
        finally:
            telling.cancel()
            await asyncio.wait([telling])

    def _note(self, step: Step) -> None:
        self._latest = step

    async def _tell(self) -> None:
        told = ""
        while True:
            await asyncio.sleep(self._every)
            text = drawn(self._latest, self._voice) if self._latest else told
            if text != told:
                await self._edit(text)
                told = text


def drawn(step: Step, voice: Messages) -> str:
    """Return one line of a right-to-left message: the stage, the bar, and the share that is done."""
    share = min((step.done + step.part) / step.total, 1.0) if step.total else 0.0
    full = round(share * CELLS)
    bar = _FULL * full + _EMPTY * (CELLS - full)
    percent = voice.admin.percent.format(n=int(share * 100))
    return f"{stage(step.stage, voice)}\n{voice.admin.progress.format(bar=bar, percent=percent)}"
