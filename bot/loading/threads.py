"""Work that blocks, drawn into the event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

T = TypeVar("T")


async def drawn(values: Generator[T]) -> AsyncGenerator[T]:
    """What a generator yields, all of it made in one thread of its own; it is closed there in any case."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawn") as thread:
        try:
            while (value := await loop.run_in_executor(thread, next, values, None)) is not None:
                yield value
        finally:
            # The thread finishes what it is at; then it closes.
            await asyncio.shield(loop.run_in_executor(thread, values.close))
