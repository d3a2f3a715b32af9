"""An archive in a real OpenSearch gives the answers of one on this machine, and several bots follow it."""

from __future__ import annotations

import datetime
import shutil
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.engine.edition_writer import EditionWriter
from bot.errors import EngineError
from retrieval.records import Scope
from tests.support.corpora import article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.configuration.settings import Settings

    Remote = Callable[[Settings], Settings]

QUESTIONS = (
    "متى بدأ وقف إطلاق النار؟",
    "من هو الكاتب التركي؟",
    "كم عدد القتلى؟",
    "أين عقد الاجتماع؟",
    "ماذا قال وزير الخارجية؟",
    "كوكب زحل",
    "",
)
RAIN = [article(f"rain-{number}", f"هطل المطر على القرية رقم {number} في الشمال.") for number in range(30)]
BRIDGE = article("bridge", "افتتح الوزير جسر الشهداء في مدينة الموصل يوم الأحد.")
ASKED = "ماذا افتتح الوزير في الموصل؟"


def beside(settings: Settings, folder: Path) -> Settings:
    """The settings of another bot: nothing but the engine is shared."""
    return replace(settings, archive=folder / "elsewhere" / "archive.db")


async def test_answers_are_those_of_the_archive_on_this_machine(stocked: Settings, remote: Remote) -> None:
    async with Library.open(stocked) as here:
        local = [await here.ask(question) for question in QUESTIONS]
        scopes = Scope(datetime.date(2000, 1, 1)), Scope(outlets=(local[0].quotes[0].article.outlet or "",))
        scoped = [await here.ask(QUESTIONS[0], scope=scope) for scope in scopes]
        edition = await here.edition()
        about = edition.archive.about("الحكومة")
    async with Library.open(remote(stocked)) as there:
        await there.refresh()
        assert [await there.ask(question) for question in QUESTIONS] == local
        assert [await there.ask(QUESTIONS[0], scope=scope) for scope in scopes] == scoped
        assert there.engine is not None
        assert there.engine.standing is not None
        assert set(there.engine.standing.searcher.about("الحكومة")) == set(about)


async def test_another_bot_answers_from_what_came_and_no_more_from_what_went(
    settings: Settings, remote: Remote, tmp_path: Path
) -> None:
    async with (
        Library.open(remote(settings)) as writer,
        Library.open(remote(beside(settings, tmp_path))) as reader,
    ):
        await writer.add(RAIN, "news")
        assert not (await reader.ask(ASKED)).quotes
        await writer.add([BRIDGE], "news")
        begun = time.monotonic()
        while not (answer := await reader.ask(ASKED)).quotes:
            assert time.monotonic() - begun < 5
        assert answer.quotes[0].text == BRIDGE.text
        newer = replace(BRIDGE, text="افتتح الوزير جسر الشهداء في مدينة الموصل يوم الخميس الماضي.")
        await writer.add([newer], "news")
        assert reader.engine is not None
        await reader.engine.follow()
        assert (await reader.ask(ASKED)).quotes[0].text == newer.text
        await writer.remove(["bridge"])
        await reader.engine.follow()
        assert "bridge" not in {quote.article.id for quote in (await reader.ask(ASKED)).quotes}


async def test_what_replaces_most_of_the_archive_is_swapped_in_whole_and_back_without_being_built_again(
    settings: Settings, remote: Remote
) -> None:
    async with Library.open(remote(settings)) as library:
        await library.add(RAIN[:5], "news")
        assert library.engine is not None
        first = library.engine.standing
        await library.add([replace(BRIDGE, id=f"bridge-{number}") for number in range(9)], "telegram")
        second = library.engine.standing
        await library.rollback()
        third = library.engine.standing
        assert first and second and third
        assert first.index == third.index != second.index
        assert not (await library.ask(ASKED)).quotes


async def test_a_load_that_was_broken_off_goes_on_where_it_was(
    settings: Settings, remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise EngineError("broken off")

    monkeypatch.setattr("bot.engine.edition_writer.BULK", 10)
    async with Library.open(remote(settings)) as library:
        with monkeypatch.context() as patched, pytest.raises(EngineError, match="broken off"):
            patched.setattr(EditionWriter, "lexicon", broken)
            await library.add(RAIN, "news")
        written: list[int] = []
        held = EditionWriter.held

        def noted(writer: EditionWriter) -> int:
            written.append(held(writer))
            return written[-1]

        monkeypatch.setattr(EditionWriter, "held", noted)
        await library.refresh()
        assert written == [20]
        assert (await library.ask("أين هطل المطر؟")).quotes


async def test_an_engine_that_is_away_is_told_and_never_taken_for_an_archive_without_an_answer(
    stocked: Settings, remote: Remote
) -> None:
    set_ = remote(stocked)
    away = replace(set_, engine=replace(set_.engine, url=("http://127.0.0.1:9",)))
    async with Library.open(away) as library:
        with pytest.raises(EngineError, match="try again later"):
            await library.ask(QUESTIONS[0])


async def test_a_node_that_is_away_is_left_for_the_next(stocked: Settings, remote: Remote) -> None:
    set_ = remote(stocked)
    halved = replace(set_, engine=replace(set_.engine, url=("http://127.0.0.1:9", *set_.engine.url)))
    async with Library.open(halved) as library:
        await library.refresh()
        assert (await library.ask(QUESTIONS[0])).quotes


async def test_a_store_whose_old_versions_were_erased_is_still_known_as_the_writer(
    settings: Settings, remote: Remote
) -> None:
    async with Library.open(remote(settings)) as library:
        await library.add(RAIN, "news")
        for number in range(4):
            await library.add([replace(RAIN[0], text=f"هطل المطر {number} أيام.")], "telegram")
            if number == 2:
                await library.store.limit_versions(1)
        assert library.engine
        assert library.engine.standing
        assert library.engine.standing.state.fingerprint == (await library.store.state()).fingerprint


async def test_the_archive_of_another_store_is_not_overwritten(
    settings: Settings, remote: Remote, tmp_path: Path
) -> None:
    async with Library.open(remote(settings)) as one:
        await one.add(RAIN, "news")
    elsewhere = beside(settings, tmp_path)
    async with Library.open(elsewhere) as other:
        await other.add([BRIDGE], "news")
    async with Library.open(remote(elsewhere)) as other:
        with pytest.raises(EngineError, match="is of another archive"):
            await other.refresh()
    shutil.rmtree(tmp_path / "elsewhere")
