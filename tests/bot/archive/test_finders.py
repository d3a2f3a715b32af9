"""Processes that look for answers beside this one give the same answers, whatever edition stands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.configuration.settings import Semantic
from bot.processes import AHEAD
from bot.semantic import model
from retrieval.semantic.weights import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.configuration.settings import Settings

QUESTIONS = (
    "كم بلغت كلفة جسر الياسمين؟",
    "كم باخرة تدخل ميناء المرجان؟",
    "من فاز بكأس الشطرنج تحت الماء؟",
    "",
)


def look_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have another process look for answers, too, whatever the machine and however small the archive."""
    monkeypatch.setattr("bot.archive.live_index.processors", lambda: 2)
    monkeypatch.setattr("bot.archive.live_index.SPREAD", 1)


async def answers(library: Library) -> list[object]:
    return list(await asyncio.gather(*(library.ask(question) for question in QUESTIONS * 3)))


async def test_other_processes_answer_as_this_one_does_also_after_changes(
    newsroom: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_beside(monkeypatch)
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


async def test_this_process_looks_for_answers_only_where_it_has_worked_no_more_than_the_others(
    newsroom: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_beside(monkeypatch)
    async with Library.open(newsroom) as library:
        await library.stay()
        finders, looked, look = library.index._finders, list[object](), library.index._finders.here

        async def here(work: Callable[[], object]) -> object:
            looked.append(work)
            return await look(work)

        monkeypatch.setattr(finders, "here", here)
        for less, looks in ((False, False), (True, True)):
            monkeypatch.setattr(finders._effort, "is_less_here", lambda less=less: less)
            # Where a process holds much, as one of many tests may, memory is given back here, too.
            monkeypatch.setattr("bot.archive.live_index.resident", lambda: 0)
            await answers(library)
            assert bool(looked) is looks


async def test_a_process_is_sent_its_next_questions_before_it_has_found_the_last_ones_only_in_a_rush(
    newsroom: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_beside(monkeypatch)
    async with Library.open(newsroom) as library:
        await library.stay()
        finders, indexed = library.index._finders, await library.edition()
        monkeypatch.setattr(finders._effort, "is_less_here", lambda: False)
        for waiting, sent in ((2, 1), (AHEAD * TOGETHER, AHEAD)):
            asked = [
                asyncio.create_task(finders.find(indexed, (question, None, None), None))
                for question in [QUESTIONS[0]] * waiting
            ]
            most = 0
            while not all(one.done() for one in asked):
                most = max(most, finders._sent)
                await asyncio.sleep(0)
            assert most == sent


async def test_a_process_that_dies_costs_no_answer(
    newsroom: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_beside(monkeypatch)
    async with Library.open(newsroom) as library:
        before = await answers(library)
        await library.stay()
        [process] = library.index._finders._workers._begun  # type: ignore[union-attr]
        process.end()
        assert await answers(library) == before


async def test_a_small_archive_has_help_once_many_questions_wait(
    newsroom: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.archive.live_index.processors", lambda: 2)
    async with Library.open(newsroom) as library:
        before = await answers(library)
        await library.stay()
        assert await answers(library) == before
        assert library.index._helping
        await library.index._helping
        assert library.index._finders._workers is not None
        assert await answers(library) == before


@pytest.mark.skipif(not model.installed(), reason="the extra `semantic` is not installed")
async def test_other_processes_go_by_meaning_too_and_see_what_was_read_since(
    newsroom: Settings, monkeypatch: pytest.MonkeyPatch, with_encoder: Callable[[Settings], Settings]
) -> None:
    settings = with_encoder(replace(newsroom, semantic=Semantic(background=False)))
    look_beside(monkeypatch)
    async with Library.open(settings) as library:
        await library.stay()
        await answers(library)
        finders, indexed = library.index._finders, await library.edition()
        meaning = await library.index.reading.meaning()
        assert meaning and len(meaning.vectors) and finders._finder
        together = [(question, None, None) for question in QUESTIONS]
        for asked in (*([one] for one in together), together):
            beside = await finders._beside(finders._finder, indexed, asked, meaning)
            assert beside == [indexed.archive.find(*one, meaning) for one in asked]
            assert not any(findings.unread for findings in beside)


async def test_a_question_that_cannot_be_looked_for_costs_no_other_its_answer(newsroom: Settings) -> None:
    async with Library.open(newsroom) as library:
        finders, indexed = library.index._finders, await library.edition()
        unfit: str = None  # type: ignore[assignment]
        asked = [(question, None, None) for question in (*QUESTIONS, unfit, *QUESTIONS)]
        *found, failed = await asyncio.gather(
            *(finders.find(indexed, one, None) for one in (*asked[:4], *asked[5:], asked[4])),
            return_exceptions=True,
        )
    assert found == [indexed.archive.find(question) for question in QUESTIONS * 2]
    assert isinstance(failed, TypeError)


async def test_who_stops_waiting_costs_no_other_the_answer(newsroom: Settings) -> None:
    async with Library.open(newsroom) as library:
        finders, indexed = library.index._finders, await library.edition()
        asked = [asyncio.ensure_future(finders.find(indexed, (one, None, None), None)) for one in QUESTIONS]
        await asyncio.sleep(0)
        asked[1].cancel()
        found = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(found[1], asyncio.CancelledError)
    assert [found[0], *found[2:]] == [
        indexed.archive.find(question) for question in (QUESTIONS[0], *QUESTIONS[2:])
    ]
