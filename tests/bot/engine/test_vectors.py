"""Meaning counts for a bot with nothing but the engine as it does for the writer, with the real encoder."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.configuration.settings import Semantic
from bot.engine.client import Engine
from bot.journal.journal import Journal
from bot.operations.purge import purge
from bot.progress import silent
from bot.semantic import model
from tests.bot.engine.test_archive import beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.configuration.settings import Settings
    from tests.bot.engine.test_archive import Remote

pytestmark = pytest.mark.skipif(not model.installed(), reason="the extra `semantic` is not installed")


QUESTIONS = ("متى افتتح الجسر؟", "كم كلف بناؤه؟", "ما الذي يتسع للسفن؟", "أي ميناء يوسَّع؟", "كوكب زحل", "")


async def all_read(library: Library) -> None:
    """Wait until the background has read everything."""
    async with asyncio.timeout(60):
        while True:
            read = library.index.reading.coverage
            if read and read.done == read.total:
                return
            await asyncio.sleep(0.05)


async def test_a_bot_answers_with_the_vectors_that_the_writer_put_there(
    newsroom: Settings, remote: Remote, with_encoder: Callable[[Settings], Settings], tmp_path: Path
) -> None:
    meant = with_encoder(replace(remote(newsroom), semantic=Semantic(background=True)))
    distant = with_encoder(replace(beside(meant, tmp_path), semantic=Semantic(background=False)))
    async with Library.open(replace(meant, engine=newsroom.engine)) as local:
        await local.stay()
        await all_read(local)
        answers = [await local.ask(question) for question in QUESTIONS]
    async with Library.open(meant) as writer, Library.open(distant) as bot:
        await writer.refresh()
        await writer.share_meaning()
        assert [await writer.ask(question) for question in QUESTIONS] == answers
        assert [await bot.ask(question) for question in QUESTIONS] == answers
        assert bot.only_answers
        assert not (distant.vectors / "entries").stat().st_size


async def test_a_purge_leaves_no_vector_of_the_article_and_the_others_are_put_there_again(
    newsroom: Settings, remote: Remote, with_encoder: Callable[[Settings], Settings]
) -> None:
    meant = with_encoder(replace(remote(newsroom), semantic=Semantic(background=True)))
    async with Library.open(meant) as writer, Journal.open(meant.journal) as journal:
        await writer.stay()
        await all_read(writer)
        await writer.share_meaning()
        before = kept(meant)
        await purge(writer, journal, ["bridge"], silent)
        assert kept(meant) == set(), "all are deleted, since keys say nothing of articles"
        await writer.share_meaning()
        assert set() < kept(meant) < before


def kept(settings: Settings) -> set[str]:
    """Return the names of the vectors that the engine keeps."""
    with Engine(settings.engine) as engine:
        found = engine.ask("POST", f"/{settings.engine.alias}-vectors-*/_search", {"size": 1_000})
        return {hit["_id"] for hit in found["hits"]["hits"]} - {"mean"}


async def test_what_nobody_has_read_is_read_for_the_question_that_waits(
    newsroom: Settings, remote: Remote, with_encoder: Callable[[Settings], Settings], tmp_path: Path
) -> None:
    meant = with_encoder(replace(remote(newsroom), semantic=Semantic(background=False)))
    distant = beside(meant, tmp_path)
    async with Library.open(meant) as writer, Library.open(distant) as bot:
        await writer.refresh()
        question = "متى افتتح الجسر؟"
        assert await bot.ask(question) == await writer.ask(question)
