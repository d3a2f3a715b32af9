"""Sentences that are told alone from the article that was quoted."""

from __future__ import annotations

from bot.answering.context.last_article import dated_sentence, published_sentence
from retrieval.records import Article, Quote, Span


def test_a_day_that_is_marked_is_told_by_its_sentence_alone() -> None:
    text = "افتُتح السوق. وجرى ذلك في 3 مايو 2021. وشكرت بسمة العمال."
    begin = text.index("3 مايو")
    quote = Quote(Article("x", "عنوان", text), 0, len(text), text, (Span(begin, begin + 11),), 1.0)
    day = dated_sentence([quote])
    assert day and day.text == "وجرى ذلك في 3 مايو 2021."


def test_where_an_article_of_whoever_is_quoted_was_published_is_told_by_the_sentence_that_says_so() -> None:
    text = "قال سامي إن الحرب طويلة. وأضاف في مقال نشره موقع الميناء إن الهدنة قريبة."
    article = Article("x", "عنوان", text)
    told = published_sentence([Quote(article, 0, 10, text[:10], (), 1.0)])
    assert told and told.text.startswith("وأضاف في مقال نشره")
    assert published_sentence([Quote(Article("y", "عنوان", text[:24]), 0, 3, text[:3], (), 1.0)]) is None
