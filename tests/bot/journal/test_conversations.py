"""What was asked last, where, and how an archive is asked what is meant."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.answering.inquiries import Inquiries
from bot.archive.listing import Holdings
from bot.journal.conversations import CONVERSATION_SECONDS, Conversations, place
from bot.journal.journal import Asked, Journal
from retrieval.records import Answer, Scope, Verdict
from tests.support.meaning import interpreter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock

HERE = place("reader", 7, None)
SINCE_2015 = Scope(first=datetime.date(2015, 1, 1))


@dataclass
class Archive:
    """Answers whatever is not kept within a scope."""

    answers_within: bool = True
    asked: list[tuple[str, Scope | None]] = field(default_factory=list)
    counted: int = 0

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        self.asked.append((question, scope))
        found = self.answers_within or scope is None
        return Answer(question, Verdict.ANSWERED if found else Verdict.NOT_FOUND, 0.5)

    async def holdings(self) -> Holdings:
        self.counted += 1
        return Holdings(1, (("النافذة", 1),), datetime.date(2010, 1, 1), datetime.date(2020, 1, 1))


@pytest.fixture
async def journal(tmp_path: Path, clock: Clock) -> AsyncIterator[Journal]:
    async with Journal.open(tmp_path / "readers", clock) as journal:
        yield journal


async def ask(journal: Journal, question: str, where: str | None, reader: str = "reader") -> None:
    answer = Answer(question, Verdict.ANSWERED, 0.9)
    await journal.log(Asked(reader, "private", answer, 1.0, where))


async def test_a_conversation_knows_its_last_question_for_a_quarter_of_an_hour(
    journal: Journal, clock: Clock
) -> None:
    talks = Conversations(journal.database, clock)
    assert await talks.earlier(HERE) is None
    await ask(journal, "أول", HERE)
    await ask(journal, "ثان", HERE)
    await ask(journal, "بلا حديث", None)
    clock.now = CONVERSATION_SECONDS
    assert await talks.earlier(HERE) == "ثان"
    clock.now += 1
    assert await talks.earlier(HERE) is None


async def test_each_reader_has_a_conversation_in_each_chat_and_topic(journal: Journal, clock: Clock) -> None:
    places = {place(reader, chat, topic) for reader in "ab" for chat in (1, 2) for topic in (None, 1)}
    assert len(places) == 8
    await ask(journal, "سؤال", place("a", 1, None))
    assert [await Conversations(journal.database, clock).earlier(where) for where in places].count(
        "سؤال"
    ) == 1


async def test_a_conversation_is_dropped_and_forgotten(journal: Journal, clock: Clock) -> None:
    talks = Conversations(journal.database, clock)
    await ask(journal, "سؤال", HERE)
    await talks.drop("another")
    assert await talks.earlier(HERE) == "سؤال"
    await talks.drop("reader")
    assert await talks.earlier(HERE) is None
    await ask(journal, "سؤال", HERE)
    await journal.forget("reader")
    assert await journal.database.rows("SELECT * FROM conversations") == []


async def test_the_archive_is_asked_within_the_filters_and_the_answer_names_them() -> None:
    archive = Archive()
    told = await Inquiries(archive, interpreter()).ask("ماذا قال الوزير عن الجسر منذ 2015؟")
    assert archive.asked == [("ماذا قال الوزير عن الجسر؟", SINCE_2015)]
    assert told.answer.question == told.meant.question == "ماذا قال الوزير عن الجسر منذ 2015؟"
    assert not told.completed
    assert not told.widened


async def test_filters_that_leave_no_answer_are_given_up() -> None:
    archive = Archive(answers_within=False)
    told = await Inquiries(archive, interpreter()).ask("ماذا قال الوزير عن الجسر منذ 2015 بحسب النافذة؟")
    assert told.widened
    assert archive.asked[1] == ("ماذا قال الوزير عن الجسر منذ 2015؟", None)


async def test_a_question_leans_on_the_one_before_it() -> None:
    archive = Archive()
    told = await Inquiries(archive, interpreter()).ask("وماذا قال عن الميناء؟", "ماذا قال الوزير عن الجسر؟")
    assert told.completed
    assert archive.asked == [("ماذا قال الوزير عن الميناء؟", None)]


async def test_what_the_archive_holds_is_looked_up_once_a_minute(clock: Clock) -> None:
    archive = Archive()
    inquiries = Inquiries(archive, interpreter(), clock)
    for now in (0, 30, 59, 61):
        clock.now = now
        await inquiries.ask("أين الجسر؟")
    assert archive.counted == 2
