"""What «the matter» is: the article just quoted, where whoever is asked of says something."""

from __future__ import annotations

from bot.answering.context.that import of_that
from bot.answering.telling.responses import Response
from retrieval.interpretation.interpreter import Interpretation
from retrieval.passages.excerpts import part
from retrieval.records import Answer, Article, Span, Verdict
from tests.support.meaning import interpreter

TEXT = "ذبح مسلحون طفلا في حلب. طالبت المعارضة أمريكا بوقف الضربات. وقال متحدث باسم الخارجية الأمريكية إنه عمل مروع."
SAYING = frozenset({"قال"})


def test_what_somebody_says_of_it_comes_before_what_else_the_article_tells_of_him() -> None:
    article = Article("child", "حلب", TEXT)
    first, other = Span(0, TEXT.index(".") + 1), Span(TEXT.index("طالبت"), TEXT.index("وقال") - 1)
    said = "وأمريكا شو قالت ع الموضوع"
    answer = Answer(said, Verdict.ANSWERED, 0.5, (part(article, other),))
    told = of_that(
        Response(Interpretation(said), answer), said, (part(article, first),), interpreter(), SAYING
    )
    assert "عمل مروع" in told.answer.quotes[0].text
    again = of_that(told, said, (part(article, first),), interpreter(), SAYING)
    assert again.answer.quotes == told.answer.quotes
