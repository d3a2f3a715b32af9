"""Who holds an office, and who somebody is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pytest

from bot.answering.inquiries import Inquiries
from bot.answering.people import People
from bot.catalogue.records import Listing
from retrieval.passages.excerpts import part
from retrieval.records import Answer, Article, Quote, Scope, Span, Verdict
from tests.support.corpora import language
from tests.support.meaning import dialogue, interpreter
from tests.support.unlisted import Unlisted


def whole_of(article: Article) -> Quote:
    return part(article, Span(0, len(article.text)))


def of(inquiries: Inquiries) -> People:
    return People(inquiries, dialogue().lists, language())


@dataclass
class Ministries(Unlisted):
    """Has two dated articles of a country, which name who holds an office, and answers with what names nobody."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        text = "لا يرد رئيس الحكومة على أحد."
        return Answer(question, Verdict.ANSWERED, 0.9, (whole_of(Article("other", "عنوان", text)),))

    async def browse(self, subject: str, *rest: object, **more: object) -> Listing:
        if "ليبي" in subject or "شرط" in subject:
            return Listing(0, ())
        texts = ("قال رئيس الحكومة الحبيب الصيد إنه عاد.", "قال رئيس الحكومة يوسف الشاهد إنه عاد.")
        dated = (
            Article(str(year), "عنوان", text, published=datetime.date(year, 1, 1))
            for year, text in enumerate(texts, 2015)
        )
        return Listing(len(texts), tuple(dated))


@pytest.mark.parametrize(
    ("said", "named", "confidence"),
    [
        ("من هو رئيس الحكومة؟", "يوسف الشاهد", 0.9),
        ("من هو رئيس الحكومة التونسية؟", "يوسف الشاهد", 0.9),
        ("من هو رئيس الحكومة الليبية؟", None, 0.45),
        ("من هو رئيس الشرطة؟", None, 0.45),
        ("من زار رئيس الحكومة؟", None, 0.9),
    ],
)
async def test_who_holds_an_office_is_told_by_the_newest_article_that_names_somebody_there(
    said: str, named: str | None, confidence: float
) -> None:
    inquiries = Inquiries(Ministries(), interpreter())
    found = (await of(inquiries).with_holder(await inquiries.ask(said))).answer
    quote = found.quotes[0]
    told = [quote.text[mark.start : mark.end] for mark in quote.highlights]
    assert (told, found.confidence) == ([named] if named else [], confidence)


@dataclass
class Successors(Ministries):
    """Answers with an older article that names who held an office, or that of a deputy."""

    text: str = "قال رئيس الحكومة الحبيب الصيد إنه عاد."
    published: datetime.date | None = datetime.date(2016, 1, 1)

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        texts = (self.text, "عاد المدرب المساعد للفريق.", "عاد مدرب الفريق.")
        every = (Article(one, "عنوان", one, published=self.published) for one in texts)
        return Answer(question, Verdict.ANSWERED, 0.9, tuple(map(whole_of, every)))


@pytest.mark.parametrize(
    ("published", "first"),
    [
        (datetime.date(2015, 6, 1), "يوسف الشاهد"),
        (datetime.date(2015, 12, 1), ""),
        (None, ""),
    ],
)
async def test_whom_a_much_later_article_names_in_an_office_comes_before_who_held_it(
    published: datetime.date | None, first: str
) -> None:
    inquiries = Inquiries(Successors(published=published), interpreter())
    quotes = (await of(inquiries).with_holder(await inquiries.ask("من هو رئيس الحكومة؟"))).answer.quotes
    assert [quotes[0].text[mark.start : mark.end] for mark in quotes[0].highlights] == ([first] * bool(first))
    assert any("الحبيب الصيد" in quote.text for quote in quotes)


async def test_who_helps_the_holder_of_an_office_is_quoted_last() -> None:
    inquiries = Inquiries(Successors("عاد المدرب المساعد للفريق زياد الجدي."), interpreter())
    quotes = (await of(inquiries).with_holder(await inquiries.ask("من هو مدرب الفريق؟"))).answer.quotes
    assert quotes[0].text == "عاد مدرب الفريق." and "المساعد" in quotes[-1].text


@dataclass
class Presidents(Unlisted):
    """Tells what somebody is only in what is less near."""

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        texts = ("زار بوتين دمشق.", "قال الرئيس الروسي فلاديمير بوتين إنه عاد.")
        found = tuple(whole_of(Article(text, "عنوان", text)) for text in texts)
        return Answer(question, Verdict.ANSWERED, 0.9, found if limit else found[:1])


async def test_who_somebody_is_is_told_first_by_what_stands_beside_the_name() -> None:
    inquiries = Inquiries(Presidents(), interpreter())
    asked = await inquiries.ask("من هو بوتين؟"), await inquiries.ask("من زار بوتين؟")
    told, other = [(await of(inquiries).with_description(one)).answer.quotes for one in asked]
    [mark] = told[0].highlights
    assert told[0].text[mark.start : mark.end] == "الرئيس الروسي فلاديمير بوتين"
    assert [quote.text for quote in other] == ["زار بوتين دمشق."]


async def test_who_is_not_named_whole_in_any_quote_is_somebody_else() -> None:
    inquiries = Inquiries(Presidents(), interpreter())
    found = await of(inquiries).with_description(await inquiries.ask("من هو ألكسندر بوتين؟"))
    assert (found.answer.verdict, found.answer.quotes) == (Verdict.NOT_FOUND, ())
