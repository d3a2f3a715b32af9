"""Conversations about the seeds: what a turn names by itself, and what it takes from what was just quoted."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.answering.replies import Answered, Exchange, Listed, Reply, Said, Shown
from bot.answering.responder import Responder, Surface
from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.rendering.texts import FAIR_CONFIDENCE
from tests.conftest import WORDS_ALONE, stock
from tests.support.corpora import ROOT
from tests.support.serving.responders import responder_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.answering.telling.responses import Response
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings

UNHEARD_OF = "من اخترع المصباح الكهربائي؟"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of the seeds; to be copied."""
    folder = tmp_path_factory.mktemp("seeds")
    asyncio.run(stock(configuration.load(archive=folder / "archive.db", environ=WORDS_ALONE), ROOT / "seeds"))
    return folder


@pytest.fixture
async def replies(shelf: Path, settings: Settings, messages: Messages) -> AsyncIterator[Responder]:
    shutil.copytree(shelf, settings.archive.parent, dirs_exist_ok=True)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


async def last_reply(replies: Responder, messages: Messages, *turns: str) -> Reply:
    """Return the reply to the last turn of a conversation."""
    exchange, reply = Exchange(), None
    for said in turns:
        outcome = await replies.respond(said, exchange, messages, Surface())
        exchange, reply = outcome.exchange, outcome.reply
    assert reply is not None
    return reply


def answered(reply: Reply) -> Response:
    """Return the only answer of a reply."""
    assert isinstance(reply, Answered)
    [part] = reply.parts
    return part.response


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("بيسكوف قال ايه لما سألوه عن الموضوع ده", "ماذا قال بيسكوف؟"),
        ("لافروف شو حكى بهالموضوع؟", "ماذا قال لافروف؟"),
        ("ماذا قال بوتين عن هذا الأمر؟", "ماذا قال بوتين؟"),
        ("والشيشان شنوة دخلهم في الموضوع؟", "الشيشان؟"),
        ("والأكراد ما علاقتهم بالموضوع؟", "الأكراد؟"),
        ("وكوريا الشمالية ايه دخلها في الموضوع ده؟", "كوريا الشمالية؟"),
        ("طيب وأردوغان؟", "أردوغان؟"),
        ("اوكي وكيري؟", "كيري؟"),
    ],
)
async def test_a_turn_that_names_its_own_subject_behind_what_found_nothing_is_of_that(
    said: str, asked: str, replies: Responder, messages: Messages
) -> None:
    response = answered(await last_reply(replies, messages, UNHEARD_OF, said))
    assert response.meant.question == asked
    assert response.answer.quotes and not response.completed


@pytest.mark.parametrize(
    "said", ["مين أصحاب الفكرة دي؟", "والمدرب؟", "ماذا قال عن ذلك؟", "والوزير شو قال عن هالشي؟"]
)
async def test_a_turn_that_names_nobody_behind_what_found_nothing_is_asked_back(
    said: str, replies: Responder, messages: Messages
) -> None:
    reply = await last_reply(replies, messages, UNHEARD_OF, said)
    assert reply == Said(messages.conversation.odd.lost)


async def test_a_name_that_the_archive_lacks_is_said_to_be_lacking(
    replies: Responder, messages: Messages
) -> None:
    reply = await last_reply(replies, messages, UNHEARD_OF, "ماشي، ومحمد صلاح؟")
    assert isinstance(reply, Listed) or not answered(reply).answer.quotes


async def test_two_who_were_named_are_those_of_whom_it_is_asked_where_they_will_meet_and_when(
    replies: Responder, messages: Messages
) -> None:
    turns = "الاسد راح موسكو ليه؟", "طب واردوغان قال ايه عنه؟", "وهو رد عليه بايه؟"
    told = answered(await last_reply(replies, messages, *turns))
    assert told.meant.question == "بماذا رد الاسد على اردوغان؟"
    assert "وقال الأسد إنه لن يلتقي" in told.answer.quotes[0].text
    where = await last_reply(replies, messages, *turns, "هما هيتقابلوا فين وامتى؟")
    assert isinstance(where, Answered)
    assert [part.heading for part in where.parts] == [
        "أين سيلتقي الاسد واردوغان؟",
        "امتى سيلتقي الاسد واردوغان؟",
    ]
    assert "في موسكو الشهر المقبل" in where.parts[0].response.answer.quotes[0].text


CHILD = "ما قصة الطفل الذي ذبحوه في حلب؟"
CONTACTS = "لماذا تتواصل روسيا عسكريا مع تركيا؟"


