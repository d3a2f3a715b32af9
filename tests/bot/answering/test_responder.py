"""Conversations about an invented archive: what is said is replied to, and what came before is known."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.inquiries import Inquiries, interpreter
from bot.answering.replies import (
    Answered,
    Exchange,
    Listed,
    Opened,
    Reply,
    Said,
    Shown,
    TurnResult,
    said_last,
)
from bot.answering.responder import Responder, Surface, responder
from bot.answering.telling.responses import Response
from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.dialogue.turns import AboutAnswer, AnswerPart, Browse, Manner, Manners, Questions
from retrieval.interpretation.interpreter import Interpretation
from retrieval.records import Answer, Scope, Verdict
from tests.conftest import WORDS_ALONE, stock
from tests.support.newsroom import BRIDGE, PORT, write
from tests.support.serving.responders import responder_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings

MATCHES = [
    {
        "id": f"match{day}",
        "title": f"مباراة الجولة {day} في ملعب الزيتون",
        "text": f"فاز فريق النخيل في الجولة {day} على ملعبه بهدفين. وقال المدرب نادر الصافي إن الفريق استحق الفوز.",
        "outlet": "صوت الوادي",
        "section": "رياضة",
        "published": f"2021-04-0{day}",
    }
    for day in range(1, 8)
]
BANK = {
    "id": "bank",
    "title": "مصرف الواحة يفتح فرعًا في الميناء",
    "text": "أعلنت مديرة مصرف الواحة هدى القاسم افتتاح فرع في ميناء المرجان. واستقالت المديرة بعد شهر.",
    "outlet": "صوت الوادي",
    "section": "اقتصاد",
    "published": "2021-06-02",
}


REPAIR = {
    "id": "repair",
    "title": "ترميم جسر الياسمين",
    "text": "أعلنت البلدية ترميم جسر الياسمين بعد تشقق أعمدته. ويستمر ترميم الجسر شهرين.",
    "outlet": "جريدة النخيل",
    "published": "2020-11-10",
}


@pytest.fixture(scope="module")
def weekly_shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive that has sections; to be copied."""
    shelf, folder = tmp_path_factory.mktemp("weekly"), tmp_path_factory.mktemp("articles")
    write(folder, BRIDGE, REPAIR, PORT, BANK, *MATCHES)
    asyncio.run(stock(configuration.load(archive=shelf / "archive.db", environ=WORDS_ALONE), folder))
    return shelf


@pytest.fixture
async def replies(weekly_shelf: Path, settings: Settings, messages: Messages) -> AsyncIterator[Responder]:
    shutil.copytree(weekly_shelf, settings.archive.parent, dirs_exist_ok=True)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


@pytest.fixture
async def unknowing(tmp_path: Path, settings: Settings, messages: Messages) -> AsyncIterator[Responder]:
    """One who finds no answer to any question, and has the headlines."""
    sfax = {"id": "sfax", "title": "سوق جديدة في صفاقس", "text": "افتتحت السوق في صفاقس."}
    harbour = {
        **PORT,
        "id": "harbour",
        "title": "رصيف جديد",
        "text": "يستقبل الرصيف كل سفينة خلف الجسر، ولا يعرف عدد القتلى.",
    }
    write(tmp_path, BRIDGE, PORT, harbour, BANK, sfax, *MATCHES)
    await stock(settings, tmp_path)
    async with Unknowing.open(settings) as library:
        yield responder_of(library, settings, messages)


async def held(replies: Responder, messages: Messages, *turns: str) -> list[TurnResult]:
    """Return what came of each turn of a conversation."""
    outcomes, exchange = list[TurnResult](), Exchange()
    for said in turns:
        outcomes.append(await replies.respond(said, exchange, messages, Surface()))
        exchange = outcomes[-1].exchange
    return outcomes


def listed(reply: Reply) -> list[str]:
    assert isinstance(reply, Listed)
    return [article.id for article in reply.articles]


async def test_a_list_is_narrowed_to_a_section_and_the_section_to_a_subject(
    replies: Responder, messages: Messages
) -> None:
    said = ("آخر الأخبار", "بس الرياضة", "وفي أبريل 2021؟", "فقط اللي عن الجولة 3")
    everything, sport, within, about = await held(replies, messages, *said)
    assert listed(everything.reply)[:2] == ["bank", "port"]
    assert listed(sport.reply) == listed(within.reply) == [f"match{day}" for day in (7, 6, 5, 4, 3, 2)]
    assert isinstance(about.reply, Listed) and about.reply.browse.section == "رياضة"
    assert listed(about.reply)[0] == "match3"


async def test_a_section_is_listed_by_its_name_alone_and_from_its_other_end(
    replies: Responder, messages: Messages
) -> None:
    newest, oldest = await held(replies, messages, "رياضه", "وما أقدمها؟")
    assert (listed(newest.reply)[0], listed(oldest.reply)[0]) == ("match7", "match1")


async def test_one_goes_back_to_the_page_before_and_to_the_list_an_article_was_opened_from(
    replies: Responder, messages: Messages
) -> None:
    said = ("أخبار الرياضة", "المزيد", "السابقة", "افتح الثاني", "ارجع للقائمة")
    first, more, before, opened, back = await held(replies, messages, *said)
    assert listed(more.reply) == ["match1"]
    assert listed(first.reply) == listed(before.reply) == listed(back.reply)
    assert isinstance(opened.reply, Opened) and opened.reply.quote.article.id == "match6"


async def test_one_goes_back_from_an_article_to_the_quotes_it_was_opened_from(
    replies: Responder, messages: Messages
) -> None:
    asked, opened, back = await held(
        replies, messages, "من افتتح جسر الياسمين؟", "اقرأ لي المقال", "ارجع للجواب"
    )
    assert isinstance(asked.reply, Answered) and isinstance(opened.reply, Opened)
    assert isinstance(back.reply, Shown) and back.reply.quotes == asked.reply.quotes


async def test_a_question_word_alone_goes_on_from_a_question_that_headlines_answered(
    replies: Responder,
) -> None:
    asked = "متى ولدت هدى القاسم؟"
    response = Response(Interpretation(asked), Answer(asked, Verdict.NOT_FOUND, 0.1, ()))
    shown = Listed("", Browse("هدى القاسم"), (), 0, 0, response)
    turn = await replies.interpret("وأين؟", Exchange(listed=shown))
    assert isinstance(turn, Questions) and turn.asked[0].question == "أين ولدت هدى القاسم؟"


async def test_whoever_asks_who_said_it_reads_the_sentence_that_names_the_speaker(
    replies: Responder, messages: Messages
) -> None:
    _, named, _, nobody = await held(
        replies, messages, "من استحق الفوز؟", "من قال ذلك؟", "كم يستمر ترميم جسر الياسمين؟", "ومن قال هذا؟"
    )
    assert isinstance(named.reply, Shown) and named.reply.head == messages.conversation.last.speaker
    [quote] = named.reply.quotes
    assert [quote.text[start:end] for start, end in quote.highlights] == ["المدرب نادر الصافي"]
    assert isinstance(nobody.reply, Shown)


async def test_a_refusal_offers_what_the_archive_has_and_yes_asks_it(
    replies: Responder, messages: Messages
) -> None:
    refused, taken = await held(replies, messages, "ما رأيك في جسر الياسمين؟", "نعم")
    assert isinstance(refused.reply, Said) and refused.reply.offered
    assert isinstance(taken.reply, Answered)
    assert taken.reply.parts[0].response.answer.verdict is Verdict.ANSWERED
    assert taken.reply.quotes[0].article.id in {"bridge", "repair"}


async def test_an_offer_that_is_declined_is_made_no_more(replies: Responder, messages: Messages) -> None:
    *_, declined, later = await held(replies, messages, "ما رأيك في جسر الياسمين؟", "لا شكرا", "نعم")
    assert isinstance(declined.turn, Manners)
    assert isinstance(later.turn, Manners) and later.turn.kinds == (Manner.YES,)


async def test_nothing_is_offered_that_the_archive_does_not_hold(
    replies: Responder, messages: Messages
) -> None:
    [refused] = await held(replies, messages, "ما رأيك في البراكين الجليدية؟")
    assert isinstance(refused.reply, Said) and refused.reply.offered is None


async def test_a_question_that_names_nothing_is_asked_back(replies: Responder, messages: Messages) -> None:
    [outcome] = await held(replies, messages, "ولماذا؟")
    assert outcome.reply == Said(messages.conversation.odd.vague)


