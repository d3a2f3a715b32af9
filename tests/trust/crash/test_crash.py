"""A few of the kills that `make crash` does by the hundred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.trust.crash import __main__ as crash
from tests.trust.crash import notified, served, together, vector_writer

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

pytestmark = pytest.mark.slow


async def test_what_was_acknowledged_is_there_after_a_process_was_killed_at_any_moment(
    tmp_path: Path,
) -> None:
    harness = await crash.run(6, seed=4, folder=tmp_path)
    assert harness.done and harness.kills.total() == 6


async def test_every_question_is_answered_though_the_bot_is_killed_again_and_again(stocked: Settings) -> None:
    kills = 2
    crowd = await served.run(kills, seed=4, settings=stocked, longest=0.6)
    assert all(crowd.answers())
    # A reply may come twice where a process died between sending it and writing that down.
    assert max(crowd.answers()) <= 1 + kills
    assert crowd.thanked <= served.votes(stocked)


async def test_followers_and_who_waits_for_an_answer_are_notified_once_though_the_bot_is_killed(
    stocked: Settings,
) -> None:
    readers = await notified.run(2, seed=4, settings=stocked)
    due, lost, doubled = await notified.lost_and_doubled(readers, stocked)
    assert due and (lost, doubled) == (0, 0)


async def test_two_loads_that_are_killed_leave_what_they_wrote_and_each_is_undone_alone(
    tmp_path: Path,
) -> None:
    assert (await together.run(1, seed=5, folder=tmp_path / "together")).total() == 2


async def test_whenever_a_process_is_killed_that_writes_vectors_none_is_lost_or_anothers(
    tmp_path: Path,
) -> None:
    assert await vector_writer.run(3, seed=4, folder=tmp_path / "vectors")
