"""Updates between Telegram and their answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.inbox import ATTEMPTS, REMEMBERED_SECONDS, Inbox
from bot.journal import Journal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from support.clock import Clock


@pytest.fixture
async def inbox(tmp_path: Path, clock: Clock) -> AsyncIterator[Inbox]:
    async with Journal.open(tmp_path / "readers") as journal:
        yield Inbox(journal.database, clock)


async def test_an_update_is_new_once(inbox: Inbox) -> None:
    assert await inbox.keep({2: "b", 1: "a"}) == {1, 2}
    assert await inbox.keep({2: "b", 3: "c"}) == {3}
    await inbox.done(1)
    assert await inbox.keep({1: "a"}) == set()


async def test_an_id_that_is_used_again_for_something_else_is_new(inbox: Inbox) -> None:
    await inbox.keep({1: "a"})
    await inbox.done(1)
    assert await inbox.keep({1: "z"}) == {1}


async def test_what_was_not_handled_is_resumed_in_order_but_not_for_ever(inbox: Inbox) -> None:
    await inbox.keep({2: "b", 1: "a", 3: "c"})
    await inbox.done(2)
    assert [await inbox.resume() for _ in range(ATTEMPTS + 1)] == [["a", "c"]] * ATTEMPTS + [[]]


async def test_words_go_when_an_update_is_handled_and_its_id_some_days_later(
    inbox: Inbox, clock: Clock
) -> None:
    await inbox.keep({1: "a"})
    await inbox.done(1)
    clock.now = REMEMBERED_SECONDS
    await inbox.resume()
    assert await inbox.keep({1: "a"}) == set()
    clock.now += 1
    await inbox.resume()
    assert await inbox.keep({1: "a"}) == {1}
