"""Two that are compared: one quote that tells of both is shown once, and a side is told by what is of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.replies import Answered
from bot.answering.telling.sides import tells_of_both
from bot.archive.library import Library
from bot.rendering.texts import FAIR_CONFIDENCE
from retrieval.passages.excerpts import whole
from retrieval.records import Article
from tests.bot.answering.test_responder import held
from tests.conftest import stock
from tests.support.newsroom import BRIDGE, PORT, write
from tests.support.serving.responders import responder_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.answering.responder import Responder
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings

TEXTS = {
    "growth": "يتوقع البنك أن تبلغ نسبة النمو في تونس 3 بالمئة، مقابل نمو متوقع بنسبة 4 بالمئة للمغرب.",
    "migrants": "حاول مهاجرون عبور السياج من المغرب. وقالت الشرطة إنها منعتهم.",
    "tea": "إعداد الشاي في الميكروويف أفضل صحيا من إعداده في الغلاية، كما قال الخبير.",
    "kettle": "يجب تجديد الماء في الغلاية عند غلي الشاي، فذلك أفضل صحيا.",
    "obama": "قال أوباما إن موقف بلاده هو التعاون مع روسيا في سوريا ضد المتطرفين.",
    "trump": "قال ترامب إن موقف بلاده هو التعاون مع روسيا في أزمة كوريا الشمالية.",
    "berlin": "نفذ أنيس العامري هجوم برلين بشاحنة في ديسمبر.",
    "nice": "قتل 84 شخصا في هجوم نيس في عيد فرنسا.",
    "before": "يواجه الهلال فريق النجمة اليوم في السوبر، ويلتقي الهلال النجمة في الملعب الكبير.",
    "after": "توج النجمة بكأس السوبر على حساب الهلال بركلات الترجيح.",
    "gems": "تستخرج من قاع البحر أحجار كريمة مثل الزمرد واللؤلؤ.",
    "emerald": "الزمرد حجر أخضر يستخرج من المناجم.",
    "pearl": "اللؤلؤ إفراز صلب يتشكل داخل صدفة المحار.",
    "petrol": "أعلنت الوزيرة في تونس أن أسعار البنزين لن ترتفع هذا العام.",
}


@pytest.fixture
async def replies(tmp_path: Path, settings: Settings, messages: Messages) -> AsyncIterator[Responder]:
    articles = [{"id": name, "title": f"خبر {name}", "text": text} for name, text in TEXTS.items()]
    write(tmp_path, BRIDGE, PORT, *articles)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


@pytest.mark.parametrize(
    ("said", "article"),
    [
        ("قارن بين النمو المتوقع لتونس والمغرب", "growth"),
        ("أيهما صحي أكثر: الشاي بالميكروويف أم بالغلاية؟", "tea"),
    ],
)
async def test_an_article_that_tells_of_both_sides_is_quoted_once_without_headings(
    replies: Responder, messages: Messages, said: str, article: str
) -> None:
    [told] = await held(replies, messages, said)
    assert isinstance(told.reply, Answered) and [part.heading for part in told.reply.parts] == [""]
    assert told.reply.quotes[0].article.id == article
    assert told.reply.note == messages.conversation.of_both


async def test_the_opinion_of_one_of_two_on_something_is_told_by_what_names_the_one_and_the_other(
    replies: Responder, messages: Messages
) -> None:
    said = "ما الفرق بين موقف أوباما وموقف ترامب من التعاون مع روسيا في سوريا؟"
    [told] = await held(replies, messages, said)
    assert isinstance(told.reply, Answered)
    sides = [[quote.article.id for quote in part.response.answer.quotes] for part in told.reply.parts]
    assert sides == [["obama"], []]
    assert told.reply.note == messages.conversation.compared_in_part


async def test_a_side_is_told_by_its_name_and_not_by_another_that_ends_in_it(
    replies: Responder, messages: Messages
) -> None:
    [told] = await held(replies, messages, "وش الفرق بين هجوم برلين وهجوم نيس؟")
    assert isinstance(told.reply, Answered) and len(told.reply.parts) > 1
    assert [quote.article.id for quote in told.reply.quotes] == ["berlin", "nice"]


async def test_what_is_told_of_one_place_is_no_side_of_another(
    replies: Responder, messages: Messages
) -> None:
    [told] = await held(replies, messages, "قارن أسعار البنزين في تونس والجزائر")
    assert isinstance(told.reply, Answered)
    sides = [[quote.article.id for quote in part.response.answer.quotes] for part in told.reply.parts]
    assert sides == [["petrol"], []]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("تقاربت تركيا وسوريا بسبب مواقفهما من حرب غزة.", False),  # its headline names the other side
        ("ناقشت روسيا وتركيا موقفهما من القمح.", False),
        ("تدعم روسيا الحكومة في سوريا، وتعارضها تركيا.", True),
    ],
)
def test_a_quote_is_of_two_stances_where_it_names_whose_they_are_and_on_what(
    text: str, *, both: bool
) -> None:
    quote = whole(Article("talks", "روسيا وتركيا وسوريا", text))
    quote = replace(quote, end=len(text), text=text)
    assert tells_of_both(quote, ["موقف روسيا من سوريا", "موقف تركيا من سوريا"]) is both


async def test_what_tells_of_two_names_is_no_sure_comparison_of_them(
    replies: Responder, messages: Messages
) -> None:
    [told] = await held(replies, messages, "قارن بين الميكروويف والغلاية")
    assert isinstance(told.reply, Answered) and told.reply.note == messages.conversation.of_both
    assert told.reply.parts[0].response.answer.confidence == FAIR_CONFIDENCE


async def test_who_of_two_won_is_told_first_by_what_says_that_one_did(
    replies: Responder, messages: Messages
) -> None:
    [told] = await held(replies, messages, "مين كسب السوبر، الهلال ولا النجمة؟")
    assert isinstance(told.reply, Answered)
    assert told.reply.quotes[0].article.id == "after"


async def test_a_list_that_names_two_compares_them_to_nothing_so_that_each_is_told_by_itself(
    replies: Responder, messages: Messages
) -> None:
    [told] = await held(replies, messages, "ما الفرق بين الزمرد واللؤلؤ؟")
    assert isinstance(told.reply, Answered) and len(told.reply.parts) > 1
    assert [quote.article.id for quote in told.reply.quotes] == ["emerald", "pearl"]
