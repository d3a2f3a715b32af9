"""Questions that were asked in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.configuration import settings as configuration
from bot.journal.journal import Journal
from bot.journal.unanswered import Unanswered
from tests.support.asking import ask

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.configuration.settings import Settings
    from tests.support.clock import Clock


@pytest.fixture
async def journal(tmp_path: Path, clock: Clock) -> AsyncIterator[Journal]:
    async with Journal.open(tmp_path / "readers", clock) as journal:
        yield journal


@pytest.fixture
def unanswered(journal: Journal, settings: Settings, clock: Clock) -> Unanswered:
    return Unanswered(journal.database, configuration.language(settings), clock)


async def test_only_what_was_asked_in_vain_is_listed(journal: Journal, unanswered: Unanswered) -> None:
    await ask(journal, "متى افتُتح الجسر؟")
    liked = await ask(journal, "أين الميناء؟", answered=True)
    disliked = await ask(journal, "من بنى السد؟", answered=True)
    reported = await ask(journal, "كم طول النفق؟", answered=True)
    await journal.vote(liked, "a", helpful=True)
    await journal.vote(disliked, "a", helpful=False)
    await journal.vote(disliked, "b", helpful=False)
    await journal.report(reported)
    groups = {group.wordings: group for group in await unanswered.groups()}
    assert groups.keys() == {("متى افتُتح الجسر؟",), ("من بنى السد؟",), ("كم طول النفق؟",)}
    counts = [(group.missed, group.disliked, group.reported) for group in groups.values()]
    assert sorted(counts) == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]
    assert {group.asked for group in groups.values()} == {1}


async def test_like_questions_are_one_group_in_any_order_and_form(
    journal: Journal, unanswered: Unanswered, clock: Clock
) -> None:
    for wording in ("متى زار الوزير المدينة؟", "الوزير متى زار  مدينة", "متى زار الوزير المدينة؟"):
        clock.now += 10
        await ask(journal, wording)
    await ask(journal, "متى زار السفير المدينة؟")
    first, other = await unanswered.groups()
    assert first.wordings == ("متى زار الوزير المدينة؟", "الوزير متى زار مدينة")
    assert (first.asked, first.last.timestamp()) == (3, 30)
    assert other.wordings == ("متى زار السفير المدينة؟",)


async def test_the_most_asked_come_first_and_then_the_latest(
    journal: Journal, unanswered: Unanswered, clock: Clock
) -> None:
    for clock.now, wording in enumerate(("سفينة", "طائرة", "قطار", "سفينة", "دراجة")):
        await ask(journal, wording)
    listed = [group.wordings[0] for group in await unanswered.groups()]
    assert listed == ["سفينة", "دراجة", "قطار", "طائرة"]


async def test_a_settled_group_is_off_the_list_until_it_is_asked_again(
    journal: Journal, unanswered: Unanswered, clock: Clock
) -> None:
    await ask(journal, "أين المتحف؟")
    await ask(journal, "؟؟")
    [first, second] = await unanswered.groups()
    for group in (first, second):
        await unanswered.settle(group.key)
    assert await unanswered.groups() == []
    clock.now += 60
    await ask(journal, "المتحف أين؟")
    [again] = await unanswered.groups()
    assert (again.key, again.asked) in {(first.key, 1), (second.key, 1)}


async def test_what_a_reader_had_erased_is_off_the_list(journal: Journal, unanswered: Unanswered) -> None:
    await ask(journal, "أين المتحف؟", reader="gone")
    [group] = await unanswered.groups()
    await unanswered.settle(group.key)
    await journal.forget("gone")
    assert await unanswered.groups() == []
