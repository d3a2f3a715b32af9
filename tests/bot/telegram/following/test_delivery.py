"""Followers told: at once and in digests, once each, whatever dies in between."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.following.records import Kind, Rhythm
from bot.telegram.following.delivery import Pace
from retrieval.records import Article
from tests.support.botapi import BotApi, Refused, TooManyRequests
from tests.support.serving.followers import newsroom

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import Person

NOW = datetime.datetime(2026, 1, 10, 9, 30, tzinfo=datetime.UTC)
CLOSED = Article(
    "closed",
    "إغلاق جسر الياسمين",
    "أعلنت البلدية إغلاق جسر الياسمين أسبوعًا للصيانة بدءًا من السبت. وقال الناطق باسمها إن الأعمال تشمل الإنارة "
    "والأرصفة والحواجز. ودعا السائقين إلى سلوك طريق الميناء. وتنتهي الأعمال مساء الجمعة المقبل بحسب البيان.",
    outlet="صوت الوادي",
)
COPIED = replace(CLOSED, id="copied", outlet="جريدة النخيل", title="البلدية تغلق جسر الياسمين للصيانة")


def about(number: int) -> Article:
    text = f"زار الوفد {number} ميناء اللؤلؤ في الصباح، وعاد الزوار {number * 7}."
    return Article(f"a{number}", f"خبر رقم {number}", text)


def reader(server: BotApi, number: int = 7) -> Person:
    """A reader who has written to the bot before."""
    person = server.user(number)
    person.room.bot = "member"
    return person


async def test_a_story_is_told_at_once_with_its_headline_and_its_own_words(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        await news.follows(7, "جسر الياسمين")
        await news.brings(CLOSED)
        await news.tells(NOW)
        heard = await person.hears()
        assert heard.text.startswith("جديد عن «جسر الياسمين»") and "صوت الوادي" in heard.text
        assert heard.quotes[0] in CLOSED.text and CLOSED.title in heard.text
        assert [button.text for button in heard.buttons] == ["📖 في سياقه", "🔕 إيقاف"]
        await news.tells(NOW)
        await person.hears_nothing(0.05)


async def test_what_stood_in_the_archive_before_and_other_versions_of_it_are_no_news(
    loaded: Settings,
) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        await news.follows(7, "الجسر")
        library = news.context.base.library
        held = [article async for article in library.store.stream()]
        await news.brings(*(replace(article, title=f"{article.title} أمس") for article in held))
        await news.tells(NOW)
        await person.hears_nothing(0.05)


async def test_a_report_of_two_outlets_is_told_once_and_names_both(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        await news.follows(7, "جسر الياسمين")
        await news.brings(CLOSED, COPIED)
        await news.tells(NOW)
        heard = await person.hears()
        assert "صوت الوادي" in heard.text and "جريدة النخيل" in heard.text
        await news.brings(replace(COPIED, id="later", outlet="الميناء"))
        await news.tells(NOW)
        await person.hears_nothing(0.05)


async def test_who_follows_two_subjects_of_one_story_hears_of_it_once(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        for subject in ("جسر الياسمين", "البلدية"):
            await news.follows(7, subject)
        await news.brings(CLOSED)
        await news.tells(NOW)
        heard = await person.hears()
        assert "جسر الياسمين" in heard.text and "البلدية" in heard.text
        assert [button.text for button in heard.buttons[1:]] == ["🔕 إيقاف جسر الياسمين", "🔕 إيقاف البلدية"]
        await person.hears_nothing(0.05)


async def test_a_section_and_an_outlet_can_be_followed(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        await news.follows(7, "sport", kind=Kind.SECTION)
        await news.follows(7, "صوت الوادي", kind=Kind.OUTLET)
        await news.brings(replace(about(1), section="sport"), replace(about(2), section="economy"), CLOSED)
        await news.tells(NOW)
        assert "رياضة" in (await person.hears()).text
        assert "صوت الوادي" in (await person.hears()).text
        await person.hears_nothing(0.05)


async def test_of_a_subject_in_an_outlet_nothing_is_told_from_elsewhere(
    loaded: Settings,
) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        await news.follows(7, "جسر الياسمين", outlet="صوت الوادي")
        reopened = "أعادت البلدية فتح جسر الياسمين أمام السيارات صباح الأحد بعد أسبوع من الصيانة."
        await news.brings(Article("open", "فتح الجسر", reopened, outlet="جريدة النخيل"))
        await news.tells(NOW)
        await person.hears_nothing(0.05)
        await news.brings(CLOSED)
        await news.tells(NOW)
        assert "«جسر الياسمين» في «صوت الوادي»" in (await person.hears()).text
        await person.hears_nothing(0.05)


async def test_many_stories_at_once_come_in_one_message(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        await news.follows(7, "ميناء اللؤلؤ")
        await news.brings(*map(about, range(30)))
        await news.tells(NOW)
        heard = await person.hears()
        assert len(heard.quotes) == 4 and "خبر رقم 5" in heard.text and "و15 خبرًا آخر" in heard.text
        await person.hears_nothing(0.05)


async def test_a_digest_comes_at_its_hour_under_its_date(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        await news.follows(7, "جسر الياسمين", Rhythm(hour=12, zone="UTC"))
        await news.brings(CLOSED)
        tomorrow = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
        await news.tells(tomorrow.replace(hour=12, minute=5) - datetime.timedelta(days=2))
        await person.hears_nothing(0.05)
        await news.tells(tomorrow.replace(hour=12, minute=5))
        heard = await person.hears()
        assert heard.text.startswith(f"ملخص المتابعات، {tomorrow.day} ") and CLOSED.title in heard.text


async def test_quiet_hours_are_quiet(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        await news.follows(7, "جسر الياسمين", Rhythm(zone="UTC", quiet=(9, 11)))
        await news.brings(CLOSED)
        await news.tells(NOW)
        await person.hears_nothing(0.05)
        await news.tells(NOW.replace(hour=11))
        assert "جسر الياسمين" in (await person.hears()).text


async def test_a_question_is_told_its_answer_once_and_waits_no_longer(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        question = "متى يغلق جسر الياسمين للصيانة؟"
        follower = await news.follows(7, question, kind=Kind.QUESTION)
        await news.brings(about(1))
        await news.tells(NOW)
        await person.hears_nothing(0.05)
        await news.brings(CLOSED)
        await news.tells(NOW)
        heard = await person.hears()
        assert question in heard.text and heard.quotes[0] in CLOSED.text
        assert await news.context.store.follower(follower.reader) is None


async def test_a_reader_who_has_blocked_the_bot_is_dropped(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person, other = reader(server), reader(server, 8)
        for number in (7, 8):
            await news.follows(number, "جسر الياسمين")
        person.room.bot = "blocked"
        await news.brings(CLOSED)
        await news.tells(NOW)
        await other.hears()
        assert await news.context.store.follower(news.context.base.journal.reader(7)) is None
        assert await news.context.store.under_way() == []


async def test_an_article_that_is_gone_is_not_told_of(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        person = reader(server)
        await news.follows(7, "جسر الياسمين")
        await news.brings(CLOSED)
        await news.context.base.library.remove([CLOSED.id])
        await news.tells(NOW)
        await person.hears_nothing(0.05)
        assert await news.context.store.waiting() == []


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize("looking_fails", [True, False])
async def test_what_a_dead_process_left_half_sent_is_sent_once(
    loaded: Settings, arrived: bool, looking_fails: bool
) -> None:
    async with BotApi() as server:
        person = reader(server)
        asked = await person.says("/start")
        async with newsroom(server, loaded) as news:
            follower = await news.follows(7, "جسر الياسمين")
            await news.brings(CLOSED)
            [notice] = await news.context.store.notices(follower.reader)
            sending = await news.context.store.begin(follower, [notice.id], "<b>جديد</b>", "", asked.id)
            assert sending
            if arrived:
                await news.bot.send_message(7, sending.html)
        server.doubts()
        async with newsroom(server, loaded) as news:
            if looking_fails:
                with server.failing("editMessageText", TooManyRequests(600)):
                    await news.delivery.settle(news.bot)
            await news.delivery.settle(news.bot)
            await news.delivery.settle(news.bot)
            assert await news.context.store.under_way() == []
    assert [post.text for post in person.chat()] == ["/start", "جديد"]


async def test_a_message_that_telegram_refuses_keeps_no_other_back(loaded: Settings) -> None:
    async with BotApi() as server, newsroom(server, loaded) as news:
        people = [reader(server, number) for number in (7, 8)]
        for number in (7, 8):
            await news.follows(number, "جسر الياسمين")
        await news.brings(CLOSED)
        server.fails("sendMessage", Refused(400, "Bad Request: something new"))
        await news.tells(NOW)
        heard = [len([post for post in person.chat() if post.quotes]) for person in people]
        assert sorted(heard) == [0, 1] and await news.context.store.under_way() == []


async def test_the_pace_stays_below_what_telegram_takes() -> None:
    now, begun = [0.0], list[float]()

    async def rest(seconds: float) -> None:
        now[0] += seconds

    pace = Pace(20, lambda: now[0], rest)
    for _ in range(100):
        await pace.turn()
        begun.append(now[0])
    assert all(sum(start <= other < start + 1 for other in begun) <= 21 for start in begun)
