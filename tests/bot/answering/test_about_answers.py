"""What is asked of articles by who wrote them, and of an answer that is too long."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.replies import Answered, Further, Listed, Opened, Said, Shown
from bot.answering.responder import Surface
from bot.archive.library import Library
from retrieval.passages.excerpts import briefest, part
from retrieval.records import Article, Quote, Span
from tests.bot.answering.test_responder import held
from tests.conftest import stock
from tests.support.newsroom import BRIDGE, PORT, SCHOOL, write
from tests.support.serving.responders import responder_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.answering.responder import Responder
    from bot.configuration.messages import Messages
    from bot.configuration.settings import Settings

MARKET = {
    "id": "market",
    "title": "السوق الكبير يعود إلى العمل",
    "text": "عاد السوق الكبير إلى العمل بعد ترميمه. وشكرت الناشطة بسمة الحلواني عمال البلدية في افتتاحه.",
    "author": "سلمى الخطيب",
    "published": "2021-01-04",
}


@pytest.fixture
async def replies(tmp_path: Path, settings: Settings, messages: Messages) -> AsyncIterator[Responder]:
    write(tmp_path, BRIDGE, PORT, SCHOOL, MARKET)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        yield responder_of(library, settings, messages)


@pytest.mark.parametrize(
    "said",
    [
        "مقالات سلمى الخطيب",
        "ماذا كتبت سلمى الخطيب؟",
        "من هي سلمى الخطيب؟",
        "عندكم شي مقال لكاتبة اسمها سلمى الخطيب؟",
        "فيه مقالات لسلمى الخطيب؟",
        "متى نُشر مقال سلمى الخطيب؟",
    ],
)
async def test_articles_are_listed_by_who_wrote_them_the_newest_first(
    replies: Responder, messages: Messages, said: str
) -> None:
    [told] = await held(replies, messages, said)
    assert isinstance(told.reply, Listed)
    assert [article.id for article in told.reply.articles] == ["market", "bridge"]
    assert "بقلم «سلمى الخطيب» (مقالان)" in told.reply.head


async def test_one_of_the_articles_that_somebody_wrote_is_opened_by_its_number(
    replies: Responder, messages: Messages
) -> None:
    _, opened = await held(replies, messages, "مقالات بقلم سلمى الخطيب", "افتح الثاني")
    assert isinstance(opened.reply, Opened) and opened.reply.quote.article.id == "bridge"


async def test_what_else_the_author_of_an_article_wrote_is_listed(
    replies: Responder, messages: Messages
) -> None:
    said = ("كم بلغت كلفة جسر الياسمين؟", "من كتب المقال؟", "هل لديك مقالات أخرى لها؟")
    *_, others = await held(replies, messages, *said)
    assert isinstance(others.reply, Listed) and others.reply.total == len(("market", "bridge"))


async def test_who_wrote_nothing_is_shown_where_an_article_names_them(
    replies: Responder, messages: Messages
) -> None:
    said = "عندك مقال لكاتبة اسمها بسمة الحلواني؟"
    [named] = await held(replies, messages, said)
    [nobody] = await held(replies, messages, "عندك مقال لكاتب اسمه نادر الصافي؟")
    assert isinstance(named.reply, Answered) and "بسمة الحلواني" in named.reply.quotes[0].text
    assert "لا أعرف في الأرشيف مقالًا بقلم «بسمة الحلواني»" in named.reply.note
    assert isinstance(nobody.reply, Said) and "نادر الصافي" in nobody.reply.text


async def test_an_answer_that_is_too_long_is_told_by_its_best_sentence_alone(
    replies: Responder, messages: Messages
) -> None:
    asked, shorter = await held(replies, messages, "ماذا عن السوق الكبير؟", "جوابك طويل، اختصر")
    assert isinstance(asked.reply, Answered) and "بسمة" in asked.reply.quotes[0].text
    assert isinstance(shorter.reply, Shown)
    assert [quote.text for quote in shorter.reply.quotes] == ["عاد السوق الكبير إلى العمل بعد ترميمه."]


@pytest.mark.parametrize(
    "said", ["مشكور تعبتك معي، مع السلامة", "مع السلامة وشكرا وآسف تعبتك", "آسف تعبتك معايا، تصبح على خير"]
)
async def test_who_takes_leave_is_bidden_farewell_last_and_invited_to_nothing(
    replies: Responder, messages: Messages, said: str
) -> None:
    [told] = await held(replies, messages, said)
    manners = messages.conversation.manners
    assert isinstance(told.reply, Said) and told.reply.text.endswith((manners.farewell, manners.night))
    assert "سؤالك" not in told.reply.text


async def test_no_article_is_said_to_lack_what_is_said_of_the_bot(
    replies: Responder, messages: Messages
) -> None:
    [told] = await held(replies, messages, "شفت عندكم الزرافة الطائرة؟")
    assert isinstance(told.reply, Answered) and not told.reply.quotes
    assert told.reply.parts[0].response.answer.absent != "عندكم"


def test_the_sentence_that_says_most_of_a_quote_begins_inside_one_where_the_quote_does() -> None:
    text = "وقالت البلدية. وبلغت كلفة الجسر مليوني دينار."
    marked = (Span(text.index("مليوني"), text.index(" دينار")),)
    quote = Quote(
        Article("x", "عنوان", text), 0, len(text), text, marked, 1.0, opens_inside=True, closes_inside=True
    )
    brief = briefest(quote)
    assert brief.text == brief.article.text[brief.start : brief.end] == "وبلغت كلفة الجسر مليوني دينار."
    assert (brief.opens_inside, brief.closes_inside) == (False, True)
    assert [brief.text[a:b] for a, b in brief.highlights] == ["مليوني"]


@pytest.mark.parametrize(
    ("said", "disputed"),
    [("مو صحيح، من وين جبت هالكلام؟", True), ("غلط من وين هالكلام", True), ("من وين جبت هالكلام؟", False)],
)
async def test_who_complains_and_asks_for_the_source_is_told_it_with_a_kind_word(
    replies: Responder, messages: Messages, said: str, disputed: bool
) -> None:
    texts = messages.conversation.last
    _, told = await held(replies, messages, "من شكر عمال البلدية؟", said)
    assert isinstance(told.reply, Shown)
    assert told.reply.head == (texts.source_disputed if disputed else texts.source)
    assert [quote.article.id for quote in told.reply.quotes][:1] == ["market"]


async def test_a_question_behind_a_complaint_is_asked_as_it_is(
    replies: Responder, messages: Messages
) -> None:
    _, told = await held(replies, messages, "من افتتح الجسر؟", "مو هيك قصدي، من شكر عمال البلدية؟")
    assert isinstance(told.reply, Answered)
    assert told.reply.parts[0].response.meant.question == "من شكر عمال البلدية؟"


async def test_when_that_was_is_told_by_the_sentence_with_the_day_alone_or_the_day_of_the_article(
    replies: Responder, messages: Messages
) -> None:
    _, undated = await held(replies, messages, "من شكر عمال البلدية؟", "وده كان امتى؟")
    texts = messages.conversation.last
    assert isinstance(undated.reply, Said)
    assert undated.reply.text.startswith(texts.no_day) and "2021" in undated.reply.text


async def test_the_day_of_an_article_is_no_plain_answer_to_until_when(
    replies: Responder, messages: Messages
) -> None:
    *_, until = await held(replies, messages, "من شكر عمال البلدية؟", "إلى متى؟")
    assert isinstance(until.reply, Said) and until.reply.text.startswith(messages.conversation.last.no_day)


@pytest.mark.parametrize("until", ["لمدّة 3 أيّام", "إلى غاية يوم الأحد"])
async def test_until_when_is_told_by_the_sentence_that_says_how_long_it_lasts(
    settings: Settings, messages: Messages, tmp_path: Path, until: str
) -> None:
    text = f"أغلقت البلدية السوق الكبير اليوم {until} بسبب الترميم. وقال العمدة إنه سيعود."
    write(tmp_path, {**MARKET, "text": text, "title": "إغلاق السوق الكبير"})
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        *_, told = await held(replies, messages, "لماذا أغلقت البلدية السوق الكبير؟", "إلى متى؟")
    assert isinstance(told.reply, Answered)
    [quote] = told.reply.quotes
    assert [quote.text[mark.start : mark.end] for mark in quote.highlights] == [until]


async def test_what_others_say_is_not_shown_for_who_says_nothing(
    replies: Responder, messages: Messages
) -> None:
    *_, told = await held(
        replies, messages, "من شكر عمال البلدية؟", "ماذا قالت الحلواني عن السوق؟", "وقطر شو قالت؟"
    )
    assert isinstance(told.reply, Answered) and not told.reply.quotes


@pytest.mark.parametrize("said", ["بتاعة 2021", "متاع 2021", "وفي 2021؟"])
async def test_a_list_is_narrowed_to_a_year_in_words_of_dialects(
    replies: Responder, messages: Messages, said: str
) -> None:
    _, told = await held(replies, messages, "مقالات سلمى الخطيب", said)
    assert isinstance(told.reply, Listed)
    assert [article.published and article.published.year for article in told.reply.articles][:1] == [2021]


async def test_who_said_it_may_be_named_in_another_quote_of_the_article(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    text = "فككت الشرطة شبكة. وقال الناطق الرسمي ناظم البرهومي إن الحملة مستمرة."
    write(tmp_path, {**MARKET, "title": "حصيلة الحملة", "text": text})
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        [found] = await held(replies, messages, "ماذا فككت الشرطة في الحملة؟")
        article = found.exchange.quotes[0].article
        quotes = (part(article, Span(0, 17)), part(article, Span(18, len(text))))
        assert found.exchange.answer
        exchange = replace(found.exchange, answer=replace(found.exchange.answer, quotes=quotes))
        named = await replies.respond("مين قال هالحكي؟", exchange, messages, Surface())
    assert isinstance(named.reply, Shown) and named.reply.head == messages.conversation.last.speaker


@pytest.mark.parametrize("said", ["منو اللي قال هالكلام؟", "مين قال هيك؟", "من قال ذلك؟"])
async def test_nobody_said_anything_in_a_list_of_headlines(
    replies: Responder, messages: Messages, said: str
) -> None:
    *_, told = await held(replies, messages, "مقالات سلمى الخطيب", said)
    assert told.reply == Said(messages.conversation.last.no_words)


async def test_more_of_who_somebody_is_tells_of_nobody_else(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    told_of_others = (
        "وصفت ليلى الحلواني رحلتها إلى الجبال.",
        "فازت بسمة العلمي بسباق الدراجات أمس.",
        "كرم النادي السباحة هند الحلواني بعد البطولة.",
        "ترأس بسمة النجار لجنة الكتاب منذ عام.",
    )
    others = [
        {"id": f"other{number}", "title": one, "text": one} for number, one in enumerate(told_of_others)
    ]
    write(tmp_path, BRIDGE, PORT, SCHOOL, MARKET, *others)
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        replies = responder_of(library, settings, messages)
        *_, told = await held(replies, messages, "من هي بسمة الحلواني؟", "كمل", "كمل")
    assert told.reply == Said(messages.conversation.last.all_told)


async def test_who_is_not_well_is_greeted_and_not_asked_for_a_question(
    replies: Responder, messages: Messages
) -> None:
    [told] = await held(replies, messages, "صباح الخير أنا تعبان اليوم")
    greeting, *_ = messages.conversation.manners.morning.partition(" عمّ")
    assert told.reply == Said(f"{greeting} {messages.conversation.manners.mood}")


@pytest.mark.parametrize(
    "said", ["انت متأكد من الكلام ده؟", "متأكد؟", "هل أنت واثق من الجواب", "صح هالكلام؟"]
)
async def test_who_doubts_that_nothing_was_found_is_told_where_it_was_looked_for(
    replies: Responder, messages: Messages, said: str
) -> None:
    *_, told = await held(replies, messages, "من شكر عمال البلدية؟", "من فاز ببطولة الشطرنج؟", said)
    articles = messages.sources.articles.of(4)
    assert told.reply == Said(messages.conversation.last.sure_nothing.format(articles=articles))


@pytest.mark.parametrize("said", ["شكون قال هكا؟", "مين قال هيك؟", "من قال ذلك؟", "منو كال هيج؟"])
async def test_nobody_is_said_to_have_said_what_was_not_found(
    replies: Responder, messages: Messages, said: str
) -> None:
    *_, told = await held(replies, messages, "من شكر عمال البلدية؟", "من فاز ببطولة الشطرنج؟", said)
    assert told.reply == Said(messages.conversation.last.no_quote)


@pytest.mark.parametrize(
    "said",
    [
        "كلامك ناشف كتير، ما فهمت شي",
        "كلامك صعيب، مافهمت والو",
        "ردك معقد أوي، مش فاهم حاجة",
        "جوابك مو واضح، ما فهمت عليك",
        "جوابك ما فهمته",
    ],
)
async def test_who_does_not_understand_an_answer_is_not_shown_it_again(
    replies: Responder, messages: Messages, said: str
) -> None:
    _, told = await held(replies, messages, "من شكر عمال البلدية؟", said)
    assert told.reply == Said(messages.conversation.last.unclear)


async def test_what_is_not_understood_before_any_answer_is_a_complaint(
    replies: Responder, messages: Messages
) -> None:
    [told] = await held(replies, messages, "كلامك معقد")
    assert told.reply == Said(messages.conversation.manners.complaint)


@pytest.mark.parametrize("said", ["زيدني", "المزيد", "كمل", "وبعدين؟"])
async def test_more_than_all_quotes_is_how_the_article_goes_on_sentence_by_sentence_to_its_end(
    tmp_path: Path, settings: Settings, messages: Messages, said: str
) -> None:
    sentences = [
        "عاد السوق الكبير إلى العمل بعد ترميمه.",
        *(f"ثم زار الوفد رقم {n} المكان." for n in range(5)),
    ]
    write(tmp_path, BRIDGE, PORT, {**MARKET, "text": " ".join(sentences)})
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        asked = ["متى عاد السوق الكبير إلى العمل؟", *[said] * 6]
        first, *others = await held(responder_of(library, settings, messages), messages, *asked)
    on = [one.reply for one in others if isinstance(one.reply, Further)]
    assert on and on[-1].head == messages.conversation.last.goes_on
    quotes = [*first.exchange.quotes, *(quote for one in on for quote in one.quotes)]
    assert all(quote.text == quote.article.text[quote.start : quote.end] for quote in quotes)
    assert max(quote.end for quote in quotes if quote.article.id == "market") == len(" ".join(sentences))
    assert [one.first for one in on] == [
        1 + len(first.exchange.quotes) + sum(len(each.quotes) for each in on[:n]) for n in range(len(on))
    ]
    assert others[-1].reply == Said(messages.conversation.last.all_told)


async def test_more_behind_a_question_that_found_nothing_is_of_the_article_that_was_shown_before_it(
    tmp_path: Path, settings: Settings, messages: Messages
) -> None:
    text = " ".join(
        ["عاد السوق الكبير إلى العمل بعد ترميمه.", *(f"ثم زار الوفد رقم {n} المكان." for n in range(6))]
    )
    write(tmp_path, BRIDGE, PORT, {**MARKET, "text": text})
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        asked = ("متى عاد السوق الكبير إلى العمل؟", "كيف ألعب الشطرنج؟", "وبعدين؟", "وبعدين؟", "افتح 1")
        shown, _, *on, opened = await held(responder_of(library, settings, messages), messages, *asked)
    told = shown.exchange.quotes[0].end
    for one in on:
        assert isinstance(one.reply, Further) and one.reply.first == 1
        assert one.reply.head == messages.conversation.last.goes_on_before
        [quote] = one.reply.quotes
        assert quote.start >= told and quote.text == text[quote.start : quote.end]
        told = quote.end
    assert isinstance(opened.reply, Opened) and opened.reply.quote.article.id == "market"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (MARKET["text"], "excerpt_one"),
        ("\n\n\n".join(["قال الوزير إن الماء وصل.", "ثم عاد السوق الكبير."]), "excerpt"),
    ],
)
async def test_an_excerpt_says_whether_it_is_one_passage_or_several(
    tmp_path: Path, settings: Settings, messages: Messages, text: str, head: str
) -> None:
    write(tmp_path, BRIDGE, {**MARKET, "text": text})
    await stock(settings, tmp_path)
    async with Library.open(settings) as library:
        *_, told = await held(
            responder_of(library, settings, messages), messages, "أخبار السوق", "1", "لخص المقال"
        )
    assert isinstance(told.reply, Shown) and told.reply.head == getattr(messages.conversation.last, head)
    assert all(one.text == one.article.text[one.start : one.end] for one in told.reply.quotes)


async def test_a_whole_article_is_read_from_its_beginning(replies: Responder, messages: Messages) -> None:
    *_, there, whole = await held(
        replies, messages, "ماذا شكرت بسمة الحلواني؟", "اقرأ لي المقال", "بغيت نقرا المقال كامل"
    )
    assert isinstance(there.reply, Opened) and there.reply.quote.start > 0
    assert isinstance(whole.reply, Opened) and whole.reply.quote.start == 0
