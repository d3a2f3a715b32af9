"""What is kept of readers' questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.archive.store import Store
from bot.errors import StoreError
from bot.journal.journal import Asked, Cited, Journal
from retrieval.records import Answer, Article, Quote, Verdict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock

DAY = 24 * 60 * 60


@pytest.fixture
async def journal(tmp_path: Path, clock: Clock) -> AsyncIterator[Journal]:
    async with Journal.open(tmp_path / "readers", clock) as journal:
        yield journal


def quote(start: int = 0) -> Quote:
    article = Article("a1", "عنوان", "جملة أولى. جملة ثانية.")
    return Quote(article, start, start + 4, article.text[start : start + 4], (), 1.0)


def asked(reader: str, *quotes: Quote) -> Asked:
    return Asked(reader, "private", Answer("سؤال", Verdict.ANSWERED, 0.9, quotes), 12.5)


async def test_a_question_and_its_quotes_are_found_by_their_token(journal: Journal) -> None:
    token = await journal.log(asked("r", quote()))
    await journal.cite(token, 2, [quote(5)])
    assert await journal.question(token) == "سؤال"
    assert await journal.cited(token, 1) == Cited("a1", 0, "جملة")
    assert await journal.cited(token, 2) == Cited("a1", 5, "أولى")
    assert await journal.cited(token, 3) is None
    assert await journal.question("other") is None


async def test_no_id_of_a_reader_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "readers"
    async with Journal.open(path) as journal:
        await journal.log(asked(journal.reader(987654321)))
        await journal.speak(journal.reader(987654321), "en")
        assert journal.reader(987654321) == journal.reader(987654321) != journal.reader(987654320)
    assert b"987654321" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


async def test_two_files_know_a_reader_by_two_names(tmp_path: Path) -> None:
    async with Journal.open(tmp_path / "a") as one, Journal.open(tmp_path / "b") as other:
        assert one.reader(7) != other.reader(7)


async def test_the_last_vote_of_each_reader_counts(journal: Journal) -> None:
    token = await journal.log(asked("r"))
    assert await journal.vote(token, "r", helpful=True)
    assert await journal.vote(token, "r", helpful=False)
    assert await journal.vote(token, "s", helpful=True)
    assert not await journal.vote("gone", "r", helpful=True)
    rows = await journal.database.rows("SELECT reader, helpful FROM feedback ORDER BY reader")
    assert [tuple(row) for row in rows] == [("r", 0), ("s", 1)]


async def test_a_report_reaches_the_editors_list(journal: Journal) -> None:
    token = await journal.log(asked("r"))
    assert await journal.report(token) and not await journal.report("gone")
    [row] = await journal.database.rows("SELECT reported FROM questions")
    assert row["reported"] == 1


async def test_the_reply_to_a_message_is_known_until_its_reader_is_forgotten(journal: Journal) -> None:
    token = await journal.log(asked("r", quote()))
    await journal.replied(7, 1, 2, token)
    await journal.vote(token, "s", helpful=True)
    await journal.speak("r", "en")
    assert (await journal.reply_to(7, 1), await journal.reply_to(8, 1)) == (2, None)
    await journal.forget("r")
    assert await journal.reply_to(7, 1) is None
    assert await journal.language("r") is None
    for table in ("questions", "quotes", "feedback", "replies", "readers"):
        assert await journal.database.rows(f"SELECT * FROM {table}") == []


async def test_questions_are_kept_for_so_many_days(journal: Journal, clock: Clock) -> None:
    old = await journal.log(asked("r"))
    clock.now = 90.0 * DAY
    await journal.prune(90)
    assert await journal.question(old)
    clock.now += 1
    await journal.prune(90)
    assert await journal.question(old) is None


async def test_a_sample_keeps_its_token(journal: Journal) -> None:
    token = await journal.offer("سؤال")
    assert await journal.offer("سؤال") == token
    assert (await journal.offered(token), await journal.offered("x")) == ("سؤال", None)


async def test_an_archive_is_no_journal(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "archive.db"):
        pass
    with pytest.raises(StoreError, match="another program's database"):
        async with Journal.open(tmp_path / "archive.db"):
            pass
