"""Whom a turn asks of after an answer."""

from __future__ import annotations

import pytest

from bot.answering.context.last_article import LastArticle
from bot.answering.inquiries import Inquiries
from bot.answering.people import People
from bot.answering.replies import Exchange
from bot.answering.telling.responses import Response
from retrieval.interpretation.interpreter import Interpretation
from retrieval.passages.excerpts import part
from retrieval.records import Answer, Article, Quote, Span, Verdict
from tests.support.corpora import language
from tests.support.meaning import dialogue, interpreter
from tests.support.unlisted import Unlisted


def last_article() -> LastArticle:
    people = People(Inquiries(Unlisted(), interpreter()), dialogue().lists, language())
    return LastArticle(dialogue().lists, language(), interpreter(), people.holders)


def marked(text: str, mark: str) -> Quote:
    quote = part(Article(mark, "خبر", text), Span(0, len(text)))
    start = text.index(mark)
    return Quote(quote.article, 0, len(text), text, (Span(start, start + len(mark)),), 1.0)


def person(question: str, *quotes: Quote, asked: tuple[str, ...] = ()) -> str:
    last = last_article()
    exchange = Exchange(question, Answer(question, Verdict.ANSWERED, 0.8, quotes), asked=asked)
    return last.person("وكم عمره؟", exchange)


@pytest.mark.parametrize(
    ("mark", "named"),
    [
        ("ألكسندر بيسونيت", "ألكسندر بيسونيت"),
        ("العمر 22 عاما", ""),
        ("سفارتها", ""),
        ("مصادر أمنية كندية", ""),
    ],
)
def test_nobody_has_an_age_whose_name_can_be_no_persons(mark: str, named: str) -> None:
    assert person("من نفذ الهجوم؟", marked(f"قالت الشرطة إنه {mark} في بيان.", mark)) == named


def test_of_two_questions_the_last_one_names_of_whom_a_turn_asks() -> None:
    wounded, attacker = (marked(f"في البيان {name} أيضا.", name) for name in ("سمير", "نادر"))
    asked = ("من أصيب؟", "من نفذ الهجوم؟")
    assert person(asked[1], wounded, attacker, asked=asked) == "نادر"
    assert person(asked[1], wounded, attacker) == "سمير"


@pytest.mark.parametrize(
    ("behind", "told"),
    [("وأرجع المجلس هذا القرار إلى التشقق.", 2), ("وفتح النفق بهدف الصيانة.", 1)],
)
def test_why_is_told_by_what_surely_says_so_beside_a_quote_that_only_may(behind: str, told: int) -> None:
    first = "مددت البلدية إغلاق الجسر في إطار إجراء عام."
    article = Article("bridge", "الجسر", f"{first} {behind}")
    answer = Answer("لماذا أغلق الجسر؟", Verdict.ANSWERED, 0.5, (part(article, Span(0, len(first))),))
    last = last_article()
    found = last.with_reason(Response(Interpretation(answer.question), answer), ("الجسر",))
    assert len(found.answer.quotes) == told and any(behind in one.text for one in found.answer.quotes) is (
        told > 1
    )
