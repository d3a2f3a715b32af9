"""Processes that look for answers beside this one give the same answers, whatever edition stands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.archive.library import Library

if TYPE_CHECKING:
    import pytest

    from bot.configuration.settings import Settings

QUESTIONS = ("كم بلغت كلفة جسر الياسمين؟", "أين ميناء المرجان؟", "من فاز بكأس الشطرنج تحت الماء؟", "")


async def answers(library: Library) -> list[object]:
    return list(await asyncio.gather(*(library.ask(question) for question in QUESTIONS * 3)))


async def test_other_processes_answer_as_this_one_does_also_after_changes(
    newsroom: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.archive.live_index.processors", lambda: 2)
    monkeypatch.setattr("bot.archive.live_index.SPREAD", 1)
    async with Library.open(newsroom) as library:
        before = await answers(library)
        await library.stay()
        assert await answers(library) == before
        (article, *_) = (await library.articles(["bridge"])).values()
        await library.add(
            [replace(article, text="بلغت كلفة جسر الياسمين تسعة ملايين دينار بعد توسعته.")], "feed"
        )
        changed = await answers(library)
        async with Library.open(newsroom) as other:
            assert changed == await answers(other) != before


async def test_a_small_archive_is_asked_in_this_process_alone(
    newsroom: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.archive.live_index.processors", lambda: 2)
    async with Library.open(newsroom) as library:
        await library.stay()
        assert library.index._finders._workers is None


async def test_an_archive_that_grows_large_is_asked_in_other_processes_too(
    newsroom: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.archive.live_index.processors", lambda: 2)
    async with Library.open(newsroom) as library:
        await library.stay()
        (article, *_) = (await library.articles(["bridge"])).values()
        monkeypatch.setattr("bot.archive.live_index.SPREAD", 3)
        await library.add([replace(article, id="third")], "feed")
        assert library.index._finders._workers is not None


async def test_a_process_that_dies_costs_no_answer(
    newsroom: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.archive.live_index.processors", lambda: 2)
    monkeypatch.setattr("bot.archive.live_index.SPREAD", 1)
    async with Library.open(newsroom) as library:
        before = await answers(library)
        await library.stay()
        [process] = library.index._finders._workers._begun  # type: ignore[union-attr]
        process.end()
        assert await answers(library) == before
