from __future__ import annotations

import asyncio
import threading
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from bot.loading.load import drawn, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.configuration.settings import Settings


async def test_values_come_in_order_all_made_in_one_thread_that_is_not_the_loops() -> None:
    made: set[int] = set()

    def values() -> Iterator[int]:
        for value in range(3):
            made.add(threading.get_ident())
            yield value

    assert [value async for value in drawn(v for v in values())] == [0, 1, 2]
    assert len(made - {threading.get_ident()}) == len(made) == 1


async def test_a_failure_reaches_who_draws() -> None:
    def values() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        assert [value async for value in drawn(v for v in values())] == [1]


async def test_who_stops_or_is_cancelled_has_the_values_closed_in_their_thread() -> None:
    closed: list[int] = []
    waiting, let_go = threading.Event(), threading.Event()

    def values() -> Iterator[int]:
        try:
            yield 1
            waiting.set()
            let_go.wait(timeout=30)
            yield 2
        finally:
            closed.append(threading.get_ident())

    async def draw() -> None:
        async with aclosing(drawn(v for v in values())) as found:
            async for _ in found:
                pass

    drawing = asyncio.create_task(draw())
    await asyncio.to_thread(waiting.wait, 30)
    drawing.cancel()
    let_go.set()
    with pytest.raises(asyncio.CancelledError):
        await drawing
    assert closed != [threading.get_ident()]
    assert len(closed) == 1


def test_the_lists_of_boilerplate_are_made_once_for_all_loads(settings: Settings) -> None:
    assert reading(settings)[0].boilerplate is reading(settings)[0].boilerplate
