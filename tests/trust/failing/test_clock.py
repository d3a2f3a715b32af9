"""The machine's clock jumps ten years ahead, and back: what was acknowledged stays, and nothing happens twice.

Visits to sources and pauses between requests are tested where they are: tests/bot/sources/test_schedule.py and
tests/bot/web/test_politeness.py. That retention follows the clock is promised, not prevented: see docs/RELIABILITY.md.
"""

from __future__ import annotations

import inspect
import time
from typing import TYPE_CHECKING

import pytest

from bot.archive import versions
from bot.archive.changes.generation import Batch
from bot.archive.library import BY_HAND
from bot.archive.store import Store
from bot.journal.access import Access
from bot.journal.audit import Audit
from bot.journal.inbox import Inbox
from bot.journal.journal import Asked, Journal
from bot.telegram.metrics import Metrics
from bot.telegram.reader_limit import ReaderRateLimit
from retrieval.records import Answer, Article, Verdict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock

NOW, YEARS = 1_800_000_000.0, 10 * 365 * 86_400.0
JUMPS = {"ahead": (NOW, NOW + YEARS), "back": (NOW + YEARS, NOW)}
either_way = pytest.mark.parametrize(("before", "after"), JUMPS.values(), ids=JUMPS)


def article(number: int) -> Article:
    return Article(f"a{number}", f"خبر {number}", f"افتتح الوزير الجسر رقم {number} في مدينة خيالية.")


async def put(store: Store, number: int) -> None:
    async def batches() -> AsyncIterator[Batch]:
        yield Batch(BY_HAND, (article(number),))

    await store.add([], batches())


async def held(store: Store) -> list[str]:
    return sorted([article.id async for article in store.stream()])


@either_way
async def test_articles_and_the_way_back_do_not_depend_on_it(
    archive: Path, clock: Clock, before: float, after: float
) -> None:
    clock.now = before
    async with Store.open(archive, clock) as store:
        await put(store, 1)
    clock.now = after
    async with Store.open(archive, clock) as store:
        await put(store, 2)
        await store.remove(["a1"])
        assert await held(store) == ["a2"]
        await store.rollback()
        assert await held(store) == ["a1", "a2"]
        assert [version.article.id for version in await versions.latest(store.database, "a1")][:1] == ["a1"]


@either_way
async def test_an_update_is_taken_once(archive: Path, clock: Clock, before: float, after: float) -> None:
    clock.now = before
    async with Journal.open(archive, clock) as journal:
        inbox = Inbox(journal.database, clock)
        await inbox.keep({1: "handled", 2: "under way"})
        await inbox.done(1)
        clock.now = after
        assert await inbox.keep({1: "handled", 2: "under way"}) == set()
        await inbox.prune()
        assert await Inbox(journal.database, clock).resume() == ["under way"]


@either_way
async def test_votes_actions_members_and_bans_stay(
    archive: Path, clock: Clock, before: float, after: float
) -> None:
    clock.now = before
    async with Journal.open(archive, clock) as journal:
        access, audit = await Access.read(journal.database, clock), Audit(journal.database, clock)
        assert await access.redeem(await access.invite(), "member")
        await access.ban("banned")
        await audit.record(1, "first", "done")
        clock.now = after
        await audit.record(1, "second", "done")
        asked = Asked("reader", "private", Answer("سؤال", Verdict.NOT_FOUND, 0.1, ()), 1.0)
        token = await journal.log(asked)
        await journal.vote(token, "reader", helpful=True)
        await journal.prune(90)
        assert await journal.question(token) == "سؤال"
        door = await Access.read(journal.database, clock)
        assert door.is_member("member") and door.is_banned("banned")
        assert [entry.what for entry in await audit.latest(2)] == ["second", "first"]


@pytest.mark.parametrize("counts", [ReaderRateLimit, Metrics])
def test_liveness_and_the_pace_of_readers_do_not_look_at_it(counts: type) -> None:
    assert inspect.signature(counts).parameters["clock"].default is time.monotonic
