"""Updates between Telegram and their answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.database.database import Database
from bot.database.journal_migrations import JOURNAL
from bot.journal.inbox import ATTEMPTS, REMEMBERED_SECONDS, Inbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "readers", JOURNAL) as database:
        yield database


@pytest.fixture
def inbox(database: Database, clock: Clock) -> Inbox:
    return Inbox(database, clock)


@pytest.fixture
def later(database: Database, clock: Clock) -> Inbox:
    """The inbox of the next process."""
    return Inbox(database, clock)


async def test_an_update_is_new_once(inbox: Inbox) -> None:
    assert await inbox.keep({2: "b", 1: "a"}) == {1, 2}
    assert await inbox.keep({2: "b", 3: "c"}) == {3}
    await inbox.done(1)
    assert await inbox.keep({1: "a"}) == set()


async def test_an_id_that_is_used_again_for_something_else_is_new(inbox: Inbox) -> None:
    await inbox.keep({1: "a"})
    await inbox.done(1)
    assert await inbox.keep({1: "z"}) == {1}


async def test_what_was_not_handled_is_resumed_in_order_at_every_start(
    inbox: Inbox, database: Database
) -> None:
    await inbox.keep({2: "b", 1: "a", 3: "c"})
    await inbox.done(2)
    starts = [Inbox(database) for _ in range(ATTEMPTS + 2)]
    assert [await start.resume() for start in starts] == [["a", "c"]] * len(starts)
    assert await inbox.give_up() == 0


async def test_what_arrived_before_the_earlier_is_resumed_is_not_resumed_as_well(
    inbox: Inbox, later: Inbox
) -> None:
    await inbox.keep({1: "a"})
    await later.keep({2: "b"})
    assert await later.resume() == ["a"]


async def test_what_ends_the_process_whenever_it_is_taken_up_is_given_up(
    inbox: Inbox, database: Database
) -> None:
    await inbox.keep({1: "a", 2: "b"})
    for _ in range(ATTEMPTS):
        start = Inbox(database)
        assert await start.give_up() == 0
        assert await start.resume() == ["a", "b"]
        await start.begin(1)
    assert await inbox.give_up() == 1
    assert await Inbox(database).resume() == ["b"]
    assert await inbox.keep({1: "a"}) == set()


async def test_words_go_when_an_update_is_handled_and_its_id_some_days_later(
    inbox: Inbox, clock: Clock
) -> None:
    await inbox.keep({1: "a", 2: "b"})
    await inbox.done(1)
    clock.now = REMEMBERED_SECONDS
    await inbox.prune()
    assert await inbox.keep({1: "a"}) == set()
    clock.now += 1
    await inbox.prune()
    assert await inbox.keep({1: "a"}) == {1}


async def test_what_waits_is_kept_however_far_the_clock_has_jumped(
    inbox: Inbox, later: Inbox, clock: Clock
) -> None:
    await inbox.keep({1: "a"})
    clock.now = 50 * 365 * 86400
    await inbox.prune()
    assert await later.resume() == ["a"]
