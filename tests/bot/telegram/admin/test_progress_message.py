"""The bar that tells how far work has come."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.progress import Stage, Step
from bot.telegram.admin.progress_message import CELLS, drawn, progress_bar

if TYPE_CHECKING:
    from bot.configuration.messages import Messages


@pytest.mark.parametrize(
    ("done", "total", "full"), [(0, 10, 0), (5, 10, 6), (10, 10, 12), (0, 0, 0), (9, 3, 12)]
)
def test_the_bar_is_as_full_as_the_work_is_done(messages: Messages, done: int, total: int, full: int) -> None:
    line = drawn(Step(Stage.READING, done, total), messages)
    assert (line.count("▰"), line.count("▱")) == (full, CELLS - full)
    assert line.startswith("قراءة الملفات")


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_of_a_load_has_its_name(messages: Messages, stage: Stage) -> None:
    first, second = drawn(Step(stage, 1, 4, 0.5), messages).splitlines()
    assert first and "37٪" in second


async def test_only_what_x(messages: Messages) -> None:
    edits: list[str] = []
    heard = asyncio.Event()

    async def edit(text: str) -> None:
        edits.append(text)
        heard.set()

    async def until_edited(step: Step) -> None:
        heard.clear()
        note(step)
        await heard.wait()

    async with progress_bar(edit, messages, every=0.0) as note:
        for done in (0, 10, 50):
            await until_edited(Step(Stage.INDEXING, done, 100))
            note(Step(Stage.INDEXING, done, 100))
            await asyncio.sleep(0)
    assert [text.count("▰") for text in edits] == [0, 1, 6]


async def test_nothing_is_shown_of_a_job_that_ends_at_once(messages: Messages) -> None:
    edits: list[str] = []

    async def edit(text: str) -> None:
        edits.append(text)

    async with progress_bar(edit, messages, every=60.0) as note:
        note(Step(Stage.READING, 1, 1))
    assert edits == []
