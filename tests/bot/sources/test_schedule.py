"""When sources are visited."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.database.database import Database
from bot.errors import StoreError
from bot.source_list.kinds import FeedSource, Folder, Remote
from bot.sources import schedule as module
from bot.sources.schedule import AT_ONCE, Schedule
from bot.sources.visit_state import Logbook, VisitState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock

A, A2, B = (FeedSource(url=f"https://{place}") for place in ("a.example/1", "a.example/2", "b.example/1"))


class Visitor:
    """Records visits; each lasts until it is let go, and the next is an hour later."""

    def __init__(self, logbook: Logbook) -> None:
        self.logbook = logbook
        self.begun: asyncio.Queue[str] = asyncio.Queue()
        self.gates: dict[str, asyncio.Event] = {}
        self.ended = asyncio.Event()
        self.failing = False

    async def __call__(self, source: Remote | Folder) -> None:
        self.begun.put_nowait(source.name)
        await self.gates.setdefault(source.name, asyncio.Event()).wait()
        if self.failing:
            raise RuntimeError("out of order")
        now = int(self.logbook.clock())
        await self.logbook.end(source.name, VisitState(visited=now, due=now + 3600))
        self.ended.set()

    async def next(self) -> str:
        return await self.begun.get()

    def let_go(self, *sources: FeedSource) -> None:
        for source in sources:
            self.gates.setdefault(source.name, asyncio.Event()).set()


@pytest.fixture
async def visitor(archive: Path, clock: Clock) -> AsyncIterator[Visitor]:
    async with Database.open(archive) as database:
        yield Visitor(Logbook(database, clock))


@asynccontextmanager
async def running(visitor: Visitor, *sources: FeedSource) -> AsyncIterator[Schedule]:
    schedule = Schedule(sources, visitor, visitor.logbook)
    task = asyncio.create_task(schedule.run())
    yield schedule
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def settled(visitor: Visitor) -> None:
    """Wait until a visit is written down."""
    await visitor.ended.wait()


async def test_sources_of_one_server_are_visited_one_after_another_others_at_once(visitor: Visitor) -> None:
    async with running(visitor, A, A2, B) as schedule:
        assert {await visitor.next(), await visitor.next()} == {A.name, B.name}
        assert schedule.under_way(A) and not schedule.under_way(A2)
        assert visitor.begun.empty()
        visitor.let_go(A)
        assert await visitor.next() == A2.name


async def test_a_source_is_visited_when_it_is_due_and_not_before(visitor: Visitor, clock: Clock) -> None:
    visitor.let_go(A)
    async with running(visitor, A) as schedule:
        await visitor.next()
        await settled(visitor)
    clock.now = 3599
    async with running(visitor, A) as schedule:
        await asyncio.sleep(0)
        assert visitor.begun.empty()
        schedule.now(A)
        assert await visitor.next() == A.name


async def test_a_source_visited_while_the_clock_was_years_ahead_is_visited_again(
    visitor: Visitor, clock: Clock
) -> None:
    visitor.let_go(A)
    clock.now = 10 * 365 * 86400
    async with running(visitor, A):
        await visitor.next()
        await settled(visitor)
    clock.now = 0
    async with running(visitor, A):
        assert await visitor.next() == A.name


async def test_a_paused_source_is_left_alone_until_it_is_resumed(visitor: Visitor) -> None:
    await visitor.logbook.pause(A.name, paused=True)
    async with running(visitor, A, A2) as schedule:
        assert await visitor.next() == A2.name
        visitor.let_go(A2)
        await settled(visitor)
        assert visitor.begun.empty()
        await schedule.pause(A, paused=False)
        assert await visitor.next() == A.name


async def test_who_asks_for_a_visit_during_one_gets_another(visitor: Visitor) -> None:
    async with running(visitor, A) as schedule:
        await visitor.next()
        schedule.now(A)
        visitor.let_go(A)
        assert await visitor.next() == A.name


async def test_no_more_servers_than_a_few_are_visited_at_the_same_time(visitor: Visitor) -> None:
    sources = [FeedSource(url=f"https://{number}.example/") for number in range(AT_ONCE + 1)]
    async with running(visitor, *sources):
        first = [await visitor.next() for _ in range(AT_ONCE)]
        assert visitor.begun.empty()
        visitor.let_go(next(source for source in sources if source.name in first))
        await visitor.next()


async def test_a_visit_that_breaks_stops_neither_the_others_nor_itself(
    visitor: Visitor, caplog: pytest.LogCaptureFixture, clock: Clock
) -> None:
    visitor.failing = True
    visitor.let_go(A, A2)
    async with running(visitor, A, A2):
        assert [await visitor.next(), await visitor.next()] == [A.name, A2.name]
    assert "out of order" in caplog.text
    assert (await visitor.logbook.state(A.name)).due > clock.now


async def test_without_sources_there_is_nothing_to_run(visitor: Visitor) -> None:
    await Schedule([], visitor, visitor.logbook).run()


class TroubledLogbook(Logbook):
    """A logbook whose file cannot be read the first time."""

    troubled = True

    async def state(self, source: str) -> VisitState:
        if self.troubled:
            self.troubled = False
            raise StoreError("archive", "the disk failed")
        return await super().state(source)


async def test_a_schedule_outlives_trouble_with_the_archive(
    archive: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "AFTER_FAILURE", 0)
    async with Database.open(archive) as database:
        visitor = Visitor(TroubledLogbook(database, clock))
        async with running(visitor, A):
            assert await visitor.next() == A.name
    assert "the disk failed" in caplog.text