@pytest.mark.parametrize(
    ("earlier", "said", "told"),
    [
        (CHILD, "كيف علقت واشنطن على ذلك؟", "عمل مروع"),
        (CHILD, "شو كان تعليق امريكا على هالشي؟", "عمل مروع"),
        ("شو صار بمخيم الحندرات؟", "وامريكا شو علقت على هالموضوع؟", "عمل مروع"),
        (CONTACTS, "ماذا تعرض موسكوا على انقرة مقابل ذلك؟", "أن تقدم لتركيا تنازلات"),
        (CONTACTS, "شو بتقدم موسكو لأنقرة مقابل هالشي؟", "أن تقدم لتركيا تنازلات"),
        (CONTACTS, "موسكو شو عم تعطي انقرة مقابل هالشي؟", "أن تقدم لتركيا تنازلات"),
        ("ماذا سترسل فرنسا لقتال داعش؟", "متى أعلنت باريس ذلك؟", "أن فرنسا سترسل"),
    ],
)
async def test_that_is_what_was_just_quoted_whose_article_comes_first(
    earlier: str, said: str, told: str, replies: Responder, messages: Messages
) -> None:
    response = answered(await last_reply(replies, messages, earlier, said))
    assert told in response.answer.quotes[0].text
    assert response.answer.confidence == FAIR_CONFIDENCE


async def test_what_another_article_answers_to_a_turn_that_only_points_is_doubtful(
    replies: Responder, messages: Messages
) -> None:
    other = answered(await last_reply(replies, messages, "من هو لوكيانوف؟", "كيف علق ترامب على ذلك؟"))
    assert other.answer.confidence < FAIR_CONFIDENCE
    made_whole = await last_reply(
        replies, messages, "ماذا اتفق عليه ترامب وبوتين؟", "وماذا قال الأسد عن ذلك؟"
    )
    assert answered(made_whole).completed
    assert answered(made_whole).answer.confidence != FAIR_CONFIDENCE - 0.1
    whole = answered(await last_reply(replies, messages, "من هو لوكيانوف؟", "لماذا فشل مؤتمر سوتشي بعد ذلك؟"))
    assert whole.answer.confidence > FAIR_CONFIDENCE


@pytest.mark.parametrize(
    "said",
    [
        "ومن قال هذا الكلام؟",
        "شكون قال الكلام هذا؟",
        "لمن هذا الكلام؟",
        "الكلام ده بتاع مين؟",
        "هاد الهضرة ديال من؟",
        "وهذا رأي من؟",
        "منو گال هالحچي؟",
    ],
)
async def test_who_speaks_in_what_was_quoted_is_told_with_the_whole_name_and_office(
    said: str, replies: Responder, messages: Messages
) -> None:
    reply = await last_reply(replies, messages, CONTACTS, said)
    assert isinstance(reply, Shown) and reply.head == messages.conversation.last.speaker
    [quote] = reply.quotes
    [mark] = quote.highlights
    assert quote.text[mark.start : mark.end] == "الكاتب والباحث التركي محمد زاهد جول"


async def test_who_is_only_named_by_one_word_where_he_speaks_is_told_by_the_sentence_that_names_him_whole(
    replies: Responder, messages: Messages
) -> None:
    reply = await last_reply(replies, messages, "ماذا قالت روسيا عن غزو العراق؟", "مين قال هيك؟")
    assert isinstance(reply, Shown)
    assert "فيودور لوكيانوف رئيس تحرير" in reply.quotes[0].text


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (
            ("متى توصلوا إلى اتفاق الهدنة في جنيف؟", "ما رأي المعارضة السورية فيه؟"),
            "أثار تحفظات رافقت موافقة",
        ),
        (("شو رأي المعارضة السورية بالتسوية بين واشنطن وموسكو؟",), "أغضب المعارضة السورية"),
    ],
)
async def test_a_position_that_is_only_told_of_is_an_answer_where_nobody_is_quoted(
    turns: tuple[str, ...], told: str, replies: Responder, messages: Messages
) -> None:
    response = answered(await last_reply(replies, messages, *turns))
    assert told in response.answer.quotes[0].text
    assert response.answer.confidence == FAIR_CONFIDENCE and not response.answer.silent


@pytest.mark.parametrize(
    "said",
    [
        "علاش امريكا و روسيا ما تفاهموش باش يحاربوها مع بعضهم؟",
        "ليه أمريكا وروسيا متفقوش على محاربة داعش؟",
        "ليش ما تفاهموا الروس والأمريكان على داعش؟",
        "ليه روسيا وامريكا مش متفقين في سوريا؟",
    ],
)
async def test_why_some_did_not_agree_is_answered_in_dialects(
    said: str, replies: Responder, messages: Messages
) -> None:
    response = answered(await last_reply(replies, messages, said))
    assert "تعجزان" in response.answer.quotes[0].text


async def test_whoever_is_asked_for_what_he_said_on_that_is_quoted_and_nobody_beside_him(
    replies: Responder, messages: Messages
) -> None:
    turns = "ماذا قال أردوغان عن الأسد؟", "هما هيتقابلوا فين؟", "بيسكوف قال ايه لما سألوه عن الموضوع ده"
    response = answered(await last_reply(replies, messages, *turns))
    assert "بيسكوف" in response.answer.quotes[0].text
    elsewhere = await last_reply(replies, messages, "ماذا سترسل فرنسا لقتال داعش؟", "وماذا قال بوتين عن ذلك؟")
    assert answered(elsewhere).answer.confidence < FAIR_CONFIDENCE
