"""The editors' answers, and the questions that they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.editorial.answers import EditorialAnswers
from bot.editorial.editing import KEPT_SECONDS, Editing, Editings
from bot.editorial.records import AnswerKind, Written
from bot.journal.journal import Journal
from bot.operations.backup import back_up, restore
from tests.support.newsroom import BRIDGE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.configuration.settings import Settings
    from tests.support.clock import Clock

QUESTION = "من صمم برج السماء؟"
ANSWER = Written(
    QUESTION, AnswerKind.WRITTEN, "سامي الحداد.", sources=("bridge", "https://example.org/1", "gone")
)
PASSAGE = "وبلغت كلفة الجسر مليوني دينار."


@pytest.fixture
async def library(newsroom: Settings) -> AsyncIterator[Library]:
    async with Library.open(newsroom) as library:
        await library.refresh()
        yield library


async def test_an_answer_is_found_by_like_questions_until_it_is_withdrawn(
    library: Library, clock: Clock
) -> None:
    answers = EditorialAnswers(library, clock)
    assert await answers.find(QUESTION) is None
    number = await answers.write(ANSWER, 1, "سلمى")
    for like in (QUESTION, "مين صمم برج السماء", "برجَ السماءِ مَن صمّمه؟"):
        found = await answers.find(like)
        assert found and found.written == ANSWER and (found.author, found.name) == (1, "سلمى")
    assert await answers.find("متى صمم برج السماء؟") is None
    assert await answers.unanswered({QUESTION, "من صمم برج الأرض؟"}) == {"من صمم برج الأرض؟"}
    assert await answers.withdraw(number) and not await answers.withdraw(number)
    assert await answers.find(QUESTION) is None and await answers.standing() == []
    [kept] = await answers.all()
    assert kept.withdrawn is not None


async def test_an_answer_that_is_edited_says_what_it_says_now(library: Library, clock: Clock) -> None:
    answers = EditorialAnswers(library, clock)
    number = await answers.write(ANSWER, 1, "سلمى")
    clock.now = 100.0
    assert await answers.edit(number, Written(QUESTION, AnswerKind.WRITTEN, "بل سهام الحداد."))
    shown = await answers.to(QUESTION)
    assert shown and shown.answer.written.text == "بل سهام الحداد." and shown.answer.edited
    assert not await answers.edit(99, ANSWER)


async def test_the_latest_of_two_answers_stands_first(library: Library) -> None:
    answers = EditorialAnswers(library)
    for text in ("أولًا", "ثانيًا"):
        await answers.write(Written(QUESTION, AnswerKind.WRITTEN, text), 1, "")
    found = await answers.find(QUESTION)
    assert found and found.written.text == "ثانيًا"


async def test_sources_are_articles_that_stand_and_addresses(library: Library) -> None:
    answers = EditorialAnswers(library)
    await answers.write(ANSWER, 1, "")
    shown = await answers.to(QUESTION)
    assert shown
    article, address = shown.sources
    assert not isinstance(article, str) and article.title == BRIDGE["title"]
    assert address == "https://example.org/1"


async def test_a_passage_is_a_slice_of_its_article_and_goes_with_it(library: Library) -> None:
    answers = EditorialAnswers(library)
    await answers.write(Written(QUESTION, AnswerKind.PASSAGE, PASSAGE, "bridge", 3), 1, "")
    shown = await answers.to(QUESTION)
    assert shown and shown.passage
    quote = shown.passage
    assert quote.text == PASSAGE == quote.article.text[quote.start : quote.end]
    await library.remove(["bridge"])
    assert await answers.to(QUESTION) is None


async def test_what_another_process_wrote_is_known_once_the_archive_is_read_anew(library: Library) -> None:
    ours, theirs = EditorialAnswers(library), EditorialAnswers(library)
    assert await ours.find(QUESTION) is None
    await theirs.write(ANSWER, 1, "")
    await library.refresh()
    assert await ours.find(QUESTION) is not None


async def test_a_backup_holds_the_answers(newsroom: Settings, tmp_path: Path) -> None:
    async with Library.open(newsroom) as library:
        number = await EditorialAnswers(library).write(ANSWER, 1, "سلمى")
    back_up(newsroom, tmp_path / "copy.db")
    async with Library.open(newsroom) as library:
        await EditorialAnswers(library).withdraw(number)
    restore(newsroom, tmp_path / "copy.db", force=True)
    async with Library.open(newsroom) as library:
        assert [one.written for one in await EditorialAnswers(library).standing()] == [ANSWER]


async def test_what_an_editor_writes_waits_a_day(tmp_path: Path, clock: Clock) -> None:
    async with Journal.open(tmp_path / "readers", clock) as journal:
        editings = Editings(journal.database, clock)
        await editings.begin(1, Editing.WORDS, "key")
        await editings.keep(1, ANSWER)
        found = await editings.find(1)
        assert found and (found.what, found.key, found.draft) == (Editing.WORDS, "key", ANSWER)
        assert await editings.find(2) is None
        clock.now += KEPT_SECONDS
        assert await editings.find(1) is None
        await editings.drop(2)
        assert await journal.database.rows("SELECT * FROM editing") == []
