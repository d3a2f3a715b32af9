"""What is kept of followers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.following.records import Followable, Follower, Kind, News, Rhythm
from bot.following.store import MOST, NOTIFIED_SECONDS, Following
from bot.journal.journal import Journal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.following.records import Followed
    from tests.support.clock import Clock

CHAT = 987654321


@pytest.fixture
async def journal(tmp_path: Path, clock: Clock) -> AsyncIterator[Journal]:
    async with Journal.open(tmp_path / "readers", clock) as journal:
        yield journal


@pytest.fixture
def following(journal: Journal, clock: Clock) -> Following:
    return Following(journal, "Asia/Riyadh", clock)


def written_in(folder: Path) -> bytes:
    """All that stands in any file."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


def reader(journal: Journal, chat: int = CHAT) -> Follower:
    return Follower(journal.reader(chat), chat, "ar", Rhythm(), 5)


async def follow(following: Following, journal: Journal, subject: str = "سوريا", after: int = 0) -> Followed:
    followed = await following.follow(reader(journal), Followable(Kind.SUBJECT, subject), after)
    assert followed
    return followed


async def test_who_follows_is_written_to_in_their_chat_which_stands_nowhere_in_the_file(
    tmp_path: Path, journal: Journal, following: Following
) -> None:
    await follow(following, journal)
    known = await following.follower(journal.reader(CHAT))
    assert known == Follower(journal.reader(CHAT), CHAT, "ar", Rhythm(zone="Asia/Riyadh"), 5)
    await journal.database.checkpoint()
    written = written_in(tmp_path)
    assert str(CHAT).encode() not in written and CHAT.to_bytes(4, "big") not in written


async def test_forget_leaves_nothing_of_a_follower(
    tmp_path: Path, journal: Journal, following: Following
) -> None:
    followed = await follow(following, journal, "موضوعفريد")
    await following.note([News(followed, 1, "a", 0, "نصفريد"), News(followed, 2, "a", 0, "نصفريد")], 2)
    [first, _] = await following.notices(followed.reader)
    await following.begin(reader(journal), [first.id], "رسالةفريدة", "", 5)
    await journal.forget(followed.reader)
    assert await following.waiting() == [] == await following.under_way()
    written = written_in(tmp_path).decode(errors="replace")
    assert "فريد" not in written and followed.reader not in written


async def test_one_may_follow_so_many_subjects_and_await_as_many_answers(
    journal: Journal, following: Following
) -> None:
    for kind in (Kind.SUBJECT, Kind.QUESTION):
        for number in range(MOST):
            assert await following.follow(reader(journal), Followable(kind, str(number)), 0)
        assert await following.follow(reader(journal), Followable(kind, "one more"), 0) is None
        assert await following.follow(reader(journal), Followable(kind, "3"), 0)
    assert len(await following.followed(journal.reader(CHAT))) == 2 * MOST


async def test_a_story_is_told_once_whatever_happens_after(
    journal: Journal, following: Following, clock: Clock
) -> None:
    one, other = await follow(following, journal), await follow(following, journal, "الحرب")
    news = [News(one, 7, "a", 0, "نص"), News(one, 7, "b", 0, "نص"), News(other, 7, "a", 0, "نص")]
    await following.note(news, 8)
    notices = await following.notices(one.reader)
    assert [(notice.followed, notice.article) for notice in notices] == [(one, "a"), (other, "a")]
    sending = await following.begin(reader(journal), [notice.id for notice in notices], "<b>x</b>", "", 5)
    assert sending and await following.begin(reader(journal), [notices[0].id], "again", "", 5) is None
    await following.note([*news, News(one, 9, "c", 0, "نص")], 9)
    assert [notice.article for notice in await following.notices(one.reader)] == ["c"]
    assert [left.html for left in await following.under_way()] == ["<b>x</b>"]
    await following.sent(sending, 44)
    assert await following.under_way() == [] and await following.newest_message() == 44
    clock.now += NOTIFIED_SECONDS + 1
    await following.note([], 10)
    assert await journal.database.rows("SELECT * FROM notified") == []


async def test_a_question_waits_until_its_answer_was_told(journal: Journal, following: Following) -> None:
    wish = await following.follow(reader(journal), Followable(Kind.QUESTION, "من بناه؟"), 0)
    assert wish
    await following.note([News(wish, 3, "a", 0, "نص")], 3)
    [notice] = await following.notices(wish.reader)
    sending = await following.begin(reader(journal), [notice.id], "x", "", 5)
    assert sending and await following.followed(wish.reader) == []
    assert await following.follower(wish.reader) is not None
    await following.sent(sending, 9)
    assert await following.follower(wish.reader) is None


async def test_who_follows_nothing_any_more_is_forgotten(journal: Journal, following: Following) -> None:
    followed = await follow(following, journal)
    assert await following.end("somebody else", followed.id) is None
    assert await following.end(followed.reader, followed.id) == followed
    assert await following.follower(followed.reader) is None


async def test_a_group_goes_on_under_another_number(journal: Journal, following: Following) -> None:
    old = Follower(journal.reader(-5), -5, "ar", Rhythm(8))
    await following.follow(old, Followable(Kind.SECTION, "sport"), 0)
    new = Follower(journal.reader(-1005), -1005, "", Rhythm())
    await following.moved(old.reader, new)
    [kept] = await following.followed(new.reader)
    moved = await following.follower(new.reader)
    assert kept.topic.subject == "sport" and moved and (moved.chat, moved.rhythm.hour) == (-1005, 8)
    assert await following.follower(old.reader) is None


async def test_an_archive_that_was_put_back_is_followed_from_where_it_stands(
    journal: Journal, following: Following
) -> None:
    followed = await follow(following, journal, after=50)
    await following.note([], 60)
    await following.begin_anew(20)
    assert await following.percolated() == 20
    assert (await following.followed(followed.reader))[0].after == 20