async def test_a_correction_asks_the_last_question_of_what_was_meant(
    replies: Responder, messages: Messages
) -> None:
    *_, corrected = await held(replies, messages, "متى افتتح ميناء المرجان؟", "لا، قصدي جسر الياسمين")
    assert isinstance(corrected.reply, Answered)
    assert corrected.reply.parts[0].response.meant.question == "متى افتتح جسر الياسمين؟"


async def test_after_who_wrote_an_article_when_is_of_its_date(replies: Responder, messages: Messages) -> None:
    talk = ("متى استقالت مديرة مصرف الواحة؟", "من كتب المقال؟", "ومتى؟", "ومتى استقالت؟")
    _, author, date, later = await held(replies, messages, *talk)
    assert author.turn == AboutAnswer(AnswerPart.AUTHOR) and date.turn == AboutAnswer(AnswerPart.DATE)
    assert isinstance(date.reply, Said) and "2021" in date.reply.text
    assert isinstance(later.turn, Questions)


@pytest.mark.parametrize(
    ("talk", "means"),
    [
        (("من فاز في الجولة 3؟", "من قال ذلك؟", "شو شغلته؟"), "ما مهنة المدرب نادر الصافي؟"),
        (("من كتب عن افتتاح جسر الياسمين؟", "من كتب المقال؟", "كم عمرها؟"), "كم عمر سلمى الخطيب؟"),
    ],
)
async def test_a_fact_of_a_life_is_of_whom_the_last_reply_named(
    replies: Responder, messages: Messages, talk: tuple[str, ...], means: str
) -> None:
    *_, named, fact = await held(replies, messages, *talk)
    assert named.exchange.author and isinstance(fact.turn, Questions)
    assert fact.turn.asked[0].question == means


async def test_there_is_the_place_that_was_spoken_of_last(replies: Responder, messages: Messages) -> None:
    talk = ("أخبار تونس", "من هي مديرة مصرف الواحة؟", "كم بلغت قوة الزلزال هناك؟")
    *_, there = await held(replies, messages, *talk)
    assert isinstance(there.turn, Questions)
    assert there.turn.asked[0].question == "كم بلغت قوة الزلزال في تونس؟"


async def test_when_something_was_is_told_by_the_day_of_its_article_where_no_quote_names_one(
    replies: Responder, messages: Messages
) -> None:
    *_, date = await held(replies, messages, "من أعلن توسعة ميناء المرجان؟", "متى كان ذلك؟")
    assert isinstance(date.reply, Said) and "2021" in date.reply.text


async def test_who_wrote_an_article_speaks_in_it(replies: Responder, messages: Messages) -> None:
    talk = (
        "من كتب مقال افتتاح جسر الياسمين؟",
        "وبيقول ايه عن المتطوعين؟",
        "ماذا قالت سلمى الخطيب عن الكلفة؟",
    )
    author, spoken, again = await held(replies, messages, *talk)
    assert isinstance(author.reply, Said) and author.reply.author == "سلمى الخطيب"
    for told in (spoken, again):
        assert isinstance(told.reply, Answered) and told.reply.quotes[0].article.id == "bridge"


async def test_the_only_headline_of_a_list_is_what_a_question_that_names_nothing_is_of(
    replies: Responder, messages: Messages
) -> None:
    *_, cost = await held(replies, messages, "متى تزوج نادر الصافي؟", "أخبار مصرف الواحة", "ومن أعلن ذلك؟")
    assert isinstance(cost.reply, Answered) and cost.reply.quotes[0].article.id == "bank"


async def test_after_who_wrote_an_article_what_was_asked_before_goes_on(
    replies: Responder, messages: Messages
) -> None:
    talk = ("من افتتح جسر الياسمين؟", "من كتب المقال؟", "وكم بلغت كلفته؟")
    *_, cost = await held(replies, messages, *talk)
    assert cost.exchange.question == "كم بلغت كلفة جسر الياسمين؟"


async def test_a_common_noun_is_of_the_article_spoken_of(replies: Responder, messages: Messages) -> None:
    *_, later = await held(replies, messages, "من مديرة مصرف الواحة؟", "متى استقالت المديرة؟")
    assert isinstance(later.reply, Answered) and later.reply.quotes[0].article.id == "bank"


async def test_what_a_question_leans_on_is_kept_for_the_next(replies: Responder, messages: Messages) -> None:
    *_, last = await held(replies, messages, "أين يقع جسر الياسمين؟", "كم دفعوا؟", "ومتى؟")
    assert "جسر الياسمين" in (last.exchange.whole_question or "")


async def test_who_does_not_understand_that_nothing_was_found_is_shown_no_older_quote(
    replies: Responder, messages: Messages
) -> None:
    asked = ("أين يقع جسر الياسمين؟", "من اكتشف البراكين الجليدية؟", "لم أفهم")
    found, missing, outcome = await held(replies, messages, *asked)
    assert found.exchange.quotes and not missing.exchange.quotes
    assert isinstance(outcome.reply, Said) and outcome.reply.text.startswith(messages.answer.not_found)


async def test_what_came_after_is_answered_from_later_articles_and_what_came_before_from_earlier_ones(
    replies: Responder, messages: Messages
) -> None:
    *_, later = await held(replies, messages, "كم بلغت كلفة جسر الياسمين؟", "وماذا حدث بعدها؟")
    *_, sooner = await held(replies, messages, "كم شهرا يستمر ترميم جسر الياسمين؟", "وقبلها؟")
    assert [one.exchange.quotes[0].article.id for one in (later, sooner)] == ["repair", "bridge"]
    assert {quote.article.id for quote in sooner.exchange.quotes} == {"bridge"}


async def test_a_name_alone_that_no_quotation_surely_answers_is_a_list_of_headlines(
    replies: Responder, messages: Messages
) -> None:
    [named] = await held(replies, messages, "الزيتون")
    assert len(listed(named.reply)) == 6


async def test_the_headlines_of_an_open_article_are_what_a_bare_question_is_of(
    replies: Responder, messages: Messages
) -> None:
    said = ("من افتتح جسر الياسمين؟", "آخر الأخبار", "افتح الثاني", "وين صار هالشي؟")
    *_, asked = await held(replies, messages, *said)
    assert "توسعة ميناء المرجان" in (asked.exchange.question or "")


async def test_what_happened_somewhere_that_no_quotation_surely_tells_is_a_list_of_headlines(
    replies: Responder, messages: Messages
) -> None:
    [happened] = await held(replies, messages, "شو وضع الزيتون")
    assert len(listed(happened.reply)) == 6


async def test_a_question_without_an_answer_gets_the_headlines_about_what_it_is_about(
    replies: Responder, messages: Messages
) -> None:
    [near] = await held(replies, messages, "متى تزوج نادر الصافي ممثلة مشهورة؟")
    assert listed(near.reply)[0] == "match7"
    assert isinstance(near.reply, Listed) and near.reply.unanswered
    assert near.reply.head.startswith("لم أجد في الأرشيف جوابًا عن هذا السؤال.")


async def test_the_articles_of_a_conversation_stay_known_as_long_as_it_goes_on(
    replies: Responder, messages: Messages
) -> None:
    first, later = await held(replies, messages, "من هي مديرة مصرف الواحة؟", "وكم راتبها؟")
    assert first.exchange.spoken_of <= later.exchange.spoken_of


@pytest.mark.parametrize(
    "said", ["نرجع لموضوع مصرف الواحة، من استقال؟", "خلينا نرجع لموضوع مصرف الواحة من استقال"]
)
async def test_one_goes_back_to_an_earlier_subject_by_its_name(
    said: str, replies: Responder, messages: Messages
) -> None:
    *_, back = await held(replies, messages, "من افتتح مصرف الواحة؟", "من افتتح جسر الياسمين؟", said)
    assert isinstance(back.reply, Answered) and back.reply.quotes[0].article.id == "bank"


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("هل عندك أخبار أخرى عنها؟", "تونس"),
        ("عندك أخبار تانية عنه؟", "نادر الصافي"),
        ("مقالات أخرى عن الجسر", "الجسر"),
    ],
)
async def test_a_list_of_what_was_spoken_of_is_of_what_agrees_with_its_pronoun(
    said: str, subject: str, replies: Responder, messages: Messages
) -> None:
    *_, listed_ = await held(replies, messages, "ماذا قال نادر الصافي عن تونس؟", said)
    assert isinstance(listed_.turn, Browse) and listed_.turn.subject == subject


async def test_more_articles_about_the_noun_of_what_was_spoken_of_are_about_all_of_that(
    replies: Responder, messages: Messages
) -> None:
    *_, listed_ = await held(
        replies, messages, "ما سبب ترميم جسر الياسمين؟", "هل لديك مقالات أخرى عن الترميم؟"
    )
    assert isinstance(listed_.reply, Listed) and listed_.reply.browse.subject == "ترميم جسر الياسمين"


