"""A replica answers what the archive that it follows answers, and its readers' data stay its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.errors import CommandError
from bot.replicas.following import follow
from retrieval.archive import Archive
from tests.support.corpora import article

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

BRIDGE = article("bridge", "افتتح الوزير جسر الشهداء في مدينة الموصل يوم الأحد.")
ASKED = "ماذا افتتح الوزير في الموصل؟"


async def test_a_bot_answers_from_what_it_follows_without_building_an_index(
    stocked: Settings, tmp_path: Path
) -> None:
    mine = replace(stocked, archive=tmp_path / "replica" / "archive.db")
    assert follow(mine, stocked.archive)
    opened = Archive.open(mine.index, configuration.language(mine), mine.retrieval)
    async with Library.open(mine) as replica, Library.open(stocked) as writer:
        assert (await replica.edition()).archive.fingerprint == opened.fingerprint
        assert not follow(mine, stocked.archive)
        await writer.add([BRIDGE], "telegram")
        assert follow(mine, stocked.archive)
        assert await replica.ahead()
        await replica.catch_up()
        answer = await replica.ask(ASKED)
        assert answer == await writer.ask(ASKED)
        assert [quote.text for quote in answer.quotes][:1] == [BRIDGE.text]
    assert not mine.journal.exists()


def test_what_is_no_archive_is_not_followed(stocked: Settings, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no such archive"):
        follow(stocked, tmp_path / "nowhere.db")
    with pytest.raises(CommandError, match="this is the archive itself"):
        follow(stocked, stocked.archive)
