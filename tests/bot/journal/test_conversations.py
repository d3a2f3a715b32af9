"""What was asked last, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.journal.conversations import CONVERSATION_SECONDS, Conversations, place
from bot.journal.journal import Asked, Journal
from retrieval.records import Answer, Verdict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock

HERE = place("reader", 7, None)


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
    assert (await talks.earlier(HERE) or ("", ""))[1] == "ثان"
    clock.now += 1
    assert await talks.earlier(HERE) is None


async def test_each_reader_has_a_conversation_in_each_chat_and_topic(journal: Journal, clock: Clock) -> None:
    places = {place(reader, chat, topic) for reader in "ab" for chat in (1, 2) for topic in (None, 1)}
    assert len(places) == 8
    await ask(journal, "سؤال", place("a", 1, None))
    earlier = [await Conversations(journal.database, clock).earlier(where) for where in places]
    assert [known[1] for known in earlier if known] == ["سؤال"]


async def test_a_conversation_is_dropped_and_forgotten(journal: Journal, clock: Clock) -> None:
    talks = Conversations(journal.database, clock)
    await ask(journal, "سؤال", HERE)
    await talks.drop("another")
    assert (await talks.earlier(HERE) or ("", ""))[1] == "سؤال"
    await talks.drop("reader")
    assert await talks.earlier(HERE) is None
    await ask(journal, "سؤال", HERE)
    await journal.forget("reader")
    assert await journal.database.rows("SELECT * FROM conversations") == []