async def test_a_name_that_no_article_holds_gets_no_quotations_of_something_else(
    replies: Responder, messages: Messages
) -> None:
    [named] = await held(replies, messages, "هيفا الشمالي")
    assert isinstance(named.reply, Listed) and named.reply.unanswered
    assert named.reply.head.startswith("لم أجد في الأرشيف مقالًا عن «هيفا الشمالي».")


async def test_after_headlines_instead_of_an_answer_the_question_that_has_none_goes_on(
    replies: Responder, messages: Messages
) -> None:
    none, later = await held(replies, messages, "من خطب نادر الصافي في بكين؟", "كم عمره؟")
    assert isinstance(none.reply, Listed) and isinstance(later.turn, Questions)
    [meant] = later.turn.asked
    assert meant.question == "كم عمره (خطب نادر الصافي في بكين)؟"


async def test_a_small_archive_is_listed_whole_where_it_has_nothing_on_a_subject(
    replies: Responder, messages: Messages
) -> None:
    [browsed] = await held(replies, messages, "أخبار الفضاء")
    assert isinstance(browsed.reply, Listed) and browsed.reply.total == 11
    assert browsed.reply.head.startswith("لم أجد في الأرشيف مقالًا عن «الفضاء».")


async def test_in_a_larger_archive_it_gets_no_answer(
    replies: Responder, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.answering.lists._FEW", 5)
    named, browsed = await held(replies, messages, "هيفا الشمالي", "أخبار الفضاء")
    assert isinstance(named.reply, Answered) and not named.reply.quotes
    assert named.reply.parts[0].response.answer.absent == "هيفا الشمالي"
    assert isinstance(browsed.reply, Said)


async def test_what_happened_elsewhere_is_no_answer_of_a_place(
    replies: Responder, messages: Messages
) -> None:
    here, there = await held(replies, messages, "هل حدثت تشققات في أعمدة الجسر؟", "هل حدثت تشققات في فرنسا؟")
    assert isinstance(here.reply, Answered) and here.reply.quotes
    assert isinstance(there.reply, Answered) and not there.reply.quotes


async def test_a_time_that_is_only_named_is_a_list_also_after_a_question(
    replies: Responder, messages: Messages
) -> None:
    *_, time = await held(replies, messages, "من افتتح جسر الياسمين؟", "نوفمبر ٢٠٢٠")
    assert listed(time.reply) == ["repair"]


async def test_a_day_that_no_article_is_of_is_asked_for_in_what_the_articles_tell(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    text = (
        "أعلنت البلدية اليوم أن احتفالات الجسر ستبدأ يوم 11 نوفمبر بحضور الأهالي. ويغلق الجسر شهرين قبل ذلك."
    )
    write(tmp_path, BRIDGE, REPAIR, {**PORT, "text": text})
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        said = ("ماذا حدث في 11 نوفمبر؟", "ماذا حدث في 6 أيلول؟", "ماذا حدث اليوم؟")
        told, untold, today = await held(replies, messages, *said)
    assert isinstance(today.reply, Listed)
    assert isinstance(told.reply, Answered) and "11 نوفمبر" in told.reply.quotes[0].text
    assert isinstance(untold.reply, Listed) and untold.reply.browse == Browse()


@pytest.mark.parametrize("said", ["شنو واقع فتونس؟", "ماذا يحدث في تونس؟", "شو عم بيصير بتونس؟"])
async def test_what_goes_on_in_a_place_is_all_that_is_told_of_it(
    said: str, tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    text = "تقع هيئة الموانئ في تونس، الواقعة على الساحل. ويحدث في تونس ما يحدث كل صيف."
    write(
        tmp_path,
        BRIDGE,
        {**REPAIR, "title": "ترميم جسر في تونس"},
        {**PORT, "title": "ميناء تونس", "text": text},
    )
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        [told] = await held(replies, messages, said)
    assert listed(told.reply) == ["port", "repair"]


async def test_a_name_that_is_misspelt_by_one_letter_keeps_its_answer(
    replies: Responder, messages: Messages
) -> None:
    [named] = await held(replies, messages, "ترميم جسر الياسمن")
    assert isinstance(named.reply, Answered) and named.reply.quotes[0].article.id == "repair"


class Doubting(Library):
    """Is as sure of anything as it is told."""

    sure = FAIR_CONFIDENCE

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        return replace(await super().ask(question, limit, scope), confidence=self.sure)


@pytest.mark.parametrize(
    ("said", "sure"), [("مصرف الواحة", True), ("من مدير مصرف الواحة؟", False), ("القاسم الواحة", False)]
)
async def test_what_tells_of_all_that_a_message_only_names_is_given_without_doubt(
    said: str, sure: bool, weekly_shelf: Path, settings: Settings, messages: Messages
) -> None:
    shutil.copytree(weekly_shelf, settings.archive.parent, dirs_exist_ok=True)
    async with Doubting.open(settings) as library:
        doubting = responder_of(library, settings, messages)
        [found] = await held(doubting, messages, said)
    assert isinstance(found.reply, Answered)
    assert (found.reply.parts[0].response.answer.confidence >= HIGH_CONFIDENCE) is sure


async def test_what_an_archive_is_about_names_a_section_that_it_has(
    replies: Responder, messages: Messages
) -> None:
    [told] = await held(replies, messages, "عن شنو تحكي المقالات")
    assert isinstance(told.reply, Said) and "مثل: «رياضة»" in told.reply.text


class Unknowing(Library):
    """Has no answer to anything."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        return Answer(question, Verdict.NOT_FOUND, 0.2)


async def test_the_headlines_near_a_question_are_about_what_it_names_without_its_verb(
    weekly_shelf: Path, settings: Settings, messages: Messages
) -> None:
    shutil.copytree(weekly_shelf, settings.archive.parent, dirs_exist_ok=True)
    async with Unknowing.open(settings) as library:
        unknowing = responder_of(library, settings, messages)
        [near] = await held(unknowing, messages, "كم مباراة خسر ملعب الزيتون؟")
    assert isinstance(near.reply, Listed) and near.reply.browse.subject == "مباراة ملعب الزيتون"


@pytest.mark.parametrize(("most", "others"), [(1, True), (2, True), (2, False)])
async def test_a_mere_place_that_much_is_about_is_near_to_no_question(  # noqa: PLR0917  # fixtures
    most: int,
    others: bool,
    tmp_path: Path,
    settings: Settings,
    messages: Messages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.answering.nearby._MOST_OF_COMMON", most)
    news = [{"id": str(n), "title": f"سوق جديدة في صفاقس {n}", "text": "افتتحت السوق."} for n in range(2)]
    write(tmp_path, *news, *([BRIDGE, PORT] if others else []))
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        [near] = await held(responder_of(library, settings, messages), messages, "من هو أطول لاعب في صفاقس؟")
    assert isinstance(near.reply, Listed) is (most == 2 and others)


async def test_quotes_are_shown_where_the_only_headline_near_them_is_their_own(
    weekly_shelf: Path, settings: Settings, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.answering.lists._FEW", 5)
    monkeypatch.setattr(Doubting, "sure", 0.2)
    shutil.copytree(weekly_shelf, settings.archive.parent, dirs_exist_ok=True)
    async with Doubting.open(settings) as library:
        doubting = responder_of(library, settings, messages)
        [found] = await held(doubting, messages, "فوائد المصرف")
    assert isinstance(found.reply, Answered) and found.reply.quotes[0].article.id == "bank"


SHAKES = [
    {
        "id": place,
        "title": f"هزة أرضية في {place}",
        "text": f"ضربت هزة أرضية {place} وأسقطت {count} بيوت.",
        "outlet": f"صوت {place}",
    }
    for place, count in (("المغرب", 3), ("إيران", 7), ("لندن", 9))
]


class Misled(Library):
    """Takes any place for London, unless some articles alone are asked."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        alone = bool(scope and scope.articles)
        answer = await super().ask(question if alone else "كم بيتا أسقطت هزة لندن؟", limit, scope)
        return replace(answer, question=question, confidence=0.5, quotes=answer.quotes[:1])


@pytest.mark.parametrize(
    ("kind", "said"), [(Library, "ماذا أسقطت الهزة في المغرب؟"), (Misled, "كم بيتا أسقطت هزة المغرب؟")]
)
async def test_what_is_asked_of_a_place_is_answered_from_articles_that_tell_of_it(
    kind: type[Library], said: str, tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    write(tmp_path, *SHAKES)
    await stock(settings, tmp_path)
    async with kind.open(settings) as library:
        asked = responder_of(library, settings, messages)
        [found] = await held(asked, messages, said)
    assert isinstance(found.reply, Answered)
    assert {quote.article.id for quote in found.reply.quotes} == {"المغرب"}


async def test_two_that_are_compared_are_told_of_by_what_names_both(
    replies: Responder, messages: Messages
) -> None:
    both, each = await held(
        replies, messages, "قارن بين مصرف الواحة وهدى القاسم", "قارن بين جسر الياسمين ونادر الصافي"
    )
    assert isinstance(both.reply, Answered) and isinstance(each.reply, Answered)
    assert both.reply.note == messages.conversation.of_both
    assert [quote.article.id for quote in both.reply.quotes] == ["bank"]
    assert each.reply.note == messages.conversation.compared


async def test_one_quote_that_both_sides_of_a_comparison_have_is_shown_once(
    replies: Responder, messages: Messages
) -> None:
    [same] = await held(replies, messages, "قارن بين استقالة مديرة المصرف وافتتاح مديرة المصرف")
    assert isinstance(same.reply, Answered) and same.reply.note == messages.conversation.of_both
    assert len(same.reply.quotes) == 1


async def test_one_word_that_many_articles_are_about_is_a_list_of_them(
    weekly_shelf: Path, settings: Settings, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Doubting, "sure", 0.9)
    shutil.copytree(weekly_shelf, settings.archive.parent, dirs_exist_ok=True)
    async with Doubting.open(settings) as library:
        sure = responder_of(library, settings, messages)
        many, few = await held(sure, messages, "الملعب", "المصرف")
    assert isinstance(many.reply, Listed) and many.reply.total == 7
    assert isinstance(few.reply, Answered)


STORM = {
    "id": "storm",
    "title": "إغلاق جسر النخلة أمام المارة",
    "text": (
        "أغلقت بلدية الواحة جسر النخلة مساء الخميس. وقال رئيس البلدية نادر الصافي إن الجسر لن يفتح إلا إذا انتهى فحص "
        "أعمدته. وجاء الإغلاق على خلفية تشقق في أعمدة الجسر. وعبر السكان النهر في القوارب. ونصبت البلدية خياما لهم."
    ),
    "outlet": "جريدة النخيل",
}


@pytest.fixture
async def of_storm(settings: Settings, messages: Messages, tmp_path: Path) -> AsyncIterator[Responder]:
    folder = tmp_path / "storm"
    folder.mkdir()
    write(folder, STORM, BRIDGE, PORT)
    await stock(settings, folder)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


@pytest.mark.parametrize(
    ("said", "head", "marked"),
    [
        ("ليه؟", "cause", "على خلفية تشقق في أعمدة الجسر"),
        ("وإيش السبب؟", "cause", "على خلفية تشقق في أعمدة الجسر"),
        ("وما شروطه؟", "condition", "إلا إذا انتهى فحص أعمدته"),
    ],
)
async def test_what_asks_why_or_on_what_condition_is_told_by_the_sentence_that_says_so_in_the_article_just_quoted(
    of_storm: Responder, messages: Messages, said: str, head: str, marked: str
) -> None:
    *_, told = await held(of_storm, messages, "متى أغلقت البلدية جسر النخلة؟", said)
    assert isinstance(told.reply, Answered) and told.reply.note == getattr(messages.conversation.last, head)
    [quote] = told.reply.quotes
    assert [quote.text[start:end] for start, end in quote.highlights] == [marked]


@pytest.mark.parametrize(
    ("said", "marked"), [("وهذا الرئيس مين؟", "رئيس البلدية نادر الصافي"), ("ومين هذا القبطان؟", "")]
)
async def test_who_holds_an_office_is_told_by_the_article_just_quoted(
    of_storm: Responder, messages: Messages, said: str, marked: str
) -> None:
    *_, told = await held(of_storm, messages, "متى أغلقت البلدية جسر النخلة؟", said)
    if not marked:
        assert isinstance(told.reply, Said) and told.reply.text == messages.conversation.last.no_holder
        return
    assert isinstance(told.reply, Answered)
    [quote] = told.reply.quotes
    assert [quote.text[start:end] for start, end in quote.highlights] == [marked]


async def test_where_neither_the_article_nor_the_archive_tells_why_that_is_said(
    replies: Responder, messages: Messages
) -> None:
    *_, why = await held(replies, messages, "متى استقالت مديرة مصرف الواحة؟", "ليه؟")
    assert isinstance(why.reply, Said) and why.reply.text == messages.conversation.last.no_cause


async def test_when_what_people_say_happened_is_asked_of_the_last_question(
    of_storm: Responder, messages: Messages
) -> None:
    *_, told = await held(of_storm, messages, "من أغلق جسر النخلة؟", "ومتى صار هالحكي؟")
    assert isinstance(told.turn, Questions)
    assert told.turn.asked[0].after == "أغلق جسر النخلة"


async def test_a_long_answer_is_shown_again_rather_than_denied_to_tell_why(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    text = (
        "بين الخبير نادر الصافي أن إعداد الشاي في الإبريق أفضل للصحة من إعداده في الغلاية المعدنية. وأضاف الصافي أن "
        "الإبريق يحتفظ بثمانين في المئة من مركبات الشاي الأخضر المفيدة للجسم."
    )
    write(tmp_path, {**STORM, "title": "إعداد الشاي في الإبريق أو الغلاية", "text": text}, PORT)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        told, why = await held(replies, messages, "هل إعداد الشاي في الإبريق أفضل للصحة؟", "لماذا؟")
    assert isinstance(why.reply, Answered) and why.reply.note == messages.conversation.last.same
    assert why.reply.quotes == told.exchange.quotes


@pytest.mark.parametrize(
    ("said", "note"),
    [("ومتى كان ذلك؟", None), ("ومع من افتتحه؟", "same_answers")],
)
async def test_what_was_just_shown_is_said_to_be_the_answer_or_near_it_unless_it_has_the_number_that_is_asked(
    tmp_path: Path, settings: Settings, messages: Messages, said: str, note: str | None
) -> None:
    write(tmp_path, {**STORM, "text": "افتتح نادر الصافي جسر النخلة يوم 3 مارس 2020 بحضور السكان."}, PORT)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        *_, told = await held(replies, messages, "من افتتح جسر النخلة؟", said)
    assert isinstance(told.reply, Answered) and told.reply.quotes
    assert told.reply.note == (getattr(messages.conversation.last, note) if note else "")


async def test_what_came_after_is_how_the_article_just_quoted_goes_on_where_no_later_one_tells_it(
    of_storm: Responder, messages: Messages
) -> None:
    asked = ("متى أغلقت البلدية جسر النخلة؟", "وبعدين شو صار؟", "وبعدها؟", "وماذا حدث بعد ذلك؟")
    first, then, *_, end = await held(of_storm, messages, *asked)
    assert isinstance(then.reply, Answered) and then.reply.note == messages.conversation.last.rest
    assert then.reply.quotes[0].start >= max(quote.end for quote in first.exchange.quotes)
    assert isinstance(end.reply, Said) and end.reply.text == messages.conversation.last.all_told


async def test_an_answer_in_context_is_echoed_only_by_what_one_would_say(
    of_storm: Responder, messages: Messages
) -> None:
    *_, told = await held(of_storm, messages, "متى أغلقت البلدية جسر النخلة؟", "وكم؟")
    assert isinstance(told.reply, Answered)
    [part] = told.reply.parts
    assert part.response.completed and not part.response.echoed


async def test_what_found_nothing_and_was_of_what_was_before_is_forgotten(
    of_storm: Responder, messages: Messages
) -> None:
    talk = ("متى أغلقت البلدية جسر النخلة؟", "هل زاره كولموغوروف؟", "ليه؟")
    asked, missed, why = await held(of_storm, messages, *talk)
    assert not missed.exchange.quotes and missed.exchange.question == asked.exchange.question
    assert isinstance(why.reply, Answered) and why.reply.note == messages.conversation.last.cause


async def test_what_names_nothing_and_found_nothing_leaves_what_was_spoken_of_in_play(
    of_storm: Responder, messages: Messages
) -> None:
    talk = ("متى أغلقت البلدية جسر النخلة؟", "علاش طالع هكا؟", "ومن أغلقه؟")
    asked, missed, last = await held(of_storm, messages, *talk)
    assert not missed.exchange.quotes and missed.exchange.question == asked.exchange.question
    assert isinstance(last.turn, Questions) and "جسر النخلة" in last.turn.asked[0].question
    assert isinstance(last.reply, Answered)
    assert last.reply.quotes[0].article.id == asked.exchange.quotes[0].article.id


PARADES = [
    {
        "id": f"parade{number}",
        "title": f"موكب الخيول يحط في الواحة {number}",
        "text": f"وصل موكب الخيول إلى الواحة {number}. والخيول بيض.",
        "outlet": "جريدة النخيل",
    }
    for number in range(1, 4)
]


async def test_a_verb_behind_and_who_has_no_headlines(
    settings: Settings, messages: Messages, tmp_path: Path
) -> None:
    write(tmp_path, STORM, *PARADES)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        talk = ("متى أغلقت البلدية جسر النخلة؟", "واللي يحط فلوس بالبنك؟")
        *_, missed = await held(responder_of(library, settings, messages), messages, *talk)
    assert not isinstance(missed.reply, Listed)


CROCODILE = {
    "id": "crocodile",
    "title": "تمساح يفترس السباح مراد الزين",
    "text": (
        "أكدت مصادر في الصفصاف مقتل السباح مراد الزين بعد أن سحبه تمساح ضخم داخل مياه نهر قريب من منزله وهو يقوم ببعض "
        "التمارين على الضفة. وبين شهود عيان أن السباح ركض حول المنزل ثم بدأ التمارين على ضفاف النهر وفي غفلة من الجميع "
        "قام تمساح يقارب طوله خمسة أمتار بسحبه أمام أنظار اثنين من أصدقائه عجزا عن نجدته. وأوضحت الشرطة أنه لم يتم "
        "العثور على جثة السباح إلى حد الآن."
    ),
    "outlet": "جريدة النخيل",
}


async def test_whether_something_of_his_was_found_is_told_by_the_sentence_that_names_it(
    settings: Settings, messages: Messages, tmp_path: Path
) -> None:
    soldier = {
        "id": "soldier",
        "title": "العثور على جندي مفقود",
        "text": "قال مصدر عسكري إن الجندي المفقود لقوا جثته قرب المعسكر وعليها أثر طلق ناري.",
        "outlet": "جريدة النخيل",
    }
    write(tmp_path, CROCODILE, soldier, STORM, BRIDGE, PORT)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        talk = ("شنو صار للسباح مراد الزين اللي سحبه تمساح؟", "لقوا جثته؟")
        *_, told = await held(responder_of(library, settings, messages), messages, *talk)
    assert isinstance(told.reply, Answered)
    assert "جثة السباح" in told.reply.quotes[0].text


async def test_what_asks_for_a_condition_is_answered_first_by_the_sentence_that_tells_one(
    of_storm: Responder, messages: Messages
) -> None:
    [told] = await held(of_storm, messages, "ما شروط فتح جسر النخلة؟")
    assert isinstance(told.reply, Answered)
    assert "إلا إذا انتهى فحص" in told.reply.quotes[0].text


DRILL = {
    "id": "drill",
    "title": "إغلاق ميناء المرجان يومين",
    "text": (
        "أغلقت هيئة الموانئ ميناء المرجان يومين. وقال المتحدث باسمها إن السفن تنتظر. وأضاف أن إغلاق الهيئة للميناء جاء "
        "على خلفية تسرب زيت من ناقلة. وتشرف وزارة البيئة على التنظيف."
    ),
    "outlet": "جريدة النخيل",
}


@pytest.fixture
async def of_drill(settings: Settings, messages: Messages, tmp_path: Path) -> AsyncIterator[Responder]:
    folder = tmp_path / "drill"
    folder.mkdir()
    write(folder, DRILL, BRIDGE)
    await stock(settings, folder)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


@pytest.mark.parametrize(
    "said", ["لماذا أغلقت هيئة الموانئ ميناء المرجان؟", "هيئة الموانئ ليش أغلقت ميناء المرجان؟"]
)
async def test_why_something_was_is_answered_first_by_the_sentence_that_tells_the_cause(
    of_drill: Responder, messages: Messages, said: str
) -> None:
    [told] = await held(of_drill, messages, said)
    assert isinstance(told.reply, Answered) and "على خلفية تسرب" in told.reply.quotes[0].text


async def test_a_ministry_names_no_minister(of_drill: Responder, messages: Messages) -> None:
    [told] = await held(of_drill, messages, "من وزير البيئة؟")
    assert not told.exchange.quotes


async def test_after_a_noun_that_was_answered_by_itself_what_names_nothing_is_of_that_noun(
    of_storm: Responder, messages: Messages
) -> None:
    *_, last = await held(of_storm, messages, "متى أغلقت البلدية جسر النخلة؟", "من عبر بالقوارب؟")
    assert isinstance(last.reply, Answered) and not last.reply.parts[0].response.completed
    assert last.exchange.whole_question == "من عبر بالقوارب؟"


async def test_a_complaint_with_its_reason_gets_the_passage_to_check(
    replies: Responder, messages: Messages
) -> None:
    said = ("من أعلن افتتاح فرع المصرف؟", "جوابك غلط، الفرع كان في جسر الياسمين القديم")
    answer, complaint = await held(replies, messages, *said)
    assert isinstance(answer.reply, Answered)
    shown = complaint.reply
    assert isinstance(shown, Shown)
    assert shown.head == messages.conversation.last.disputed
    assert shown.quotes == answer.reply.quotes[:1]
    assert complaint.exchange.article is None
    assert complaint.exchange.question == answer.exchange.question


async def test_what_is_near_to_a_question_is_of_its_nouns_not_of_its_denial_or_number(
    replies: Responder, messages: Messages
) -> None:
    [near] = await held(replies, messages, "من كم سنة ما طار عليهم ملعب الزيتون؟")
    assert isinstance(near.reply, Listed)
    assert near.reply.browse.subject == "ملعب الزيتون"


async def test_a_side_of_a_comparison_without_a_quote_is_named_as_such(
    replies: Responder, messages: Messages
) -> None:
    [compared] = await held(replies, messages, "قارن بين رأي نادر الصافي ورأي كامل الغائب في فوز فريق النخيل")
    assert isinstance(compared.reply, Answered)
    verdicts = {part.heading: part.response.answer.verdict for part in compared.reply.parts}
    assert verdicts == {
        "رأي نادر الصافي في فوز فريق النخيل": Verdict.ANSWERED,
        "رأي كامل الغائب في فوز فريق النخيل": Verdict.NOT_FOUND,
    }


async def test_a_rate_of_no_time_is_told_by_its_newest_value_and_one_of_a_year_as_it_is(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    rates = [
        {
            "id": f"rate{year}",
            "title": title,
            "text": text,
            "published": f"{year}-03-01",
        }
        for year, title, text in (
            (
                "2014",
                "سعر الدينار مقابل الدولار",
                "بلغ سعر الدينار مقابل الدولار 1.631 بحسب المصرف المركزي.",
            ),
            (
                "2017",
                "الدينار يهبط مقابل الدولار",
                "بلغ الدينار 2.356 مقابل الدولار مع تراجع السياحة والتصدير.",
            ),
        )
    ]
    write(tmp_path, *rates)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        found = responder(
            Inquiries(library, interpreter(settings, library.language)), settings, library.language, messages
        )
        first = [
            told.reply.quotes[0].article.id
            for said in ("كم سعر الدينار مقابل الدولار؟", "كم بلغ سعر الدينار مقابل الدولار في 2014؟")
            for told in await held(found, messages, said)
            if isinstance(told.reply, Answered)
        ]
    assert first == ["rate2017", "rate2014"]


CHANNEL = {
    "id": "channel",
    "title": "مقاضاة قناة النهر",
    "text": (
        "رفعت قناة الساحل قضية على قناة النهر. وتبث قناة النهر البرنامج الذي يقدمه سليم الحداد منذ شهرين. وحلت "
        "قناة النهر في المركز الأول بنسب المشاهدة تليها قناة الساحل في المركز الثاني."
    ),
    "outlet": "جريدة النخيل",
}
FUND = {
    "id": "fund",
    "title": "صندوق الواحة يقدم برنامجًا جديدًا",
    "text": "يقدم صندوق الواحة هذا البرنامج للشبان. ويقدم البرنامج مدير الصندوق نادر الصافي. ويقدم الصندوق القروض.",
    "outlet": "صوت الوادي",
}


@pytest.fixture
async def of_channel(settings: Settings, messages: Messages, tmp_path: Path) -> AsyncIterator[Responder]:
    folder = tmp_path / "channel"
    folder.mkdir()
    write(folder, CHANNEL, FUND, BRIDGE, PORT)
    await stock(settings, folder)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


@pytest.mark.parametrize(
    "said",
    [
        "وشكون يقدّم البرنامج هذا؟",
        "ومين بيقدم البرنامج ده؟",
        "والبرنامج هيدا مين يقدمه؟",
        "ومن يقدم هذا البرنامج؟",
    ],
)
async def test_a_noun_that_is_pointed_at_is_that_of_the_article_just_quoted(
    of_channel: Responder, messages: Messages, said: str
) -> None:
    *_, told = await held(of_channel, messages, "لماذا رفعت قناة الساحل قضية على قناة النهر؟", said)
    assert isinstance(told.reply, Answered)
    assert "سليم الحداد" in told.reply.quotes[0].text
    assert {quote.article.id for quote in told.reply.quotes} == {"channel"}


async def test_a_noun_that_is_pointed_at_in_a_question_of_another_place_is_not_that_of_the_article(
    of_channel: Responder, messages: Messages
) -> None:
    earlier = "لماذا رفعت قناة الساحل قضية على قناة النهر؟"
    *_, told = await held(of_channel, messages, earlier, "من يقدم هذا البرنامج في فرنسا؟")
    quotes = told.reply.quotes if isinstance(told.reply, Answered) else ()
    assert not any("سليم الحداد" in quote.text for quote in quotes[:1])


@pytest.mark.parametrize("said", ["والتاني؟", "والثانية؟", "والثاني؟"])
async def test_an_ordinal_alone_is_a_place_in_the_ranking_that_was_just_quoted(
    of_channel: Responder, messages: Messages, said: str
) -> None:
    *_, told = await held(of_channel, messages, "من حل في المركز الأول بنسب المشاهدة؟", said)
    assert isinstance(told.reply, Shown) and told.reply.head == messages.conversation.last.ranked
    assert "المركز الثاني" in told.reply.quotes[0].text


async def test_an_ordinal_alone_after_a_list_opens_that_article(
    of_channel: Responder, messages: Messages
) -> None:
    *_, listed, opened = await held(of_channel, messages, "أخبار البرنامج", "والتاني؟")
    assert isinstance(listed.reply, Listed) and isinstance(opened.reply, Opened)
    assert opened.reply.quote.article == listed.reply.articles[1]


MAYOR = {
    "id": "mayor",
    "title": "رئيس البلدية في الميناء",
    "text": (
        "زار رئيس البلدية نادر الصافي ميناء المرجان. وقال الصافي إن الرصيف الجديد يفتح في الربيع. وقال المهندس سليم "
        "الحداد إن التقارب بين المرفأين مفيد للمدينة."
    ),
    "outlet": "جريدة النخيل",
}


async def test_who_said_nothing_of_a_topic_is_quoted_on_others_and_nobody_else_is(
    settings: Settings, messages: Messages, tmp_path: Path
) -> None:
    folder = tmp_path / "mayor"
    folder.mkdir()
    write(folder, MAYOR, BRIDGE, PORT)
    await stock(settings, folder)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        *_, told = await held(replies, messages, "ماذا قال نادر الصافي عن أسعار القمح في الأسواق؟")
    assert isinstance(told.reply, Answered)
    answer = told.reply.parts[0].response.answer
    assert answer.silent and answer.verdict is Verdict.NOT_FOUND
    assert ["الرصيف الجديد" in quote.text for quote in answer.quotes] == [True]


@pytest.mark.parametrize("said", ["واتعالجت فين؟", "ونزل على ايه؟"])
async def test_what_only_names_a_deed_is_asked_back_where_nothing_was_spoken_of(
    replies: Responder, messages: Messages, said: str
) -> None:
    [told] = await held(replies, messages, said)
    assert isinstance(told.reply, Said) and told.reply.text == messages.conversation.odd.vague


async def test_what_only_names_a_deed_is_asked_back_after_a_question_that_found_nothing(
    replies: Responder, messages: Messages
) -> None:
    *_, told = await held(replies, messages, "من فاز ببطولة المريخ للشطرنج؟", "وخسر امتى؟")
    assert isinstance(told.reply, Said) and told.reply.text == messages.conversation.odd.vague


DINAR = {
    "id": "dinar",
    "title": "الدينار يواصل هبوطه",
    "text": "واصل الدينار هبوطه أمام الدولار. ونزل سعره في البنوك إلى 2.46.",
    "outlet": "صوت الوادي",
    "published": "2021-06-03",
}
HOTEL = {
    "id": "hotel",
    "title": "نزل جديد في الواحة",
    "text": "نزل السياح في نزل الواحة. ونزل على النزل زوار كثيرون، ونزل المطر على الواحة.",
    "outlet": "صوت الوادي",
    "published": "2021-06-01",
}
OTHER_DINAR = {
    "id": "other",
    "title": "الدينار في الأسواق",
    "text": "تداولت الأسواق الدينار أمس. وقال خبير إن الدينار مستقر.",
    "outlet": "صوت الوادي",
    "published": "2021-06-02",
}


async def test_what_only_names_a_deed_is_asked_of_the_articles_of_the_list_just_shown(
    settings: Settings, messages: Messages, tmp_path: Path
) -> None:
    folder = tmp_path / "dinar"
    folder.mkdir()
    write(folder, DINAR, OTHER_DINAR, HOTEL, BRIDGE)
    await stock(settings, folder)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        listed, told = await held(replies, messages, "أخبار الدينار", "ونزل على ايه؟")
    assert isinstance(listed.reply, Listed) and isinstance(told.reply, Answered)
    assert "2.46" in told.reply.quotes[0].text
    assert {quote.article.id for quote in told.reply.quotes} <= {"dinar", "other"}


@pytest.mark.parametrize(
    "said",
    [
        "من ربح المرجاني البارح؟",  # «المرجان» is another word
        "شكون اللي طار من ملعب الزيتون وعاش؟",
        "من أغنى مدرب في ملعب الزيتون؟",
        "كم عدد القتلى الأسبوع الماضي؟",
        "متى يفتح الجسر البلدي؟",
    ],
)
async def test_no_headlines_are_near_to_a_deed_a_comparison_a_likeness_of_a_word_or_a_lone_noun(
    unknowing: Responder, messages: Messages, said: str
) -> None:
    [told] = await held(unknowing, messages, said)
    assert isinstance(told.reply, Answered) and not told.reply.quotes


async def test_the_headlines_near_a_question_of_a_place_are_about_the_place(
    unknowing: Responder, messages: Messages
) -> None:
    [told] = await held(unknowing, messages, "كم عدد القتلى في صفاقس؟")
    assert isinstance(told.reply, Listed) and told.reply.browse.subject == "صفاقس"


ATTACK = {
    "id": "attack",
    "title": "هجوم الواحة",
    "text": (
        "نفذ هجوم الواحة محمد الحداد، وذلك بسبب خلاف قديم. وقال المحامي نادر الصافي إن الجلسة القادمة تعقد "
        "في الربيع. وولد محمد الحداد في بلدة الزيتون، وعمره ثلاثون سنة."
    ),
    "outlet": "جريدة النخيل",
}


@pytest.fixture
async def of_attack(settings: Settings, messages: Messages, tmp_path: Path) -> AsyncIterator[Responder]:
    folder = tmp_path / "attack"
    folder.mkdir()
    write(folder, ATTACK, BRIDGE, PORT)
    await stock(settings, folder)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


@pytest.mark.parametrize(
    ("asked", "said", "meant"),
    [
        ("من نفذ هجوم الواحة؟", "وين ولد؟", "وين ولد محمد الحداد؟"),
        ("شكون نفذ هجوم الواحة؟", "كم عمره؟", "كم عمر محمد الحداد؟"),
        ("متى تعقد الجلسة القادمة؟", "وشو وظيفته؟", "شو وظيفة نادر الصافي؟"),
    ],
)
async def test_what_only_a_person_has_is_asked_of_whom_the_last_answer_names_or_quotes(
    of_attack: Responder, messages: Messages, asked: str, said: str, meant: str
) -> None:
    *_, told = await held(of_attack, messages, asked, said)
    assert isinstance(told.reply, Answered)
    assert told.reply.parts[0].response.meant.question.replace("المحامي ", "") == meant


async def test_a_pasted_quotation_is_of_whoever_speaks_in_it(
    of_attack: Responder, messages: Messages
) -> None:
    pasted = f"{ATTACK['text']} " * 2
    *_, told = await held(of_attack, messages, "من نفذ هجوم الواحة؟", pasted, "وشو وظيفته؟")
    assert "نادر الصافي" in told.turn.asked[0].question if isinstance(told.turn, Questions) else False


async def test_why_after_a_fact_of_somebodys_life_is_of_what_he_did(
    of_attack: Responder, messages: Messages
) -> None:
    *_, told = await held(of_attack, messages, "من نفذ هجوم الواحة؟", "وين ولد؟", "ليه؟")
    assert isinstance(told.reply, Answered)
    assert told.reply.parts[0].response.meant.question == "ليه نفذ هجوم الواحة؟"
    assert "بسبب خلاف قديم" in told.reply.quotes[0].text


OFFER = {
    "id": "offer",
    "title": "البلدية تقترح شراكة",
    "text": "اقترحت البلدية على ميناء المرجان شراكة جديدة. وتقوم على ترميم الرصيف مقابل فتح الجسر للشاحنات.",
    "outlet": "جريدة النخيل",
}


@pytest.mark.parametrize(
    "said", ["وما المقابل الذي طلبته؟", "وشو المقابل؟", "مقابل ايه؟", "وشنو طلبت في المقابل؟"]
)
async def test_what_was_wanted_in_return_is_told_by_the_article_just_quoted(
    settings: Settings, messages: Messages, tmp_path: Path, said: str
) -> None:
    folder = tmp_path / "offer"
    folder.mkdir()
    write(folder, OFFER, BRIDGE)
    await stock(settings, folder)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        *_, told = await held(replies, messages, "ماذا اقترحت البلدية على الميناء؟", said)
    assert isinstance(told.reply, Answered) and told.reply.note == messages.conversation.last.condition
    [quote] = told.reply.quotes
    assert [quote.text[a:b] for a, b in quote.highlights] == ["مقابل فتح الجسر للشاحنات"]


async def test_a_short_list_is_in_order_of_days_also_where_a_headline_names_its_subject(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    days = [
        {
            **PORT,
            "id": f"day{day}",
            "title": "سوق جديدة" if day % 2 else "ميناء المرجان",
            "published": f"2021-05-{day:02}",
        }
        for day in range(1, 9)
    ]
    write(tmp_path, BRIDGE, *days)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        found = responder_of(library, settings, messages)
        said = ("أخبار المرجان", "المزيد", "افتح رقم 2")
        first, more, opened = await held(found, messages, *said)
    assert listed(first.reply) == [f"day{day}" for day in (8, 7, 6, 5, 4, 3)]
    assert listed(more.reply) == ["day2", "day1"]
    assert isinstance(opened.reply, Opened) and opened.reply.quote.article.id == "day7"


async def test_two_questions_that_one_sentence_answers_are_answered_by_it_once(
    replies: Responder, messages: Messages
) -> None:
    _, both = await held(replies, messages, "من افتتح جسر الياسمين؟", "مين افتتح الجسر وإمتى؟")
    assert isinstance(both.reply, Answered)
    [part] = both.reply.parts
    assert [quote.article.id for quote in part.response.answer.quotes] == ["bridge"]


FEAST = {
    "id": "feast",
    "title": "أكبر مائدة إفطار في الواحة",
    "text": "تنظم جمعية النخيل أكبر مائدة إفطار في الواحة، وهي مائدة خيرية تستضيف 5200 شخص من القرى. وشكرها السكان.",
    "outlet": "جريدة النخيل",
}


@pytest.mark.parametrize("before", [(), ("من افتتح جسر الياسمين؟",)])
async def test_the_second_half_of_a_message_is_of_the_first_and_of_the_quote_that_answers_both(
    tmp_path: Path, settings: Settings, messages: Messages, before: tuple[str, ...]
) -> None:
    write(tmp_path, BRIDGE, PORT, FEAST)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        said = "مين عم ينظم أكبر مائدة إفطار في الواحة وكم شخص رح ياكل؟"
        *_, both = await held(responder_of(library, settings, messages), messages, *before, said)
    assert isinstance(both.reply, Answered)
    [part] = both.reply.parts
    [quote] = part.response.answer.quotes
    marked = [quote.text[mark.start : mark.end] for mark in quote.highlights]
    assert part.response.answer.verdict is Verdict.ANSWERED and "5200 شخص" in marked


BANANAS = {
    "id": "bananas",
    "title": "حجز شاحنة موز في قفصة",
    "text": "حجزت الديوانة في قفصة شاحنة من الموز المهرب بلغ ثمنه 70 ألف دينار. وشكر السكان الأعوان.",
    "outlet": "جريدة النخيل",
}


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("كم ثمن الموز الغوندريلي المحجوز في قفصة؟", True),
        ("الموز الغوندريلي اللي حجزوه في قفصة قداش ثمنو؟", True),
        ("كم ثمن الموز الغوندريلي المحجوز؟", False),
        ("ماذا حجز الوزير الغوندريلي في قفصة؟", False),
    ],
)
async def test_what_describes_a_noun_and_is_in_no_article_is_said_to_be_in_none_above_what_tells_of_the_noun(
    tmp_path: Path, settings: Settings, messages: Messages, said: str, answered: bool
) -> None:
    write(tmp_path, BRIDGE, PORT, BANANAS)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        [told] = await held(responder_of(library, settings, messages), messages, said)
    quotes = told.reply.quotes if isinstance(told.reply, Answered) else ()
    assert [quote.article.id for quote in quotes] == ["bananas"] * answered
    note = messages.answer.absent.format(name="الغوندريلي")
    assert not answered or (isinstance(told.reply, Answered) and told.reply.note == note)


VILLA = {
    "id": "villa",
    "title": "شروط الإقامة في الواحة",
    "text": "أعلنت بلدية الواحة شروط الإقامة الجديدة. ويحق لمن يمتلك عقارا لا يقل ثمنه عن مئة ألف دينار طلب الإقامة"
    " شرط عدم بيعه لمدة ثلاث سنوات.\nوقررت البلدية تنظيم يوم مفتوح في الشهر المقبل. وشكر العمدة السكان.",
    "outlet": "جريدة النخيل",
    "published": "2021-02-01",
}


@pytest.fixture
async def residents(tmp_path: Path, settings: Settings, messages: Messages) -> AsyncIterator[Responder]:
    """One whose archive tells on what conditions one may live somewhere."""
    write(tmp_path, VILLA, BRIDGE, PORT, BANK, *MATCHES)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


@pytest.mark.parametrize(
    "said", ["واذا بدي اشتري بيت قديش لازم يكون حقه؟", "وبقدر بيعه بعدين؟", "وقداش سومها؟"]
)
async def test_a_turn_that_goes_on_in_words_of_a_dialect_is_answered_from_the_article_just_quoted(
    said: str, residents: Responder, messages: Messages
) -> None:
    _, answered = await held(residents, messages, "ما شروط الإقامة في الواحة؟", said)
    assert isinstance(answered.reply, Answered)
    answer = answered.reply.parts[0].response.answer
    assert answer.verdict is Verdict.ANSWERED
    assert answer.quotes[0].article.id == "villa" and "لا يقل ثمنه" in answer.quotes[0].text
    response = answered.reply.parts[0].response
    assert not (response.completed and response.echoed and response.meant.question == said)


@pytest.mark.parametrize("said", ["والبنزين بقداش الايترة؟", "كيف أطبخ أرزا؟", "مين كسب كاس العالم 2022؟"])
async def test_what_the_article_just_quoted_does_not_tell_of_is_not_asked_of_it(
    said: str, residents: Responder, messages: Messages
) -> None:
    _, refused = await held(residents, messages, "ما شروط الإقامة في الواحة؟", said)
    assert isinstance(refused.reply, Answered)
    assert not refused.reply.parts[0].response.answer.quotes


@pytest.mark.parametrize(
    "said", ["وماذا سيفعلون الآن؟", "شنو غادي يديرو دابا؟", "شو رح يعملوا هلق؟", "هيعملوا ايه دلوقتي؟"]
)
async def test_what_those_spoken_of_will_do_next_is_told_by_what_they_decided(
    said: str, residents: Responder, messages: Messages
) -> None:
    _, told = await held(residents, messages, "ما شروط الإقامة في الواحة؟", said)
    assert isinstance(told.reply, Answered) and told.reply.note == messages.conversation.last.plan
    assert "وقررت البلدية" in told.reply.parts[0].response.answer.quotes[0].text


async def test_what_is_of_something_that_was_not_found_is_asked_back(
    replies: Responder, messages: Messages
) -> None:
    sought = "الراجل اللي راح الحج بالعجلة"
    after = said_last(Browse(sought), Said("لم أجد"), Exchange())
    assert after.question == sought and not after.quotes
    outcome = await replies.respond("قعد كام شهر في السكة؟", after, messages, Surface())
    _, pointed = await held(replies, messages, "كم تبلغ أسعار الشقق الرخيصة في كندا؟", "مين أصحاب الفكرة دي؟")
    assert outcome.reply == pointed.reply == Said(messages.conversation.odd.lost)


CLINIC = {
    "id": "clinic",
    "title": "المصورة نادية العمري تتعافى",
    "text": "بدأت المصورة نادية العمري بالتعافي في أحد المستشفيات بمدينة الياقوت بعد أشهر من سقوطها من المنارة.\n"
    "وشكرت المصورة كل من ساندها.",
    "outlet": "جريدة النخيل",
    "published": "2021-03-01",
}
BICYCLES = {
    "id": "bicycles",
    "title": "قانون جديد للدراجات في الياقوت",
    "text": "صدر في الياقوت قانون جديد يمنع الدراجات في السوق القديمة.\nويهدف هذا الإجراء إلى حماية المشاة.",
    "outlet": "صوت الوادي",
    "published": "2021-03-02",
}


@pytest.fixture
async def townsfolk(tmp_path: Path, settings: Settings, messages: Messages) -> AsyncIterator[Responder]:
    """One whose archive tells of a photographer and of a law."""
    write(tmp_path, CLINIC, BICYCLES, VILLA, PORT, BANK, *MATCHES)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


async def test_where_is_answered_by_the_article_just_quoted_where_it_tells_a_place(
    townsfolk: Responder, messages: Messages
) -> None:
    _, told = await held(townsfolk, messages, "من هي نادية العمري؟", "واتعالجت فين؟")
    assert isinstance(told.reply, Answered)
    [part] = told.reply.parts
    assert part.response.answer.verdict is Verdict.ANSWERED
    assert "بمدينة الياقوت" in part.response.answer.quotes[0].text


@pytest.mark.parametrize("said", ["علاش عملوه؟", "ليش سووا هيك؟", "ولماذا؟"])
async def test_why_they_did_it_is_told_by_what_that_was_to_bring_about(
    said: str, townsfolk: Responder, messages: Messages
) -> None:
    _, told = await held(townsfolk, messages, "فمة قانون جديد للدراجات في الياقوت؟", said)
    assert isinstance(told.reply, Answered) and told.reply.note == messages.conversation.last.cause
    assert "ويهدف هذا الإجراء" in told.reply.parts[0].response.answer.quotes[0].text


@pytest.mark.parametrize("said", ["ومين ساعدها؟", "وشكون سلّكها؟", "وكم عمرها؟", "من ساندها؟"])
async def test_what_a_question_was_taken_for_is_not_told_where_a_note_says_that_it_was_just_shown(
    said: str, townsfolk: Responder, messages: Messages
) -> None:
    first, same = await held(townsfolk, messages, "من هي نادية العمري؟", said)
    assert isinstance(first.reply, Answered) and isinstance(same.reply, Answered)
    [part] = same.reply.parts
    noted = same.reply.note or part.response.answer.verdict is Verdict.NOT_FOUND
    assert noted and not part.response.echoed


@pytest.fixture
async def fans(tmp_path: Path, settings: Settings, messages: Messages) -> AsyncIterator[Responder]:
    """One whose archive names a cup in passing, and tells of the covers of a house."""
    passing = {
        "id": "lions",
        "title": "ولادة شبلين في حديقة الواحة",
        "text": "استقبلت حديقة الواحة شبلين في أسبوع كأس العالم الذي تابعه الزوار من المقهى.",
        "published": "2021-06-09",
    }
    shown = {
        "id": "shown",
        "title": "كسوة المنارة في المعرض",
        "text": "عرضت كسوة المنارة في الدورة 33 لمعرض الواحة وأعجبت كسوة المنارة الزوار.",
        "published": "2021-07-09",
    }
    priced = {
        "id": "priced",
        "title": "تغيير غطاء المنارة",
        "text": "تغيرت كسوة المنارة أمس بكسوة جديدة بلغت قيمتها 22 مليون دينار.",
        "published": "2020-07-09",
    }
    write(tmp_path, passing, shown, priced, PORT, BANK)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


async def test_what_headlines_name_only_in_passing_is_not_listed_for_everyday_words(
    fans: Responder, messages: Messages
) -> None:
    [refused] = await held(fans, messages, "مين كسب كأس العالم 2022؟")
    assert isinstance(refused.reply, Answered)
    assert refused.reply.parts[0].response.answer.verdict is Verdict.NOT_FOUND


async def test_what_something_cost_is_told_by_the_quote_that_has_a_value(
    fans: Responder, messages: Messages
) -> None:
    [told] = await held(fans, messages, "كم كلفت كسوة المنارة؟")
    assert isinstance(told.reply, Answered)
    assert told.reply.parts[0].response.answer.quotes[0].article.id == "priced"


async def test_a_number_of_a_month_is_told_by_the_quote_that_names_its_year(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    def told(name: str, text: str, day: str) -> dict[str, str]:
        return {"id": name, "title": "نسبة التضخم في الواحة", "text": text, "published": day}

    later = told(
        "later",
        "بلغت نسبة التضخم الضمني لشهر فيفري 2022 نحو 4,8 بالمائة. وبلغت نسبة التضخم 5 بالمائة.",
        "2022-03-01",
    )
    sought = told("sought", "سجلت نسبة التضخم تراجعا لتبلغ 3.3 بالمائة خلال شهر فيفري 2021.", "2021-03-10")
    write(tmp_path, later, sought, PORT, BANK, *MATCHES)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        [found] = await held(
            responder_of(library, settings, messages), messages, "كم بلغت نسبة التضخم في فيفري 2021؟"
        )
    assert isinstance(found.reply, Answered)
    assert found.reply.parts[0].response.answer.quotes[0].article.id == "sought"


async def test_what_follows_a_question_without_an_answer_that_names_something_is_not_of_one_before_it(
    replies: Responder, messages: Messages
) -> None:
    *_, last = await held(replies, messages, "من افتتح جسر الياسمين؟", "كيف ألعب الشطرنج؟", "ومين اخترعه؟")
    assert isinstance(last.turn, Questions)
    assert "جسر" not in last.turn.asked[0].question
    assert last.reply == Said(messages.conversation.odd.lost)


async def test_whether_something_is_so_is_not_told_by_an_article_that_does_not_name_it(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    habits = [
        {
            "id": f"habit{day}",
            "title": f"عادة حسنة رقم {day}",
            "text": f"كشفت دراسة رقم {day} أن المصافحة قد تكون مفيدة للصحة وتساعد الأطباء في الواحة على العلاج.",
            "published": f"2021-10-{day:02}",
        }
        for day in range(1, 8)
    ]
    cups = [
        {
            "id": f"cup{day}",
            "title": f"مقهى رقم {day} في الميناء",
            "text": f"افتتح في ميناء المرجان مقهى رقم {day} يقدم القهوة مجانا كل مساء ويحضره البحارة بعد عودتهم.",
            "published": f"2021-11-{day:02}",
        }
        for day in range(1, 4)
    ]
    write(tmp_path, *habits, *cups, PORT, BANK, *MATCHES)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        [turn] = await held(responder_of(library, settings, messages), messages, "هل القهوة مفيدة للصحة؟")
    assert isinstance(turn.reply, Answered)
    assert all(not quote.article.id.startswith("habit") for quote in turn.reply.quotes)


TRUCE = {
    "id": "truce",
    "title": "اتفاق في الواحة",
    "text": "يقوم الاتفاق على أساس وقف تجريبي لمدة 48 ساعة (اعتبارا من مساء الإثنين 12 سبتمبر)، ويتكرر بعدها لمرتين.",
}


async def test_when_something_was_is_fairly_sure_where_the_quote_of_the_first_half_has_a_day(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    write(tmp_path, BRIDGE, PORT, TRUCE)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        [told] = await held(
            responder_of(library, settings, messages), messages, "كم ساعة كانت الهدنة التجريبية ومتى بدت؟"
        )
    assert isinstance(told.reply, Answered)
    [part] = told.reply.parts
    assert part.response.answer.confidence >= FAIR_CONFIDENCE


async def test_what_about_his_family_is_asked_of_whom_was_spoken_of_and_lists_no_other_families(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    strangers = [
        {**STORM, "id": f"home{n}", "title": f"عائلته تنتظر عودة البحار {n}", "text": "عاد البحار إلى بيته."}
        for n in (1, 2)
    ]
    opened = {**STORM, "title": "افتتاح جسر", "text": "افتتح نادر الصافي جسر النخلة وحضرت عائلة الصافي."}
    write(tmp_path, opened, *strangers)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        *_, told = await held(replies, messages, "من هو نادر الصافي؟", "وماذا عن عائلته؟")
    assert isinstance(told.reply, Answered)
    assert told.reply.parts[0].response.meant.question == "عائلة نادر الصافي؟"
