"""Waiting for something to become true, without polling and without sleeping."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Bell:
    """Rung after every change of what it guards; those who wait look again each time."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all who wait."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def until(self, look: Callable[[], T | None], within: float) -> T | None:
        """Return the first thing `look` returns that is not None, or None after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                while (seen := look()) is None:
                    await self._next()
                return seen
        except TimeoutError:
            return None

    async def _next(self) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)
